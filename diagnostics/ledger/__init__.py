"""What is kept about the rules, written from the rules: which code and which tests hold each, and what it cites.

For those who develop and review; the application itself reads only the files that are written here.
"""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
