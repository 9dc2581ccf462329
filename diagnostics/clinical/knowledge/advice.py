"""What the patient is told, in plain words (TX-HAND-01, items 1 to 14), and the emergency number of each region."""

from __future__ import annotations

from dataclasses import dataclass

from ..text import _


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact for the patient: its item of TX-HAND-01, and the situation in which it is told, answered by the engine.

    Places of the text: {number} the emergency number, {names} the patient's drugs, {when} the time of the blood test.
    """

    key: str
    item: int
    when: str
    text: str


FACTS: tuple[Fact, ...] = (
    Fact("what_it_is_low", 1, "low", _("Magnesium is a mineral that your muscles, nerves and heart need. Your blood level is low.")),
    Fact("what_it_is", 1, "not_low", _("Magnesium is a mineral that your muscles, nerves and heart need. Your blood level is not low.")),
    Fact("small_doses", 2, "oral", _("Take the tablets or powder in small amounts through the day, with food. Do not stop without asking.")),
    Fact("loose_stools", 3, "oral", _("Loose stools are common. More than three a day for two days: halve the dose and ring us. Do not just stop for a week.")),
    Fact("keep_apart", 4, "spaced", _("Keep these medicines hours apart from magnesium; your times are on the list: {names}.")),
    Fact("keep_apart_others", 4, "oral",
         _("With a new medicine, ask about the hours between it and magnesium. Antibiotics, thyroid tablets, bone tablets, iron, HIV and transplant medicines matter most.")),
    Fact("ring_at_once", 5, "danger",
         _("Ring {number} at once for: a fit, fainting, a very fast or irregular heartbeat, spasms of hands or feet, a tight throat, or severe weakness.")),
    Fact("blood_test", 6, "recheck", _("Have your blood tested again within {when}. The level can drop again when treatment stops.")),
    Fact("blood_test_only", 6, "recheck_untreated", _("Have your blood tested again within {when}.")),
    Fact("what_lowers_it", 7, "lowered",
         _("Stomach acid tablets, water tablets, alcohol and long-standing diarrhoea lower magnesium. Never stop a prescribed medicine without asking; we check if you still need it.")),
    Fact("food_helps", 8, "food",
         _("Food helps: pumpkin seeds, nuts, beans, wholegrains, spinach. It is often enough to keep the level, seldom enough to repair a low one quickly.")),
    Fact("food_beside_treatment", 8, "food_beside_a_loss",
         _("Food helps: pumpkin seeds, nuts, beans, wholegrains, spinach. By itself it is seldom enough while the body keeps losing magnesium.")),
    Fact("food_potassium", 8, "potassium_food",
         _("Nuts, beans, spinach and potatoes hold much potassium, which your blood or kidneys may not bear. Ask us before you eat more of them for the magnesium.")),
    Fact("food_potassium_open", 8, "potassium_food_open",
         _("Nuts, beans and spinach also hold much potassium. We want to know your potassium and kidney function before you eat more of them.")),
    Fact("do_not_buy", 9, "always",
         _("Do not buy extra magnesium. More is not better: it can cause diarrhoea and, with weak kidneys, be dangerous.")),
    Fact("amiloride", 10, "amiloride",
         _("With amiloride: no salt substitutes, no painkillers like ibuprofen, no trimethoprim antibiotics. Tell us if you vomit or have diarrhoea.")),
    Fact("sglt2", 11, "sglt2",
         _("With empagliflozin or dapagliflozin: stop it when you cannot eat or drink, have a fever or vomit, and before surgery. Genital thrush is possible. Ring us for nausea, belly pain or fast breathing.")),
    Fact("inulin", 12, "inulin", _("With inulin: start slowly. Wind and bloating are common; stop if they are severe.")),
    Fact("drip", 13, "drip", _("With the drip you may feel warm. Tell the staff if you become drowsy or weak, or have trouble breathing.")),
    Fact("no_other_disease", 14, "other_disease",
         _("Magnesium does not treat multiple sclerosis, arthritis, lupus or osteoporosis; it only corrects a low level.")),
)  # fmt: skip

EMERGENCY_NUMBERS: dict[str, str] = {"NL": "112", "UK": "999", "US": "911"}
NO_REGION = _("112, 999, 911 or the local emergency number")
