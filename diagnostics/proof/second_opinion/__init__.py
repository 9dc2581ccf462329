"""A second evaluator, written from the clinical dossiers and not from the first one: tables of rows, rule by rule.

It imports nothing of the first; what they share is the case of the machine interface (`mgcds-case/1`).
"""

from .opinion import Opinion, opinion

__all__ = ["Opinion", "opinion"]
