"""The workup that this browser's session is about, and the token that ties a page to it.

The browser holds the session cookie alone. No address names a workup, and none is reachable from
another session.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone

from ..models import Page, Workup, new_key

SESSION_KEY = "workup"
MOST_SAVINGS = 10**9


def current(request: HttpRequest) -> Workup | None:
    """The workup of this session, if there is one and it has not been idle for too long."""
    key = request.session.get(SESSION_KEY)
    workup = Workup.objects.filter(key=key, example=False).first() if key else None
    if workup is None:
        return None
    if workup.idle_too_long:
        workup.delete()
        return None
    _note_presence(workup)
    return workup


def _note_presence(workup: Workup) -> None:
    """Count the idle time from now, without a write for each look at a page."""
    grain = timedelta(seconds=settings.SESSION_COOKIE_AGE / 20)
    if timezone.now() - workup.touched > grain:
        workup.touched = timezone.now()
        workup.save(update_fields=["touched"])


def begin(request: HttpRequest) -> Workup:
    """An empty workup in place of the one before. Pressed twice, it still makes one."""
    before = current(request)
    if before is not None and before.version == 0:
        return before
    forget(request)
    workup = Workup.objects.create()
    request.session[SESSION_KEY] = workup.key
    return workup


def forget(request: HttpRequest) -> None:
    """Delete the workup of this session and everything of it, and begin a new session."""
    key = request.session.get(SESSION_KEY)
    if key:
        Workup.objects.filter(key=key, example=False).delete()
    request.session.flush()
    rotate_token(request)


# -- a page belongs to one workup -------------------------------------------------------------------------


def new_token(workup: Workup) -> str:
    """A token for one showing of a page: random, and of no use for any other workup."""
    return _signer(workup).sign(new_key()[:16])


def page_of(request: HttpRequest, workup: Workup) -> Page | None:
    """The page that a form was posted from; None when it belongs to another workup."""
    try:
        form = _signer(workup).unsign(request.POST.get("form", ""))
    except BadSignature:
        return None
    return Page(form, _whole_number(request.POST.get("version")), _whole_number(request.POST.get("revision")))


def _signer(workup: Workup) -> Signer:
    return Signer(salt=f"form:{workup.key}")


def _whole_number(text: str | None) -> int:
    return min(int(text), MOST_SAVINGS) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0


def with_workup(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the workup of the session; without one, lead to the start."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        workup = current(request)
        if workup is not None:
            return view(request, workup, *args, **kwargs)
        if request.method == "POST":
            return render(request, "diagnostics/gone.html", status=410)
        return redirect("start")

    return wrapped
