"""How sure it is: what would change a conclusion, other published limits, intervals, the worth of a test, contradictions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .evidence import Citation, Rule, Truth
from .facts import Fact
from .text import Statement
from .units import Quantity


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another than measured: the first value, on the grid of reporting, that changes something."""

    fact: Fact | str
    from_: Quantity
    to: Quantity


@dataclass(frozen=True, slots=True)
class Flip:
    """What one value would have to be for a conclusion (status, severity, route or path) to be another.

    `chance_percent` is the chance that the person's own level lies there, given the variation of that value
    alone; None where no variation is known. `assumed` says that the variation is a setting without a source.
    """

    conclusion: str
    now: str
    would_become: str
    if_: Change
    chance_percent: Decimal | None
    assumed: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the interval of an index lies in one class, in percent."""

    grade: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Spread:
    """An index with its 95 % interval from the variation of all its measurements, and the share of each class."""

    about: str
    value: Quantity
    low: Quantity
    high: Quantity
    shares: tuple[Share, ...]
    assumed: bool = True


@dataclass(frozen=True, slots=True)
class Cutoff:
    """What one published limit says of this patient.

    `would_say` is the class under it, `used` marks the limit that this assessment used, `robust` whether all
    limits about this index agree; `route` and `path` are what would follow if they are not those of now.
    """

    about: str
    source: str
    cutoff: Statement
    would_say: str
    used: bool
    robust: bool
    rule: Rule
    citations: tuple[Citation, ...] = ()
    route: str | None = None
    path: str | None = None

    @property
    def tag(self) -> str:
        return "robust" if self.robust else "limit_dependent"


@dataclass(frozen=True, slots=True)
class Worth:
    """Whether any result of an open test can still change the route, or the plan.

    `outcomes` are (result, route, path) of each class of results, in words of the machine interface.
    """

    code: str
    changes_route: bool
    changes_plan: bool
    text: Statement
    outcomes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Something that is not answered and can still change the answer.

    `key` is that of a fact, of a list (findings, conditions, drugs) or of a urine test; `changes` are of
    severity, route, path and plan. `wanted`: the answer waits for it; else it is optional. `passed`: somebody
    said that it is not known.
    """

    key: str
    changes: tuple[str, ...]
    wanted: bool
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Enough:
    """What can still change an answer, the most wanted first; not all of it, once some is found.

    `complete` False: optional facts are left of which it was not worked out whether they can change anything.
    """

    open: tuple[StillOpen, ...] = ()
    complete: bool = True

    @property
    def settled(self) -> bool:
        """Nothing that is not answered would change severity, route or the way of treatment."""
        return self.complete and not self.open

    @property
    def may_finish(self) -> bool:
        """Only what is optional, or what somebody said is not known, is left."""
        return not any(each.wanted and not each.passed for each in self.open)


@dataclass(frozen=True, slots=True)
class OrdinaryReason:
    """An ordinary reason for contradicting results, the check for it, and whether this patient has it."""

    text: Statement
    check: Statement
    present: Truth


@dataclass(frozen=True, slots=True)
class Discordance:
    """Results that contradict each other (DX-COMB-02 to -07), the ordinary reasons ranked, and what to do."""

    rule: Rule
    text: Statement
    reasons: tuple[OrdinaryReason, ...]
    advice: Statement
