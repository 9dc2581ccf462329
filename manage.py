#!/usr/bin/env python3
"""Django's commands for MgCDS, among them `assess`: one patient in, one explained assessment out."""

import os
import sys

# Commands that answer one person at a terminal. They open no port, so they need neither a secret
# key nor host names, and run without any preparation.
TERMINAL_COMMANDS = {"assess", "bench", "makemessages", "makemigrations", "prove"}


def main() -> None:
    """Run the command on the command line; a wrong setting ends in one sentence, not in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgcds.settings")
    if TERMINAL_COMMANDS.intersection(sys.argv[1:2]):
        os.environ.setdefault("MGCDS_LOCAL", "1")

    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from mgcds.translations import compile_translations

    compile_translations()
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"MgCDS cannot start: {problem}")


if __name__ == "__main__":
    main()
