"""The knowledge browser: public pages about the rules. Trying a rule stores nothing and puts nothing in an address."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from ..clinical.knowledge.base import KNOWLEDGE
from ..clinical.knowledge.drugs import DRUGS
from ..clinical.knowledge.patient import BY_KEY
from ..clinical.knowledge.rulebook import RULES
from ..forms.posted import clean
from ..forms.trial import TrialForm, posted_answers, written_of
from ..presenters import decision_path, knowledge, knowledge_sources, knowledge_tables, words
from ..presenters.case_index import INVENTED, answers_used
from ..presenters.knowledge_rows import all_thresholds
from ..presenters.knowledge_search import search
from ..presenters.knowledge_sources import citations
from ..presenters.rule_answer import RuleAnswer, rule_answer
from ..presenters.wording import Wording
from ..readers.answers import Written
from ..readers.invented import answers as invented_answers
from ..readers.library import BuiltIn, built_in_cases
from .picture import assessed
from .sign import pdf_response


def language() -> str:
    return get_language() or "en"


def page(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    """A page of the browser with what all of them show."""
    return render(request, f"diagnostics/knowledge/{name}.html", {"version": KNOWLEDGE.version, "at": name, **context})


# --- overview and lists --------------------------------------------------------------------------------------


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What is known, in chapters, and the search over all of it."""
    query, here = clean(request.GET.get("q")), language()
    chapters = knowledge.chapters(here)
    context = {
        "query": query,
        "hits": search(query, here),
        "chapters": chapters,
        "counts": counts(),
        "reviewed": knowledge.month(max(rule.reviewed for rule in RULES.values()), here),
    }
    return page(request, "overview", **context)


@lru_cache(maxsize=1)
def counts() -> dict[str, int]:
    """How much there is."""
    return {
        "rules": len(RULES),
        "sources": len(citations()),
        "drugs": len(DRUGS),
        "limits": len(all_thresholds()),
        "cases": len(built_in_cases()),
        "unconfirmed": sum(not rule.verified for rule in RULES.values()),
    }


@require_safe
def chapter(request: HttpRequest, key: str) -> HttpResponse:
    """The rules of one chapter."""
    found = next((each for each in knowledge.chapters(language()) if each.key == key), None)
    if found is None:
        raise Http404
    told = knowledge.disagreements(language()) if key == "disagreements" else ()
    return page(request, "chapter", chapter=found, told=[each for each in told if not each[0].rule])


@lru_cache(maxsize=16)
def body(name: str, here: str) -> SafeString:
    """What a long list shows, which is the same for everybody; made once per language."""
    made: dict[str, Callable[[str], dict[str, object]]] = {
        "drugs": lambda here: {"classes": knowledge_tables.drug_classes(here)},
        "sources": lambda here: {"sources": knowledge_sources.sources(here)},
        "sign_off": lambda here: {
            "chapters": [each for each in knowledge.chapters(here) if each.unconfirmed], "counts": counts(),
            "assumptions": knowledge_tables.assumptions(here),
        },
        "limits": lambda here: {
            "limits": knowledge_tables.limits(here),
            "settings": knowledge_tables.settings(here),
            "hard": knowledge_tables.hard_limits(here),
        },
    }  # fmt: skip
    with translation.override(here):
        return render_to_string(f"diagnostics/knowledge/{name}_body.html", made[name](here))


@require_safe
def drugs(request: HttpRequest) -> HttpResponse:
    """The drugs by class."""
    return page(request, "drugs", body=body("drugs", language()))


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The numbered sources with the rules that rest on them."""
    return page(request, "sources", body=body("sources", language()))


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """The cut-offs, a clinic's settings, and the limits of the guard."""
    return page(request, "limits", body=body("limits", language()))


@require_safe
def sign_off(request: HttpRequest) -> HttpResponse:
    """Every rule that is not yet confirmed, to be signed on paper."""
    return page(request, "sign_off", body=body("sign_off", language()))


@require_safe
def decision(request: HttpRequest) -> HttpResponse:
    """The decision path, drawn from the rules."""
    return page(request, "decision", **drawn(language()))


@lru_cache(maxsize=4)
def drawn(here: str) -> dict[str, object]:
    """The ladders as pictures and as rows, and the tables of the tests."""
    severity, steps = decision_path.severity_ladder(here), decision_path.algorithm(here)
    said = {"yes": gettext("yes"), "no": gettext("no"), "either": gettext("or"), "language": here}
    return {
        "severity": severity,
        "severity_svg": decision_path.draw_ladder(
            severity, title=gettext("The ordered list of the treatment paths"), **said
        ),
        "algorithm": steps,
        "algorithm_svg": decision_path.draw_ladder(steps, title=gettext("The steps of the diagnosis"), **said),
        "tables": (decision_path.tests_table(here), decision_path.loading_table(here)),
        "cases": len(built_in_cases()),
    }


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What changed in the clinical content."""
    return page(request, "changes", changes=knowledge.changes(language()))


# --- one rule ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule with all that is known of it, and a form to try it; a published case fills the form."""
    if rule_id not in RULES:
        if rule_id.upper() in RULES:
            return redirect("knowledge-rule", rule_id.upper())
        raise Http404
    here = language()
    answers, case = trial_answers(request)
    asked = request.method == "POST" or bool(answers)
    wording = Wording(here)
    keys = answers_used(rule_id)
    form = TrialForm(keys, answers, wording)
    context = {
        "rule": knowledge.rule_page(rule_id, here),
        "held": knowledge.held(rule_id),
        "inputs": [label(key, wording) for key in keys],
        "cases": knowledge.case_groups(rule_id, here),
        "number_of_cases": len(built_in_cases()),
        "case": case,
        "invented": INVENTED,
        "form": form.shown(),
        "asked": asked,
        "answer": answered(form, rule_id) if asked else None,
    }
    return page(request, "rule", **context)


def trial_answers(request: HttpRequest) -> tuple[dict[str, Written], BuiltIn | None]:
    """The answers to try the rule on: those posted, or those of the patient whom the address names."""
    if request.method == "POST":
        return posted_answers(request.POST), None
    chosen = clean(request.GET.get("case"))
    if chosen == INVENTED:
        return invented_answers(), None
    case = built_in_cases().get(chosen)
    return (written_of(case.facts), case) if case else ({}, None)


def answered(form: TrialForm, rule_id: str) -> RuleAnswer | None:
    """What the rule says about the answers in the form; None where nothing could be worked out."""
    assessment = assessed(form.heard.facts)
    return None if assessment is None else rule_answer(assessment, rule_id, form.wording)


def label(key: str, wording: Wording) -> str:
    """What an answer or a computed value is called."""
    if key in BY_KEY:
        return wording.text(BY_KEY[key].label)
    return wording.text(words.COMPUTED.get(key, words.plain(key)))


# --- paper ---------------------------------------------------------------------------------------------------

KEPT_SECONDS = 90 * 24 * 60 * 60
PRINTING_SECONDS = 60


@require_safe
def knowledge_pdf(request: HttpRequest) -> HttpResponse:
    """All of it as one PDF. It takes seconds to print, so it is printed once for its content and then kept."""
    from ..pdf import knowledge_page, render_page

    content = knowledge_page(language())
    key = f"knowledge-pdf:{hashlib.sha256(content).hexdigest()[:40]}"
    document = cache.get(key)
    if document is None:
        if not cache.add(f"{key}:printing", True, PRINTING_SECONDS):
            return in_print(request)
        try:
            document = render_page(content)
            cache.set(key, document, KEPT_SECONDS)
        finally:
            cache.delete(f"{key}:printing")
    return pdf_response(document, f"mgcds-knowledge-{KNOWLEDGE.version}-{language()}.pdf")


def in_print(request: HttpRequest) -> HttpResponse:
    """Somebody else is having it printed at this moment."""
    response = page(request, "in_print")
    response.status_code = 503
    response["Retry-After"] = "5"
    return response
