"""Drugs by name and by class, and what each class does to magnesium.

Classes: rows D01–D28 of the diagnosis dossier (cause, route, weight, carry-over), TX-DRUG (what to ask
about a culprit), TX-PO-09 (spacing from oral magnesium) and the drugs that TX-IV-H, TX-AMI-03, TX-SGL-05
and ruling 45 name. No sentence here tells anybody to stop a drug (TX-DRUG-00): it asks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from ..text import _


@dataclass(frozen=True, slots=True)
class DrugClass:
    """A class of drugs and what it does to magnesium.

    `rule` is the row that lists the class among causes or confounders. `routes` and `weight` are empty
    where it is no cause; the first route is the main one. `carry_over_days` is how long a stopped drug still
    counts (None: for ever); `carry_over_verified` says whether a source that was read stands behind it.
    `owner` must agree before anything is stopped; empty: the prescriber. `action` asks about a culprit,
    `spacing` keeps it apart from oral magnesium, `note` is the typical pattern.
    """

    code: str
    label: str
    rule: str = ""
    routes: tuple[str, ...] = ()
    weight: str = ""
    carry_over_days: int | None = 14
    carry_over_verified: bool = False
    atc: str = ""
    culprit_rule: str = ""
    owner: str = ""
    action: str = ""
    spacing: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug by its international name, which is not translated.

    `weight` and `spacing` override those of the classes. `flags`:
    `no_oral_magnesium` – not to be combined with oral magnesium at all;
    `not_by_mouth` – never swallowed, so the spacing of its class does not apply;
    `cause_only_intravenous` – a cause only as a drip or in the treatment of ketoacidosis;
    `magnesium_oxide` – counts against the daily limit of oxide (TX-PO-07);
    `not_below_egfr_45` – magnesium oxide, hydroxide, carbonate (TX-PO-07).
    """

    key: str
    label: str
    classes: tuple[str, ...]
    names: tuple[str, ...] = ()
    weight: str = ""
    spacing: str = ""
    flags: frozenset[str] = frozenset()


# -- classes -----------------------------------------------------------------------------------------------

RENAL, GUT, SHIFT, INTAKE = "renal", "gastrointestinal", "redistribution", "intake"
STRONG, MODERATE, WEAK = "strong", "moderate", "weak"

_APART_2_3_H = _("Keep it 2 to 3 hours apart from magnesium.")
_APART_4_H = _("Keep it 4 hours apart from magnesium.")
_ASK_NEED = _("Ask the prescriber whether it is still needed and what could take its place.")
_LISTED_ON_REQUEST = _("Single reports only; listed on request, not counted as a cause.")
_RAISES = _("Raises serum magnesium and can mask a loss through the kidney.")
_NO_STOP = _("Low magnesium alone is no reason to stop it.")

_CAUSES = (
    DrugClass(
        "proton_pump_inhibitor", _("Proton pump inhibitor"), "DX-HX-D01", (GUT,), STRONG,
        carry_over_days=14, carry_over_verified=True, atc="A02BC", culprit_rule="TX-DRUG-03",
        action=_("Ask whether it is still needed and, if so, whether an H2 blocker would do; another proton pump "
                 "inhibitor is no cure."),
        note=_("Mostly after a year or more; urine magnesium is low, low calcium and potassium are common, and "
               "magnesium recovers within days of stopping."),
    ),
    DrugClass(
        "h2_blocker", _("H2 blocker"), "DX-HX-D02", (), WEAK, atc="A02BA", culprit_rule="TX-DRUG-00",
        action=_ASK_NEED,
        note=_("Sources disagree whether it lowers magnesium at all; it is the preferred change from a proton pump "
               "inhibitor."),
    ),
    DrugClass(
        "thiazide", _("Thiazide or thiazide-like diuretic"), "DX-HX-D03", (RENAL,), STRONG,
        carry_over_days=28, atc="C03A, C03BA", culprit_rule="TX-DRUG-01",
        action=_("Ask whether another antihypertensive or the lowest dose would do; no ACE inhibitor or angiotensin "
                 "receptor blocker if amiloride is planned."),
        note=_("Low potassium, high bicarbonate and low urine calcium; looks like Gitelman syndrome."),
    ),
    DrugClass(
        "loop_diuretic", _("Loop diuretic"), "DX-HX-D04", (RENAL,), MODERATE,
        carry_over_days=28, atc="C03C", culprit_rule="TX-DRUG-02",
        action=_("Ask whether the lowest dose is used; in heart failure or kidney disease, whether an SGLT2 inhibitor "
                 "has a licensed place."),
        note=_("Raises urine magnesium and calcium; matters mainly together with a proton pump inhibitor, a thiazide "
               "or poor intake."),
    ),
    DrugClass(
        "osmotic_diuretic", _("Osmotic diuretic or large saline load"), "DX-HX-D05", (RENAL,), MODERATE,
        carry_over_days=0, atc="B05BC", culprit_rule="TX-DRUG-00",
        action=_ASK_NEED,
        note=_("Acts while it is given."),
    ),
    DrugClass(
        "platinum", _("Platinum compound"), "DX-HX-D06", (RENAL,), STRONG,
        carry_over_days=None, atc="L01XA", culprit_rule="TX-DRUG-06", owner="oncology",
        action=_("Ask oncology whether the protocol has magnesium in the hydration and a magnesium level before each "
                 "cycle and for months after."),
        note=_("Depends on the dose and persists long after the course has ended."),
    ),
    DrugClass(
        "anti_egfr_antibody", _("Anti-EGFR antibody"), "DX-HX-D07", (RENAL,), STRONG,
        carry_over_days=56, carry_over_verified=True, atc="L01FE", culprit_rule="TX-DRUG-07", owner="oncology",
        action=_("Ask oncology whether magnesium is measured at each visit and for at least 8 weeks after the last "
                 "dose, and about the dose at grade 3 or 4."),
        note=_("Grows with the length of treatment; recovers 4 to 8 weeks after the last dose; oral magnesium is often "
               "not enough."),
    ),
    DrugClass(
        "other_anticancer", _("Other anticancer medicine"), "DX-HX-D08", (RENAL, GUT), WEAK,
        atc="L01", culprit_rule="TX-DRUG-15", owner="oncology",
        action=_("Ask oncology whether magnesium is measured as the protocol says."),
        note=_("With diarrhoea the loss is through the gut."),
    ),
    DrugClass(
        "calcineurin_inhibitor", _("Calcineurin inhibitor"), "DX-HX-D09", (RENAL,), STRONG,
        atc="L04AD", culprit_rule="TX-DRUG-08", owner="transplant",
        action=_("Ask the transplant team whether the level is in range and whether a conversion is an option."),
        note=_("Depends on the level and comes early after a transplant, with high urine calcium."),
    ),
    DrugClass(
        "mtor_inhibitor", _("mTOR inhibitor"), "DX-HX-D10", (RENAL,), WEAK,
        atc="L04AH", culprit_rule="TX-DRUG-15", owner="transplant",
        action=_("Ask the transplant or oncology team whether magnesium is measured as the protocol says."),
    ),
    DrugClass(
        "amphotericin_b", _("Amphotericin B"), "DX-HX-D11", (RENAL,), STRONG,
        carry_over_days=28, atc="J02AA01", culprit_rule="TX-DRUG-05", owner="infection",
        action=_("Ask the infection specialists about the liposomal form or an alternative."),
        note=_("Comes with low potassium and renal tubular acidosis."),
    ),
    DrugClass(
        "aminoglycoside", _("Aminoglycoside"), "DX-HX-D12", (RENAL,), MODERATE,
        carry_over_days=28, atc="J01GB", culprit_rule="TX-DRUG-04", owner="infection",
        action=_("Ask microbiology about a shorter course or an alternative; with intravenous magnesium watch for "
                 "neuromuscular block."),
        note=_("Days into the course, like Bartter syndrome: low potassium, alkalosis, high urine calcium; may outlast "
               "the drug by weeks."),
    ),
    DrugClass(
        "pentamidine", _("Pentamidine"), "DX-HX-D13", (RENAL,), MODERATE,
        carry_over_days=28, atc="P01CX01", culprit_rule="TX-DRUG-09", owner="infection",
        action=_("Ask the infection specialists about an alternative; otherwise magnesium and calcium are measured "
                 "daily."),
        note=_("After days to weeks; can outlast the drug."),
    ),
    DrugClass(
        "foscarnet", _("Foscarnet"), "DX-HX-D14", (SHIFT, RENAL), STRONG,
        carry_over_days=28, atc="J05AD01", culprit_rule="TX-DRUG-09", owner="infection",
        action=_("Ask the infection specialists about an alternative; otherwise magnesium and ionised calcium are "
                 "measured daily."),
        note=_("Binds magnesium: the ionised level falls at once, more than the total."),
    ),
    DrugClass(
        "antituberculous_polypeptide", _("Capreomycin, viomycin or streptomycin"), "DX-HX-D15", (RENAL,), MODERATE,
        atc="J04AB30, J01GA01", culprit_rule="TX-DRUG-00", owner="infection",
        action=_("Ask the infection specialists whether it is still needed and about an alternative."),
    ),
    DrugClass(
        "laxative", _("Laxative or bowel preparation without magnesium"), "DX-HX-D16", (GUT,), MODERATE,
        atc="A06A", culprit_rule="TX-DRUG-10",
        action=_("Ask openly how much is taken and whether a stimulant laxative is needed."),
        note=_("Low urine chloride and low urine magnesium."),
    ),
    DrugClass(
        "patiromer", _("Patiromer"), "DX-HX-D17", (GUT,), MODERATE, atc="V03AE09", culprit_rule="TX-DRUG-16",
        action=_("Ask whether it is still needed; if so it is kept apart from oral magnesium."),
        spacing=_APART_2_3_H,
        note=_("Binds magnesium in the colon."),
    ),
    DrugClass(
        "beta2_agonist", _("Beta-2 agonist"), "DX-HX-D18", (SHIFT,), WEAK,
        carry_over_days=1, atc="R03AC", culprit_rule="TX-DRUG-14", action=_NO_STOP,
        note=_("Shifts magnesium into cells within hours."),
    ),
    DrugClass(
        "theophylline", _("Theophylline"), "DX-HX-D18", (SHIFT, RENAL), WEAK,
        carry_over_days=1, atc="R03DA", culprit_rule="TX-DRUG-14", action=_NO_STOP,
        note=_("Shifts magnesium into cells within hours and raises the loss in urine."),
    ),
    DrugClass(
        "insulin", _("Insulin"), "DX-HX-D19", (SHIFT,), MODERATE,
        carry_over_days=1, atc="A10A", culprit_rule="TX-DRUG-14", owner="diabetes", action=_NO_STOP,
        note=_("Only intravenously or in the treatment of ketoacidosis, within hours; long-term insulin went with a "
               "higher magnesium."),
    ),
    DrugClass(
        "glucose_infusion", _("Glucose (dextrose) infusion"), "DX-HX-D19", (SHIFT,), MODERATE,
        carry_over_days=1, culprit_rule="TX-DRUG-00", action=_ASK_NEED,
        note=_("Shifts magnesium into cells within hours."),
    ),
    DrugClass(
        "metformin", _("Metformin"), "DX-HX-D20", (GUT,), WEAK,
        atc="A10BA02", culprit_rule="TX-DRUG-14", owner="diabetes", action=_NO_STOP,
        note=_("Users had a lower magnesium in a cohort with type 2 diabetes; the route is not certain."),
    ),
    DrugClass(
        "bisphosphonate", _("Bisphosphonate"), "DX-HX-D22", (SHIFT, RENAL), WEAK,
        atc="M05B", culprit_rule="TX-DRUG-00", action=_ASK_NEED,
        spacing=_("By mouth: the bisphosphonate first and fasting, magnesium at least 4 hours later."),
        note=_("Case reports after an intravenous dose, with low calcium."),
    ),
    DrugClass(
        "denosumab", _("Denosumab"), "DX-HX-D22", (SHIFT, RENAL), WEAK,
        atc="M05B", culprit_rule="TX-DRUG-00", action=_ASK_NEED,
        note=_("Case reports, with low calcium; at the start it can act like a hungry bone."),
    ),
    DrugClass(
        "teriparatide", _("Teriparatide"), "DX-HX-D22", (SHIFT, RENAL), WEAK,
        atc="H05AA", culprit_rule="TX-DRUG-00", action=_ASK_NEED,
    ),
    DrugClass(
        "calcimimetic", _("Calcimimetic"), "DX-HX-D23", (RENAL,), WEAK,
        atc="H05BX", culprit_rule="TX-DRUG-00", action=_ASK_NEED,
        note=_("Activates the calcium-sensing receptor of the kidney."),
    ),
    DrugClass(
        "vitamin_d", _("Vitamin D"), "DX-HX-D24", (RENAL,), WEAK,
        atc="A11CC", culprit_rule="TX-DRUG-00",
        action=_("Ask about the dose and whether calcium is high."),
        note=_("Only in excess, through a high calcium."),
    ),
    DrugClass(
        "calcium_supplement", _("Calcium supplement"), "DX-HX-D24", (RENAL,), WEAK,
        atc="A12A", culprit_rule="TX-DRUG-00",
        action=_("Ask about the dose and whether calcium is high."),
        note=_("Only in high doses, through a high calcium."),
    ),
    DrugClass(
        "parenteral_nutrition_without_magnesium", _("Parenteral nutrition or long intravenous fluids without magnesium"),
        "DX-HX-D25", (INTAKE,), STRONG, atc="B05", culprit_rule="TX-DRUG-00", owner="gastroenterology",
        action=_("Ask the nutrition team and pharmacy about magnesium in the bag."),
        note=_("Within days."),
    ),
)  # fmt: skip

_NOT_CAUSES = (
    DrugClass(
        "digoxin", _("Digoxin"), "DX-HX-D21", atc="C01AA05", culprit_rule="TX-DRUG-12", owner="cardiology",
        action=_("Not a cause: ask for potassium at 4.0 mmol/L or above, and for telemetry during an infusion."),
        spacing=_APART_2_3_H,
        note=_("Not a cause, but low magnesium makes it more dangerous."),
    ),
    DrugClass(
        "tetracycline", _("Tetracycline"), "DX-HX-D26", owner="infection", spacing=_APART_4_H, note=_LISTED_ON_REQUEST,
    ),
    DrugClass(
        "quinolone", _("Quinolone antibiotic"), "DX-HX-D26", owner="infection",
        spacing=_("The antibiotic 2 hours before magnesium or 6 hours after it."), note=_LISTED_ON_REQUEST,
    ),
    DrugClass(
        "nsaid", _("Anti-inflammatory painkiller (NSAID)"), "DX-HX-D26",
        note=_("Ibuprofen: single reports only, listed on request. Regular use rules out amiloride."),
    ),
    DrugClass(
        "magnesium_product", _("Magnesium supplement, antacid or laxative"), "DX-HX-D27",
        atc="A12CC, A02AA, A06AD", culprit_rule="TX-DRUG-10",
        action=_("Count it in the total magnesium of the day; ask whether it causes diarrhoea, which loses magnesium."),
        note=_("Makes urine tests for magnesium unreliable; can itself cause diarrhoea."),
    ),
    DrugClass(
        "potassium_sparing_diuretic", _("Potassium-sparing diuretic (amiloride, triamterene)"), "DX-HX-D28",
        atc="C03DB01, C03DB02", note=_RAISES,
    ),
    DrugClass(
        "mineralocorticoid_antagonist", _("Mineralocorticoid receptor antagonist"), "DX-HX-D28",
        atc="C03DA01, C03DA04", note=_RAISES,
    ),
    DrugClass("sglt2_inhibitor", _("SGLT2 inhibitor"), "DX-HX-D28", atc="A10BK", owner="diabetes", note=_RAISES),
    DrugClass(
        "qt_prolonging", _("QT-prolonging medicine"), culprit_rule="TX-DRUG-13",
        action=_("Ask whether it is needed while magnesium is low; ECG, and potassium at 4.0 mmol/L or above."),
        note=_("Low magnesium adds to the risk of torsades de pointes."),
    ),
    DrugClass(
        "sodium_polystyrene_sulfonate", _("Sodium polystyrene sulfonate"), culprit_rule="TX-DRUG-16",
        action=_("Ask whether it is still needed; it is not combined with oral magnesium."),
        spacing=_("Do not combine it with oral magnesium (risk of alkalosis)."),
    ),
    DrugClass(
        "ace_inhibitor", _("ACE inhibitor"), spacing=_APART_2_3_H, note=_("Rules out amiloride: potassium can rise."),
    ),
    DrugClass(
        "angiotensin_receptor_blocker", _("Angiotensin receptor blocker"),
        note=_("Rules out amiloride: potassium can rise."),
    ),
    DrugClass("neprilysin_inhibitor", _("Neprilysin inhibitor"), note=_("Rules out amiloride: potassium can rise.")),
    DrugClass("renin_inhibitor", _("Renin inhibitor"), note=_("Rules out amiloride: potassium can rise.")),
    DrugClass(
        "potassium_supplement", _("Potassium supplement or salt substitute"),
        note=_("Never together with amiloride automatically: potassium can rise."),
    ),
    DrugClass(
        "trimethoprim", _("Trimethoprim"), owner="infection", note=_("Rules out amiloride: potassium can rise."),
    ),
    DrugClass("heparin", _("Heparin"), note=_("Rules out amiloride: it lowers aldosterone and potassium can rise.")),
    DrugClass(
        "sulfonylurea", _("Sulfonylurea"), owner="diabetes",
        note=_("With an SGLT2 inhibitor a lower dose prevents hypoglycaemia."),
    ),
    DrugClass(
        "levothyroxine", _("Levothyroxine"), spacing=_APART_4_H,
    ),
    DrugClass("iron", _("Iron"), spacing=_APART_4_H),
    DrugClass(
        "integrase_inhibitor", _("HIV integrase inhibitor"), owner="hiv",
        spacing=_("Ask the HIV pharmacist; as a rule 2 hours before magnesium or 6 hours after it."),
    ),
    DrugClass(
        "mycophenolate", _("Mycophenolate"), owner="transplant", spacing=_("Keep it at least 2 hours apart from magnesium."),
    ),
    DrugClass(
        "neuromuscular_blocker", _("Neuromuscular blocker"),
        note=_("Intravenous magnesium strengthens it: the anaesthetist decides."),
    ),
    DrugClass("opioid", _("Opioid"), note=_("Intravenous magnesium can add to its depressant effect.")),
    DrugClass("sedative", _("Sedative or barbiturate"), note=_("Intravenous magnesium can add to its depressant effect.")),
    DrugClass(
        "calcium_channel_blocker", _("Calcium channel blocker"),
        note=_("Profound low blood pressure was reported with intravenous magnesium."),
    ),
    DrugClass("antiarrhythmic", _("Antiarrhythmic"), owner="cardiology"),
    DrugClass("macrolide", _("Macrolide antibiotic"), owner="infection"),
    DrugClass("azole_antifungal", _("Azole antifungal"), owner="infection"),
    DrugClass("cephalosporin", _("Cephalosporin"), owner="infection", spacing=_APART_2_3_H),
    DrugClass("chloroquine", _("Chloroquine or hydroxychloroquine"), spacing=_APART_4_H),
    DrugClass("penicillamine", _("Penicillamine"), spacing=_APART_4_H),
    DrugClass("nitrofurantoin", _("Nitrofurantoin"), owner="infection", spacing=_APART_4_H),
    DrugClass("nitroxoline", _("Nitroxoline"), owner="infection", spacing=_APART_4_H),
    DrugClass("fluoride", _("Fluoride"), spacing=_APART_4_H),
    DrugClass("eltrombopag", _("Eltrombopag"), spacing=_APART_4_H),
    DrugClass("isoniazid", _("Isoniazid"), owner="infection", spacing=_APART_2_3_H),
    DrugClass("other_binding", _("Other medicine that magnesium binds"), spacing=_APART_2_3_H),
    DrugClass(
        "aluminium_containing", _("Aluminium-containing medicine"),
        note=_("In chronic kidney disease not together with magnesium citrate."),
    ),
)  # fmt: skip

CLASSES: dict[str, DrugClass] = {each.code: each for each in (*_CAUSES, *_NOT_CAUSES)}

# -- drugs -------------------------------------------------------------------------------------------------


def _drug(
    label: str, classes: str, *names: str, weight: str = "", spacing: str = "", flags: str = ""
) -> Drug:
    """A row: the key comes from the label; classes and flags are words apart."""
    key = re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_")
    return Drug(key, label, tuple(classes.split()), names, weight, spacing, frozenset(flags.split()))


_DOLUTEGRAVIR = _("Dolutegravir 2 hours before magnesium or 6 hours after it.")
_JULUCA = _("The combination 4 hours before magnesium or 6 hours after it.")
_BICTEGRAVIR = _("Bictegravir 2 hours before magnesium or 6 hours after it; check the label.")
_RALTEGRAVIR = _("Avoid oral magnesium; ask the HIV pharmacist.")
_ERLOTINIB = _("Magnesium 4 hours before erlotinib or 2 hours after it.")

_ROWS = (
    # D01, D02
    _drug("omeprazole", "proton_pump_inhibitor"),
    _drug("esomeprazole", "proton_pump_inhibitor"),
    _drug("lansoprazole", "proton_pump_inhibitor"),
    _drug("dexlansoprazole", "proton_pump_inhibitor"),
    _drug("pantoprazole", "proton_pump_inhibitor"),
    _drug("rabeprazole", "proton_pump_inhibitor"),
    _drug("famotidine", "h2_blocker"),
    _drug("ranitidine", "h2_blocker"),
    _drug("cimetidine", "h2_blocker"),
    _drug("nizatidine", "h2_blocker"),
    # D03
    _drug("hydrochlorothiazide", "thiazide", "HCTZ", "hydrochlorthiazide", "hydrochloorthiazide"),
    _drug("chlortalidone", "thiazide", "chlorthalidone", "chloortalidon"),
    _drug("indapamide", "thiazide"),
    _drug("metolazone", "thiazide"),
    _drug("bendroflumethiazide", "thiazide", "bendrofluazide"),
    _drug("chlorothiazide", "thiazide", "chloorthiazide"),
    _drug("cyclopenthiazide", "thiazide"),
    _drug("xipamide", "thiazide"),
    # D04
    _drug("furosemide", "loop_diuretic", "frusemide"),
    _drug("bumetanide", "loop_diuretic"),
    _drug("torasemide", "loop_diuretic", "torsemide"),
    _drug("etacrynic acid", "loop_diuretic", "ethacrynic acid"),
    # D05
    _drug("mannitol", "osmotic_diuretic"),
    _drug("urea", "osmotic_diuretic"),
    _drug("large saline load", "osmotic_diuretic", "saline load", "sodium chloride 0.9 % large load"),
    # D06
    _drug("cisplatin", "platinum", "cisplatinum", "cis-platinum", weight=STRONG),
    _drug("carboplatin", "platinum", weight=MODERATE),
    _drug("oxaliplatin", "platinum", "FOLFOX", weight=WEAK),
    # D07
    _drug("cetuximab", "anti_egfr_antibody"),
    _drug("panitumumab", "anti_egfr_antibody"),
    _drug("necitumumab", "anti_egfr_antibody"),
    # D08
    _drug("erlotinib", "other_anticancer", spacing=_ERLOTINIB),
    _drug("gefitinib", "other_anticancer"),
    _drug("afatinib", "other_anticancer"),
    _drug("osimertinib", "other_anticancer"),
    _drug("dacomitinib", "other_anticancer"),
    _drug("lapatinib", "other_anticancer"),
    _drug("neratinib", "other_anticancer"),
    _drug("tucatinib", "other_anticancer"),
    _drug("vandetanib", "other_anticancer qt_prolonging"),
    _drug("cabozantinib", "other_anticancer"),
    _drug("arsenic trioxide", "other_anticancer qt_prolonging"),
    _drug("liposomal doxorubicin", "other_anticancer", "pegylated liposomal doxorubicin", "doxorubicin liposomal",
          flags="not_by_mouth"),
    _drug("ifosfamide", "other_anticancer"),
    # D09, D10, other transplant
    _drug("tacrolimus", "calcineurin_inhibitor", "FK506"),
    _drug("ciclosporin", "calcineurin_inhibitor", "cyclosporine", "cyclosporin", "ciclosporin A", "cyclosporin A",
          "cyclosporine A"),
    _drug("sirolimus", "mtor_inhibitor", "rapamycin"),
    _drug("everolimus", "mtor_inhibitor"),
    _drug("mycophenolate mofetil", "mycophenolate", "mycophenolate"),
    _drug("mycophenolic acid", "mycophenolate", "mycophenolate sodium"),
    # D11–D15
    _drug("amphotericin B", "amphotericin_b", "amphotericin", "amphotericine B"),
    _drug("liposomal amphotericin B", "amphotericin_b", "liposomal amphotericin", "amphotericin B liposomal"),
    _drug("gentamicin", "aminoglycoside", "gentamycin"),
    _drug("tobramycin", "aminoglycoside", "tobramicin"),
    _drug("amikacin", "aminoglycoside", "amikacine"),
    _drug("neomycin", "aminoglycoside"),
    _drug("netilmicin", "aminoglycoside"),
    _drug("kanamycin", "aminoglycoside"),
    _drug("pentamidine", "pentamidine qt_prolonging"),
    _drug("foscarnet", "foscarnet qt_prolonging"),
    _drug("capreomycin", "antituberculous_polypeptide"),
    _drug("viomycin", "antituberculous_polypeptide"),
    _drug("streptomycin", "antituberculous_polypeptide"),
    # D16
    _drug("laxative", "laxative", "laxatives"),
    _drug("bisacodyl", "laxative"),
    _drug("senna", "laxative", "sennosides", "sennoside", "senna glycosides"),
    _drug("macrogol", "laxative", "polyethylene glycol", "macrogol 3350", "polyethylene glycol 3350", "PEG 3350"),
    _drug("lactulose", "laxative"),
    _drug("lactitol", "laxative"),
    _drug("docusate", "laxative", "docusate sodium", "sodium docusate"),
    _drug("sodium picosulfate", "laxative", "sodium picosulphate", "picosulfate"),
    _drug("bowel preparation", "laxative", "bowel prep", "bowel cleansing"),
    # D17, polystyrene
    _drug("patiromer", "patiromer"),
    _drug("sodium polystyrene sulfonate", "sodium_polystyrene_sulfonate", "sodium polystyrene sulphonate",
          "polystyrene sulfonate", "polystyrene sulphonate", flags="no_oral_magnesium"),
    # D18
    _drug("salbutamol", "beta2_agonist", "albuterol"),
    _drug("levosalbutamol", "beta2_agonist", "levalbuterol"),
    _drug("terbutaline", "beta2_agonist"),
    _drug("fenoterol", "beta2_agonist"),
    _drug("formoterol", "beta2_agonist", "eformoterol"),
    _drug("salmeterol", "beta2_agonist"),
    _drug("indacaterol", "beta2_agonist"),
    _drug("olodaterol", "beta2_agonist"),
    _drug("salbutamol/ipratropium", "beta2_agonist", "albuterol/ipratropium"),
    _drug("budesonide/formoterol", "beta2_agonist"),
    _drug("beclometasone/formoterol", "beta2_agonist", "beclomethasone/formoterol"),
    _drug("fluticasone/salmeterol", "beta2_agonist"),
    _drug("theophylline", "theophylline", "theofylline"),
    _drug("aminophylline", "theophylline", "aminofylline"),
    # D19, D20, other diabetes
    _drug("insulin", "insulin", "insulin glargine", "insulin detemir", "insulin degludec", "insulin lispro",
          "insulin aspart", "insulin glulisine", "isophane insulin", "insulin isophane", "NPH insulin", "human insulin",
          "soluble insulin", "regular insulin", flags="cause_only_intravenous not_by_mouth"),
    _drug("insulin infusion", "insulin", "intravenous insulin", "iv insulin", "insulin iv", "insulin drip",
          flags="not_by_mouth"),
    _drug("glucose infusion", "glucose_infusion", "dextrose infusion", "intravenous glucose", "iv glucose",
          "iv dextrose", "intravenous dextrose", flags="not_by_mouth"),
    _drug("metformin", "metformin"),
    _drug("empagliflozin", "sglt2_inhibitor", "Jardiance"),
    _drug("dapagliflozin", "sglt2_inhibitor"),
    _drug("canagliflozin", "sglt2_inhibitor"),
    _drug("ertugliflozin", "sglt2_inhibitor"),
    _drug("ipragliflozin", "sglt2_inhibitor"),
    _drug("empagliflozin/metformin", "sglt2_inhibitor metformin"),
    _drug("dapagliflozin/metformin", "sglt2_inhibitor metformin"),
    _drug("canagliflozin/metformin", "sglt2_inhibitor metformin"),
    _drug("empagliflozin/linagliptin", "sglt2_inhibitor"),
    _drug("sitagliptin/metformin", "metformin"),
    _drug("vildagliptin/metformin", "metformin"),
    _drug("gliclazide", "sulfonylurea"),
    _drug("glimepiride", "sulfonylurea"),
    _drug("glipizide", "sulfonylurea"),
    _drug("glibenclamide", "sulfonylurea", "glyburide"),
    _drug("tolbutamide", "sulfonylurea"),
    # D21
    _drug("digoxin", "digoxin"),
    # D22–D24
    _drug("alendronic acid", "bisphosphonate", "alendronate"),
    _drug("risedronic acid", "bisphosphonate", "risedronate"),
    _drug("ibandronic acid", "bisphosphonate", "ibandronate"),
    _drug("etidronic acid", "bisphosphonate", "etidronate"),
    _drug("clodronic acid", "bisphosphonate", "clodronate"),
    _drug("zoledronic acid", "bisphosphonate", "zoledronate", flags="not_by_mouth"),
    _drug("pamidronic acid", "bisphosphonate", "pamidronate", "disodium pamidronate", flags="not_by_mouth"),
    _drug("denosumab", "denosumab", flags="not_by_mouth"),
    _drug("teriparatide", "teriparatide", flags="not_by_mouth"),
    _drug("cinacalcet", "calcimimetic"),
    _drug("etelcalcetide", "calcimimetic", flags="not_by_mouth"),
    _drug("vitamin D", "vitamin_d"),
    _drug("colecalciferol", "vitamin_d", "cholecalciferol", "vitamin D3"),
    _drug("ergocalciferol", "vitamin_d", "vitamin D2"),
    _drug("alfacalcidol", "vitamin_d", "alphacalcidol"),
    _drug("calcitriol", "vitamin_d"),
    _drug("calcifediol", "vitamin_d", "calcidiol"),
    _drug("paricalcitol", "vitamin_d"),
    _drug("calcium supplement", "calcium_supplement", "calcium", "oral calcium"),
    _drug("calcium carbonate", "calcium_supplement"),
    _drug("calcium citrate", "calcium_supplement"),
    _drug("calcium gluconate", "calcium_supplement"),
    _drug("calcium acetate", "calcium_supplement"),
    _drug("calcium lactate", "calcium_supplement"),
    _drug("calcium phosphate", "calcium_supplement"),
    _drug("calcium carbonate/colecalciferol", "calcium_supplement vitamin_d", "calcium/colecalciferol",
          "calcium carbonate/cholecalciferol", "calcium/cholecalciferol", "calcium/vitamin D"),
    # D25
    _drug("parenteral nutrition without magnesium", "parenteral_nutrition_without_magnesium",
          "magnesium-free parenteral nutrition", "TPN without magnesium", "magnesium-free TPN",
          "total parenteral nutrition without magnesium"),
    _drug("intravenous fluids without magnesium", "parenteral_nutrition_without_magnesium",
          "prolonged iv fluids without magnesium", "iv fluids without magnesium", "magnesium-free intravenous fluids",
          "prolonged intravenous fluids without magnesium"),
    # D26
    _drug("tetracycline", "tetracycline"),
    _drug("doxycycline", "tetracycline"),
    _drug("minocycline", "tetracycline"),
    _drug("oxytetracycline", "tetracycline"),
    _drug("lymecycline", "tetracycline"),
    _drug("demeclocycline", "tetracycline"),
    _drug("ciprofloxacin", "quinolone qt_prolonging"),
    _drug("levofloxacin", "quinolone qt_prolonging"),
    _drug("moxifloxacin", "quinolone qt_prolonging"),
    _drug("ofloxacin", "quinolone"),
    _drug("norfloxacin", "quinolone"),
    _drug("delafloxacin", "quinolone"),
    _drug("ibuprofen", "nsaid"),
    _drug("naproxen", "nsaid"),
    _drug("diclofenac", "nsaid"),
    _drug("indometacin", "nsaid", "indomethacin"),
    _drug("ketoprofen", "nsaid"),
    _drug("flurbiprofen", "nsaid"),
    _drug("ketorolac", "nsaid"),
    _drug("meloxicam", "nsaid"),
    _drug("piroxicam", "nsaid"),
    _drug("mefenamic acid", "nsaid"),
    _drug("celecoxib", "nsaid"),
    _drug("etoricoxib", "nsaid"),
    # D27
    _drug("magnesium supplement", "magnesium_product", "magnesium", "oral magnesium", "magnesium tablets"),
    _drug("magnesium antacid", "magnesium_product", "magnesium-containing antacid", "antacid with magnesium"),
    _drug("magnesium laxative", "magnesium_product", "magnesium-containing laxative", "laxative with magnesium"),
    _drug("magnesium citrate", "magnesium_product"),
    _drug("magnesium aspartate", "magnesium_product", "Magnaspartate", "Magnence", "magnesium aspartate hydrochloride"),
    _drug("magnesium glycinate", "magnesium_product", "magnesium bisglycinate"),
    _drug("magnesium gluconate", "magnesium_product"),
    _drug("magnesium lactate", "magnesium_product", "Mag-Tab SR", "Mag-Tab"),
    _drug("magnesium glycerophosphate", "magnesium_product", "Neomag", "glycerophosphate"),
    _drug("magnesium malate", "magnesium_product"),
    _drug("magnesium orotate", "magnesium_product"),
    _drug("magnesium pidolate", "magnesium_product"),
    _drug("magnesium threonate", "magnesium_product", "magnesium L-threonate"),
    _drug("magnesium taurate", "magnesium_product"),
    _drug("magnesium trisilicate", "magnesium_product"),
    _drug("magnesium chloride", "magnesium_product", "Slow-Mag"),
    _drug("magnesium carbonate", "magnesium_product", flags="not_below_egfr_45"),
    _drug("magnesium hydroxide", "magnesium_product", "milk of magnesia", flags="not_below_egfr_45"),
    _drug("magnesium oxide", "magnesium_product", "Uro-Mag", "MgO", flags="magnesium_oxide not_below_egfr_45"),
    _drug("magnesium sulfate", "magnesium_product", "magnesium sulphate", "magnesium sulfate heptahydrate",
          "magnesium sulfate infusion", "magnesium sulphate infusion", "MgSO4", "Epsom salt", "Epsom salts",
          "iv magnesium", "intravenous magnesium", "parenteral magnesium", "magnesium infusion"),
    _drug("aluminium hydroxide/magnesium hydroxide", "magnesium_product aluminium_containing", "co-magaldrox",
          "aluminum hydroxide/magnesium hydroxide", "algeldrate/magnesium hydroxide", flags="not_below_egfr_45"),
    _drug("sodium picosulfate/magnesium citrate", "magnesium_product", "sodium picosulphate/magnesium citrate"),
    _drug("potassium magnesium aspartate", "magnesium_product potassium_supplement", "magnesium potassium aspartate"),
    _drug("aluminium hydroxide", "aluminium_containing", "aluminum hydroxide", "algeldrate"),
    _drug("sucralfate", "aluminium_containing"),
    # D28 and other potassium-raising drugs (TX-AMI-03)
    _drug("amiloride", "potassium_sparing_diuretic"),
    _drug("triamterene", "potassium_sparing_diuretic"),
    _drug("spironolactone", "mineralocorticoid_antagonist"),
    _drug("eplerenone", "mineralocorticoid_antagonist"),
    _drug("canrenone", "mineralocorticoid_antagonist", "potassium canrenoate", "canrenoate"),
    _drug("finerenone", "mineralocorticoid_antagonist"),
    _drug("co-amilozide", "potassium_sparing_diuretic thiazide", "amiloride/hydrochlorothiazide"),
    _drug("co-amilofruse", "potassium_sparing_diuretic loop_diuretic", "amiloride/furosemide", "amiloride/frusemide"),
    _drug("co-triamterzide", "potassium_sparing_diuretic thiazide", "triamterene/hydrochlorothiazide"),
    _drug("triamterene/epitizide", "potassium_sparing_diuretic thiazide"),
    _drug("spironolactone/hydrochlorothiazide", "mineralocorticoid_antagonist thiazide"),
    _drug("co-flumactone", "mineralocorticoid_antagonist thiazide", "spironolactone/hydroflumethiazide"),
    _drug("captopril", "ace_inhibitor"),
    _drug("enalapril", "ace_inhibitor"),
    _drug("lisinopril", "ace_inhibitor"),
    _drug("perindopril", "ace_inhibitor"),
    _drug("ramipril", "ace_inhibitor"),
    _drug("trandolapril", "ace_inhibitor"),
    _drug("quinapril", "ace_inhibitor"),
    _drug("benazepril", "ace_inhibitor"),
    _drug("fosinopril", "ace_inhibitor"),
    _drug("imidapril", "ace_inhibitor"),
    _drug("moexipril", "ace_inhibitor"),
    _drug("cilazapril", "ace_inhibitor"),
    _drug("zofenopril", "ace_inhibitor"),
    _drug("captopril/hydrochlorothiazide", "ace_inhibitor thiazide"),
    _drug("enalapril/hydrochlorothiazide", "ace_inhibitor thiazide"),
    _drug("lisinopril/hydrochlorothiazide", "ace_inhibitor thiazide"),
    _drug("quinapril/hydrochlorothiazide", "ace_inhibitor thiazide"),
    _drug("ramipril/hydrochlorothiazide", "ace_inhibitor thiazide"),
    _drug("perindopril/indapamide", "ace_inhibitor thiazide"),
    _drug("perindopril/amlodipine", "ace_inhibitor calcium_channel_blocker"),
    _drug("perindopril/indapamide/amlodipine", "ace_inhibitor thiazide calcium_channel_blocker"),
    _drug("losartan", "angiotensin_receptor_blocker"),
    _drug("valsartan", "angiotensin_receptor_blocker"),
    _drug("candesartan", "angiotensin_receptor_blocker", "candesartan cilexetil"),
    _drug("irbesartan", "angiotensin_receptor_blocker"),
    _drug("telmisartan", "angiotensin_receptor_blocker"),
    _drug("olmesartan", "angiotensin_receptor_blocker", "olmesartan medoxomil"),
    _drug("eprosartan", "angiotensin_receptor_blocker"),
    _drug("azilsartan", "angiotensin_receptor_blocker", "azilsartan medoxomil"),
    _drug("losartan/hydrochlorothiazide", "angiotensin_receptor_blocker thiazide"),
    _drug("valsartan/hydrochlorothiazide", "angiotensin_receptor_blocker thiazide"),
    _drug("candesartan/hydrochlorothiazide", "angiotensin_receptor_blocker thiazide"),
    _drug("irbesartan/hydrochlorothiazide", "angiotensin_receptor_blocker thiazide"),
    _drug("telmisartan/hydrochlorothiazide", "angiotensin_receptor_blocker thiazide"),
    _drug("olmesartan/hydrochlorothiazide", "angiotensin_receptor_blocker thiazide"),
    _drug("azilsartan/chlortalidone", "angiotensin_receptor_blocker thiazide", "azilsartan/chlorthalidone"),
    _drug("valsartan/amlodipine", "angiotensin_receptor_blocker calcium_channel_blocker"),
    _drug("olmesartan/amlodipine", "angiotensin_receptor_blocker calcium_channel_blocker"),
    _drug("telmisartan/amlodipine", "angiotensin_receptor_blocker calcium_channel_blocker"),
    _drug("olmesartan/amlodipine/hydrochlorothiazide", "angiotensin_receptor_blocker calcium_channel_blocker thiazide"),
    _drug("valsartan/amlodipine/hydrochlorothiazide", "angiotensin_receptor_blocker calcium_channel_blocker thiazide"),
    _drug("atenolol/chlortalidone", "thiazide", "co-tenidone", "atenolol/chlorthalidone"),
    _drug("bisoprolol/hydrochlorothiazide", "thiazide"),
    _drug("sacubitril/valsartan", "neprilysin_inhibitor angiotensin_receptor_blocker", "sacubitril"),
    _drug("aliskiren", "renin_inhibitor"),
    _drug("aliskiren/hydrochlorothiazide", "renin_inhibitor thiazide"),
    _drug("potassium chloride", "potassium_supplement", "KCl", "potassium chloride slow release"),
    _drug("potassium supplement", "potassium_supplement", "potassium", "oral potassium"),
    _drug("potassium citrate", "potassium_supplement"),
    _drug("potassium bicarbonate", "potassium_supplement"),
    _drug("potassium gluconate", "potassium_supplement"),
    _drug("potassium phosphate", "potassium_supplement"),
    _drug("salt substitute", "potassium_supplement", "potassium salt substitute", "low-sodium salt"),
    _drug("trimethoprim", "trimethoprim"),
    _drug("trimethoprim/sulfamethoxazole", "trimethoprim", "co-trimoxazole", "trimethoprim/sulphamethoxazole",
          "TMP/SMX"),
    _drug("heparin", "heparin", "unfractionated heparin", flags="not_by_mouth"),
    _drug("enoxaparin", "heparin", "low molecular weight heparin", "LMWH", flags="not_by_mouth"),
    _drug("dalteparin", "heparin", flags="not_by_mouth"),
    _drug("tinzaparin", "heparin", flags="not_by_mouth"),
    _drug("nadroparin", "heparin", flags="not_by_mouth"),
    # Spacing (TX-PO-09)
    _drug("levothyroxine", "levothyroxine", "L-thyroxine", "thyroxine"),
    _drug("iron", "iron", "iron supplement", "oral iron"),
    _drug("ferrous sulfate", "iron", "ferrous sulphate", "iron sulfate", "iron sulphate"),
    _drug("ferrous fumarate", "iron", "iron fumarate"),
    _drug("ferrous gluconate", "iron", "iron gluconate"),
    _drug("ferric maltol", "iron"),
    _drug("dolutegravir", "integrase_inhibitor", spacing=_DOLUTEGRAVIR),
    _drug("dolutegravir/rilpivirine", "integrase_inhibitor", "Juluca", spacing=_JULUCA),
    _drug("dolutegravir/lamivudine", "integrase_inhibitor", spacing=_DOLUTEGRAVIR),
    _drug("dolutegravir/abacavir/lamivudine", "integrase_inhibitor", spacing=_DOLUTEGRAVIR),
    _drug("bictegravir", "integrase_inhibitor", "bictegravir/emtricitabine/tenofovir alafenamide",
          "bictegravir/emtricitabine/tenofovir", "Biktarvy", spacing=_BICTEGRAVIR),
    _drug("raltegravir", "integrase_inhibitor", spacing=_RALTEGRAVIR, flags="no_oral_magnesium"),
    _drug("elvitegravir", "integrase_inhibitor"),
    _drug("cabotegravir", "integrase_inhibitor"),
    _drug("penicillamine", "penicillamine", "D-penicillamine"),
    _drug("nitrofurantoin", "nitrofurantoin"),
    _drug("nitroxoline", "nitroxoline"),
    _drug("sodium fluoride", "fluoride", "fluoride"),
    _drug("eltrombopag", "eltrombopag"),
    _drug("gabapentin", "other_binding"),
    _drug("phenytoin", "other_binding", "diphenylhydantoin"),
    _drug("rosuvastatin", "other_binding"),
    _drug("fexofenadine", "other_binding"),
    _drug("isoniazid", "isoniazid"),
    _drug("itraconazole", "azole_antifungal", spacing=_APART_2_3_H),
    _drug("ketoconazole", "azole_antifungal", spacing=_APART_2_3_H),
    _drug("cefalexin", "cephalosporin", "cephalexin"),
    _drug("cefadroxil", "cephalosporin", "cephadroxil"),
    _drug("cefaclor", "cephalosporin"),
    _drug("cefuroxime", "cephalosporin", "cefuroxime axetil"),
    _drug("cefixime", "cephalosporin"),
    _drug("cefpodoxime", "cephalosporin", "cefpodoxime proxetil"),
    _drug("cefdinir", "cephalosporin"),
    # QT-prolonging (ruling 45); the others of that list stand with their class above and below
    _drug("amiodarone", "antiarrhythmic qt_prolonging"),
    _drug("sotalol", "antiarrhythmic qt_prolonging"),
    _drug("quinidine", "antiarrhythmic qt_prolonging", "kinidine", spacing=_APART_4_H),
    _drug("disopyramide", "antiarrhythmic qt_prolonging"),
    _drug("procainamide", "antiarrhythmic qt_prolonging"),
    _drug("dofetilide", "antiarrhythmic qt_prolonging"),
    _drug("ibutilide", "antiarrhythmic qt_prolonging"),
    _drug("dronedarone", "antiarrhythmic qt_prolonging"),
    _drug("haloperidol", "qt_prolonging"),
    _drug("droperidol", "qt_prolonging"),
    _drug("chlorpromazine", "qt_prolonging", "chloorpromazine"),
    _drug("thioridazine", "qt_prolonging"),
    _drug("pimozide", "qt_prolonging"),
    _drug("ziprasidone", "qt_prolonging"),
    _drug("citalopram", "qt_prolonging"),
    _drug("escitalopram", "qt_prolonging"),
    _drug("ondansetron", "qt_prolonging"),
    _drug("domperidone", "qt_prolonging"),
    _drug("erythromycin", "macrolide qt_prolonging", "erythromycine", "eritromycine"),
    _drug("clarithromycin", "macrolide qt_prolonging", "claritromycine"),
    _drug("azithromycin", "macrolide qt_prolonging", "azitromycine", spacing=_APART_2_3_H),
    _drug("fluconazole", "azole_antifungal qt_prolonging"),
    _drug("chloroquine", "chloroquine qt_prolonging"),
    _drug("hydroxychloroquine", "chloroquine qt_prolonging"),
    # Intravenous magnesium: cautions and stops (TX-IV-H)
    _drug("rocuronium", "neuromuscular_blocker"),
    _drug("vecuronium", "neuromuscular_blocker"),
    _drug("suxamethonium", "neuromuscular_blocker", "succinylcholine"),
    _drug("atracurium", "neuromuscular_blocker"),
    _drug("cisatracurium", "neuromuscular_blocker"),
    _drug("mivacurium", "neuromuscular_blocker"),
    _drug("pancuronium", "neuromuscular_blocker"),
    _drug("morphine", "opioid"),
    _drug("diamorphine", "opioid"),
    _drug("oxycodone", "opioid"),
    _drug("hydromorphone", "opioid"),
    _drug("hydrocodone", "opioid"),
    _drug("fentanyl", "opioid"),
    _drug("alfentanil", "opioid"),
    _drug("sufentanil", "opioid"),
    _drug("remifentanil", "opioid"),
    _drug("tramadol", "opioid"),
    _drug("tapentadol", "opioid"),
    _drug("codeine", "opioid"),
    _drug("dihydrocodeine", "opioid"),
    _drug("buprenorphine", "opioid"),
    _drug("pethidine", "opioid", "meperidine"),
    _drug("methadone", "opioid qt_prolonging"),
    _drug("diazepam", "sedative"),
    _drug("lorazepam", "sedative"),
    _drug("midazolam", "sedative"),
    _drug("temazepam", "sedative"),
    _drug("oxazepam", "sedative"),
    _drug("nitrazepam", "sedative"),
    _drug("clonazepam", "sedative"),
    _drug("clobazam", "sedative"),
    _drug("alprazolam", "sedative"),
    _drug("chlordiazepoxide", "sedative", "chloordiazepoxide"),
    _drug("zopiclone", "sedative"),
    _drug("zolpidem", "sedative"),
    _drug("propofol", "sedative"),
    _drug("dexmedetomidine", "sedative"),
    _drug("phenobarbital", "sedative", "phenobarbitone", "fenobarbital"),
    _drug("primidone", "sedative"),
    _drug("thiopental", "sedative", "thiopentone"),
    _drug("amlodipine", "calcium_channel_blocker"),
    _drug("nifedipine", "calcium_channel_blocker"),
    _drug("felodipine", "calcium_channel_blocker"),
    _drug("isradipine", "calcium_channel_blocker"),
    _drug("lacidipine", "calcium_channel_blocker"),
    _drug("lercanidipine", "calcium_channel_blocker"),
    _drug("nicardipine", "calcium_channel_blocker"),
    _drug("nimodipine", "calcium_channel_blocker"),
    _drug("verapamil", "calcium_channel_blocker"),
    _drug("diltiazem", "calcium_channel_blocker"),
)  # fmt: skip

DRUGS: dict[str, Drug] = {each.key: each for each in _ROWS}

# -- finding -----------------------------------------------------------------------------------------------

_JOINED = re.compile(r"[/+&,;]|\b(?:and|plus|with)\b")
_SALTS = {
    "acetate", "arginine", "besilate", "besylate", "bromide", "calcium", "chloride", "citrate", "disodium", "erbumine",
    "fumarate", "gluconate", "hcl", "hemifumarate", "hyclate", "hydrobromide", "hydrochloride", "isetionate",
    "isethionate", "lactobionate", "magnesium", "maleate", "mesilate", "mesylate", "nitrate", "phosphate", "potassium",
    "sodium", "succinate", "sulfate", "sulphate", "tartrate", "tosylate",
}  # fmt: skip
_MINERALS = {"calcium", "magnesium", "potassium"}
_MINERAL_CLASSES = {"calcium_supplement", "iron", "magnesium_product", "potassium_supplement", "vitamin_d"}
_CLASS_WORDS = {
    "ppi": "proton_pump_inhibitor",
    "h2ra": "h2_blocker",
    "arb": "angiotensin_receptor_blocker",
    "acei": "ace_inhibitor",
    "arni": "neprilysin_inhibitor",
    "mra": "mineralocorticoid_antagonist",
    "sglt2i": "sglt2_inhibitor",
    "cni": "calcineurin_inhibitor",
    "insti": "integrase_inhibitor",
    "nmba": "neuromuscular_blocker",
    "ccb": "calcium_channel_blocker",
    "laba": "beta2_agonist",
    "tpn": "parenteral_nutrition_without_magnesium",
}


def _plain(text: str) -> str:
    """Lower case, without accents, with single blanks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def _letters(text: str) -> str:
    """Only letters and digits: how a name is looked up."""
    return "".join(c for c in _JOINED.sub(" ", _plain(text)) if c.isalnum())


def spellings(drug: Drug) -> Iterator[str]:
    """Every form under which `find_drug` knows the drug: a combination in any order of its parts."""
    for name in (drug.label, *drug.names, drug.key):
        for order in permutations(name.split("/")):
            yield _letters("/".join(order))


_BY_NAME: dict[str, Drug] = {name: drug for drug in _ROWS for name in spellings(drug)}


_FROM_DOSE = re.compile(r"[\s,:]+\d.*$", re.ASCII | re.DOTALL)  # the dose behind the name of a drug


def find_drug(name: str) -> Drug | None:
    """The drug of that name: international, US or other spelling, any case, with or without its salt.

    Blanks, hyphens, and slash, plus or "and" between the parts of a combination do not matter, nor does a
    last e (omeprazol, ciclosporine). A combination that has no row is put together when each of its parts is
    known: its key is the parts with a slash between, which finds it again. A dose behind the name is left out
    (omeprazole 20 mg). None for what is not held here.
    """
    return _named(name) or _named(_FROM_DOSE.sub("", name.strip()))


def _named(name: str) -> Drug | None:
    return _lookup(name) or _without_salt(name) or _combination(name)


def _lookup(name: str) -> Drug | None:
    letters = _letters(name)
    for form in (letters, letters + "e", letters.removesuffix("e")):
        if form in _BY_NAME:
            return _BY_NAME[form]
    return None


def _without_salt(name: str) -> Drug | None:
    """ "losartan potassium" is losartan; "calcium magnesium" is two things, not calcium."""
    words = _plain(name).split()
    if len(words) < 2 or words[-1] not in _SALTS or _JOINED.search(" ".join(words)):
        return None
    found = _lookup(" ".join(words[:-1]))
    if found and words[-1] in _MINERALS and _MINERAL_CLASSES.intersection(found.classes):
        return None
    return found


def _combination(name: str) -> Drug | None:
    """A drug made of known parts, unless a part has a weight or spacing of its own, which would be lost."""
    written = [part for part in _JOINED.split(_plain(name)) if part.strip()]
    parts = [found for part in written if (found := _lookup(part) or _without_salt(part))]
    if len(parts) < 2 or len(parts) < len(written) or any(part.weight or part.spacing for part in parts):
        return None
    return Drug(
        key="/".join(part.key for part in parts),
        label="/".join(part.label for part in parts),
        classes=tuple(dict.fromkeys(code for part in parts for code in part.classes)),
        flags=frozenset().union(*(part.flags for part in parts)),
    )


def shown_name(name: str) -> str:
    """A drug as people write it; `class:thiazide` is said by the label of the class."""
    code = name.strip().lower().removeprefix("class:").strip()
    return CLASSES[code].label if name.strip().lower().startswith("class:") and code in CLASSES else name


def in_class(code: str) -> tuple[Drug, ...]:
    """The drugs of a class, in the order of the table."""
    return tuple(drug for drug in _ROWS if code in drug.classes)


def search(text: str, limit: int = 12) -> tuple[Drug, ...]:
    """What a person may mean while typing: names that start so first, then parts of names, then classes."""
    if not _letters(text):
        return ()
    ranks = ((_rank(drug, text), place, drug) for place, drug in enumerate(_ROWS))
    ranked = sorted((rank, place, drug) for rank, place, drug in ranks if rank is not None)
    exact = find_drug(text)
    found = dict.fromkeys(([exact] if exact else []) + [drug for _rank_of, _place, drug in ranked])
    return tuple(found)[: max(limit, 0)]


def _rank(drug: Drug, text: str) -> int | None:
    """How well the drug fits what was typed: 0 best, None not at all."""
    wanted, letters = _plain(text), _letters(text)
    names = (drug.label, *drug.names)
    words = [word for name in names for word in re.split(r"[\s/-]+", _plain(name))]
    labels = [f" {_plain(CLASSES[code].label)}" for code in drug.classes]
    tests = (
        _letters(drug.label).startswith(letters),
        any(_letters(name).startswith(letters) for name in names),
        any(word.startswith(wanted) for word in words),
        _CLASS_WORDS.get(letters) in drug.classes or any(f" {wanted}" in label for label in labels),
        any(letters in _letters(name) for name in names),
        any(wanted in label for label in labels),
    )
    return tests.index(True) if True in tests else None
