"""A PostgreSQL server for one run of the tests: half a second to make, nothing left afterwards."""

import contextlib
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

# Speed before safety: what it holds is thrown away.
OPTIONS = "-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"


def program(name: str) -> str | None:
    """Where one of the server's programs is; Debian keeps them off the search path."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return shutil.which(name) or (found[-1] if found else None)


def is_installed() -> bool:
    """Whether a server can be made here."""
    return program("initdb") is not None and program("pg_ctl") is not None


def unprivileged_user() -> dict:
    """Who runs the server: we, unless we are root, whom the server refuses."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def call(*command: str, folder: Path) -> None:
    """Run one of the server's programs as the server's user, in its folder."""
    log = folder / "setup.log"
    with log.open("ab") as out:
        done = subprocess.run(command, cwd=folder, stdout=out, stderr=out, check=False, **unprivileged_user())
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{log.read_text()}")


@contextlib.contextmanager
def throw_away_server():
    """Start a server that listens on a socket in a short-named folder of its own; yield its DATABASE_URL."""
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as name:  # a socket's path must be short
        folder = Path(name)
        account = unprivileged_user()
        if account:
            os.chown(folder, account["user"], account["group"])
        data = str(folder / "data")
        initdb, pg_ctl = str(program("initdb")), str(program("pg_ctl"))
        call(
            initdb,
            "-D",
            data,
            "-U",
            "mgcds",
            "-E",
            "UTF8",
            "--locale=C",
            "--auth=trust",
            "--no-sync",
            folder=folder,
        )
        options = OPTIONS.format(folder=folder)
        call(pg_ctl, "-D", data, "-w", "-o", options, "-l", str(folder / "server.log"), "start", folder=folder)
        try:
            yield f"postgres://mgcds@/postgres?host={folder}"
        finally:
            call(pg_ctl, "-D", data, "-w", "-m", "immediate", "stop", folder=folder)
