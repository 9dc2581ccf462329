"""Symptoms and signs in their groups (treatment dossier 1.1, rulings 24, 25 and 57)."""

from __future__ import annotations

GROUP_E = (
    "torsades_de_pointes", "cardiac_arrest", "ventricular_arrhythmia_unstable", "seizure_now", "laryngospasm",
    "haemodynamic_instability_arrhythmic",
)  # fmt: skip
GROUP_S = (
    "carpopedal_spasm", "tetany", "trousseau", "seizure_last_24h", "delirium", "confusion", "loss_of_consciousness", "coma",
    "stroke_like_episode", "ataxia",
)  # fmt: skip
GROUP_N = (
    "tremor", "chvostek", "fasciculation", "myoclonus", "hyperreflexia", "nystagmus", "vertical_nystagmus", "marked_weakness",
    "seizure_earlier",
)  # fmt: skip
GROUP_CARDIAC = (
    "digoxin_toxicity", "acute_coronary_syndrome", "coronary_spasm", "new_atrial_fibrillation", "supraventricular_tachycardia",
)  # fmt: skip
GROUP_M = (
    "paraesthesia", "restlessness", "cramps", "lethargy", "weakness", "palpitations", "nausea", "anorexia", "apathy", "drowsiness",
)  # fmt: skip
NONSUSTAINED_VT = "nonsustained_vt"

GROUPS: dict[str, tuple[str, ...]] = {"E": GROUP_E, "S": GROUP_S, "N": GROUP_N, "cardiac": GROUP_CARDIAC, "M": GROUP_M}

# DX-SYM-03 and the bold items of DX-SYM-04: the banner "do not wait for the diagnostic tests"
BANNER_FLAGS = (
    "seizure_now", "seizure_last_24h", "delirium", "confusion", "loss_of_consciousness", "coma", "stroke_like_episode", "ataxia",
    "torsades_de_pointes", "cardiac_arrest", "ventricular_arrhythmia_unstable", "haemodynamic_instability_arrhythmic", "laryngospasm",
)  # fmt: skip

# signs of too much magnesium (ruling 55); vital signs are judged by their thresholds
TOXICITY_FINDINGS = ("reduced_reflexes", "drowsiness", "coma", "confusion", "bradycardia")

TETANY = ("carpopedal_spasm", "tetany", "trousseau", "laryngospasm")
SEIZURES = ("seizure_now", "seizure_last_24h")
