"""A hash of the source of the reasoning, blind to layout.

It needs the source files and some time, which the clinical core has neither of while it runs: so it is written
down in `knowledge/reasoning.py`, where the version of the knowledge takes it up, and a test and the system
checks for deployment see to it that it is the hash of the source that stands there.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import PROJECT

APPLICATION = PROJECT / "diagnostics"
REASONING_FILE = APPLICATION / "clinical" / "knowledge" / "reasoning.py"
KNOWLEDGE = APPLICATION / "clinical" / "knowledge"
SOURCES = (APPLICATION / "clinical", APPLICATION / "readers")
_LAYOUT = {"lineno", "col_offset", "end_lineno", "end_col_offset", "type_comment", "kind", "ctx"}
_TYPES = {"annotation", "returns", "type_params"}


def reasoning_digest() -> str:
    """The hash of how the application reads and reasons, as the source has it now."""
    return digest_of((path, path.read_text("utf-8")) for path in sorted(_files()))


def _files() -> Iterator[Path]:
    for folder in SOURCES:
        yield from (path for path in folder.rglob("*.py") if path != REASONING_FILE)


def digest_of(sources: Iterable[tuple[Path, str]]) -> str:
    """The hash of these sources, each with its path; of the knowledge only functions, since its tables go by value."""
    whole = hashlib.sha256()
    for path, text in sources:
        tree = ast.parse(text)
        body = _functions(tree) if KNOWLEDGE in path.parents else tree.body
        whole.update(f"{path.stem}:{_block(body)}\n".encode())
    return whole.hexdigest()


def _functions(tree: ast.Module) -> list[ast.AST]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]


def _block(body: Iterable[object]) -> str:
    """The statements of a module, a class or a function, without docstrings and imports."""
    return ";".join(_written(node) for node in body if not _silent(node))


def _silent(node: object) -> bool:
    """Whether a statement does nothing: a docstring, an import (its names say what is used)."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return all(name.asname is None for name in node.names)
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _written(node: object) -> str:
    """A part of the syntax in one form, whatever the version of Python leaves out or adds when it is empty."""
    if isinstance(node, ast.AST):
        parts = (
            f"{name}={_written(value)}"
            for name, value in ast.iter_fields(node)
            if name not in _LAYOUT | _TYPES and value is not None and value != []
        )
        return f"{type(node).__name__}({','.join(parts)})"
    if isinstance(node, list):
        return f"[{_block(node)}]"
    return repr(node)


def reasoning_module(digest: str) -> str:
    """The text of `knowledge/reasoning.py`."""
    return (
        '"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""\n\n'
        f'REASONING = "{digest}"\n'
    )


def written_digest() -> str:
    """The hash that stands in `knowledge/reasoning.py`."""
    from diagnostics.clinical.knowledge.reasoning import REASONING

    return REASONING


def outputs() -> dict[Path, str]:
    """The file with what should stand in it."""
    return {REASONING_FILE: reasoning_module(reasoning_digest())}
