"""Patients for whom pictures are drawn: the random ones of the proof, explored, in their own units."""

from functools import cache

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.explore import explore
from diagnostics.proof.patients import patient

SEEDS = range(300)
LANGUAGES = ("en", "nl")


@cache
def patients():
    """Assessments of several hundred patients, with the intervals of their values."""
    return tuple(explore(assess(patient(seed))) for seed in SEEDS)
