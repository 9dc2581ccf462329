"""Where two versions differ: in the answer to a case, in the rows of its trace, in their tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .versions import Json, Version

NOTHING = "–"
FIRST = ("RULES", "THRESHOLDS")  # the tables that a reviewer looks for first


@dataclass(frozen=True, slots=True)
class Change:
    """One thing as it was and as it is; "–" where it was not there."""

    what: str
    old: str
    new: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A case whose answer changed (`answer`), and the rules that came out differently (`reasons`)."""

    case: str
    answer: tuple[Change, ...] = ()
    reasons: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions compared. `cases` holds every case with another answer or for other reasons."""

    old: Version
    new: Version
    cases: tuple[CaseChange, ...] = ()
    knowledge: dict[str, tuple[Change, ...]] = field(default_factory=dict)

    @property
    def changed(self) -> tuple[CaseChange, ...]:
        """The cases that are answered differently."""
        return tuple(case for case in self.cases if case.answer)

    @property
    def same(self) -> bool:
        """Whether nothing differs: no answer, no reason, no table."""
        return not self.cases and not self.knowledge


def compare(old: Version, new: Version) -> Comparison:
    """Compare what two versions answer and know."""
    found = (CaseChange(case, *_of_case(old.answers[case], new.answers[case])) for case in old.answers)
    cases = tuple(case for case in found if case.answer or case.reasons)
    return Comparison(old, new, cases, dict(_of_tables(old.tables, new.tables)))


def _of_case(old: Json, new: Json) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    return tuple(_changes(answer(old), answer(new))), tuple(_reasons(old, new))


def _changes(old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    for what in dict.fromkeys((*old, *new)):
        before, after = old.get(what) or NOTHING, new.get(what) or NOTHING
        if before != after:
            yield Change(what, before, after)


# -- the answer to a case ------------------------------------------------------------------------------------


def answer(written: Json) -> dict[str, str]:
    """What an answer comes to, by name: what a clinician would act on, without its words."""
    if "errors" in written:
        return {"refused": "; ".join(f"{each['path']}: {each['message']}" for each in written["errors"])}
    route, plan = written["route"], written["plan"]
    return {
        "in scope": str(written["scope"]["in_scope"]).lower(),
        "status": str(written["status"]),
        "severity": str(written["severity"]),
        "urgency": str(written["urgency"]),
        "route": str(route["value"]),
        "certainty": str(route["certainty"]),
        "path": str(plan["path"]),
        **{f"cause {each['code']}": str(each["weight"]) for each in written["causes"]},
        **{f"recommended {each['code']}": _proposed(each) for each in plan["recommended"]},
        **{f"withheld {each['code']}": _held(each) for each in plan["withheld"]},
        **{f"warning {each['code']}": "raised" for each in written["warnings"]},
        **_tests(written),
    }


def _tests(written: Json) -> dict[str, str]:
    """What was computed, which patterns it fits, what is asked for next and when to measure again."""
    computed = written.get("computed", {}).items()
    patterns = written.get("patterns") or ()
    recheck = written["plan"].get("recheck") or {}
    return {
        **{f"class of {name}": str(each["class"]) for name, each in computed if each.get("class")},
        **{f"pattern {each.get('code') or each['rule']}": f"score {each.get('score', NOTHING)}" for each in patterns},
        "genetic referral": "suggested" if (written.get("genetic_referral") or {}).get("suggested") else NOTHING,
        **{f"next step {each['code']}": "asked for" for each in written.get("next_steps", ())},
        "recheck within hours": str(recheck.get("within_hours", NOTHING)),
    }


def _proposed(item: Json) -> str:
    how = "" if item["automatic"] else "for a named person's decision"
    return "; ".join(part for part in (dose(item["dose"]), how) if part) or "yes"


def _held(item: Json) -> str:
    why = ", ".join(dict.fromkeys(f"{each['kind']} ({each['rule']})" for each in item["because"]))
    return "; ".join(part for part in (why, dose(item["dose"])) if part)


def dose(written: Json | None) -> str:
    """A dose as its numbers, in the words of the machine interface."""
    if not written:
        return ""
    return ", ".join(f"{name} {_number(value)}" for name, value in written.items() if value is not None)


def _number(value: Any) -> str:
    return " ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


# -- the reasons ------------------------------------------------------------------------------------------------


def _reasons(old: Json, new: Json) -> Iterator[Change]:
    """The rules that came out differently, in the order of the questions."""
    before, after = _outcomes(old), _outcomes(new)
    for rule in dict.fromkeys((*after, *before)):
        was, now = before.get(rule, []), after.get(rule, [])
        for outcome, text in now:
            if (outcome, text) not in was:
                yield Change(rule, _other(was, now), outcome, text)
        if not now:
            yield Change(rule, was[0][0], NOTHING, was[0][1])


def _other(was: list[tuple[str, str]], now: list[tuple[str, str]]) -> str:
    """How the rule came out before: the finding that is there no longer."""
    gone = [outcome for outcome, text in was if (outcome, text) not in now]
    return gone[0] if gone else NOTHING


def _outcomes(written: Json) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in written.get("trace", ()):
        found.setdefault(row["rule"], []).append((row["outcome"], row["text"]))
    return found


# -- the tables ----------------------------------------------------------------------------------------------------


def _of_tables(
    old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]
) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """The rows that differ, by table; a row that several tables hold is said for the first of them."""
    said: set[tuple[Change, ...]] = set()
    for name in sorted({*old, *new}, key=lambda each: (each not in FIRST, each)):
        rows = tuple(_of_rows(old.get(name, {}), new.get(name, {})))
        if rows and rows not in said:
            said.add(rows)
            yield name, rows


def _of_rows(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for row in dict.fromkeys((*old, *new)):
        before, after = old.get(row), new.get(row)
        if isinstance(before, dict) and isinstance(after, dict):
            yield from (Change(f"{row} {each.what}".strip(), each.old, each.new) for each in _changes(before, after))
        elif before != after:
            yield Change(row, _whole(before), _whole(after))


def _whole(row: Any) -> str:
    if row is None:
        return NOTHING
    return "; ".join(f"{name} {value}" for name, value in row.items() if value) if isinstance(row, dict) else str(row)
