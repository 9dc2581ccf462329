"""The one view-model of screen and paper: what it says, in which order, and how urgent."""

import dataclasses
import datetime
import re
from decimal import Decimal as D
from xml.etree import ElementTree

import pytest

from diagnostics.clinical.assessment import NextStep, Reason, Recommendation, Route, Withheld
from diagnostics.clinical.facts import DrugTaken, Facts
from diagnostics.clinical.knowledge.rulebook import rule
from diagnostics.clinical.text import Statement, say
from diagnostics.clinical.units import MAGNESIUM, MG_DL, MMOL_L, PERCENT, Quantity, quantity
from diagnostics.presenters import words
from diagnostics.presenters.report import Choosing, report
from diagnostics.presenters.shapes import Report
from diagnostics.presenters.wording import NBSP, Wording, begun
from tests.presenters import sample

ENGLISH = Wording("en")
RULE = rule("TX-IV-H")
WHEN = datetime.datetime(2026, 11, 24, 14, 5, tzinfo=datetime.UTC)


def arranged(assessment=None, **more) -> Report:
    return report(assessment or sample.severe(), ENGLISH, **more)


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def texts(value) -> list[str]:
    """Every text in a report, wherever it stands."""
    if isinstance(value, str):
        return [value]
    if dataclasses.is_dataclass(value):
        return [text for field in dataclasses.fields(value) for text in texts(getattr(value, field.name))]
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, tuple):
        return [text for part in value for text in texts(part)]
    return []


# --- verdict ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, verdict, tone",
    [
        ("severe", "Severe hypomagnesaemia (0.48 mmol/L): renal loss, established.", "warning"),
        ("emergency", "Severe hypomagnesaemia (0.48 mmol/L): renal loss, established.", "critical"),
        ("not_low", "Magnesium is not low (0.82 mmol/L).", "ok"),
        ("pending", "Magnesium reads low, but the sample may be wrong (0.48 mmol/L).", "warning"),
        ("indeterminate", "Severe hypomagnesaemia (0.48 mmol/L): where it is lost is not yet clear.", "warning"),
        ("out_of_scope", "Severe hypomagnesaemia (0.48 mmol/L): outside the scope of this tool.", "warning"),
        ("toxic", "Too much magnesium (2.60 mmol/L).", "critical"),
    ],
)
def test_verdict_in_one_sentence_with_its_certainty(name, verdict, tone):
    shown = arranged(sample.ALL[name]())
    assert plain(shown.verdict) == verdict
    assert shown.tone.key == tone


def test_a_second_route_is_named_behind_the_certain_one():
    route = Route("renal", "established", ("femg",), ("gastrointestinal",), because=say("the tests decide"))
    shown = arranged(dataclasses.replace(sample.severe(), route=route))
    assert shown.verdict.endswith("renal loss, established, with gastrointestinal loss.")


def test_status_has_text_without_colour():
    """Each tone has a word and a sign of its own (safety H43)."""
    assert len({word for word, _icon in words.TONES.values()}) == len(words.TONES)
    assert len({icon for _word, icon in words.TONES.values()}) == len(words.TONES)
    for name in sample.ALL:
        shown = arranged(sample.ALL[name]())
        tones = [shown.tone, *(item.tone for item in shown.do_now), *(line.tone for line in shown.warnings)]
        assert all(tone.word and tone.icon for tone in tones)


@pytest.mark.parametrize("name", sample.ALL)
def test_a_report_is_complete_and_holds_no_left_over_places(name):
    """Every state has its report: nothing crashes, no `{place}` and no raw code word is left."""
    shown = arranged(sample.ALL[name](), printed_at=WHEN, case_label="K7M2")
    assert shown.verdict
    assert shown.path
    assert shown.references
    for text in texts(shown):
        assert not re.search(r"\{\w+\}", text), text
        assert "None" not in text
        assert not re.search(r"\b(P\d_[A-Z]+|not_known|same_day)\b", text.replace("IV_", "")) or len(text) < 20


def test_a_report_says_nothing_of_its_own_about_time():
    """Dates are passed in; without them none is printed."""
    shown = arranged()
    assert shown.printed == shown.printed_iso == ""
    assert arranged() == shown


# --- do now ------------------------------------------------------------------------------------------------


def test_do_now_begins_with_what_treats_at_once():
    first = arranged(sample.emergency()).do_now[0]
    assert first.key == "IV_BOLUS_TDP_2G_10MIN"
    assert first.tone.key == "critical"
    assert "8.1 mmol" in plain(first.dose_line)


def test_do_now_asks_for_what_holds_a_treatment_back():
    """A missing value that withholds something is asked for by name (safety H69)."""
    asked = [item for item in arranged().do_now if item.key.startswith("ASK")]
    assert [item.title for item in asked] == ["Find out: Serum sodium"]
    assert asked[0].details == ("Waits for it: Amiloride",)


def test_pending_asks_for_the_sample_first():
    assert [item.key for item in arranged(sample.pending()).do_now] == ["repeat_serum"]


def test_too_much_magnesium_stops_first_and_gives_calcium_next():
    shown = arranged(sample.toxic())
    assert [item.key for item in shown.do_now][:2] == ["STOP_MG", "CA_GLUCONATE"]
    assert shown.banner is not None


def test_nothing_to_do_is_said():
    shown = arranged(sample.not_low())
    assert shown.do_now == ()
    assert shown.labels["no_do_now"]


def test_emergency_banner_points_to_the_local_protocol():
    banner = arranged(sample.emergency()).banner
    assert "local emergency protocol" in banner.text
    assert arranged().banner is None


def test_indeterminate_says_what_would_settle_it():
    shown = arranged(sample.indeterminate())
    assert [step.key for step in shown.next_steps] == ["urine_24h"]
    assert "settled" not in shown.route.answer


def test_out_of_scope_gives_the_reason_and_no_dose():
    shown = arranged(sample.out_of_scope())
    assert [plain(line.text) for line in shown.scope] == ["Younger than 18 years"]
    assert [item.key for item in shown.do_now] == ["REFER_PAEDIATRICS"]
    assert not any(item.dose_line for section in shown.plan for item in section.items)


# --- the plan ----------------------------------------------------------------------------------------------


def test_sections_of_the_plan_in_their_order():
    order = [section.key for section in arranged(sample.emergency()).plan]
    assert order == ["treat_now", "replace", "electrolytes", "cause", "adjuncts", "refer"]


def test_every_recommendation_is_in_the_plan_once():
    for name, made in sample.ALL.items():
        assessment = made()
        keys = [item.key for section in arranged(assessment).plan for item in section.items]
        assert sorted(keys) == sorted(r.code for r in assessment.plan.recommended), name


def test_paper_leaves_out_of_the_plan_only_what_stands_elsewhere():
    shown = arranged(sample.emergency())
    printed = {item.key for item in shown.do_now} | {i.key for s in shown.plan_after_now for i in s.items}
    assert {item.key for section in shown.plan for item in section.items} <= printed


def test_a_dose_in_grams_always_names_its_salt():
    """A title such as "5 g over 12 hours" is never shown alone (safety H04)."""
    short = Recommendation("IV_INF_5G_12H", say("5 g over 12 hours once"), rule("TX-IV-06"), sample.INFUSION)
    base = sample.severe()
    shown = arranged(dataclasses.replace(base, plan=dataclasses.replace(base.plan, recommended=(short,))))
    title = shown.plan[0].items[0].title
    assert plain(title) == "Magnesium sulfate heptahydrate: 5 g over 12 hours once"


def test_withheld_items_listed_in_every_output():
    """Each withheld treatment with its reasons and what would release it (safety H69)."""
    assessment = sample.severe()
    shown = arranged(assessment)
    assert [line.key for line in shown.withheld] == [entry.code for entry in assessment.plan.withheld]
    amiloride = shown.withheld[0]
    assert plain(amiloride.line) == (
        "Amiloride: Serum sodium is not known (released by: a sodium of 130 mmol/L or more); "
        "eGFR 30–59: nephrology decides (released by: nephrology)"
    )
    assert plain(amiloride.dose_line) == "amiloride 2.5 mg by mouth, once a day"
    assert shown.withheld[1].label == "Inulin"


def test_tags_say_off_label_and_named_decision():
    items = {item.key: item for section in arranged().plan for item in section.items}
    assert items["SGLT2I_10MG"].tags == ("off-label", "only on a named prescriber's decision")
    assert items["IV_INF_5G_12H"].tags == ()


@pytest.mark.parametrize(
    "choice, line",
    [
        (Choosing("IV_INF_5G_12H", "accept"), "Decision: accepted"),
        (Choosing("IV_INF_5G_12H", "reject", "no access"), "Decision: rejected. Reason: no access"),
        (
            Choosing("IV_INF_5G_12H", "change", "fluid", "5 g in 250 mL over 12 h"),
            "Decision: changed. Chosen in place of the suggestion: 5 g in 250 mL over 12 h. Reason: fluid",
        ),
    ],
)
def test_a_decision_is_shown_beside_the_suggestion(choice, line):
    items = {item.key: item for section in arranged(decisions=(choice,)).plan for item in section.items}
    changed = items["IV_INF_5G_12H"]
    assert changed.decision.line == line
    assert "20.3 mmol" in plain(changed.dose_line)
    assert items["K_ORAL"].decision is None


def test_a_long_reason_is_cut():
    choice = Choosing("K_ORAL", "reject", "x" * 10_000)
    shown = arranged(decisions=(choice,))
    item = next(item for section in shown.plan for item in section.items if item.key == "K_ORAL")
    assert len(item.decision.line) < 600


def test_recheck_has_its_latest_moment_when_the_time_is_known():
    assert arranged().recheck.when == f"within{NBSP}24{NBSP}h" or plain(arranged().recheck.when) == "within 24 h"
    assert plain(arranged(printed_at=WHEN).recheck.when) == "within 24 h, by 25 November 2026, 15:05"


def test_follow_up_names_repeated_sources_once():
    watch = next(block for block in arranged().follow_up if block.title == "Watch")
    assert len(re.findall(r"\[", watch.text)) == 1
    assert watch.text.endswith("].")


# --- how it was reached --------------------------------------------------------------------------------------


def rows(shown: Report) -> dict[str, object]:
    return {row.key: row for group in shown.values for row in group.rows}


def test_values_keep_the_unit_and_the_digits_they_were_entered_with():
    found = rows(
        arranged(
            dataclasses.replace(
                sample.severe(), facts=sample.facts(serum__magnesium=quantity("0.50", MMOL_L, MAGNESIUM))
            )
        )
    )
    assert plain(found["serum.magnesium"].as_entered) == "0.50 mmol/L"
    assert plain(found["serum.magnesium_lower_limit"].as_entered) == "1.70 mg/dL"
    assert plain(found["serum.magnesium_lower_limit"].canonical) == "≈ 0.70 mmol/L"


def test_values_show_the_words_that_were_typed():
    found = rows(arranged(entered={"serum.magnesium": "0,48 mmol/l"}))
    assert found["serum.magnesium"].as_entered == "0,48 mmol/l"


def test_every_entered_value_is_shown():
    known = sample.facts()
    shown = texts(arranged(dataclasses.replace(sample.severe(), facts=known)).values)
    joined = plain(" ".join(shown))
    for word in ("71 years", "Female", "68 kg", "462 ms", "0.48 mmol/L", "3.1 mmol/L", "104 µmol/L", "2.40 mmol/24 h"):
        assert word in joined
    for word in ("Muscle cramps", "Lethargy", "Type 2 diabetes", "omeprazole", "for 60 months", "cannot be stopped"):
        assert word in joined


def test_what_was_answered_no_is_told_apart_from_what_was_not_asked():
    known = Facts({"findings.cramps": True, "findings.tetany": False})
    found = rows(arranged(dataclasses.replace(sample.severe(), facts=known)))
    assert found["findings"].as_entered == "Muscle cramps"
    assert found["findings absent"].as_entered == "Tetany"
    assert "conditions" not in found
    assert "everything else" in rows(arranged())["findings"].note


def test_many_drugs_are_counted():
    many = tuple(DrugTaken(f"drug {n}", "", frozenset()) for n in range(500))
    known = dataclasses.replace(sample.facts(), drugs=many)
    drugs = rows(arranged(dataclasses.replace(sample.severe(), facts=known)))["drugs"].as_entered
    assert drugs.endswith("and 440 more")


def test_a_doubt_stands_beside_its_value():
    assert "unusual" in rows(arranged())["serum.magnesium"].note


def test_arithmetic_shows_formula_numbers_and_class():
    lines = [plain(calculated.line) for calculated in arranged().arithmetic]
    assert lines[0].startswith("eGFR (CKD-EPI 2021) from creatinine 104 µmol/L")
    assert "= 6.31 %: renal loss (" in lines[2]


def test_a_result_has_the_digits_it_was_compared_with():
    """The engine rounds FEMg to two decimals before it compares (DX-GEN-03); no other digits are shown."""
    exact = D("3.996123456789")
    calculated = dataclasses.replace(
        sample.computed()["femg"],
        value=Quantity(exact, PERCENT),
        grade="grey",
        formula=say("FEMg = {value}", value=Quantity(exact, PERCENT).rounded(2)),
    )
    shown = arranged(dataclasses.replace(sample.severe(), computed={"femg": calculated}))
    assert plain(shown.arithmetic[0].result) == "4.00 %"
    assert plain(next(node.note for node in shown.path if node.key == "fractional-excretion")) == "4.00 %: grey zone"


def test_trace_holds_every_finding_and_the_brief_one_only_what_was_met():
    assessment = sample.severe()
    shown = arranged(assessment)
    assert [row.rule for row in shown.trace] == [finding.rule.id for finding in assessment.trace]
    assert {row.outcome for row in shown.trace_met} == {"met"}
    assert any("TX-AMI-03" in line for line in shown.trace_rest)
    assert any("Serum sodium" in line for line in shown.trace_rest)


def test_rules_of_one_group_are_drawn_together():
    line = next(line for line in arranged().trace_rest if line.startswith("Not met"))
    assert "DX-UNIT-01–16" in line


def test_why_opens_to_rule_values_formula_and_sources():
    conclusion = arranged().route
    assert conclusion.why.rule == "DX-COMB-01"
    assert conclusion.why.sources
    trace = next(row for row in arranged().trace if row.rule == "DX-FEMG-03")
    assert plain(trace.text) == "FEMg 6.31 % is above 4.00 %"


# --- sources -------------------------------------------------------------------------------------------------


def test_references_are_numbered_without_gaps_and_each_is_cited():
    shown = arranged()
    numbers = [reference.number for reference in shown.references]
    assert numbers == list(range(1, len(numbers) + 1))
    cited = set()
    for group in (shown.do_now, shown.withheld, shown.warnings, shown.causes, shown.next_steps, shown.monitoring,
                  shown.stop_rules, shown.spacing, shown.trace, (shown.recheck,)):  # fmt: skip
        cited |= {number for line in group for number in line.sources}
    cited |= {number for section in shown.plan for item in section.items for number in item.sources}
    cited |= {number for c in shown.conclusions if c.why for number in c.why.sources}
    cited |= {number for row in shown.board if row.considered for number in row.sources}
    assert cited == set(numbers)
    more = [reference.number for reference in shown.more_references]
    assert more == list(range(len(numbers) + 1, len(numbers) + len(more) + 1))
    assert set(more) <= {number for row in shown.board for number in row.sources}


def test_neighbouring_reference_numbers_are_drawn_together():
    line = dataclasses.replace(arranged().warnings[0], sources=(1, 2, 3, 5, 7, 8))
    assert line.cites == "[1–3, 5, 7–8]"
    assert dataclasses.replace(line, sources=()).cites == ""


def test_the_mark_stands_at_each_rule_that_is_not_verified():
    shown = arranged()
    for section in shown.plan:
        for item in section.items:
            assert bool(item.mark) is not item.verified
    assert shown.mark == "not yet confirmed against a source"


def test_identity_line_names_case_age_sex_sample_and_version():
    shown = arranged(case_label="K7M2")
    assert plain(shown.identity.line) == "case K7M2 · 71 years · female · sample time not given · knowledge 2026.11.1"
    known = sample.facts(serum__taken_days_ago=D(3))
    assert "sample taken 3 days ago" in plain(arranged(dataclasses.replace(sample.severe(), facts=known)).identity.line)
    assert "sample of 24 November 2026" in plain(arranged(sampled_at=WHEN).identity.line)


# --- languages ---------------------------------------------------------------------------------------------


def test_all_languages_same_numbers():
    """The Dutch report has the numbers of the English one, with a comma."""
    english = " ".join(texts(arranged(case_label="K7M2")))
    dutch = " ".join(texts(report(sample.severe(), Wording("nl"), case_label="K7M2")))

    def doses(text: str) -> list[str]:
        return sorted(set(re.findall(r"[\d.,]+(?= (?:mmol|mEq|mg|g/h|mL/h)\b)", plain(text).replace(",", "."))))

    assert "20,3" in plain(dutch)
    assert doses(english) == doses(dutch)


# --- the picture ---------------------------------------------------------------------------------------------


def test_the_way_through_the_workup_is_numbered():
    nodes = {node.key: node for node in arranged().path}
    assert [(key, node.number) for key, node in nodes.items()] == [
        ("serum", 1),
        ("history", 2),
        ("urine-24h", 3),
        ("fractional-excretion", 4),
        ("loading-test", 0),
        ("route", 5),
        ("plan", 6),
    ]
    assert nodes["loading-test"].state == "skipped"
    assert plain(nodes["urine-24h"].note) == "2.40 mmol/24 h: renal loss"


def test_a_test_to_do_next_lies_on_the_way():
    nodes = {node.key: node for node in arranged(sample.indeterminate()).path}
    assert (nodes["urine-24h"].state, nodes["urine-24h"].number) == ("current", 3)
    assert nodes["loading-test"].state == "unsafe"
    assert nodes["route"].number == 0


ALLOWED = {"svg", "title", "desc", "polyline", "polygon", "rect", "circle", "path", "text"}


@pytest.mark.parametrize("name", sample.ALL)
def test_picture_has_a_title_first_and_presentation_attributes_only(name):
    """So it breaks no content policy on screen and looks the same on paper."""
    root = ElementTree.fromstring(arranged(sample.ALL[name]()).path_svg)
    assert root[0].tag.endswith("title")
    assert root[0].text
    assert root.get("font-family") == "Inter"
    for element in root.iter():
        assert not {"style", "onclick", "href"} & set(element.keys())
        assert element.tag.rpartition("}")[2] in ALLOWED


def test_the_way_is_told_from_the_rest_without_colour():
    root = ElementTree.fromstring(arranged().path_svg)
    boxes = [element for element in root.iter() if element.tag.endswith("rect")]
    assert sum(float(box.get("stroke-width")) > 2 and not box.get("stroke-dasharray") for box in boxes) == 6
    assert sum(box.get("stroke-dasharray") is not None for box in boxes) == 1


def test_what_was_typed_cannot_break_the_picture():
    cause = dataclasses.replace(sample.severe().causes[0], label=say("<script>&\"'{x}"))
    root = ElementTree.fromstring(arranged(dataclasses.replace(sample.severe(), causes=(cause,))).path_svg)
    assert "<script>" in "".join(root.itertext())


def test_unit_of_a_native_limit_is_not_converted_away():
    """1.2 mg/dL is compared as mg/dL; beside it stands ≈, so that 0.49 is not read as the value compared."""
    known = sample.facts(serum__magnesium=quantity("1.2", MG_DL, MAGNESIUM))
    found = rows(arranged(dataclasses.replace(sample.severe(), facts=known)))["serum.magnesium"]
    assert plain(found.as_entered) == "1.2 mg/dL"
    assert plain(found.canonical) == "≈ 0.49 mmol/L"


def test_what_is_not_known_is_drawn_together_and_named_once():
    """Twelve answers that a treatment waits for are one line, each by a short name (safety H69)."""
    keys = ("presentation.ecg.av_block", "presentation.heart_rate", "drugs", "presentation.aki_stage")
    reasons = [
        Reason(RULE, "not_known", Statement(f"{key}: not known"), Statement("check it now"), (key,)) for key in keys
    ]
    reasons.append(Reason(RULE, "contraindicated", Statement("myasthenia gravis"), Statement("a specialist")))
    base = sample.severe()
    entry = Withheld("iv", "IV_INF_5G_12H", tuple(reasons))
    shown = arranged(dataclasses.replace(base, plan=dataclasses.replace(base.plan, withheld=(entry,))))
    (line,) = shown.withheld
    names = "AV block on the ECG · Heart rate · Complete list of drugs · Acute kidney injury"
    assert [check.key for check in line.open[0].checks] == list(keys)
    assert plain(line.told[0]) == f"not known yet: {names} (released by: check it now)"
    assert [reason.sentence for reason in line.other] == ["Myasthenia gravis"]
    assert len(line.reasons) == 5
    asked = next(item for item in shown.do_now if item.key.startswith("ASK"))
    assert (asked.title, asked.details) == ("Find out what holds back: Intravenous magnesium", (names,))


def test_treatments_of_one_family_that_wait_for_the_same_are_one_line():
    reasons = (Reason(RULE, "not_known", Statement("age not known"), Statement("the age"), ("patient.age_years",)),)
    base = sample.severe()
    entries = (Withheld("iv", "IV_REPEAT_TDP", reasons), Withheld("iv", "IV_MAINT_TDP", reasons))
    shown = arranged(dataclasses.replace(base, plan=dataclasses.replace(base.plan, withheld=entries)))
    label = "Intravenous magnesium (second dose if torsades continues or returns; infusion after torsades)"
    assert [line.label for line in shown.withheld] == [label]


@pytest.mark.parametrize(
    "code, why, line",
    [
        ("potassium", "Potassium belongs to every low magnesium", "Potassium belongs to every low magnesium"),
        ("urine_24h", "24-hour urine with magnesium", "24-hour urine with magnesium"),
        ("calcium", "calcifications were seen", "Calcium: Calcifications were seen"),
    ],
)
def test_a_next_step_names_its_test_once(code, why, line):
    steps = (NextStep(code, Statement(why), RULE),)
    (shown,) = arranged(dataclasses.replace(sample.severe(), next_steps=steps)).next_steps
    assert shown.line == line
    assert shown.title + shown.after == line


@pytest.mark.parametrize(
    "text, capital", [("age not known", "Age not known"), ("eGFR low", "eGFR low"), ("µg", "µg"), ("", "")]
)
def test_sentences_begin_with_a_capital(text, capital):
    assert begun(text) == capital
