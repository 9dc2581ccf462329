"""Lighthouse on a throttled phone, against the application as it is run on a server: a line of figures for each page.

Run it with `python3 dev.py lighthouse`, if wanted with the folder to install Lighthouse in (`.lighthouse`). It needs npm
and takes minutes, so it is no test. Not judged are the words for search engines, which never see these pages.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import playwright  # noqa: E402

from tests.conftest import CHROMIUM, CHROMIUM_FLAGS  # noqa: E402
from tests.web.production import BEHIND_TLS, serving  # noqa: E402

NODE = Path(playwright.__file__).parent / "driver" / "node"
VERSION = "13.5.0"
PAGES = {
    "nobody": ("/", "/knowledge/", "/knowledge/limits/"),
    "full": tuple(f"/workup/{name}/" for name in ("start", "serum", "history", "conclusion", "plan")),
}
CATEGORIES = ("performance", "accessibility", "best-practices")


def installed(folder: Path) -> Path:
    """Lighthouse's command, installed with npm where it is not yet."""
    command = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        npm = [
            "npm",
            "install",
            "--prefix",
            str(folder),
            "--no-fund",
            "--no-audit",
            "--ignore-scripts",
            f"lighthouse@{VERSION}",
        ]
        subprocess.run(npm, check=True)
    return command


def judge(command: Path, address: str, cookies: dict[str, str]) -> dict:
    """Lighthouse's report on a page."""
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = {**BEHIND_TLS, **({"Cookie": cookie} if cookie else {})}
    flags = [*CHROMIUM_FLAGS, "--headless=new", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    options = [
        "--output=json",
        "--quiet",
        f"--chrome-flags={' '.join(flags)}",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as extra:
        json.dump(headers, extra)
        extra.flush()
        said = subprocess.run(
            [NODE, command, address, *options, f"--extra-headers={extra.name}"],
            env={**os.environ, "CHROME_PATH": str(CHROMIUM)}, stdout=subprocess.PIPE, check=True, text=True,
        )  # fmt: skip
    return dict(json.loads(said.stdout))


def line(path: str, report: dict) -> str:
    """The figures of a page, and what cost it points."""
    figures = "  ".join(f"{name} {round(100 * (report['categories'][name]['score'] or 0))}" for name in CATEGORIES)
    audits = report["audits"]
    lost = [
        each["id"]
        for name in CATEGORIES
        for each in report["categories"][name]["auditRefs"]
        if each["weight"] and audits[each["id"]]["score"] is not None and audits[each["id"]]["score"] < 0.9
    ]
    shown = audits["largest-contentful-paint"].get("displayValue", "")
    return f"{path:24} {figures}  largest paint {shown}  {' '.join(lost)}"


def main() -> None:
    command = installed(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".lighthouse")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        for who, paths in PAGES.items():
            cookies = {} if who == "nobody" else server.cookies(who)
            for path in paths:
                print(line(path, judge(command, server.address + path, cookies)), flush=True)


if __name__ == "__main__":
    main()
