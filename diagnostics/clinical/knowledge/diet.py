"""Food: how much magnesium people need, where it is, and what is said about supplements (TX-DIET-01 to -08, TX-PO-10)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..counsel import Food, Requirement
from ..doses import mg as mg_of
from ..text import _, say
from ..units import round_half_up


@dataclass(frozen=True, slots=True)
class Group:
    """People of one sex, age band and state, and what they need a day by each authority, in mg (TX-DIET-03)."""

    label: str
    sex: str
    state: str  # "", pregnant or lactating
    youngest: int
    oldest: int
    rda: int
    efsa: int


GROUPS: tuple[Group, ...] = (
    Group(_("men of 19 to 30 years"), "male", "", 19, 30, 400, 350),
    Group(_("men of 31 years and older"), "male", "", 31, 200, 420, 350),
    Group(_("women of 19 to 30 years"), "female", "", 19, 30, 310, 300),
    Group(_("women of 31 years and older"), "female", "", 31, 200, 320, 300),
    Group(_("pregnant women of 19 to 30 years"), "female", "pregnant", 19, 30, 350, 300),
    Group(_("pregnant women of 31 to 50 years"), "female", "pregnant", 31, 50, 360, 300),
    Group(_("breast-feeding women of 19 to 30 years"), "female", "lactating", 19, 30, 310, 300),
    Group(_("breast-feeding women of 31 to 50 years"), "female", "lactating", 31, 50, 320, 300),
)  # fmt: skip

# by region: the authorities whose figure is shown, and the limit of unsupervised supplements
AUTHORITIES: dict[str, tuple[str, ...]] = {"US": ("RDA",), "UK": ("EFSA",), "NL": ("EFSA",), "": ("RDA", "EFSA")}
EU_UPPER_MMOL, US_UPPER_MMOL = Decimal("10.3"), Decimal("14.4")

_SAID = {
    "RDA": _("US recommended dietary allowance, {group}: {mg} mg ({mmol} mmol) a day from all sources"),
    "EFSA": _("EFSA adequate intake, {group}: {mg} mg ({mmol} mmol) a day from all sources"),
}


def requirement(group: Group, authority: str) -> Requirement:
    """What a group needs by an authority; mmol to one decimal."""
    figure = group.rda if authority == "RDA" else group.efsa
    mmol = round_half_up(figure / mg_of(Decimal(1)), 1)
    label = say(group.label)
    return Requirement(authority, label, figure, mmol, say(_SAID[authority], group=label, mg=Decimal(figure), mmol=mmol))


def _food(key: str, label: str, portion: str, *mg: int, disagree: bool = False, potassium: bool = False) -> Food:
    return Food(key, say(label), say(portion), mg, disagree, potassium)


HALF_CUP, CUP, OUNCE, FISH = _("1/2 cup"), _("1 cup"), _("28 g"), _("85 g")

# mg in a portion, approximate (TX-DIET-04); nuts, beans, spinach and potatoes are rich in potassium
FOODS: tuple[Food, ...] = (
    _food("pumpkin_seeds", _("pumpkin seeds, roasted"), OUNCE, 156),
    _food("chia_seeds", _("chia seeds"), OUNCE, 111),
    _food("mackerel", _("mackerel"), FISH, 82),
    _food("almonds", _("almonds"), OUNCE, 80, potassium=True),
    _food("spinach", _("spinach, boiled"), HALF_CUP, 78, potassium=True),
    _food("swiss_chard", _("Swiss chard, cooked"), HALF_CUP, 75, 80),
    _food("cashews", _("cashews"), OUNCE, 74, potassium=True),
    _food("peanuts", _("peanuts"), _("1/4 cup"), 63, potassium=True),
    _food("soymilk", _("soymilk"), CUP, 61),
    _food("shredded_wheat", _("shredded wheat"), _("2 biscuits"), 61),
    _food("black_beans", _("black beans"), HALF_CUP, 60, potassium=True),
    _food("edamame", _("edamame"), HALF_CUP, 50, potassium=True),
    _food("peanut_butter", _("peanut butter"), _("2 tablespoons"), 49, potassium=True),
    _food("quinoa", _("quinoa, cooked"), HALF_CUP, 47, 59),
    _food("potato", _("potato with skin"), _("100 g"), 43, potassium=True),
    _food("brown_rice", _("brown rice"), HALF_CUP, 42),
    _food("yoghurt", _("yoghurt"), _("227 g"), 42),
    _food("lentils", _("lentils"), HALF_CUP, 35, potassium=True),
    _food("kidney_beans", _("kidney beans"), HALF_CUP, 35, potassium=True),
    _food("banana", _("banana"), _("1 piece"), 32),
    _food("salmon", _("salmon"), FISH, 26),
    _food("milk", _("milk"), CUP, 24, 27),
    _food("halibut", _("halibut"), FISH, 24, 90, disagree=True),
    _food("kale", _("kale"), _("no figure"), potassium=False),
    _food("oats", _("oats"), _("no figure")),
    _food("chickpeas", _("chickpeas"), _("no figure"), potassium=True),
)  # fmt: skip

# wordings that keep the exact sense of the dossier
AUTOIMMUNE = _(
    "Low magnesium has been described in some people with multiple sclerosis, rheumatoid arthritis and lupus. Whether it contributes or is a "
    "consequence is not known. Taking magnesium has not been shown to treat these diseases. A measured deficiency is treated as in anyone else."
)
OSTEOPOROSIS = _("Osteoporosis: keep magnesium in the normal range; more is not better.")
BONE_EVIDENCE = _(
    "That magnesium lowers fracture risk is unproven: people with the highest intake had 2 to 3 % higher bone density, no fewer hip fractures and more "
    "wrist fractures. Drugs for osteoporosis, calcium and vitamin D by the local guideline."
)
