"""A PDF from outside → the file inside it and the text of its pages, read in another process and given up in time."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from .open_pdf import LARGEST, SECONDS

AT_ONCE = 2  # processes; each may take half a gigabyte
_room = threading.BoundedSemaphore(AT_ONCE)
_READER = Path(__file__).with_name("open_pdf.py")


class BadPdf(ValueError):
    """The PDF cannot be used. `why` is one word, which presenters/recheck_words.py has a sentence for."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def open_pdf(data: bytes) -> tuple[bytes, str]:
    """The data inside a report, and the text on its pages. Raises BadPdf, and nothing else."""
    if len(data) > LARGEST:
        raise BadPdf("too_large")
    if not _room.acquire(timeout=SECONDS):
        raise BadPdf("busy")
    try:
        return _asked(data)
    finally:
        _room.release()


def _surroundings() -> dict[str, str]:
    """What a Python needs to start, and none of our secrets."""
    return {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}


def _asked(data: bytes) -> tuple[bytes, str]:
    # -I: nothing from the surroundings; a file of the folder at hand cannot stand in for a library
    command = [sys.executable, "-I", str(_READER)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS + 2, env=_surroundings())
    except subprocess.TimeoutExpired:
        raise BadPdf("too_slow") from None
    except OSError:
        raise BadPdf("busy") from None
    try:
        answer = json.loads(done.stdout)
        if "problem" in answer:
            raise BadPdf(str(answer["problem"]))
        return base64.b64decode(answer["file"]), str(answer["text"])
    except BadPdf:
        raise
    except (ValueError, KeyError, TypeError):
        raise BadPdf("too_slow" if done.returncode < 0 else "damaged") from None
