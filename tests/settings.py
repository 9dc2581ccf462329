"""The settings of the tests: those of this machine, whatever the environment says."""

import os
import tempfile
from pathlib import Path

os.environ["MGCDS_LOCAL"] = "1"
os.environ.pop("MGCDS_DEBUG", None)

from mgcds.settings import *  # noqa: F403
from mgcds.settings import DATABASES
from mgcds.translations import compile_translations

compile_translations()

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a file, as in use: an in-memory database is shared between the threads of the browser tests
    FOLDER = tempfile.TemporaryDirectory(prefix="mgcds-tests-")  # removed when this process ends
    DATABASES["default"]["TEST"] = {"NAME": str(Path(FOLDER.name) / "test.sqlite3")}
