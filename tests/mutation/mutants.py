"""Small slips that could be made in a module, as changes of its syntax tree.

Sentences for people, docstrings, annotations and messages of exceptions are left alone: a slip there is
found by reading, not by a test.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

NUMBER = re.compile(r"-?\d+(\.\d+)?")
SENTENCES = {"_", "say"}  # calls whose texts are for people
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
# "is MET" read as "is not NOT_MET" takes the unknown for yes, and so on
LENIENT = {"MET": "NOT_MET", "NOT_MET": "MET"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node hangs in the tree: the parent's field, and the index where the field is a list."""

    parent: ast.AST
    field: str
    index: int | None = None

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


@dataclass(frozen=True, slots=True)
class Mutant:
    """One slip: `owner` is the function or method that holds it, "" for the level of the module."""

    line: int
    owner: str
    before: str
    after: str
    place: Place
    node: ast.AST

    @property
    def name(self) -> str:
        return f"{self.owner or 'module'}: {self.before} -> {self.after}"


def mutants_of(tree: ast.Module) -> list[Mutant]:
    """Every slip of a module, in the order of its lines; of several with one text, the first of a line stays."""
    found: dict[tuple[int, str], Mutant] = {}
    for place, node, owner in _walk(tree, ""):
        for slip in (*_slips(node), *_turned(place, node)):
            line = node.iter.lineno if isinstance(node, ast.comprehension) else getattr(node, "lineno", 0)
            mutant = Mutant(line, owner, _text(node), _text(slip), place, ast.copy_location(slip, node))
            if mutant.before != mutant.after:
                found.setdefault((line, f"{getattr(node, 'col_offset', 0)} {mutant.name}"), mutant)
    return sorted(found.values(), key=lambda mutant: mutant.line)


def compiled(tree: ast.Module, mutant: Mutant, filename: str) -> object:
    """The code of the module with the slip; the tree is spent afterwards."""
    mutant.place.put(mutant.node)
    return compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


# -- which parts of the tree ---------------------------------------------------------------------------------


def _walk(node: ast.AST, owner: str) -> Iterator[tuple[Place, ast.AST, str]]:
    for place, child in _children(node):
        inside = owner
        if isinstance(child, (ast.FunctionDef, ast.ClassDef)) and not _in_function(owner):
            inside = f"{owner}{child.name}" + ("." if isinstance(child, ast.ClassDef) else "")
        if isinstance(node, ast.FunctionDef) and place.field == "args":
            inside = owner.rpartition(node.name)[0]  # the defaults are worked out where the function is made
        yield place, child, inside if _in_function(inside) else ""
        yield from _walk(child, inside)


def _in_function(owner: str) -> bool:
    return bool(owner) and not owner.endswith(".")


def _children(node: ast.AST) -> Iterator[tuple[Place, ast.AST]]:
    for name, value in ast.iter_fields(node):
        if _left_alone(node, name):
            continue
        if isinstance(value, ast.AST):
            yield Place(node, name), value
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, ast.AST) and not _is_docstring(node, name, item):
                    yield Place(node, name, index), item


def _left_alone(node: ast.AST, name: str) -> bool:
    """Annotations, decorators, imports, assertions, messages of exceptions and what is said to people."""
    if name in ("annotation", "returns", "decorator_list", "bases", "type_comment"):
        return True
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.Assert, ast.Raise, ast.JoinedStr)):
        return True
    if isinstance(node, ast.Call) and name in ("args", "keywords"):
        return isinstance(node.func, ast.Name) and node.func.id in SENTENCES
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)
    return False


def _is_docstring(node: ast.AST, name: str, item: ast.AST) -> bool:
    return name == "body" and isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant)


# -- the slips -----------------------------------------------------------------------------------------------


def _slips(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare) and len(node.ops) >= 1:
        yield from _compared(node)
    elif isinstance(node, ast.BoolOp):
        yield from _joined(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        yield ast.BinOp(node.left, OPERATIONS[type(node.op)](), node.right)
    elif isinstance(node, ast.AugAssign) and type(node.op) in OPERATIONS:
        yield ast.AugAssign(node.target, OPERATIONS[type(node.op)](), node.value)
    elif isinstance(node, ast.Constant):
        yield from _constant(node)
    elif isinstance(node, (ast.Tuple, ast.Set, ast.List)):
        yield from _fewer_words(node)
    elif isinstance(node, ast.Call):
        yield from _called(node)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield ast.Pass()
    elif isinstance(node, ast.Return) and node.value is not None and not _is_plain(node.value):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield ast.comprehension(node.target, node.iter, [], node.is_async)


def _turned(place: Place, node: ast.AST) -> Iterator[ast.AST]:
    """A question that is no comparison, answered the other way round."""
    if place.field == "test" and isinstance(node, (ast.Name, ast.Attribute, ast.Call)):
        yield ast.UnaryOp(ast.Not(), node)


def _is_plain(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    for index, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            yield ast.Compare(node.left, [*node.ops[:index], other(), *node.ops[index + 1 :]], node.comparators)
    right = node.comparators[0]
    if (
        len(node.ops) == 1
        and _is_truth(right)
        and right.attr in LENIENT
        and isinstance(node.ops[0], (ast.Is, ast.IsNot))
    ):
        turned = ast.IsNot() if isinstance(node.ops[0], ast.Is) else ast.Is()
        yield ast.Compare(node.left, [turned], [ast.Attribute(right.value, LENIENT[right.attr], ast.Load())])


def _is_truth(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Truth"


def _joined(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    for index in range(len(node.values)):
        rest = [*node.values[:index], *node.values[index + 1 :]]
        yield ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0]


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, str) and NUMBER.fullmatch(node.value):
        yield ast.Constant(_next_number(node.value))


def _next_number(text: str) -> str:
    """The number with its last digit one higher (9 becomes 8)."""
    return text[:-1] + ("8" if text[-1] == "9" else str(int(text[-1]) + 1))


def _fewer_words(node: ast.Tuple | ast.Set | ast.List) -> Iterator[ast.AST]:
    """Each word of a list of words left out in its turn."""
    words = all(isinstance(item, ast.Constant) and isinstance(item.value, str) for item in node.elts)
    if len(node.elts) < 2 or not words or not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        return
    for index in range(len(node.elts)):
        shorter = copy.copy(node)
        shorter.elts = [*node.elts[:index], *node.elts[index + 1 :]]
        yield shorter


def _called(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in TWINS:
        yield ast.Call(ast.Name(TWINS[node.func.id], ast.Load()), node.args, node.keywords)
