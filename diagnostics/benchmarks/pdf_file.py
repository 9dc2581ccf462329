"""What can be said of a PDF without a library to read it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
COUNT = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")


def described(file: bytes) -> str:
    """How long and how large a file is."""
    counts = [int(one or other) for part in parts_of(file) for one, other in COUNT.findall(part)]
    length = f"{max(counts)} pages, " if counts else ""
    return f"{length}{len(file) / 1024:.0f} KiB"


def parts_of(file: bytes) -> Iterator[bytes]:
    """The file itself, and what is packed in it."""
    yield file
    for packed in STREAM.findall(file):
        try:
            yield zlib.decompress(packed)
        except zlib.error:
            continue  # not packed, or not in this way
