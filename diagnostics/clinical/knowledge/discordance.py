"""Results that contradict each other and the ordinary reasons for it (DX-COMB-02 to -07), in their order.

A reason names the sign that speaks for it in this patient; the check is what a person does to find out.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..text import _


@dataclass(frozen=True, slots=True)
class Reason:
    """An ordinary reason: `sign` is the key of the question in `engine/discordance.py` that tells whether it is there."""

    text: str
    check: str
    sign: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Which results contradict each other, the reasons, and what to do with the results."""

    key: str
    rule: str
    text: str
    advice: str
    reasons: tuple[Reason, ...]


_DIURETIC_OFF = Reason(_("The spot sample was taken after a diuretic had worn off"), _("When was the last diuretic dose before each sample?"), "diuretic")
_RECENT_MAGNESIUM = Reason(_("Magnesium was given before the urine"), _("Ask for every magnesium dose of the last 72 hours"), "magnesium_given")
_UNDER = Reason(_("The collection is incomplete"), _("Creatinine in the collection against the predicted amount; was the first urine discarded, the last one kept?"), "under_collection")

CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        "renal_24h_conserved_femg", "DX-COMB-02",
        _("24-hour magnesium says renal loss, the fractional excretion says conserved"),
        _("Compute the fractional excretion from the 24-hour sample itself"),
        (
            Reason(_("The samples were not taken at the same time"), _("Compare the times of the spot sample, the serum and the collection"), "two_samples"),
            _DIURETIC_OFF,
            Reason(_("More than 24 hours were collected"), _("Creatinine in the collection against the predicted amount; when did it begin and end?"), "over_collection"),
            Reason(_("A large filtration rate filters more magnesium"), _("eGFR, and glucose, pregnancy or saline as a reason for it"), "large_gfr"),
        ),
    ),
    Contradiction(
        "conserved_24h_renal_femg", "DX-COMB-03",
        _("24-hour magnesium says conserved, the fractional excretion says renal loss"),
        _("Believe the fractional excretion at an eGFR of 60 or above without supplements"),
        (
            _UNDER,
            Reason(_("Little magnesium is filtered: a low filtration rate or a very low serum magnesium"), _("Filtered load = 0.7 × serum magnesium × filtration rate; repeat when magnesium has risen"), "small_load"),
            Reason(_("Reduced kidney function raises the fractional excretion"), _("eGFR: from 30 to 59 only above 8 % counts"), "reduced_kidney"),
            _RECENT_MAGNESIUM,
        ),
    ),
    Contradiction(
        "renal_tests_gut_history", "DX-COMB-04",
        _("The tests show renal loss, the history a strong gastrointestinal cause"),
        _("Renal loss is present; a gastrointestinal contribution is not excluded"),
        (
            Reason(_("Both are true: diarrhoea or a proton pump inhibitor together with a diuretic or alcohol"), _("Go through drugs and alcohol for a second cause"), "renal_cause_too"),
            Reason(_("Aldosterone is raised by loss of salt and water through the gut"), _("Volume state, blood pressure, urine sodium; repeat after salt and water"), "volume_loss"),
            _RECENT_MAGNESIUM,
        ),
    ),
    Contradiction(
        "conserved_tests_renal_drug", "DX-COMB-05",
        _("The tests show that the kidney conserves, although a strong renal cause is listed"),
        _("Do not label the drug or the disease as the cause"),
        (
            Reason(_("The effect of the drug is over"), _("When was it last taken?"), "renal_drug_stopped"),
            Reason(_("Poor intake or a loss through the gut outweighs it"), _("Diet, stools, stoma, proton pump inhibitor"), "gut_or_intake"),
            _UNDER,
        ),
    ),
    Contradiction(
        "history_against_tests", "DX-COMB-07",
        _("The history points to another route than the tests"),
        _("The tests win for the route; the cause of the history stays listed"),
        (
            Reason(_("A second cause is not known yet"), _("Go through drugs, bowel, alcohol, diet and family once more"), "always"),
            _RECENT_MAGNESIUM,
            _UNDER,
        ),
    ),
    Contradiction(
        "loading_against_urine", "DX-COMB-01",
        _("The loading test contradicts the urine tests"),
        _("Retention in a renal loss is falsely low; a low value never proves full stores"),
        (
            Reason(_("Magnesium was repleted just before the test, or shifted into cells"), _("Doses before the test; insulin, refeeding, catecholamines"), "magnesium_given"),
            Reason(_("The collection of the test is incomplete, which raises the retention"), _("Creatinine in the urine of the test against the predicted amount"), "load_under_collection"),
            Reason(_("Reduced kidney function retains magnesium"), _("eGFR on the day of the test"), "reduced_kidney"),
        ),
    ),
)  # fmt: skip
