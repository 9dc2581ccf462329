"""The way through the workup, where magnesium goes, and the plan along time: true, told in words, and legible."""

import dataclasses
from xml.etree import ElementTree

import pytest

from diagnostics.clinical.text import say
from diagnostics.presenters.drawing import NARROW, WIDE
from diagnostics.presenters.magnesium_map import (
    CELLS,
    EXITS,
    GUT,
    KEPT,
    KIDNEY,
    LOST,
    NOTHING,
    PLACES_OF_ROUTE,
    SUSPECTED,
    UNKNOWN,
    magnesium_map,
)  # fmt: skip
from diagnostics.presenters.magnesium_map_drawing import draw_map
from diagnostics.presenters.path_drawing import narrow_path, wide_path
from diagnostics.presenters.pathway import path_nodes
from diagnostics.presenters.pictures import ALL
from diagnostics.presenters.report import Editor, report
from diagnostics.presenters.timeline import LATER, MEANWHILE, MONTH, NOW, TODAY, WEEK, Watched, stretch_of, timeline
from diagnostics.presenters.timeline_drawing import draw_timeline
from diagnostics.presenters.wording import Wording
from tests.presenters import sample

from .pictured import LANGUAGES, patients

TAGS = {"svg", "title", "desc", "polyline", "polygon", "rect", "circle", "path", "text"}


def stretches(assessment, language="en"):
    editor = Editor(assessment, Wording(language))
    plan = editor.plan()
    watch = editor.watch()
    watched = Watched(watch["recheck"], watch["surveillance"], watch["monitoring"])
    do_now = editor.do_now(plan, editor.all_withheld())
    return timeline(assessment, editor.wording, do_now=do_now, plan=plan, watch=watched), plan, do_now


def every(language="en"):
    return [(assessment, Wording(language)) for assessment in patients()]


# --- all pictures ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_any_picture_lies_over_another_or_leaves_it(language):
    for assessment, wording in every(language):
        nodes = path_nodes(assessment, wording)
        line, _plan, _now = stretches(assessment, language)
        shown = magnesium_map(assessment, wording)
        drawings = [wide_path(nodes), narrow_path(nodes), draw_timeline(line, WIDE), draw_timeline(line, NARROW)]
        drawings += [draw_map(shown, wording)] if shown else []
        for drawing in drawings:
            assert not drawing.clashes(), assessment.facts.values


@pytest.mark.parametrize("name", sample.ALL)
def test_svgs_have_a_name_what_they_tell_and_only_what_paper_and_policy_bear(name):
    shown = report(sample.ALL[name](), Wording())
    figures = [figure for figure in (shown.map, shown.timeline, *shown.number_lines) if figure]
    svgs = [shown.path_svg, shown.path_narrow, *(svg for figure in figures for svg in (figure.wide, figure.narrow))]
    for svg in svgs:
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert [child.tag.rpartition("}")[2] for child in root[:2]] == ["title", "desc"]
        assert root[0].text
        assert root[1].text
        for element in root.iter():
            assert element.tag.rpartition("}")[2] in TAGS
            assert not {"style", "onclick", "href", "id"} & set(element.keys())


def test_only_what_is_wanted_is_drawn():
    for wanted in ALL:
        shown = report(sample.severe(), Wording(), pictures=(wanted,))
        drawn = {"path": shown.path_svg, "lines": shown.number_lines, "map": shown.map, "timeline": shown.timeline}
        assert {key for key, picture in drawn.items() if picture} == {wanted}


# --- the way through the workup -------------------------------------------------------------------------------


@pytest.mark.parametrize("draw", [wide_path, narrow_path])
def test_every_station_is_named_and_those_on_the_way_are_numbered(draw):
    for assessment, wording in every()[:60]:
        nodes = path_nodes(assessment, wording)
        texts = [text.text for text in draw(nodes).texts]
        for node in nodes:
            assert node.label in texts
        numbers = [text for text in texts if text.isdigit()]
        assert numbers == [str(node.number) for node in nodes if node.number]


def test_on_a_phone_a_stop_that_is_still_to_come_is_told_from_one_that_was_passed():
    shown = ElementTree.fromstring(report(sample.indeterminate(), Wording()).path_narrow)
    discs = [each for each in shown.iter() if each.tag.endswith("circle")]
    hollow = [each for each in discs if each.get("stroke-dasharray")]
    assert 0 < len(hollow) < len(discs)
    assert {each.get("r") for each in hollow} == {"10.5", "7"}


# --- where magnesium goes -------------------------------------------------------------------------------------


def states(assessment):
    shown = magnesium_map(assessment, Wording())
    return {place.key: place.state for place in shown.places}


def test_the_loss_is_marked_where_the_route_says_and_nowhere_else():
    seen = set()
    for assessment, _wording in every():
        route = assessment.route.value
        if route not in PLACES_OF_ROUTE or not assessment.scope.in_scope:
            continue
        found = states(assessment)
        assert tuple(key for key in EXITS if found[key] == LOST) == PLACES_OF_ROUTE[route]
        seen.add(route)
    assert {"renal", "gastrointestinal", "intake", "mixed"} <= seen


@pytest.mark.parametrize("route", ["indeterminate", "discordant"])
def test_what_is_not_known_is_said_to_be_unknown(route):
    found = [
        assessment for assessment, _wording in every() if assessment.route.value == route and assessment.scope.in_scope
    ]
    assert found
    for assessment in found:
        shown = magnesium_map(assessment, Wording())
        assert LOST not in states(assessment).values()
        assert NOTHING not in states(assessment).values()
        assert "not known" in shown.unknown


def test_a_kidney_that_conserves_is_said_to_and_never_when_it_loses():
    found = set()
    for assessment, _wording in every():
        if magnesium_map(assessment, Wording()) is None:
            continue
        tests = [assessment.computed.get(name) for name in ("urine_magnesium_24h", "femg")]
        conserved = any(test and test.valid and test.grade == "conserved" for test in tests)
        state = states(assessment)[KIDNEY]
        assert state != KEPT or conserved
        found.add(state)
    assert {KEPT, LOST, UNKNOWN, SUSPECTED} <= found


def test_a_cause_is_named_at_its_place():
    shown = magnesium_map(sample.severe(), Wording())
    assert shown.at(KIDNEY).state == LOST
    assert any("thiazide" in cause.casefold() for cause in shown.at(KIDNEY).because)
    assert shown.unknown == "Which part of the tubule loses magnesium is not known from these answers."


def test_a_shift_is_no_loss():
    for assessment, _wording in every():
        if assessment.route.value == "redistribution" and assessment.scope.in_scope:
            assert magnesium_map(assessment, Wording()).at(CELLS).word.startswith("shifts in here")


def test_there_is_no_map_where_the_question_does_not_arise():
    assert magnesium_map(sample.not_low(), Wording()) is None


def test_the_loss_is_told_from_the_rest_without_colour():
    """Its arrow is thicker than every other, and its word has a frame."""
    for assessment, wording in every():
        shown = magnesium_map(assessment, wording)
        if shown is None or shown.at(GUT).state != LOST:
            continue
        parts = [ElementTree.fromstring(part.svg()) for part in draw_map(shown, wording).parts]
        assert sum(part.tag == "polyline" and part.get("stroke-width") == "6" for part in parts) == 1
        frames = [part for part in parts if part.tag == "rect" and part.get("stroke-width") == "2"]
        assert len(frames) == sum(place.state in (LOST, "also") for place in shown.places)


# --- the plan along time --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hours, key",
    [(-48, TODAY), (0, TODAY), (24, TODAY), (25, WEEK), (168, WEEK), (169, MONTH), (744, MONTH), (745, LATER)],
)
def test_an_hour_falls_into_its_stretch(hours, key):
    assert stretch_of(hours) == key


def test_every_item_of_the_plan_stands_on_the_line_once():
    for assessment, _wording in every():
        line, plan, do_now = stretches(assessment)
        marks = [mark.text for stretch in line for mark in stretch.marks if mark.kind == "item"]
        wanted = {item.title for item in do_now} | {item.title for section in plan for item in section.items}
        recheck = {item.title for section in plan for item in section.items if item.key == "RECHECK"}
        assert set(marks) == wanted - recheck
        assert len(marks) == len(set(marks))


def test_recheck_and_surveillance_stand_where_their_time_puts_them():
    seen = set()
    for assessment, _wording in every():
        line, _plan, _now = stretches(assessment)
        for stretch in line:
            for mark in stretch.marks:
                if mark.hours is not None:
                    assert stretch.key == stretch_of(mark.hours)
                    seen.add((mark.kind, stretch.key))
        hours = [mark.hours for stretch in line for mark in stretch.marks if mark.kind == "recheck"]
        recheck = assessment.plan.recheck
        assert hours == ([recheck.within_hours] if recheck else [])
    assert {("recheck", TODAY), ("recheck", WEEK), ("measure", LATER)} <= seen


def test_an_emergency_comes_first_in_a_frame_and_the_order_is_that_of_time():
    order = (NOW, TODAY, WEEK, MONTH, LATER, MEANWHILE)
    urgent = 0
    for assessment, _wording in every():
        line, _plan, _now = stretches(assessment)
        keys = [order.index(stretch.key) for stretch in line]
        assert keys == sorted(keys)
        emergency = assessment.emergency_banner or assessment.urgency == "emergency"
        assert any(stretch.urgent for stretch in line) == (emergency and line[0].key == NOW)
        if line and line[0].urgent:
            urgent += 1
            assert 'stroke-width="3"' in draw_timeline(line, WIDE).parts[2].svg() + draw_timeline(line, WIDE).parts[1].svg() + draw_timeline(line, WIDE).parts[0].svg()  # fmt: skip
    assert urgent


def test_the_antidote_stands_beside_the_infusion():
    line, _plan, _now = stretches(sample.severe())
    assert "Antidote at the bedside" in [mark.text for mark in line[0].marks]


def test_a_decision_is_said_beside_its_item():
    shown = report(sample.severe(), Wording(), decisions=[sample_decision()])
    assert "(rejected)" in shown.timeline.lines[0]


def sample_decision():
    from diagnostics.presenters.report import Choosing

    return Choosing("IV_INF_5G_12H", "reject", "no line")


def test_what_was_typed_cannot_break_a_picture():
    severe = sample.severe()
    plan = dataclasses.replace(
        severe.plan, recommended=(dataclasses.replace(severe.plan.recommended[0], text=say("<script>&\"'")),)
    )
    shown = report(dataclasses.replace(severe, plan=plan), Wording())
    assert "<script>" in "".join(ElementTree.fromstring(shown.timeline.wide).itertext())
