"""A proof that a decision table leaves no gap and has no overlap, by trying every combination of its inputs.

A table is written down as rows with a name and a condition of their own each, apart from the code. The
inputs are axes of points: for a limit just below, at and just above it. `prove` demands that in every
combination exactly one row holds, and that the code answers with that row.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise, product

from diagnostics.clinical.units import Quantity, Unit

Row = Callable[..., bool]
HAIR = Decimal("1e-9")


def around(*limits: str | int | Decimal, step: Decimal = HAIR) -> tuple[Decimal, ...]:
    """Just below, at and just above each limit, with what lies between and beyond, in rising order."""
    known = sorted({Decimal(limit) for limit in limits})
    between = [(one + other) / 2 for one, other in pairwise(known)]
    edges = [point for limit in known for point in (limit - step, limit, limit + step)]
    return tuple(sorted({*edges, *between, known[0] / 2, known[-1] * 2}))


def combinations(axes: Mapping[str, Iterable[Hashable]]) -> Iterator[dict[str, Hashable]]:
    """Every combination of the points of the axes, by name."""
    names = list(axes)
    for values in product(*(list(axes[name]) for name in names)):
        yield dict(zip(names, values, strict=True))


def prove(
    rows: Mapping[Hashable, Row],
    axes: Mapping[str, Iterable[Hashable]],
    answer: Callable[..., Hashable] | None = None,
    possible: Callable[..., bool] = lambda **_case: True,
) -> int:
    """Exactly one row in every possible combination, and the code's answer is its name; how many were tried.

    Raises AssertionError with the first gaps, overlaps and different answers. Every row must hold somewhere:
    one that never does proves nothing.
    """
    faults: list[str] = []
    used: set[Hashable] = set()
    tried = 0
    for case in combinations(axes):
        if not possible(**case):
            continue
        tried += 1
        holding = [name for name, holds in rows.items() if holds(**case)]
        used.update(holding)
        if len(holding) != 1:
            faults.append(f"{'overlap ' + str(holding) if holding else 'gap'} at {case}")
        elif answer is not None and (given := answer(**case)) != holding[0]:
            faults.append(f"{given!r} instead of {holding[0]!r} at {case}")
    assert tried, "no combination is possible"
    assert not faults, f"{len(faults)} of {tried}: " + "; ".join(faults[:8])
    assert used == set(rows), f"rows that never hold: {set(rows) - used}"
    return tried


def value(number: Decimal, unit: Unit, substance: object = None, comparator: str = "") -> Quantity:
    return Quantity(number, unit, substance, comparator)  # type: ignore[arg-type]
