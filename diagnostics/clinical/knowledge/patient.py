"""Every fact of a patient by name: its label, units, limits and the step that asks it.

Keys are the paths of the machine interface (findings and conditions without their first part). Hard
limits refuse, usual limits ask for a confirmation: section 1 of the diagnosis dossier and ruling 5.
"""

from __future__ import annotations

from decimal import Decimal

from ..facts import Choice, Count, Fact, Measurement, Range, Step, YesNo
from ..text import _
from ..units import (
    ALBUMIN, BICARBONATE, CALCIUM, CHLORIDE, CM, CREATININE, DAYS, G_24H, G_DL, G_L, HOUR, KG, LITRE, MAGNESIUM, MEQ,
    MEQ_24H, MEQ_DAY, MEQ_L, MG, MG_24H, MG_DAY, MG_DL, MG_L, MG_MG, ML, ML_H, ML_MIN_173, MMHG, MMOL, MMOL_24H,
    MMOL_DAY, MMOL_L, MMOL_MMOL, MONTHS, MS, NG_L, NMOL_L, PER_MIN, PERCENT, PG_ML, PHOSPHATE, PMOL_L, POTASSIUM, PTH,
    RATIO, SODIUM, U_L, UMOL_L, YEARS, Quantity, Unit,
)  # fmt: skip

_Limits = tuple[Unit, str | None, str | None]


def _range(*limits: _Limits) -> Range:
    return Range(tuple((u, None if lo is None else Decimal(lo), None if hi is None else Decimal(hi)) for u, lo, hi in limits))


# -- start: who, how ill ------------------------------------------------------------------------------------

AGE = Count("patient.age_years", "patient.age_years", _("Age"), Step.START, unit=YEARS, high=Decimal(120), usual_high=Decimal(100))
ADULT = YesNo("patient.adult", "patient.adult", _("Adult (18 years or older)"), Step.START)
SEX = Choice("patient.sex", "patient.sex", _("Sex used by the laboratory"), Step.START,
             options=(("female", _("Female")), ("male", _("Male")), ("unknown", _("Not known"))))  # fmt: skip
WEIGHT = Measurement("patient.weight", "patient.weight", _("Body weight"), Step.START, units=(KG,),
                     hard=_range((KG, "20", "350")), usual=_range((KG, "35", "200")))  # fmt: skip
HEIGHT = Measurement("patient.height", "patient.height", _("Height"), Step.START, units=(CM,),
                     hard=_range((CM, "100", "250")), usual=_range((CM, "130", "215")))  # fmt: skip
PREGNANT = YesNo("patient.pregnant", "patient.pregnant", _("Pregnant"), Step.START)
LACTATING = YesNo("patient.lactating", "patient.lactating", _("Breast-feeding"), Step.START)
DIALYSIS = YesNo("patient.dialysis", "patient.dialysis", _("On dialysis"), Step.START)
SETTING = Choice("patient.setting", "patient.setting", _("Where the patient is"), Step.START,
                 options=(("clinic", _("Outpatient clinic")), ("ward", _("Hospital ward")), ("icu", _("Intensive care or emergency department")),
                          ("community", _("Community"))))  # fmt: skip
REGION = Choice("patient.region", "patient.region", _("Products of"), Step.START,
                options=(("UK", _("United Kingdom")), ("NL", _("Netherlands")), ("US", _("United States"))))  # fmt: skip

QTC = Measurement("presentation.ecg.qtc", "presentation.ecg.qtc", _("QTc on the ECG"), Step.START, units=(MS,),
                  hard=_range((MS, "200", "800")))  # fmt: skip
AV_BLOCK = Count("presentation.ecg.av_block", "presentation.ecg.av_block", _("AV block, degree (0 for none)"), Step.START,
                 unit=RATIO, high=Decimal(3), options=(0, 1, 2, 3))  # fmt: skip
PACEMAKER = YesNo("presentation.ecg.pacemaker", "presentation.ecg.pacemaker", _("Pacemaker"), Step.START)
SYSTOLIC_BP = Measurement("presentation.systolic_bp", "presentation.systolic_bp", _("Systolic blood pressure"), Step.START,
                          units=(MMHG,), hard=_range((MMHG, "30", "300")))  # fmt: skip
HEART_RATE = Measurement("presentation.heart_rate", "presentation.heart_rate", _("Heart rate"), Step.START,
                         units=(PER_MIN,), hard=_range((PER_MIN, "10", "300")))  # fmt: skip
RESPIRATORY_RATE = Measurement("presentation.respiratory_rate", "presentation.respiratory_rate", _("Respiratory rate"), Step.START,
                               units=(PER_MIN,), hard=_range((PER_MIN, "2", "80")))  # fmt: skip
URINE_OUTPUT = Measurement("presentation.urine_output", "presentation.urine_output", _("Urine output"), Step.START,
                           units=(ML_H,), hard=_range((ML_H, "0", "1500")))  # fmt: skip
PATELLAR_REFLEX = Choice("presentation.patellar_reflex", "presentation.patellar_reflex", _("Knee reflex"), Step.START,
                         options=(("present", _("Present")), ("absent", _("Absent"))))  # fmt: skip
AKI_STAGE = Count("presentation.aki_stage", "presentation.aki_stage", _("Acute kidney injury, KDIGO stage (0 for none)"), Step.START,
                  unit=RATIO, high=Decimal(3), options=(0, 1, 2, 3))  # fmt: skip

# -- serum -------------------------------------------------------------------------------------------------

_MG_UNITS = (MMOL_L, MG_DL, MEQ_L, MG_L)
_MG_HARD = _range((MMOL_L, "0.05", "10"), (MG_DL, "0.12", "24.3"), (MG_L, "1.2", "243"))
_MG_USUAL = _range((MMOL_L, "0.30", "1.20"), (MG_DL, "0.73", "2.9"), (MG_L, "7.3", "29"))
_IMG_HARD = _range((MMOL_L, "0.03", "5"), (MG_DL, "0.07", "12"))


def _serum(name: str, label: str, units: tuple[Unit, ...], **more: object) -> Measurement:
    path = f"serum.{name}"
    return Measurement(path, path, label, Step.SERUM, units=units, **more)  # type: ignore[arg-type]


MAGNESIUM_SERUM = _serum("magnesium", _("Serum magnesium"), _MG_UNITS, substance=MAGNESIUM, hard=_MG_HARD, usual=_MG_USUAL)
MAGNESIUM_LOWER_LIMIT = _serum("magnesium_lower_limit", _("Lower limit of your laboratory for magnesium"), _MG_UNITS,
                               substance=MAGNESIUM, hard=_range((MMOL_L, "0.3", "1.2")))  # fmt: skip
USUAL_MAGNESIUM = _serum("usual_magnesium", _("This patient's own stable magnesium"), _MG_UNITS, substance=MAGNESIUM, hard=_MG_HARD)
TAKEN_DAYS_AGO = Count("serum.taken_days_ago", "serum.taken_days_ago", _("Sample taken, days ago"), Step.SERUM, unit=DAYS, high=Decimal(3650))
IONISED_MAGNESIUM = _serum("ionised_magnesium", _("Ionised magnesium"), _MG_UNITS, substance=MAGNESIUM, hard=_IMG_HARD,
                           usual=_range((MMOL_L, "0.20", "0.80"), (MG_DL, "0.49", "1.9")))  # fmt: skip
IONISED_LOW = Measurement("serum.ionised_magnesium_interval.low", "serum.ionised_magnesium_interval.low",
                          _("Ionised magnesium, laboratory's lower limit"), Step.SERUM, units=_MG_UNITS, substance=MAGNESIUM, hard=_IMG_HARD)  # fmt: skip
IONISED_HIGH = Measurement("serum.ionised_magnesium_interval.high", "serum.ionised_magnesium_interval.high",
                           _("Ionised magnesium, laboratory's upper limit"), Step.SERUM, units=_MG_UNITS, substance=MAGNESIUM, hard=_IMG_HARD)  # fmt: skip
POTASSIUM_SERUM = _serum("potassium", _("Serum potassium"), (MMOL_L, MEQ_L), substance=POTASSIUM,
                         hard=_range((MMOL_L, "1.0", "10")), usual=_range((MMOL_L, "2.5", "6.0")))  # fmt: skip
SODIUM_SERUM = _serum("sodium", _("Serum sodium"), (MMOL_L, MEQ_L), substance=SODIUM, hard=_range((MMOL_L, "90", "200")))
CHLORIDE_SERUM = _serum("chloride", _("Serum chloride"), (MMOL_L, MEQ_L), substance=CHLORIDE, hard=_range((MMOL_L, "50", "150")))
BICARBONATE_SERUM = _serum("bicarbonate", _("Bicarbonate"), (MMOL_L, MEQ_L), substance=BICARBONATE,
                           hard=_range((MMOL_L, "2", "60")), usual=_range((MMOL_L, "10", "40")))  # fmt: skip
PHOSPHATE_SERUM = _serum("phosphate", _("Serum phosphate (as phosphorus)"), (MMOL_L, MG_DL), substance=PHOSPHATE,
                         hard=_range((MMOL_L, "0.05", "10"), (MG_DL, "0.15", "31")), usual=_range((MMOL_L, "0.32", "3"), (MG_DL, "1", "9.3")))  # fmt: skip
_CA_HARD = _range((MMOL_L, "0.5", "6"), (MG_DL, "2", "24"))
_CA_USUAL = _range((MMOL_L, "1.75", "3.0"), (MG_DL, "7", "12"))
CALCIUM_SERUM = _serum("calcium", _("Serum calcium, total"), (MMOL_L, MG_DL, MEQ_L), substance=CALCIUM, hard=_CA_HARD, usual=_CA_USUAL)
ADJUSTED_CALCIUM = _serum("adjusted_calcium", _("Calcium adjusted for albumin, as reported"), (MMOL_L, MG_DL, MEQ_L), substance=CALCIUM,
                          hard=_CA_HARD, usual=_CA_USUAL)  # fmt: skip
IONISED_CALCIUM = _serum("ionised_calcium", _("Ionised calcium"), (MMOL_L, MG_DL, MEQ_L), substance=CALCIUM, hard=_range((MMOL_L, "0.2", "4")))
ALBUMIN_SERUM = _serum("albumin", _("Albumin"), (G_L, G_DL), substance=ALBUMIN,
                       hard=_range((G_L, "5", "80"), (G_DL, "0.5", "8")), usual=_range((G_L, "15", "55"), (G_DL, "1.5", "5.5")))  # fmt: skip
CREATININE_SERUM = _serum("creatinine", _("Serum creatinine"), (UMOL_L, MG_DL, MMOL_L), substance=CREATININE,
                          hard=_range((UMOL_L, "9", "2500"), (MG_DL, "0.1", "28")), usual=_range((UMOL_L, "30", "450"), (MG_DL, "0.34", "5.1")))  # fmt: skip
EGFR_REPORTED = _serum("egfr", _("eGFR, as reported"), (ML_MIN_173,), hard=_range((ML_MIN_173, "0", "250")))
GLUCOSE = _serum("glucose", _("Glucose"), (MMOL_L,), hard=_range((MMOL_L, "0.5", "100")))
PTH_SERUM = _serum("pth", _("Parathyroid hormone"), (PMOL_L, PG_ML, NG_L), substance=PTH,
                   hard=_range((PMOL_L, "0", "500"), (PG_ML, "0", "4700"), (NG_L, "0", "4700")),
                   usual=_range((PMOL_L, None, "50"), (PG_ML, None, "470"), (NG_L, None, "470")))  # fmt: skip
VITAMIN_D = _serum("vitamin_d_25oh", _("25-hydroxyvitamin D"), (NMOL_L,), hard=_range((NMOL_L, "2", "750")))
ALP = _serum("alp", _("Alkaline phosphatase"), (U_L,), hard=_range((U_L, "1", "10000")))
URATE = _serum("urate", _("Urate"), (MMOL_L, UMOL_L), hard=_range((MMOL_L, "0.03", "2")))
TUBE = Choice("serum.sample.tube", "serum.sample.tube", _("Blood tube"), Step.SERUM,
              options=(("serum", _("Serum")), ("lithium_heparin", _("Lithium heparin")), ("edta", _("EDTA")), ("citrate", _("Citrate")),
                       ("oxalate", _("Oxalate or fluoride"))))  # fmt: skip
HAEMOLYSED = YesNo("serum.sample.haemolysed", "serum.sample.haemolysed", _("Sample haemolysed"), Step.SERUM)
DRIP_ARM = YesNo("serum.sample.drip_arm", "serum.sample.drip_arm", _("Drawn from an arm with a running infusion"), Step.SERUM)

# -- history -------------------------------------------------------------------------------------------------


def _history(name: str, label: str) -> YesNo:
    return YesNo(f"history.{name}", f"history.{name}", label, Step.HISTORY)


GIVEN_ROUTE = Choice("history.magnesium_given.route", "history.magnesium_given.route", _("Magnesium given recently"), Step.HISTORY,
                     options=(("none", _("None")), ("oral", _("By mouth")), ("iv", _("Intravenously"))))  # fmt: skip
GIVEN_HOURS_AGO = Count("history.magnesium_given.hours_ago", "history.magnesium_given.hours_ago", _("Last magnesium dose, hours before the samples"),
                        Step.HISTORY, unit=HOUR, high=Decimal(10000))  # fmt: skip
GIVEN_DOSE = Measurement("history.magnesium_given.dose", "history.magnesium_given.dose", _("Magnesium given"), Step.HISTORY,
                         units=(MMOL, MG, MEQ), substance=MAGNESIUM, hard=_range((MMOL, "0", "200")))  # fmt: skip
ORAL_DOSE = Measurement("history.oral_magnesium.dose", "history.oral_magnesium.dose", _("Oral magnesium now, per day"), Step.HISTORY,
                        units=(MMOL_DAY, MG_DAY, MEQ_DAY), substance=MAGNESIUM, hard=_range((MMOL_DAY, "0", "200")))  # fmt: skip
ORAL_DAYS = Count("history.oral_magnesium.days", "history.oral_magnesium.days", _("On this oral dose for"), Step.HISTORY, unit=DAYS, high=Decimal(36500))
ORAL_FAILED = _history("oral_magnesium.failed", _("Oral magnesium has failed"))
INTOLERABLE_DIARRHOEA = _history("oral_magnesium.intolerable_diarrhoea", _("Oral magnesium causes intolerable diarrhoea"))
POOR_FOOD_SOURCES = _history("intake.poor_food_sources", _("Hardly any whole grains, legumes, nuts or green vegetables in the last 4 weeks"))
WEIGHT_LOSS = _history("intake.weight_loss_or_half_intake", _("More than 10 % weight loss in 6 months, or less than half the usual intake for over 2 weeks"))
ALCOHOL_CALORIES = _history("intake.alcohol_main_calories", _("Alcohol is the main source of calories"))
MAGNESIUM_FREE_NUTRITION = _history("intake.magnesium_free_nutrition", _("Artificial nutrition or long intravenous fluids without magnesium"))
NIL_BY_MOUTH = _history("nil_by_mouth", _("Nil by mouth"))
COLON_PRESENT = _history("colon_present", _("Colon present and in use"))
IV_ACCESS = Choice("history.iv_access", "history.iv_access", _("Venous access"), Step.HISTORY,
                   options=(("none", _("None")), ("peripheral", _("Peripheral")), ("central", _("Central"))))  # fmt: skip
ONSET_DAYS = Count("history.onset_days", "history.onset_days", _("Magnesium has been low for"), Step.HISTORY, unit=DAYS, high=Decimal(36500))
AGE_AT_FIRST_LOW = Count("history.age_at_first_low_years", "history.age_at_first_low_years", _("Age at the first low magnesium"), Step.HISTORY, unit=YEARS, high=Decimal(120))
FAMILY_HISTORY = _history("family_history", _("Family history of low magnesium, kidney stones, early kidney failure or seizures"))
CONSANGUINITY = _history("consanguinity", _("Parents related"))
ROUTES = (("renal", _("Renal loss")), ("gastrointestinal", _("Gastrointestinal loss")), ("intake", _("Poor intake")),
          ("redistribution", _("Shift into cells or bone")), ("other_extrarenal", _("Other loss outside the kidney")),
          ("extrarenal_unspecified", _("Outside the kidney, not specified")), ("mixed", _("Mixed")))  # fmt: skip
KNOWN_ROUTE = Choice("history.known_route", "history.known_route", _("Route established by an earlier workup"), Step.HISTORY, options=ROUTES)
KNOWN_CAUSE = Choice("history.known_cause", "history.known_cause", _("Cause established by an earlier workup"), Step.HISTORY)
CAUSE_REMOVABLE = _history("cause_removable", _("The cause can be removed"))
CAUSE_REMOVED_MONTHS = Count("history.cause_removed_months_ago", "history.cause_removed_months_ago", _("Cause removed, months ago"), Step.HISTORY,
                             unit=MONTHS, high=Decimal(1200))  # fmt: skip

# -- urine -------------------------------------------------------------------------------------------------

_U_MG = dict(substance=MAGNESIUM, below_detection=True,
             hard=_range((MMOL_L, "0", "60"), (MG_DL, "0", "146"), (MG_L, "0", "1460"), (MMOL_24H, "0", "80"), (MG_24H, "0", "1950"), (MEQ_L, "0", "120"), (MEQ_24H, "0", "160")),
             usual=_range((MMOL_L, None, "12"), (MG_DL, None, "29"), (MG_L, None, "290"), (MMOL_24H, None, "12"), (MG_24H, None, "290"), (MEQ_L, None, "24"), (MEQ_24H, None, "24")))  # fmt: skip
_U_CR = dict(substance=CREATININE,
             hard=_range((MMOL_L, "0.1", "70"), (MG_DL, "1.1", "790"), (MMOL_24H, "0.5", "60"), (MG_24H, "57", "6790"), (G_24H, "0.057", "6.79")),
             usual=_range((MMOL_L, "1", "35"), (MG_DL, "11", "400"), (MMOL_24H, "4", "30"), (MG_24H, "450", "3400"), (G_24H, "0.45", "3.4")))  # fmt: skip
_U_CA = dict(substance=CALCIUM, hard=_range((MMOL_L, "0", "50"), (MG_DL, "0", "200"), (MEQ_L, "0", "100"), (MMOL_24H, "0", "100"), (MG_24H, "0", "4008"), (MEQ_24H, "0", "200")),
             usual=_range((MMOL_L, None, "20"), (MG_DL, None, "80"), (MEQ_L, None, "40"), (MMOL_24H, None, "40"), (MG_24H, None, "1603"), (MEQ_24H, None, "80")))  # fmt: skip
_CONC_MG, _CONC_CR = (MMOL_L, MG_DL, MG_L, MEQ_L), (MMOL_L, MG_DL, UMOL_L)


def _urine(part: str, step: Step, name: str, label: str, units: tuple[Unit, ...], more: dict[str, object]) -> Measurement:
    path = f"{part}.{name}"
    return Measurement(path, path, label, step, units=units, **more)  # type: ignore[arg-type]


_U24, _SPOT, _LOAD = Step.URINE_24H, Step.FRACTIONAL_EXCRETION, Step.LOADING_TEST
U24_VOLUME = _urine("urine_24h", _U24, "volume", _("Urine volume"), (ML, LITRE), dict(hard=_range((ML, "50", "20000")), usual=_range((ML, "500", "5000"))))
U24_DURATION = _urine("urine_24h", _U24, "duration", _("Collection time"), (HOUR,), dict(hard=_range((HOUR, "12", "48")), usual=_range((HOUR, "23", "25"))))
U24_MAGNESIUM = _urine("urine_24h", _U24, "magnesium", _("Magnesium in the timed urine"), (*_CONC_MG, MMOL_24H, MG_24H, MEQ_24H), _U_MG)
U24_CREATININE = _urine("urine_24h", _U24, "creatinine", _("Creatinine in the timed urine"), (*_CONC_CR, MMOL_24H, MG_24H, G_24H), _U_CR)
U24_CALCIUM = _urine("urine_24h", _U24, "calcium", _("Calcium in the timed urine"), (MMOL_L, MG_DL, MEQ_L, MMOL_24H, MG_24H, MEQ_24H), _U_CA)
_U_K = dict(substance=POTASSIUM, hard=_range((MMOL_L, "0", "500"), (MMOL_24H, "0", "1000"), (MEQ_24H, "0", "1000")))
_U_CL = dict(substance=CHLORIDE, hard=_range((MMOL_L, "0", "500"), (MMOL_24H, "0", "1500"), (MEQ_24H, "0", "1500")))
U24_POTASSIUM = _urine("urine_24h", _U24, "potassium", _("Potassium in the timed urine"), (MMOL_L, MEQ_L, MMOL_24H, MEQ_24H), _U_K)
U24_CHLORIDE = _urine("urine_24h", _U24, "chloride", _("Chloride in the timed urine"), (MMOL_L, MEQ_L, MMOL_24H, MEQ_24H), _U_CL)
SPOT_MAGNESIUM = _urine("urine_spot", _SPOT, "magnesium", _("Magnesium in the spot urine"), _CONC_MG, _U_MG)
SPOT_CREATININE = _urine("urine_spot", _SPOT, "creatinine", _("Creatinine in the spot urine"), _CONC_CR, _U_CR)
SPOT_CALCIUM = _urine("urine_spot", _SPOT, "calcium", _("Calcium in the spot urine"), (MMOL_L, MG_DL, MEQ_L), _U_CA)
SPOT_POTASSIUM = _urine("urine_spot", _SPOT, "potassium", _("Potassium in the spot urine"), (MMOL_L, MEQ_L), _U_K)
SPOT_CHLORIDE = _urine("urine_spot", _SPOT, "chloride", _("Chloride in the spot urine"), (MMOL_L, MEQ_L), _U_CL)
REPORTED_FEMG = _urine("urine_spot", _SPOT, "reported_femg", _("FEMg, as reported by the laboratory"), (PERCENT,), dict(hard=_range((PERCENT, "0", "150"))))
REPORTED_CA_CR = _urine("urine_spot", _SPOT, "reported_calcium_per_creatinine", _("Urine calcium/creatinine, as reported"), (MMOL_MMOL, MG_MG),
                        dict(substance=CALCIUM, hard=_range((MMOL_MMOL, "0", "20"), (MG_MG, "0", "7.1"))))  # fmt: skip

# -- loading test ------------------------------------------------------------------------------------------

PROTOCOL = Choice("loading_test.protocol", "loading_test.protocol", _("Protocol"), _LOAD,
                  options=(("30mmol_8h", _("30 mmol over 8 h")), ("30mmol_12h", _("30 mmol over 12 h")),
                           ("0.1mmol_per_kg_4h", _("0.1 mmol per kg over 4 h")), ("0.1mmol_per_kg_1h", _("0.1 mmol per kg over 1 h"))))  # fmt: skip
LOAD_DOSE = _urine("loading_test", _LOAD, "dose", _("Magnesium infused in the test"), (MMOL, MG, MEQ), dict(substance=MAGNESIUM, hard=_range((MMOL, "1", "70"))))
LOAD_URINE_MAGNESIUM = _urine("loading_test", _LOAD, "urine_magnesium_24h", _("Magnesium excreted in the 24 h from the start of the infusion"),
                              (MMOL_24H, MG_24H, MEQ_24H), dict(substance=MAGNESIUM, below_detection=True, hard=_range((MMOL_24H, "0", "80"), (MG_24H, "0", "1950"))))  # fmt: skip
LOAD_BASELINE_MAGNESIUM = _urine("loading_test", _LOAD, "baseline_urine_magnesium_24h", _("Magnesium excreted in 24 h before the test"),
                                 (MMOL_24H, MG_24H, MEQ_24H), dict(substance=MAGNESIUM, hard=_range((MMOL_24H, "0", "80"), (MG_24H, "0", "1950"))))  # fmt: skip
LOAD_URINE_CREATININE = _urine("loading_test", _LOAD, "urine_creatinine_24h", _("Creatinine in the same 24 h urine"), (MMOL_24H, MG_24H, G_24H), _U_CR)
LOAD_BASELINE_RATIO = _urine("loading_test", _LOAD, "baseline_magnesium_per_creatinine", _("Urine magnesium/creatinine before the test"),
                             (MMOL_MMOL, MG_MG), dict(substance=MAGNESIUM, hard=_range((MMOL_MMOL, "0", "20"), (MG_MG, "0", "4.3"))))  # fmt: skip
REPORTED_RETENTION = _urine("loading_test", _LOAD, "reported_retention", _("Retention, as reported by the laboratory"), (PERCENT,),
                            dict(signed=True, hard=_range((PERCENT, "-300", "110"))))  # fmt: skip

# -- findings and conditions ---------------------------------------------------------------------------------


def _findings(**labels: str) -> dict[str, YesNo]:
    return {code: YesNo(f"findings.{code}", f"presentation.findings.{code}", label, Step.START) for code, label in labels.items()}


FINDINGS: dict[str, YesNo] = _findings(
    lethargy=_("Lethargy or tiredness"), weakness=_("Weakness"), cramps=_("Muscle cramps"), nausea=_("Nausea"), anorexia=_("Loss of appetite"),
    apathy=_("Apathy"), carpopedal_spasm=_("Carpopedal spasm"), tetany=_("Tetany"), laryngospasm=_("Laryngospasm or airway tetany"),
    tremor=_("Tremor"), paraesthesia=_("Tingling (paraesthesia)"), restlessness=_("Restlessness"), fasciculation=_("Fasciculation"),
    myoclonus=_("Myoclonus"), chvostek=_("Chvostek sign"), trousseau=_("Trousseau sign"), hyperreflexia=_("Brisk reflexes"),
    nystagmus=_("Nystagmus"), vertical_nystagmus=_("Vertical nystagmus"), marked_weakness=_("Marked weakness"),
    reduced_reflexes=_("Reduced reflexes"), seizure_now=_("Seizure in progress"), seizure_last_24h=_("Seizure within the last 24 hours"),
    seizure_earlier=_("Seizure earlier"), delirium=_("Delirium"), confusion=_("Confusion"), loss_of_consciousness=_("Loss of consciousness"),
    coma=_("Coma"), ataxia=_("Ataxia"), stroke_like_episode=_("Stroke-like episode"), palpitations=_("Palpitations"),
    new_atrial_fibrillation=_("New atrial fibrillation"), supraventricular_tachycardia=_("Supraventricular tachycardia"),
    nonsustained_vt=_("Non-sustained ventricular tachycardia"), ventricular_arrhythmia_unstable=_("Unstable ventricular arrhythmia"),
    torsades_de_pointes=_("Torsades de pointes or polymorphic ventricular tachycardia"), cardiac_arrest=_("Cardiac arrest"),
    haemodynamic_instability_arrhythmic=_("Haemodynamic instability caused by an arrhythmia"),
    acute_coronary_syndrome=_("Acute coronary syndrome"), coronary_spasm=_("Coronary spasm"), digoxin_toxicity=_("Digoxin toxicity"),
    frequent_ventricular_ectopy=_("Frequent ventricular ectopy"), bradycardia=_("Bradycardia"), oliguria=_("Oliguria"),
    drowsiness=_("Drowsiness"), hypertension=_("High blood pressure now"), refractory_hypokalaemia=_("Hypokalaemia that does not respond to potassium"),
    refractory_hypocalcaemia=_("Hypocalcaemia that does not respond to calcium"), chondrocalcinosis=_("Chondrocalcinosis"),
    nephrocalcinosis=_("Nephrocalcinosis"), kidney_stones=_("Kidney stones"), renal_cysts=_("Renal cysts"),
    genital_malformation=_("Genital tract malformation"), deafness=_("Deafness"), eye_disease=_("Eye disease since childhood (myopia, coloboma)"),
    cardiomyopathy=_("Cardiomyopathy"), developmental_delay=_("Developmental delay"), salt_craving=_("Salt craving"), polyuria=_("Polyuria"),
    glucosuria=_("Glucosuria"), proteinuria=_("Proteinuria"),
)  # fmt: skip


def _conditions(**labels: str) -> dict[str, YesNo]:
    return {code: YesNo(f"conditions.{code}", f"history.conditions.{code}", label, Step.HISTORY) for code, label in labels.items()}


CONDITIONS: dict[str, YesNo] = _conditions(
    chronic_diarrhoea=_("Chronic diarrhoea"), acute_diarrhoea=_("Severe acute diarrhoea"), diarrhoea=_("Diarrhoea"), steatorrhoea=_("Steatorrhoea"),
    radiation_enteritis=_("Radiation enteritis"), enteropathy=_("Enteropathy"), high_output_stoma=_("High-output stoma"), ileostomy=_("Ileostomy or jejunostomy"),
    short_bowel=_("Short bowel"), bowel_resection=_("Extensive bowel resection"), bariatric_surgery=_("Bariatric surgery"),
    inflammatory_bowel_disease=_("Inflammatory bowel disease"), coeliac_disease=_("Coeliac disease"), chronic_pancreatitis=_("Chronic pancreatitis with insufficiency"),
    vomiting=_("Persistent vomiting"), nasogastric_suction=_("Nasogastric suction"), intestinal_fistula=_("Intestinal or biliary fistula"),
    acute_pancreatitis=_("Acute pancreatitis"), alcohol_use_disorder=_("Alcohol use disorder"), alcohol_withdrawal=_("Alcohol withdrawal"),
    type_1_diabetes=_("Type 1 diabetes"), type_2_diabetes=_("Type 2 diabetes"), pancreatogenic_diabetes=_("Pancreatogenic diabetes"),
    diabetes_type_unknown=_("Diabetes, type not known"), diabetic_nephropathy=_("Diabetic nephropathy"), diabetic_ketoacidosis=_("Diabetic ketoacidosis now"),
    ketoacidosis_history=_("Ketoacidosis in the past"), refeeding=_("Refeeding after starvation"), refeeding_risk=_("High refeeding risk"),
    hungry_bone=_("Hungry bone syndrome"), recent_parathyroidectomy=_("Recent parathyroidectomy"), recent_thyroidectomy=_("Recent thyroidectomy"),
    osteoblastic_metastases=_("Osteoblastic metastases"), massive_transfusion=_("Massive transfusion"), plasma_exchange=_("Plasma exchange"), burns=_("Major burns"),
    hypercalcaemia=_("Hypercalcaemia"), primary_hyperparathyroidism=_("Primary hyperparathyroidism"), primary_aldosteronism=_("Primary aldosteronism"),
    cushing=_("Cushing syndrome"), siadh=_("SIADH"), hyperthyroidism=_("Hyperthyroidism"), recovering_acute_tubular_necrosis=_("Recovery from acute tubular necrosis"),
    post_obstructive_diuresis=_("Post-obstructive diuresis"), tubulointerstitial_nephritis=_("Tubulointerstitial nephritis"),
    renal_tubular_acidosis=_("Renal tubular acidosis"), proteinuric_ckd=_("Proteinuric chronic kidney disease"), chronic_kidney_disease=_("Chronic kidney disease"),
    acute_kidney_injury=_("Acute kidney injury"), kidney_transplant=_("Kidney transplant"), liver_transplant=_("Liver transplant"),
    liver_failure=_("Liver failure or hepatic encephalopathy"), sjogren_syndrome=_("Sjögren syndrome"), multiple_sclerosis=_("Multiple sclerosis"),
    rheumatoid_arthritis=_("Rheumatoid arthritis"), systemic_lupus=_("Systemic lupus"), osteoporosis=_("Osteoporosis"), hypertension=_("Hypertension"),
    heart_failure=_("Heart failure"), atrial_fibrillation=_("Atrial fibrillation, known"), ischaemic_heart_disease=_("Ischaemic heart disease"),
    recent_myocardial_damage=_("Recent myocardial damage"), sepsis=_("Sepsis"), critical_illness=_("Critical illness"), acutely_ill=_("Acutely ill"),
    dehydration=_("Dehydration or volume depletion"), fasting=_("Fasting"), perioperative=_("Operation planned or just done"), myasthenia_gravis=_("Myasthenia gravis"),
    lambert_eaton=_("Lambert–Eaton syndrome"), addison=_("Addison disease"), hypoparathyroidism=_("Hypoparathyroidism"), epilepsy=_("Epilepsy"),
    laxative_misuse=_("Laxative misuse"), eating_disorder=_("Eating disorder"), ketogenic_diet=_("Ketogenic diet"), parenteral_nutrition=_("Parenteral nutrition"),
    bowel_preparation=_("Bowel preparation"), bowel_obstruction=_("Bowel obstruction"), ileus=_("Ileus"), irritable_bowel_syndrome=_("Irritable bowel syndrome or low-FODMAP diet"),
    fructan_allergy=_("Fructan or chicory allergy"), fructose_intolerance=_("Fructose intolerance"), phenylketonuria=_("Phenylketonuria"),
    fournier_gangrene=_("Fournier gangrene, ever"), recurrent_genital_infection=_("Recurrent or active severe genital infection"),
    recurrent_urinary_infection=_("Recurrent urinary infection or urosepsis"), pre_eclampsia=_("Pre-eclampsia or eclampsia"),
    postpartum_6_weeks=_("Gave birth within the last 6 weeks"), palliative_care=_("Palliative care"), continuous_renal_replacement=_("Continuous renal replacement"),
    known_gitelman=_("Gitelman syndrome, known"), known_bartter=_("Bartter syndrome, known"), known_fhhnc=_("FHHNC (CLDN16 or CLDN19), known"),
    known_hnf1b=_("HNF1B disease, known"), known_trpm6=_("TRPM6 disease, known"), known_cnnm2=_("CNNM2 disease, known"),
    known_other_tubulopathy=_("Other inherited tubulopathy, known"),
)  # fmt: skip

FACTS: tuple[Fact, ...] = (
    *(value for value in dict(globals()).values() if isinstance(value, Fact)),
    *FINDINGS.values(),
    *CONDITIONS.values(),
)
BY_KEY: dict[str, Fact] = {fact.key: fact for fact in FACTS}
BY_PATH: dict[str, Fact] = {fact.path: fact for fact in FACTS}


# DX-UNIT-12: a serum magnesium between these limits (both included) would be ordinary in another unit
LIKELIER_IN: dict[Unit, tuple[Decimal, Decimal, str]] = {
    MG_DL: (Decimal("0.40"), Decimal("1.05"), "mmol/L"),
    MMOL_L: (Decimal("1.20"), Decimal("3.00"), "mg/dL, mEq/L"),
}


def suspected_unit(value: Quantity) -> bool:
    """Whether a serum magnesium was probably typed in another unit (DX-UNIT-12)."""
    low, high, _likelier = LIKELIER_IN.get(value.unit, (Decimal(1), Decimal(0), ""))
    return value.exact and low <= value.value <= high


def finding(code: str) -> YesNo:
    """The finding with this code. Raises KeyError if there is none."""
    return FINDINGS[code]


def condition(code: str) -> YesNo:
    """The condition with this code. Raises KeyError if there is none."""
    return CONDITIONS[code]
