"""What the diet can do: when it is enough, how much is needed, which foods, and what is said of supplements (TX-DIET)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..counsel import Advice, Diet, Requirement
from ..evidence import Truth
from ..knowledge import diet as table
from ..knowledge import thresholds as t
from ..knowledge.patient import AGE, LACTATING, POTASSIUM_SERUM, REGION, SEX, VITAMIN_D
from ..knowledge.rulebook import rule
from ..text import Statement, _, say
from .draft import Draft
from .path import P0, P1, P6, PT, Path
from .situation import Situation

AUTOIMMUNE = ("multiple_sclerosis", "rheumatoid_arthritis", "systemic_lupus")
MALABSORPTION = (
    "short_bowel", "high_output_stoma", "ileostomy", "chronic_diarrhoea", "steatorrhoea", "bowel_resection", "bariatric_surgery",
    "coeliac_disease", "inflammatory_bowel_disease", "chronic_pancreatitis", "radiation_enteritis", "enteropathy", "intestinal_fistula",
)  # fmt: skip
DIABETES = ("type_1_diabetes", "type_2_diabetes", "pancreatogenic_diabetes", "diabetes_type_unknown")
POTASSIUM_FOODS = _("Nuts, beans, spinach and potatoes are rich in potassium: mind it in the diet sheet.")
POTASSIUM_OPEN = _(
    "Nuts, beans, spinach and potatoes are rich in potassium: potassium and kidney function should be known before they are advised."
)


def plan_diet(s: Situation, path: Path, draft: Draft) -> None:
    """The diet sheet as an item, and the warnings that belong to it."""
    if not _sheet(s, path):
        return
    suffices, because = _suffices(s, path)
    said = say(_("Diet sheet: whole grains, nuts, seeds, beans and green vegetables"))
    draft.propose("DIET_SHEET", said, "TX-DIET-01", details=(because,) if suffices != "not_known" else ())
    if potassium_foods(s) is Truth.MET:
        s.inquiry.warn("W_POTASSIUM_FOODS", say(POTASSIUM_FOODS), "TX-DIET-04")
    if any(s.condition(c) for c in AUTOIMMUNE):
        s.inquiry.warn("W_LOW_EVIDENCE", say(table.AUTOIMMUNE), "TX-DIET-05")
    if s.condition("osteoporosis"):
        s.inquiry.warn("W_HIGHER_NOT_BETTER", say(table.OSTEOPOROSIS), "TX-DIET-06")


def diet(s: Situation, path: Path) -> Diet | None:
    """The content of the diet sheet; None where food is not the question or nobody here may advise on it."""
    obstetric = path.kind == "scope" and s.people.pregnant is True and not s.people.dialysis
    if s.people.child is True or not (_sheet(s, path) or obstetric):
        return None
    suffices, because = _suffices(s, path)
    requirements = _requirements(s)
    remarks = tuple(_remarks(s))
    s.inquiry.met("TX-DIET-01", because)
    if requirements:
        s.inquiry.met("TX-DIET-03", requirements[0].text)
    for remark in remarks:
        s.inquiry.met(remark.rule.id, remark.text)
    return Diet(suffices, because, requirements, table.FOODS, remarks, rule("TX-DIET-04"))


def potassium_foods(s: Situation) -> Truth:
    """TX-DIET-04: whether potassium above 5.0 mmol/L, an eGFR below 45 or dialysis asks for care; UNKNOWN if not measured."""
    if s.people.dialysis or s.kidney.below_30:
        return Truth.MET
    return max(s.inquiry.passes(POTASSIUM_SERUM, t.K_HIGH_AMILORIDE), t.EGFR_45.holds(s.kidney.egfr))


def _sheet(s: Situation, path: Path) -> bool:
    """Not in an emergency, with too much magnesium, before the level is known, or while nothing goes by mouth."""
    return (
        not s.bowel_blocked and path.code not in (P6, PT) and path.kind not in ("pending", "scope", "text_only", "high")
    )


# -- is it enough? ---------------------------------------------------------------------------------------------------


def _suffices(s: Situation, path: Path) -> tuple[str, Statement]:
    """TX-DIET-01: for a mild, asymptomatic deficiency of intake or a removed cause, and after recovery; not while a loss goes on."""
    why_not = _loss_goes_on(s)
    if path.code == P1:
        return "yes", say(
            _("Food alone is enough to begin with: mild, without symptoms, and the cause is the diet or can be removed")
        )
    if why_not is not None and not s.low:
        return "no", say(_("A varied diet may not be enough to keep the level: {why}"), why=why_not)
    if why_not is not None:
        return "no", say(_("Food alone is not enough: {why}"), why=why_not)
    if path.code == P0 and s.level.known:
        return "yes", say(_("A varied diet with green vegetables and nuts usually keeps the level normal"))
    if s.level.known:
        return "no", say(_("Food helps beside treatment; alone it is too slow at this level or with these signs"))
    return "not_known", say(_("Whether food is enough is not known before the level is"))


def _loss_goes_on(s: Situation) -> Statement | None:
    rows = (
        (s.tubulopathy, _("an inherited loss")),
        (s.route.value == "renal" and s.route.certainty != "none", _("loss through the kidney")),
        (any(s.condition(c) for c in MALABSORPTION), _("magnesium is poorly absorbed or lost in the bowel")),
        (bool(s.ppi), _("a proton pump inhibitor goes on")),
    )
    return next((say(text) for holds, text in rows if holds), None)


# -- how much ---------------------------------------------------------------------------------------------------------


def _requirements(s: Situation) -> tuple[Requirement, ...]:
    """TX-DIET-03: for age, sex and state, by the authority of the region; all rows that fit where something is not known."""
    state = "pregnant" if s.people.pregnant is True else "lactating" if s.inquiry.yes(LACTATING) else ""
    sex, age = s.inquiry.facts.word(SEX), s.inquiry.facts.number(AGE)
    groups = [
        group
        for group in table.GROUPS
        if group.state == state
        and sex in (None, "unknown", group.sex)
        and (age is None or group.youngest <= age < group.oldest + 1)
    ]
    authorities = table.AUTHORITIES[s.inquiry.facts.word(REGION) or ""]
    return tuple(table.requirement(group, authority) for authority in authorities for group in groups)


# -- what is said ------------------------------------------------------------------------------------------------------


def _remarks(s: Situation) -> Iterator[Advice]:
    potassium = potassium_foods(s)
    if potassium is Truth.MET:
        yield _remark("potassium_foods", POTASSIUM_FOODS, "TX-DIET-04")
    elif potassium is Truth.UNKNOWN:
        yield _remark("potassium_foods_open", POTASSIUM_OPEN, "TX-DIET-04")
    if any(s.condition(c) for c in AUTOIMMUNE):
        yield _remark("autoimmune", table.AUTOIMMUNE, "TX-DIET-05")
    if s.condition("osteoporosis"):
        yield _remark("osteoporosis", table.OSTEOPOROSIS, "TX-DIET-06")
        yield _remark("bone_evidence", table.BONE_EVIDENCE, "TX-DIET-06")
    yield from _supplements(s)
    if s.condition("osteoporosis") or s.inquiry.takes("vitamin_d", "calcium_supplement") or _measured_vitamin_d(s):
        said = _("Vitamin D and calcium beside magnesium: only to correct a deficiency, by the local protocol")
        yield _remark("vitamin_d", said, "TX-DIET-08")


def _supplements(s: Situation) -> Iterator[Advice]:
    """TX-DIET-02, -07, TX-PO-10: none in range, no self-treatment when low, and the limit of what is taken without a doctor."""
    if s.level.known and not s.low:
        said = _(
            "No magnesium supplement while the level is normal: no benefit is shown, and frequent use gives diarrhoea. See a doctor with symptoms."
        )
        yield _remark("no_prophylaxis", said, "TX-DIET-02")
    if s.low:
        said = _("No self-treatment from the shop for a proven low magnesium: the doctor's plan")
        yield _remark("retail", said, "TX-DIET-07")
    if s.ppi or any(s.condition(c) for c in DIABETES):
        said = _("With a proton pump inhibitor or diabetes magnesium from the drugstore is not the solution")
        yield _remark("retail_ppi_diabetes", said, "TX-DIET-07")
    yield from _unsupervised(s)


def _unsupervised(s: Situation) -> Iterator[Advice]:
    if s.kidney.band != "60":
        said = _("No supplement without the doctor while kidney function is reduced or not known")
        yield _remark("unsupervised_kidney", said, "TX-PO-10")
        return
    if s.people.refused or not s.adult_for_sure:
        return
    region = s.inquiry.facts.word(REGION) or ""
    rows = (
        ("unsupervised_eu", "US", table.EU_UPPER_MMOL, 250,
         _("Limit of supplements without a doctor in Europe: {mg} mg ({mmol} mmol) a day, in at least 2 portions; food does not count")),
        ("unsupervised_us", "EU", table.US_UPPER_MMOL, 350,
         _("Limit of supplements without a doctor in the US: {mg} mg ({mmol} mmol) a day; food does not count")),
    )  # fmt: skip
    for key, not_in, mmol, figure, text in rows:
        if ("US" if region == "US" else "EU" if region else "") != not_in:
            limit = say(text, mg=Decimal(figure), mmol=mmol)
            yield Advice(key, limit, rule("TX-PO-10"), "food", names_dose=True, verified=rule("TX-PO-10").verified)


def _measured_vitamin_d(s: Situation) -> bool:
    return s.inquiry.facts.quantity(VITAMIN_D) is not None


def _remark(key: str, text: str, rule_id: str) -> Advice:
    return Advice(key, say(text), rule(rule_id), "food", verified=rule(rule_id).verified)
