"""Yes, no and not known, written True, False and None ("unknown is not normal", treatment dossier 0.3)."""

from __future__ import annotations

from collections.abc import Iterable

Answer = bool | None


def any_of(*answers: Answer) -> Answer:
    """Yes if one is yes, no if all are no, else not known."""
    unknown = False
    for answer in answers:
        if answer:
            return True
        unknown = unknown or answer is None
    return None if unknown else False


def all_of(*answers: Answer) -> Answer:
    """Yes if all are yes, no if one is no, else not known."""
    unknown = False
    for answer in answers:
        if answer is False:
            return False
        unknown = unknown or answer is None
    return None if unknown else True


def opposite(answer: Answer) -> Answer:
    return None if answer is None else not answer


def any_in(answers: Iterable[Answer]) -> Answer:
    return any_of(*answers)
