#!/usr/bin/env python3
"""Prepare, run, test and check MgCDS.

Needs nothing but Python 3.11 or newer. What is missing is installed into .venv in this folder; what
belongs to the system is installed on Debian when started as root, and asked for otherwise. Every
command can be given again and again: what is in place is not done twice.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes.util
import glob
import hashlib
import http.client
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import ChainMap
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
SECRET_FILE = HERE / ".mgcds-secret"
APPLICATION = "requirements.txt"
EVERYTHING = "requirements-dev.txt"
OLDEST_PYTHON = (3, 11)


# --- Telling what happens ----------------------------------------------------------------------------


def say(text: str) -> None:
    """Print a line at once, in order with what the started programs print."""
    print(text, flush=True)


@contextlib.contextmanager
def stage(name: str):
    """Name a stage before it starts and say afterwards how long it took."""
    say(f"== {name}")
    start = time.monotonic()
    yield
    say(f"   {name}: {time.monotonic() - start:.1f} s")


def call(*command: object, env: dict[str, str] | None = None) -> None:
    """Run a program in this folder; end with its exit status when it fails."""
    status = subprocess.run([str(part) for part in command], cwd=HERE, env=env).returncode
    if status:
        sys.exit(f"Failed with exit status {status}: {' '.join(str(part) for part in command)}")


# --- System packages ---------------------------------------------------------------------------------


def has_library(name: str) -> bool:
    """Whether the dynamic loader finds a library."""
    return ctypes.util.find_library(name) is not None


def has_venv() -> bool:
    """Whether this Python can make a virtual environment; Debian keeps that in a package of its own."""
    return importlib.util.find_spec("venv") is not None and importlib.util.find_spec("ensurepip") is not None


def has_chromium() -> bool:
    """Whether a Chromium for the browser tests is here."""
    return any(map(shutil.which, ("chromium", "google-chrome", os.environ.get("CHROMIUM") or "chromium")))


def has_postgresql() -> bool:
    """Whether PostgreSQL's server programs are here."""
    return bool(shutil.which("initdb") or glob.glob("/usr/lib/postgresql/*/bin/initdb"))


# Debian's package, and how to see that what it brings is here.
FOR_PYTHON = {"python3-venv": has_venv}
FOR_PAPER = {
    "libpango-1.0-0": lambda: has_library("pango-1.0"),
    "libpangoft2-1.0-0": lambda: has_library("pangoft2-1.0"),
    "libharfbuzz-subset0": lambda: has_library("harfbuzz-subset"),
}
FOR_TESTS = {
    "chromium": has_chromium,
    "libatomic1": lambda: has_library("atomic"),  # for the Node.js inside Playwright
    "poppler-utils": lambda: bool(shutil.which("pdftotext")),
    "postgresql": has_postgresql,
}


def provide_system_packages(wanted: dict) -> None:
    """Install what is missing as root on Debian; otherwise say what an administrator must run, and stop."""
    missing = [package for package, is_here in wanted.items() if not is_here()]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say("Something of the system is missing. On Debian or Ubuntu an administrator runs this line first:")
        say(f"    apt-get update && apt-get install -y --no-install-recommends {' '.join(missing)}")
        sys.exit(1)
    with stage(f"System packages: {' '.join(missing)}"):
        apt_install(missing)


def apt_install(packages: list[str]) -> None:
    """Install with apt-get, bringing its lists up to date only where they are missing or stale."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if apt(install).returncode == 0:
        return
    apt(["apt-get", "update"])
    done = apt(install)
    if done.returncode:
        sys.exit(f"{done.stdout}\nFailed: {' '.join(install)}")


def apt(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run apt-get without questions, and keep what it says for when it fails."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


# --- Python packages ---------------------------------------------------------------------------------


def provide_packages(requirements: str) -> None:
    """Make .venv and install the locked versions, unless just these are installed already."""
    if is_installed(requirements):
        return
    if not PYTHON.exists() or not list(VENV.glob("*.sha256")):
        with stage("Virtual environment .venv"):
            call(sys.executable, "-m", "venv", "--clear", VENV)
    with stage(f"Python packages of {requirements}"):
        call(
            *(PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"),
            *("--no-deps", "--require-hashes", "-r", requirements),
        )
    mark_installed(requirements)


def stamp(requirements: str) -> Path:
    """The file in .venv that says for which text of a requirements file it was made."""
    return VENV / f"{requirements}.sha256"


def digest(requirements: str) -> str:
    """The hash of a requirements file."""
    return hashlib.sha256((HERE / requirements).read_bytes()).hexdigest()


def is_installed(requirements: str) -> bool:
    """Whether .venv holds what the requirements file says now."""
    mark = stamp(requirements)
    return PYTHON.exists() and mark.exists() and mark.read_text() == digest(requirements)


def mark_installed(requirements: str) -> None:
    """Remember what was installed; requirements-dev.txt holds all of requirements.txt."""
    for name in {requirements, APPLICATION}:
        stamp(name).write_text(digest(name))


def provide(requirements: str, *system_packages: dict) -> None:
    """Everything a command needs: packages of the system and of Python, and the compiled translations."""
    provide_system_packages(dict(ChainMap(FOR_PYTHON, *system_packages)))
    provide_packages(requirements)
    call(PYTHON, "-m", "mgcds.translations")


# --- The application ---------------------------------------------------------------------------------


def local_environment() -> dict[str, str]:
    """The environment for running on this machine over plain http, with a secret key of its own."""
    return {"MGCDS_SECRET_KEY": secret_key(), **os.environ, "MGCDS_LOCAL": "1"}


def production_environment() -> dict[str, str]:
    """An environment as on a server, for the checks alone."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("MGCDS_")}
    env["MGCDS_SECRET_KEY"] = secrets.token_urlsafe(50)
    env["MGCDS_ALLOWED_HOSTS"] = "mgcds.hospital.example"
    return env


def secret_key() -> str:
    """The secret key of this folder, made the first time and readable to its owner only."""
    if not SECRET_FILE.exists():
        handle = os.open(SECRET_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return SECRET_FILE.read_text()


def prepare_database(env: dict[str, str]) -> None:
    """Bring the tables up to date, and load the demonstration data where the application has some."""
    os.umask(0o077)  # what is stored is for nobody else on this machine
    with stage("Database"):
        call(PYTHON, "manage.py", "migrate", "--verbosity", "0", env=env)
        call(PYTHON, "manage.py", "createcachetable", "--verbosity", "0", env=env)
        if (HERE / "diagnostics" / "management" / "commands" / "demo.py").exists():
            call(PYTHON, "manage.py", "demo", env=env)


def free_port(first: int) -> int:
    """The first port from `first` on at which nobody listens."""
    for port in range(first, min(first + 100, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    sys.exit(f"No free port from {first} on; name another with --port.")


def start_server(port: int, env: dict[str, str], *, reload: bool) -> subprocess.Popen:
    """Start the web server in the background."""
    command = [PYTHON, "-m", "gunicorn", "mgcds.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--log-level", "warning", "--no-control-socket"]
    command += ["--reload"] * reload
    server = subprocess.Popen([str(part) for part in command], cwd=HERE, env=env)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    return server


def wait_until_it_answers(server: subprocess.Popen, port: int, seconds: float = 60) -> None:
    """Wait for the first answer, whatever it says; stop when the server ends instead."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        if answers(port):
            return
        time.sleep(0.1)
    server.terminate()
    sys.exit("The server did not start; the lines above say why.")


def answers(port: int) -> bool:
    """Whether the server answers a request for the first page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/")
        connection.getresponse()
        return True
    return False


def stay_with(server: subprocess.Popen) -> int:
    """Wait until the server ends; Ctrl-C ends it."""
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        return server.wait()


# --- The commands ------------------------------------------------------------------------------------


def run(options: argparse.Namespace) -> int:
    """Prepare what is missing, then start the application at http://127.0.0.1:8000/ and stay."""
    start = time.monotonic()
    provide(APPLICATION, FOR_PAPER)
    env = local_environment()
    prepare_database(env)
    port = free_port(options.port)
    server = start_server(port, env, reload=options.reload)
    wait_until_it_answers(server, port)
    say(f"\nMgCDS is ready after {time.monotonic() - start:.1f} s:  http://127.0.0.1:{port}/")
    say("Stop it with Ctrl-C.")
    return stay_with(server)


def setup(options: argparse.Namespace) -> int:
    """Prepare everything, tools for tests and checks included, and start nothing."""
    start = time.monotonic()
    provide(EVERYTHING, FOR_PAPER, FOR_TESTS)
    prepare_database(local_environment())
    say(f"Ready after {time.monotonic() - start:.1f} s.")
    return 0


def test(options: argparse.Namespace) -> int:
    """Run the tests; what follows is handed to pytest, for instance: dev.py test -k severity -n 0."""
    provide(EVERYTHING, FOR_PAPER, FOR_TESTS)
    workers = min(os.cpu_count() or 1, 4)
    pytest = [PYTHON, "-m", "pytest", "-n", workers, "--dist", "loadfile", "--timeout", "300", *options.rest]
    env = {**os.environ, "CI": "1"}  # everything is here, so nothing may be skipped for want of a program
    return subprocess.run([str(part) for part in pytest], cwd=HERE, env=env).returncode


def check(options: argparse.Namespace) -> int:
    """Check format, style, types, direction of imports, templates, settings and migrations."""
    provide(EVERYTHING, FOR_PAPER)
    tools = VENV / "bin"
    without_database = {**local_environment(), "DATABASE_URL": "sqlite://:memory:"}
    manage = [PYTHON, "manage.py"]
    checks = {
        "Format": ([tools / "ruff", "format", "--check", "--output-format", "concise", "."], None),
        "Style": ([tools / "ruff", "check", "--output-format", "concise", "."], None),
        "Types": ([tools / "mypy"], None),
        "Imports": ([tools / "lint-imports", "--no-logo"], None),
        "Templates": ([tools / "djlint", "templates", "--lint", "--quiet"], None),
        "Settings": ([*manage, "check", "--deploy", "--fail-level", "WARNING"], production_environment()),
        "Migrations": ([*manage, "makemigrations", "--check", "--dry-run"], without_database),
    }
    failed = [name for name, (command, env) in checks.items() if not passes(name, command, env)]
    say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def passes(name: str, command: list, env: dict[str, str] | None) -> bool:
    """Run one check; whether it found nothing."""
    with stage(name):
        return subprocess.run([str(part) for part in command], cwd=HERE, env=env).returncode == 0


def bench(options: argparse.Namespace) -> int:
    """Measure the speed of the engine and the pages; what follows is handed to manage.py bench."""
    provide(APPLICATION, FOR_PAPER)
    command = [str(PYTHON), "manage.py", "bench", *options.rest]
    return subprocess.run(command, cwd=HERE, env=local_environment()).returncode


def shots(options: argparse.Namespace) -> int:
    """Take the pictures in docs/screenshots; what follows is handed to docs/screenshots.py."""
    provide(EVERYTHING, FOR_PAPER, FOR_TESTS)
    command = [str(PYTHON), "docs/screenshots.py", *options.rest]
    return subprocess.run(command, cwd=HERE, env=local_environment()).returncode


def web(options: argparse.Namespace) -> int:
    """Make the small fonts and the small style sheet that pages load; after a new character or a new class of Bootstrap's."""
    provide(EVERYTHING)
    return subprocess.run([str(PYTHON), "docs/web_files.py"], cwd=HERE).returncode


def lighthouse(options: argparse.Namespace) -> int:
    """Let Lighthouse judge the pages as on a throttled phone; installs it with npm, needs Chromium; not part of the tests."""
    provide(EVERYTHING, FOR_PAPER, FOR_TESTS)
    command = [str(PYTHON), "docs/lighthouse.py", *options.rest]
    return subprocess.run(command, cwd=HERE, env=local_environment()).returncode


def rules(options: argparse.Namespace) -> int:
    """Check what is written from the rules (docs/rules.md and others); --write renews it after a change of the rules."""
    provide(EVERYTHING)
    command = [str(PYTHON), "manage.py", "rules", *options.rest]
    return subprocess.run(command, cwd=HERE, env=local_environment()).returncode


def mutate(options: argparse.Namespace) -> int:
    """Put small slips into the clinical core and see whether a test notices, for instance: dev.py mutate engine/oral."""
    provide(EVERYTHING)
    command = [str(PYTHON), "-m", "tests.mutation", *options.rest]
    return subprocess.run(command, cwd=HERE, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}).returncode


def kept_answers(options: argparse.Namespace) -> int:
    """See whether the core says of 500 patients what it said when somebody last looked; --write keeps what it says now."""
    provide(EVERYTHING)
    command = [str(PYTHON), "-m", "tests.clinical.kept_answers", *options.rest]
    return subprocess.run(command, cwd=HERE, env=local_environment()).returncode


COMMANDS = {
    "run": run,
    "setup": setup,
    "test": test,
    "check": check,
    "bench": bench,
    "shots": shots,
    "web": web,
    "lighthouse": lighthouse,
    "rules": rules,
    "mutate": mutate,
    "answers": kept_answers,
}
TAKES_MORE = {"test", "bench", "shots", "lighthouse", "rules", "mutate", "answers"}


def command_line() -> argparse.ArgumentParser:
    """The commands and their options."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, function in COMMANDS.items():
        about = function.__doc__
        commands.add_parser(name, help=about, description=about, add_help=name not in TAKES_MORE)
    starts = commands.choices["run"].add_argument
    starts("--port", type=int, default=8000, help="the first port to try (8000)")
    starts("--reload", action="store_true", help="start anew when the code changes")
    return parser


def main() -> int:
    """Do what the command line asks."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("MgCDS needs Python 3.11 or newer, for instance: python3.11 dev.py run")
    parser = command_line()
    options, options.rest = parser.parse_known_args()
    if options.rest and options.command not in TAKES_MORE:
        parser.error(f"{options.command} does not know {' '.join(options.rest)}")
    return COMMANDS[options.command](options)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
