"""The slips of `dev.py mutate`: which are made, which are left alone, and that one set into a function lives there."""

from __future__ import annotations

import ast
import itertools
from decimal import Decimal

import pytest

from diagnostics.clinical.units import MG_DL, MG_L, Quantity
from tests.mutation.mutants import compiled, mutants_of
from tests.mutation.suite import CORE, KILLED, SURVIVED, in_child, module_of, read, set_slip


def slips(source: str) -> set[str]:
    return {f"{mutant.before} -> {mutant.after}" for mutant in mutants_of(ast.parse(source))}


@pytest.mark.parametrize(
    "source, slip",
    [
        ("x < 2", "x < 2 -> x <= 2"),
        ("x < 2", "x < 2 -> x >= 2"),
        ("a and b", "a and b -> a or b"),
        ("a and b", "a and b -> b"),
        ("not a", "not a -> a"),
        ("a * b", "a * b -> a / b"),
        ("limit = '0.70'", "'0.70' -> '0.71'"),
        ("limit = '0.39'", "'0.39' -> '0.38'"),
        ("t is Truth.MET", "t is Truth.MET -> t is not Truth.NOT_MET"),
        ("t is Truth.MET", "t is Truth.MET -> t is not Truth.MET"),
        ("x in ('ward', 'icu')", "('ward', 'icu') -> ('ward',)"),
        ("max(a, b)", "max(a, b) -> min(a, b)"),
        ("if f(x):\n    pass", "f(x) -> not f(x)"),
        ("draft.stop(x)", "draft.stop(x) -> pass"),
        ("def f():\n    return 1 + a", "return 1 + a -> return None"),
        ("[x for x in y if x]", "for x in y if x -> for x in y"),
    ],
)
def test_each_kind_of_slip_is_made(source, slip):
    assert slip in slips(source)


@pytest.mark.parametrize(
    "source",
    [
        "text = say(_('7 days'), hours=7)",
        "raise Refused('1' + text)",
        "def f(x: tuple[int, 3]) -> list[2]:\n    '''3'''",
        "from a import b",
    ],
)
def test_sentences_and_annotations_are_left_alone(source):
    assert slips(source) == set()


def test_a_default_belongs_to_the_level_of_the_module():
    """It is worked out once, when the function is made; a slip set in later would change nothing."""
    found = {(m.before, m.owner) for m in mutants_of(ast.parse("class A:\n    def f(x=False):\n        return not x"))}
    assert ("False", "") in found
    assert ("not x", "A.f") in found


def test_every_slip_of_the_core_can_be_compiled():
    for name in ("units", "engine/inulin"):
        path = CORE / f"{name}.py"
        for number in range(len(mutants_of(ast.parse(path.read_text("utf-8"))))):
            tree = ast.parse(path.read_text("utf-8"))
            compiled(tree, mutants_of(tree)[number], str(path))


def test_a_slip_lives_in_the_function_of_one_child_only():
    path = CORE / "units.py"
    tree, mutants = read(path)
    slip = next(m for m in mutants if m.owner == "Quantity.to" and m.before == "self.value * self.unit.factor")

    def litres() -> Decimal:
        return Quantity(Decimal(2), MG_DL).to(MG_L).value

    def changed() -> int:
        set_slip(module_of(path), tree, slip)
        return KILLED if litres() != 20 else SURVIVED

    assert in_child(changed) == KILLED
    assert litres() == 20
    assert in_child(lambda: SURVIVED) == SURVIVED


def test_a_child_that_dies_has_noticed():
    assert in_child(lambda: 1 // 0) == KILLED
    assert in_child(lambda: sum(1 for _ in itertools.count()), seconds=0.1) == KILLED
