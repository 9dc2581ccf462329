"""The source of a version: a folder that is there, or a git revision in a folder for the time being."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from diagnostics.ledger import PROJECT

WORKING_TREE = (".", "working tree", "working-tree")


class NoSuchVersion(Exception):
    """What was named is neither a folder of this project nor a revision of its history."""


@contextlib.contextmanager
def checkout(name: str, project: Path = PROJECT) -> Iterator[Path]:
    """The folder of a version; that of a revision is removed afterwards. Raises NoSuchVersion."""
    if name in WORKING_TREE:
        yield project
    elif Path(name).is_dir():
        if not (Path(name) / "manage.py").exists():
            raise NoSuchVersion(f"{name}: a folder without manage.py")
        yield Path(name).resolve()
    else:
        with _of_revision(name, project) as folder:
            yield folder


@contextlib.contextmanager
def _of_revision(name: str, project: Path) -> Iterator[Path]:
    found = git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode:
        raise NoSuchVersion(f"{name}: neither a folder nor a revision of this repository")
    with tempfile.TemporaryDirectory(prefix="mgcds-version-") as parent:
        folder = Path(parent) / "tree"
        made = git(project, "worktree", "add", "--detach", "--quiet", str(folder), found.stdout.strip())
        if made.returncode:
            raise NoSuchVersion(f"{name}: git cannot check it out: {made.stderr.strip()}")
        try:
            yield folder
        finally:
            git(project, "worktree", "remove", "--force", str(folder))


def git(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git in the project, without its hooks."""
    command = ["git", "-C", str(project), "-c", "core.hooksPath=/dev/null", *arguments]
    return subprocess.run(command, capture_output=True, text=True)
