"""The application as it is run on a server: gunicorn, collected and compressed files, secure settings, a database of its own."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BEHIND_TLS = {"X-Forwarded-Proto": "https"}  # as the proxy says that ends TLS


@dataclass
class Production:
    """A running server: its address, and the environment to run other commands on the same data."""

    address: str
    env: dict[str, str]

    def cookies(self, who: str) -> dict[str, str]:
        """The cookies of a browser whose workup is that of a function in tests/web/states.py."""
        code = (
            "import json, django; django.setup()\n"
            "from django.test import Client, override_settings; from tests.web import states\n"
            "with override_settings(SECURE_SSL_REDIRECT=False):\n"
            "    client = Client(headers={'host': 'localhost'})\n"
            f"    states.{who}(client)\n"
            "print(json.dumps({name: morsel.value for name, morsel in client.cookies.items()}))"
        )
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout.splitlines()[-1]))


def manage(env: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving(folder: Path) -> Iterator[Production]:
    """The server, with its files in a folder, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {key: value for key, value in os.environ.items() if not key.startswith("MGCDS_")} | {
        "DJANGO_SETTINGS_MODULE": "mgcds.settings",
        "MGCDS_SECRET_KEY": secrets.token_urlsafe(50),
        "MGCDS_ALLOWED_HOSTS": "localhost",
        "MGCDS_STATIC_ROOT": str(folder / "static"),
        "MGCDS_LOG_LEVEL": "ERROR",
        "DATABASE_URL": f"sqlite:///{folder}/production.sqlite3",
    }
    for command in (["migrate", "--verbosity=0"], ["createcachetable"], ["collectstatic", "--noinput"], ["demo"]):
        manage(env, *command)
    options = [
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
        "--threads",
        "4",
        "--log-level",
        "error",
        "--no-control-socket",
    ]
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", "mgcds.wsgi", *options], cwd=ROOT, env=env)
    try:
        wait_for(f"http://localhost:{port}")
        yield Production(f"http://localhost:{port}", env)
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address: str, seconds: float = 60) -> None:
    """Wait until the server answers that it is well."""
    asked = urllib.request.Request(f"{address}/healthz", headers=BEHIND_TLS)
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(asked, timeout=5)
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
