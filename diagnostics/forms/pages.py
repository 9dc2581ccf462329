"""What each step of the workup asks, in which order and under which headings."""

from __future__ import annotations

from crispy_forms.layout import Layout

from ..clinical.facts import Step
from ..clinical.knowledge import patient as p
from ..clinical.text import _
from ..readers.groups import BEFORE_INFUSION, CONDITION_GROUPS, FINDING_GROUPS, RED_FLAGS, SCOPE
from .blocks import Boxes, Drugs, Questions, Section, Ticks

_SERUM_HINT = _(
    "Copy the value and its unit as they stand on the laboratory report. Leave blank what was not measured."
)

PAGES: dict[Step, Layout] = {
    Step.START: Layout(
        Section(
            "danger", _("Danger signs now"), Questions(*(p.finding(code) for code in RED_FLAGS), all_no=True),
            hint=_("One yes shows what to do at once. Nothing else needs to be filled in for it."), tone="danger",
        ),
        Section(
            "patient", _("Patient"),
            Boxes(p.AGE, p.SEX, p.WEIGHT, p.HEIGHT, p.SETTING, p.REGION),
            Questions(p.ADULT, p.PREGNANT, p.LACTATING, p.DIALYSIS, *(p.condition(code) for code in SCOPE), all_no=True),
            hint=_("No name or number is needed."),
        ),
        Section(
            "bedside", _("ECG and bedside checks"),
            Boxes(p.QTC, p.HEART_RATE, p.SYSTOLIC_BP, p.RESPIRATORY_RATE, p.URINE_OUTPUT),
            Questions(p.AV_BLOCK, p.PACEMAKER, p.PATELLAR_REFLEX, p.AKI_STAGE),
            hint=_("Needed before intravenous magnesium: what is not known here holds an infusion back."),
        ),
        Section(
            "symptoms", _("Symptoms and signs"), *(Ticks(group) for group in FINDING_GROUPS),
            hint=_("Tick what is present. At the end of each group, say whether the rest was asked."),
        ),
    ),
    Step.SERUM: Layout(
        Section("magnesium", _("Magnesium"), Boxes(p.MAGNESIUM_SERUM, p.MAGNESIUM_LOWER_LIMIT, p.TAKEN_DAYS_AGO), hint=_SERUM_HINT),
        Section("kidney", _("Kidney function and potassium"), Boxes(p.CREATININE_SERUM, p.EGFR_REPORTED, p.POTASSIUM_SERUM)),
        Section(
            "calcium", _("Calcium and phosphate"),
            Boxes(p.CALCIUM_SERUM, p.ALBUMIN_SERUM, p.ADJUSTED_CALCIUM, p.IONISED_CALCIUM, p.PHOSPHATE_SERUM),
        ),
        Section(
            "sample", _("The sample"), Boxes(p.TUBE), Questions(p.HAEMOLYSED, p.DRIP_ARM),
            hint=_("A wrong tube or a drip in the same arm makes the result unreliable."),
        ),
        Section(
            "more", _("More values, where they are known"),
            Boxes(
                p.BICARBONATE_SERUM, p.SODIUM_SERUM, p.CHLORIDE_SERUM, p.GLUCOSE, p.PTH_SERUM, p.VITAMIN_D, p.ALP, p.URATE,
                p.IONISED_MAGNESIUM, p.IONISED_LOW, p.IONISED_HIGH, p.USUAL_MAGNESIUM,
            ),
            folded=True,
        ),
    ),
    Step.HISTORY: Layout(
        Section("drugs", _("Drugs"), Drugs(), hint=_("Now or in the last months. Generic name, brand or class.")),
        Section(
            "before", _("Before intravenous magnesium"), Questions(*(p.condition(code) for code in BEFORE_INFUSION), all_no=True),
            hint=_("What is not known here holds an infusion back."),
        ),
        Section(
            "given", _("Magnesium already given"),
            Boxes(p.GIVEN_ROUTE, p.GIVEN_HOURS_AGO, p.GIVEN_DOSE, p.ORAL_DOSE, p.ORAL_DAYS),
            Questions(p.ORAL_FAILED, p.INTOLERABLE_DIARRHOEA),
            hint=_("Magnesium given before the samples changes what the urine can tell."),
        ),
        Section(
            "conditions", _("Diseases and operations"), *(Ticks(group) for group in CONDITION_GROUPS),
            hint=_("Tick what is present. At the end of each group, say whether the rest was asked."), filter=True,
        ),
        Section(
            "intake", _("Food, bowel and access"),
            Questions(
                p.POOR_FOOD_SOURCES, p.WEIGHT_LOSS, p.ALCOHOL_CALORIES, p.MAGNESIUM_FREE_NUTRITION, p.NIL_BY_MOUTH,
                p.COLON_PRESENT,
            ),
            Boxes(p.IV_ACCESS),
        ),
        Section(
            "course", _("Course, family and earlier workup"),
            Boxes(p.ONSET_DAYS, p.AGE_AT_FIRST_LOW, p.KNOWN_ROUTE, p.KNOWN_CAUSE, p.CAUSE_REMOVED_MONTHS),
            Questions(p.FAMILY_HISTORY, p.CONSANGUINITY, p.CAUSE_REMOVABLE),
        ),
    ),
    Step.URINE_24H: Layout(
        Section(
            "collection", _("Timed collection"), Boxes(p.U24_VOLUME, p.U24_DURATION, p.U24_MAGNESIUM, p.U24_CREATININE),
            hint=_("Creatinine tells whether the collection was complete."),
        ),
        Section(
            "collection_more", _("More from the same collection"), Boxes(p.U24_CALCIUM, p.U24_POTASSIUM, p.U24_CHLORIDE),
            folded=True,
        ),
    ),
    Step.FRACTIONAL_EXCRETION: Layout(
        Section(
            "spot", _("Spot urine, taken with the blood sample"), Boxes(p.SPOT_MAGNESIUM, p.SPOT_CREATININE),
            hint=_("Serum magnesium and creatinine are taken from the serum step."),
        ),
        Section("spot_more", _("More from the same sample"), Boxes(p.SPOT_CALCIUM, p.SPOT_POTASSIUM, p.SPOT_CHLORIDE)),
        Section(
            "spot_reported", _("Computed by the laboratory"), Boxes(p.REPORTED_FEMG, p.REPORTED_CA_CR), folded=True,
            hint=_("Used where the measurements themselves are not known."),
        ),
    ),
    Step.LOADING_TEST: Layout(
        Section("infusion", _("The infusion that was given"), Boxes(p.PROTOCOL, p.LOAD_DOSE)),
        Section("load_urine", _("The urine after it"), Boxes(p.LOAD_URINE_MAGNESIUM, p.LOAD_URINE_CREATININE)),
        Section(
            "load_before", _("Before the test, and computed values"),
            Boxes(p.LOAD_BASELINE_MAGNESIUM, p.LOAD_BASELINE_RATIO, p.REPORTED_RETENTION), folded=True,
        ),
    ),
}  # fmt: skip
