"""Proof of the clinical core by other lights: a second evaluator and what holds it against the first."""
