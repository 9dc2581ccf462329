"""Starting Python anew, with an environment of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOOD_KEY = "f3Xq9-Lw27bTz_0vKcE8sYhJmN4pRuA6dGoWi1QxZeB5nVtHyU"
PRODUCTION = {"MGCDS_SECRET_KEY": GOOD_KEY, "MGCDS_ALLOWED_HOSTS": "mgcds.hospital.example"}


def python(*arguments, **environment):
    """Start Python with just this environment."""
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "mgcds.settings", **environment}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True)
