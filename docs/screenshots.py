"""Take the pictures in docs/screenshots: every page (desktop, phone), some in the dark and in Dutch, and the paper.

Run it with `python3 dev.py shots`. It starts the application on a free port with an empty database, works up
an invented patient as a person would, and stops the application again.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "screenshots"
sys.path.insert(0, str(ROOT))

from tests.conftest import CHROMIUM_FLAGS  # noqa: E402
from tests.web.walker import Physician  # noqa: E402

PAGES = (
    "start", "serum", "history", "urine-24h", "fractional-excretion", "loading-test", "check", "conclusion", "plan", "sign",
)  # fmt: skip
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


def mmol(value: str) -> dict[str, str]:
    return {"value": value, "unit": "mmol/L"}


PATIENT = {
    "patient": {
        "age_years": 71, "sex": "female", "weight": {"value": "68", "unit": "kg"}, "height": {"value": "165", "unit": "cm"},
        "setting": "ward", "region": "UK", "pregnant": False, "lactating": False, "dialysis": False,
    },
    "presentation": {
        "findings": {
            "torsades_de_pointes": False, "ventricular_arrhythmia_unstable": False, "cardiac_arrest": False,
            "haemodynamic_instability_arrhythmic": False, "seizure_now": False, "laryngospasm": False, "cramps": True,
        },
        "ecg": {"qtc": {"value": "462", "unit": "ms"}, "av_block": 0, "pacemaker": False},
        "systolic_bp": {"value": "128", "unit": "mmHg"}, "heart_rate": {"value": "76", "unit": "/min"},
        "respiratory_rate": {"value": "16", "unit": "/min"}, "urine_output": {"value": "70", "unit": "mL/h"},
        "patellar_reflex": "present", "aki_stage": 0,
    },
    "serum": {
        "magnesium": mmol("0,45"), "potassium": mmol("3.1"), "creatinine": {"value": "78", "unit": "umol/L"},
        "calcium": mmol("2.05"), "albumin": {"value": "38", "unit": "g/L"},
        "sample": {"tube": "serum", "haemolysed": False, "drip_arm": False},
    },
    "history": {
        "drugs": [{"name": "omeprazole", "months": 60, "can_stop": False}, {"name": "metformin"}],
        "conditions": {
            "type_2_diabetes": True, "myasthenia_gravis": False, "lambert_eaton": False, "recent_myocardial_damage": False,
            "liver_failure": False,
        },
        "magnesium_given": {"route": "none"}, "nil_by_mouth": False, "colon_present": True,
    },
    "urine_spot": {"magnesium": mmol("0.4"), "creatinine": mmol("6.8")},
}  # fmt: skip


@contextmanager
def application() -> Iterator[str]:
    """The address of the application, running on an empty database of its own."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        env = os.environ | {"MGCDS_LOCAL": "1", "DATABASE_URL": f"sqlite:///{folder}/shots.sqlite3"}
        for command in (["migrate", "--verbosity=0"], ["createcachetable"], ["demo"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--log-level", "warning", "mgcds.wsgi"],
            cwd=ROOT,
            env=env,
        )
        try:
            yield wait_for(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(10)


def wait_for(address: str) -> str:
    for _attempt in range(100):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2)
            return address
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The application did not answer within 20 seconds.")


def picture(page, name: str) -> None:
    """One page in full, settled."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement && document.activeElement.blur()")
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    print(f"{name}.png")


def pages(browser, address: str) -> None:
    """Every page in both sizes; the verdict and the plan also in the dark and in Dutch."""
    context = browser.new_context(base_url=address, viewport=SIZES["desktop"], locale="en-GB")
    page = context.new_page()
    page.goto("/")
    picture(page, "landing-desktop")
    allow_all(Physician(page)).work_up(PATIENT)
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        for name in PAGES:
            page.goto(f"/workup/{name}/")
            picture(page, f"{name}-{size}")
    page.goto("/")
    picture(page, "landing-phone")
    page.set_viewport_size(SIZES["desktop"])
    page.emulate_media(color_scheme="dark")
    for name in ("conclusion", "plan"):
        page.goto(f"/workup/{name}/")
        picture(page, f"{name}-dark")
    page.emulate_media(color_scheme="light")
    emergency(page)
    page.goto("/workup/sign/")
    paper(page)
    page.locator("button[name=language][value=nl]").click()
    for name in ("start", "conclusion", "plan"):
        page.goto(f"/workup/{name}/")
        picture(page, f"{name}-dutch")
    context.close()


def allow_all(physician: Physician) -> Physician:
    """Also say of every list that the rest was asked and is absent."""
    physician.all_asked = True
    return physician


def emergency(page) -> None:
    """What one yes to a danger sign shows; taken back afterwards."""
    page.goto("/workup/start/")
    page.locator("#div_id_findings__torsades_de_pointes input[value=yes]").check()
    page.locator("#treat-now .dose").first.wait_for()
    picture(page, "emergency-desktop")
    page.locator("#div_id_findings__torsades_de_pointes input[value=no]").check()
    page.locator("#panel:not(.is-stale)").wait_for()


def paper(page) -> None:
    """The report's pages as pictures."""
    page.get_by_role("button", name="sign and print").click()
    address = page.get_by_role("link", name="PDF for the record").get_attribute("href")
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        pdf.write_bytes(page.request.get(address).body())
        subprocess.run(["pdftoppm", "-r", "80", "-png", pdf, PICTURES / "report"], check=True)


def main() -> None:
    from playwright.sync_api import sync_playwright

    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with application() as address, sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM_FLAGS, *sandbox])
        pages(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
