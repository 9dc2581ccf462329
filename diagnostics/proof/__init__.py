"""Proof by random patients: whole patients from a seed, the laws that hold for each, and the smallest one that breaks a law.

Nothing here takes part in an assessment. The laws are written from the dossiers' words, not from the engine,
so that both would have to be wrong in the same way for a mistake to pass.
"""
