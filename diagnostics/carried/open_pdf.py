"""Reads the file inside a PDF, in a process of its own that can be ended: a stranger made the PDF.

PDF on standard input; on standard output one JSON object with `file` (base64) and `text`, or with `problem`.
Uses nothing of the project, so that it starts quickly and can do no harm.
"""

from __future__ import annotations

import base64
import contextlib
import json
import logging
import re
import sys
import warnings

NAME = "mgcds-report.json"
LARGEST = 2_000_000  # bytes of the PDF
LARGEST_FILE = 500_000  # bytes of the file inside
MOST_PAGES = 60
MOST_OBJECTS = 5_000
MOST_TEXT = 1_000_000  # characters
MEMORY = 600_000_000  # bytes
SECONDS = 8


class Refused(Exception):
    """Why the PDF is not read, as one word."""


def limit() -> None:
    """No more memory and time than this, no files written, no further processes."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limits(known: object) -> dict[str, int]:
    """What one stream may unpack to, for each way of packing that pypdf knows: a report needs a tenth of it."""
    return {
        name: LARGEST for name in vars(known).get("__dataclass_fields__", {}) if name.endswith("maximum_output_length")
    }


def opened(data: bytes) -> dict[str, str]:
    """The file inside and the text on the pages. Raises Refused."""
    import io

    if len(data) > LARGEST:
        raise Refused("too_large")
    if not data[:1024].lstrip().startswith(b"%PDF-"):
        raise Refused("not_pdf")
    if len(re.findall(rb"\d+\s+\d+\s+obj\b", data)) > MOST_OBJECTS:
        raise Refused("too_large")
    import pypdf

    pypdf.overwrite_configuration(**limits(pypdf.Configuration), maximum_declared_stream_length=LARGEST)
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise Refused("encrypted")
    if sum(len(each) for each in reader.xref.values()) + len(reader.xref_objStm) > MOST_OBJECTS:
        raise Refused("too_large")
    if len(reader.pages) > MOST_PAGES:
        raise Refused("too_many_pages")
    file = inside(reader)
    text = "\n".join(page.extract_text() for page in reader.pages)[:MOST_TEXT]
    return {"file": base64.b64encode(file).decode(), "text": text}


def inside(reader: object) -> bytes:
    """The one file of our name. Raises Refused."""
    found = [each for each in reader.attachment_list if each.name == NAME]  # type: ignore[attr-defined]
    if not found:
        raise Refused("no_file")
    if len(found) > 1:
        raise Refused("two_files")
    content = found[0].content
    if len(content) > LARGEST_FILE:
        raise Refused("too_large")
    return bytes(content)


def main() -> None:
    limit()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    try:
        answer = opened(sys.stdin.buffer.read(LARGEST + 1))
    except Refused as why:
        answer = {"problem": str(why)}
    except (MemoryError, RecursionError):
        answer = {"problem": "too_large"}
    except Exception as failure:  # whatever pypdf meets in a stranger's file
        answer = {"problem": "too_large" if type(failure).__name__ == "LimitReachedError" else "damaged"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
