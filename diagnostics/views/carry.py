"""A case that leaves the screen and comes back: the link, the copy that it opens, and the re-check of a report.

The values of a link stand behind the `#` of its address. A browser never sends that part: opening the link leaves
nothing of the patient in the log of any server or proxy on the way. The page at the address then posts it, inside
the encrypted body of a request, and takes it out of the address bar.
"""

from __future__ import annotations

import logging

import segno
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from ..carried.answers import answer_to
from ..carried.link import LONGEST, BadLink, Carried, pack, unpack
from ..carried.open_pdf import LARGEST
from ..carried.recheck import Rechecked, recheck_file, recheck_link, unusable
from ..carried.saying import WHY, said
from ..clinical.facts import Facts
from ..comparison.differences import answer
from ..forms.trial import written_of
from ..models import Page, Workup
from ..presenters.wording import Wording
from ..readers.answers import ABSENT, Written
from ..readers.groups import GROUPS
from .current import begin, current, forget, with_workup
from .landing import at_hand
from .picture import Picture
from .results import frame

log = logging.getLogger(__name__)

LARGEST_QR = 20  # its version: 97 modules a side, which a telephone still reads from a screen


# --- the link ------------------------------------------------------------------------------------------------


@require_safe
@with_workup
def link(request: HttpRequest, workup: Workup) -> HttpResponse:
    """The case as a link and as a QR code, made only when somebody asks for it."""
    picture = Picture(workup)
    context = {**frame(picture, "sign"), "title": gettext("Copy of this case as a link")}
    if picture.assessment is not None:
        code, carried = pack(picture.heard.facts)
        address = f"{request.build_absolute_uri(reverse('copy'))}#{code}"
        context |= {
            "address": address,
            "qr": qr(address),
            "left_out": carried.left_out,
            "answered_differently": answered_differently(picture.heard.facts, carried),
        }
    return render(request, "diagnostics/carry/link.html", context)


def answered_differently(facts: Facts, carried: Carried) -> bool:
    """Whether the copy is answered otherwise than the case, because of what was left out."""
    return answer(answer_to(facts)) != answer(answer_to(carried.facts))


def qr(address: str) -> SafeString | None:
    """The address as a QR code in SVG; None where it would be too dense to be read from a screen."""
    try:
        code = segno.make_qr(address, error="l", version=None)
    except segno.DataOverflowError:
        return None
    if int(code.version) > LARGEST_QR:
        return None
    # colours of its own in light and dark alike: a camera wants black on white
    drawn = code.svg_inline(omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return mark_safe(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # the box round it has the name


# --- the copy that it opens ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest) -> HttpResponse:
    """The page that a link leads to: takes the code, from the script or by hand, and opens the copy."""
    if request.method != "POST":
        return render(request, "diagnostics/carry/copy.html", {"longest": 2 * LONGEST})
    text = request.POST.get("code", "")
    try:
        carried = unpack(text)
    except BadLink as problem:
        context = {"problem": sentence(f"link_{problem.why}"), "code": text[: 2 * LONGEST], "longest": 2 * LONGEST}
        return render(request, "diagnostics/carry/copy.html", context, status=400)
    workup = current(request)
    if workup is not None and workup.version and request.POST.get("replace") != "yes":
        # whoever sends a link must not be able to delete what somebody is working on
        context = {"at_hand": at_hand(workup), "code": text}
        return render(request, "diagnostics/carry/replace.html", context)
    if workup is not None:
        forget(request)
    open_copy(request, carried)
    return redirect("workup-conclusion")


@transaction.atomic
def open_copy(request: HttpRequest, carried: Carried) -> Workup:
    """A new workup of this browser that holds the case, and knows that it is a copy."""
    workup = begin(request)
    left_out = carried.left_out
    workup.copied = {"knowledge": carried.knowledge, "age": left_out.age, "drugs": left_out.drugs}
    workup.save(update_fields=["copied"])
    workup.remember(answers_of(carried.facts), lambda _key, _before, now: now, page=Page(form="", version=0))
    return workup


def answers_of(facts: Facts) -> dict[str, Written]:
    """The words of a workup that read as these facts; of a group that is answered throughout as its page writes it."""
    answers = written_of(facts)
    for group in GROUPS:
        keys = [f"{group.of}.{code}" for code in group.codes]
        if all(isinstance(facts.values.get(key), bool) for key in keys):
            answers[group.rest] = Written(ABSENT)
        if group.rest in answers:
            for key in keys:
                if answers.get(key, Written()).text == "no":
                    del answers[key]
    return answers


# --- the re-check --------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def recheck(request: HttpRequest) -> HttpResponse:
    """Whether a report still holds. Nothing that is given is stored: it is read, answered and forgotten."""
    if request.method != "POST":
        return render(request, "diagnostics/carry/recheck.html", {"longest": 2 * LONGEST})
    found = safely(request)
    try:
        result = said(found, Wording(get_language() or "en"))
    except Exception as failure:  # a file made by hand, with parts that no answer has
        log.warning("A re-check could not be said: %s", type(failure).__name__)
        result = said(unusable("not_ours"), Wording(get_language() or "en"))
    context = {"result": result, "code": request.POST.get("code", "")[: 2 * LONGEST], "longest": 2 * LONGEST}
    return render(
        request, "diagnostics/carry/recheck.html", context, status=400 if found.outcome == "unusable" else 200
    )


def safely(request: HttpRequest) -> Rechecked:
    """What becomes of what was posted; whatever goes wrong with a stranger's file is an answer, never a failure."""
    try:
        return rechecked(request)
    except Exception as failure:
        log.warning("A re-check failed: %s", type(failure).__name__)
        return unusable("not_ours")


def rechecked(request: HttpRequest) -> Rechecked:
    """Check the file that was posted, or else the code."""
    text, typed = request.POST.get("code", ""), request.POST.get("printed", "")[:80]
    file = request.FILES.get("file")
    if file is not None:
        return unusable("too_large") if (file.size or 0) > LARGEST else recheck_file(file.read(), typed)
    if too_large_to_be_taken_in(request):
        return unusable("too_large")
    return recheck_link(text) if text.strip() else unusable("empty")


def too_large_to_be_taken_in(request: HttpRequest) -> bool:
    """Whether a file was dropped unread, see FILE_UPLOAD_HANDLERS in the settings."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > LARGEST


def sentence(why: str) -> str:
    return Wording(get_language() or "en").text(WHY[why])
