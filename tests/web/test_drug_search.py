"""A drug is found by its name, another spelling, its class or a slip of the keys; a short text gives no nonsense."""

from __future__ import annotations

import pytest

from diagnostics.clinical.knowledge.drug_spelling import distance, near_drugs
from diagnostics.clinical.knowledge.drugs import DRUGS, find_drug
from diagnostics.forms.drug_search import MOST, suggestions
from diagnostics.presenters.wording import Wording

SLIPS = {
    # English
    "omeprasole": "omeprazole", "omperazole": "omeprazole", "pantoprazloe": "pantoprazole", "esomeprozole": "esomeprazole",
    "lansoprazol": "lansoprazole", "furosimide": "furosemide", "frusimide": "furosemide", "hydroclorothiazide": "hydrochlorothiazide",
    "indapimide": "indapamide", "chlorthalidon": "chlortalidone", "cisplatn": "cisplatin", "cetuxmab": "cetuximab",
    "tacrolimis": "tacrolimus", "cyclosprin": "ciclosporin", "gentamycn": "gentamicin", "spironolactn": "spironolactone",
    "metfromin": "metformin", "levothyroxin": "levothyroxine", "lisinopil": "lisinopril", "digoxn": "digoxin",
    # Dutch
    "omeprasol": "omeprazole", "omeprazool": "omeprazole", "pantoprazool": "pantoprazole", "rabeprazool": "rabeprazole",
    "hydrochloortiazide": "hydrochlorothiazide", "chloortalidon": "chlortalidone", "furosemid": "furosemide", "cisplatine": "cisplatin",
    "ciclosporine": "ciclosporin", "gentamycine": "gentamicin", "amfotericine B": "amphotericin B", "levotyroxine": "levothyroxine",
    "trimetoprim": "trimethoprim", "spironolacton": "spironolactone", "digoxine": "digoxin", "insulien": "insulin",
    "omeprasol 20 mg": "omeprazole",
}  # fmt: skip


@pytest.mark.parametrize("typed", SLIPS)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_slip_still_finds_the_drug(typed, language):
    drug = find_drug(SLIPS[typed])
    found = [each.value for each in suggestions(typed, Wording(language))[:3]]
    assert drug.label in found or any(f"class:{code}" in found for code in drug.classes)


@pytest.mark.parametrize(
    "typed", ["", "zz", "qwe", "abcd", "aspirin", "paracetamol", "water", "xyzxyzxyz", "<script>", "%", "  "]
)
def test_nonsense_and_what_is_not_known_gives_nothing(typed):
    assert near_drugs(typed) == ()
    assert suggestions(typed, Wording("en")) == []


def test_a_short_text_is_never_near_anything():
    for letters in ("a", "ka", "mag", "omep", "iron"):
        assert near_drugs(letters) == ()


@pytest.mark.parametrize("text, language, code", [
    ("thiazide", "en", "thiazide"), ("thiazide", "nl", "thiazide"), ("protonpomp", "nl", "proton_pump_inhibitor"),
    ("protonpompremer", "nl", "proton_pump_inhibitor"), ("calcineurine", "nl", "calcineurin_inhibitor"),
])  # fmt: skip
def test_a_class_is_found_in_the_language_of_the_reader(text, language, code):
    assert f"class:{code}" in [each.value for each in suggestions(text, Wording(language))]


def test_what_is_suggested_is_what_the_readers_take():
    for typed in (*SLIPS, "ome", "thia", "mag", "ppi"):
        found = suggestions(typed, Wording("en"))
        assert len(found) <= MOST
        assert all(each.value.startswith("class:") or find_drug(each.value) for each in found)


def test_a_name_that_is_known_is_never_called_a_slip():
    for drug in DRUGS.values():
        assert not any(each.near for each in suggestions(drug.label, Wording("en")))


@pytest.mark.parametrize("one, other, many", [
    ("omeprazol", "omeprazol", 0), ("omperazol", "omeprazol", 1), ("omeprazl", "omeprazol", 1), ("omeprasol", "omeprazol", 1),
    ("omeprazoll", "omeprazol", 1), ("abc", "xyz", 3), ("", "ab", 2),
])  # fmt: skip
def test_the_distance_counts_slips(one, other, many):
    assert distance(one, other, 3) == many
    assert distance(other, one, 3) == many


def test_without_scripts_the_name_is_asked_after_a_save(guest):
    guest.answer("history", drugs__0__name="omeprasol", stay="yes")
    page = guest.open("/workup/history/")
    assert 'name="drug-is" value="1:omeprazole"' in page
    guest.answer("history", **{"drug-is": "1:omeprazole"})
    assert guest.written("drugs.0.name").text == "omeprazole"
    assert "drug-is" not in guest.open("/workup/history/")


@pytest.mark.parametrize(
    "hostile", ["", "1", "0:omeprazole", "99:omeprazole", "x:omeprazole", "1:", "²:omeprazole", "5:omeprazole"]
)
def test_a_choice_that_makes_no_sense_changes_nothing(guest, hostile):
    guest.answer("history", drugs__0__name="omeprasol", stay="yes")
    guest.answer("history", **{"drug-is": hostile})
    assert guest.written("drugs.0.name").text == "omeprasol"
