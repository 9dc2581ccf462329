"""The addresses of the application. None of them names a patient or a workup."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from .clinical.facts import Step
from .views import (
    calculators,
    carry,
    drugs,
    knowledge,
    landing,
    panel,
    paste,
    plan,
    questions,
    results,
    sign,
    steps,
    take_away,
)


def _page(address: str, view: Callable[..., object], name: str) -> URLPattern:
    """An address whose answers no browser and no proxy keeps."""
    return path(address, never_cache(view), name=name)


urlpatterns = [
    _page("", landing.start, "start"),
    _page("about/", landing.about, "about"),
    _page("example/", results.example, "example"),
    _page("healthz", landing.healthz, "healthz"),
    _page("drugs/", drugs.drugs, "drugs"),
    _page("copy/", carry.copy, "copy"),
    _page("recheck/", carry.recheck, "recheck"),
    _page("calculators/", calculators.overview, "calculators"),
    _page("calculators/constants.json", calculators.constants, "calculators-constants"),
    _page("calculators/worker.js", calculators.worker, "calculators-worker"),
    _page("calculators/<slug:key>/", calculators.calculator, "calculator"),
    _page("calculators/<slug:key>/workup/", calculators.take, "calculator-take"),
    _page("knowledge/", knowledge.overview, "knowledge"),
    _page("knowledge.pdf", knowledge.knowledge_pdf, "knowledge-pdf"),
    _page("knowledge/chapter/<slug:key>/", knowledge.chapter, "knowledge-chapter"),
    _page("knowledge/rule/<slug:rule_id>/", knowledge.rule, "knowledge-rule"),
    _page("knowledge/path/", knowledge.decision, "knowledge-path"),
    _page("knowledge/drugs/", knowledge.drugs, "knowledge-drugs"),
    _page("knowledge/limits/", knowledge.limits, "knowledge-limits"),
    _page("knowledge/sources/", knowledge.sources, "knowledge-sources"),
    _page("knowledge/sign-off/", knowledge.sign_off, "knowledge-sign-off"),
    _page("knowledge/changes/", knowledge.changes, "knowledge-changes"),
    *(_page(f"workup/{step.value}/", steps.StepPage.as_view(step=step), f"workup-{step.value}") for step in Step),
    *(
        _page(f"workup/{step.value}/paste/", paste.PastePage.as_view(step=step), f"workup-{step.value}-paste")
        for step in paste.PASTING
    ),
    *(
        _page(f"workup/{step.value}/take/", paste.TakePage.as_view(step=step), f"workup-{step.value}-take")
        for step in paste.PASTING
    ),
    _page("workup/panel/", panel.panel, "workup-panel"),
    _page("workup/questions/", questions.questions, "workup-questions"),
    _page("workup/check/", results.check, "workup-check"),
    _page("workup/conclusion/", results.conclusion, "workup-conclusion"),
    _page("workup/plan/", plan.PlanPage.as_view(), "workup-plan"),
    _page("workup/sign/", sign.SignPage.as_view(), "workup-sign"),
    _page("workup/link/", carry.link, "workup-link"),
    _page("workup/report.pdf", sign.report_pdf, "workup-report-pdf"),
    _page("workup/record-text/", take_away.record_texts, "workup-record-text"),
    _page("workup/handout/", take_away.patient_sheet, "workup-handout"),
    _page("workup/handout.pdf", take_away.patient_sheet_pdf, "workup-handout-pdf"),
    _page("workup/calendar/", take_away.calendar, "workup-calendar"),
    _page("workup/loading-test.pdf", sign.loading_test_pdf, "workup-loading-test-pdf"),
    _page("workup/next-patient/", landing.next_patient, "workup-next-patient"),
]
