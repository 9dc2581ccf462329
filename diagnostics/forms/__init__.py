"""The forms of the workup, one for each step, built from knowledge/patient.py."""

from .step import StepForm

__all__ = ["StepForm"]
