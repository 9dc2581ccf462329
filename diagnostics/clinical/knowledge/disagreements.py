"""Where sources disagree, what holds here, and which rules each disagreement concerns.

DISAGREEMENTS are the rows of diagnosis appendix B and treatment section 15. A treatment row has its own
rule (TX-C), whose title says both sides; a diagnosis row says them here. No row changes an answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..text import _


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What sources say, what holds here, and the ids of the rules concerned.

    `key` is a TX-C rule, whose title then holds both, or the word of diagnosis appendix B.
    """

    key: str
    rules: tuple[str, ...]
    said: str = ""
    here: str = ""


DISAGREEMENTS: tuple[Disagreement, ...] = (
    Disagreement("TX-C-01", ("TX-SEV-05",)),
    Disagreement("TX-C-02", ("TX-SEV-06",)),
    Disagreement("TX-C-03", ("TX-IV-06", "TX-IV-08")),
    Disagreement("TX-C-04", ("TX-IV-05", "TX-IV-06", "TX-IV-07")),
    Disagreement("TX-C-05", ("TX-AMI-01", "TX-AMI-03", "TX-AMI-04")),
    Disagreement("TX-C-06", ("TX-PO-04",)),
    Disagreement("TX-C-07", ("TX-PO-07",)),
    Disagreement("TX-C-08", ("TX-IV-H",)),
    Disagreement("TX-C-09", ("TX-IV-H", "TX-IV-15")),
    Disagreement("TX-C-10", ("TX-IV-14",)),
    Disagreement("TX-C-11", ("TX-PO-10",)),
    Disagreement("TX-C-12", ("TX-AMI-01", "TX-AMI-03", "TX-INV-44")),
    Disagreement("TX-C-13", ("TX-PPI-05", "TX-INV-59")),
    Disagreement("TX-C-14", ("DX-SER-08",)),
    Disagreement("TX-C-15", ("TX-SGL-04",)),
    Disagreement("TX-C-16", ("TX-TOX-01", "TX-TOX-02", "TX-TOX-03")),
    Disagreement("TX-C-17", ("TX-SGL-03", "TX-SGL-05")),
    Disagreement("TX-C-18", ("TX-IV-01", "TX-IV-02")),
    Disagreement("TX-C-19", ("TX-IV-02",)),
    Disagreement("TX-C-20", ("DX-PRE-01", "DX-SER-06", "RUL-50")),
    Disagreement("TX-C-21", ("DX-GEN-02",)),
    Disagreement("TX-C-22", ("TX-SEV-21", "TX-SEV-04")),
    Disagreement("serum_low", ("DX-SER-01",), _("Low below 0.65, 0.70, 0.75 or 0.85 mmol/L; 1.46, 1.7 or 1.8 mg/dL"), _("0.70 mmol/L, 1.7 mg/dL")),
    Disagreement("serum_high", ("DX-SER-08",), _("Upper limit 1.0, 1.1 or 1.2 mmol/L"), _("1.0 mmol/L, 2.4 mg/dL")),
    Disagreement("serum_severe", ("DX-SER-02", "DX-SER-03"), _("Severe below 0.50 mmol/L; grade 3 of CTCAE below 0.40 mmol/L"), _("severe below 0.50, critical at 0.40 mmol/L; both are shown")),
    Disagreement("ionised_magnesium", ("DX-SER-06",), _("The ionised value is essential, or its use is unclear"), _("optional")),
    Disagreement("albumin_correction", ("DX-PRE-01", "RUL-50"), _("Correct magnesium for albumin in mmol/L, in mg/dL, or not at all"), _("not applied; for display only")),
    Disagreement("u24", ("DX-U24-02",), _("One limit of 10, 24 or 30 mg or 1 mmol a day, or a pair of 0.5 and 1.0 mmol"), _("0.5 and 1.0 mmol, 12 and 24 mg a day")),
    Disagreement("femg", ("DX-FEMG-03",), _("Limits of 0.5, 2, 3 or 4 %"), _("2 and 4 %")),
    Disagreement("femg_kidney_disease", ("DX-FEMG-04",), _("The limits hold for preserved kidney function; below it nothing is stated"), _("invalid below an eGFR of 30, with caution at 30–59")),
    Disagreement("collection_adequacy", ("DX-U24-03", "DX-U24-04"), _("Fixed creatinine in mg/kg, or predicted from age and weight"), _("the prediction, ± 30 %")),
    Disagreement("washout", ("DX-U24-06", "DX-FEMG-05"), _("Stop magnesium and diuretics before the collection, without a published interval"), _("72 h for magnesium, 5 half-lives for a diuretic")),
    Disagreement("loading_dose", ("DX-MLT-P1", "DX-MLT-P2", "DX-MLT-P3"), _("30 mmol for all, 0.1 mmol/kg or 0.2 mmol/kg"), _("30 mmol over 8 h, or 0.1 mmol/kg lean weight over 4 h; 0.2 mmol/kg is refused")),
    Disagreement("loading_limits", ("DX-MLT-04", "DX-MLT-05"), _("Retention limits of 10, 20, 25 or 27.5 %, and 50 %"), _("20 and 50 %; 27.5 % is shown")),
    Disagreement("loading_diuretic", ("DX-MLT-S8",), _("Furosemide had no effect in healthy people, or no test on a diuretic"), _("a soft stop")),
    Disagreement("loop_diuretic", ("DX-HX-D04",), _("Loop diuretics lower magnesium, or go with a higher magnesium"), _("a moderate cause")),
    Disagreement("h2_blocker", ("DX-HX-D02",), _("H2 blockers do not lower magnesium, or double the odds"), _("a weak cause")),
    Disagreement("ppi_monitoring", ("DX-SUR-01", "TX-PPI-03"), _("Consider measuring magnesium on a proton pump inhibitor, or not as a routine"), _("on for combinations of high risk")),
    Disagreement("anti_egfr_schedule", ("DX-SUR-05",), _("During treatment and for 8 weeks or more, weekly, or every 4 to 8 weeks"), _("at each dose and for at least 8 weeks after")),
    Disagreement("ecg", ("DX-ECG-02", "DX-ECG-03"), _("Only QTc changes, or also a wide QRS and a long PR"), _("changes of PR and QRS are not required")),
)  # fmt: skip


def concerning(rule_id: str) -> tuple[Disagreement, ...]:
    """The disagreements that concern a rule; for a TX-C rule its own row."""
    return tuple(row for row in DISAGREEMENTS if rule_id in row.rules or rule_id == row.key)
