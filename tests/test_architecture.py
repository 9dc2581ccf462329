"""The direction of imports, as pyproject.toml describes it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def test_imports_point_from_the_screen_to_the_medicine():
    """The contracts of import-linter hold: views over presenters over readers over the clinical core."""
    pytest.importorskip("importlinter", reason="import-linter is one of requirements-dev.txt")
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    result = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
