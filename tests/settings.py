"""The settings of the tests: those of this machine, whatever the environment says."""

import os

os.environ["MGCDS_LOCAL"] = "1"
os.environ.pop("MGCDS_DEBUG", None)

from mgcds.settings import *  # noqa: F403
from mgcds.translations import compile_translations

compile_translations()
