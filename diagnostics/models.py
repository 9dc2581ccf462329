"""What is remembered: the words that were written, the decisions taken, and what was signed.

What follows from the words is recomputed each time. A guest needs no account: the session, which lives
in the database under the key of the browser's cookie, names the workup by a random key.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from .readers.answers import GIVEN, Written

LONGEST_ANSWER = 200
LONGEST_REASON = 500


def new_key() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


class Conflict(Exception):
    """An older page would overwrite what was written since; `both` holds the stored and the posted words."""

    def __init__(self, both: Mapping[str, tuple[object, object]]) -> None:
        super().__init__("older version")
        self.both = both


@dataclass(frozen=True)
class Decided:
    """The words of one decision."""

    choice: str = ""
    reason: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    suggested: str = ""


class WorkupQuerySet(models.QuerySet):
    def expired(self) -> WorkupQuerySet:
        """Guests' workups that nobody has touched for longer than the idle time."""
        limit = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return self.filter(touched__lt=limit, example=False)


class Workup(models.Model):
    """One patient's workup. `version` grows with each save that changes something.

    `form` and `revision` name the page and the latest of its own savings, so that one which arrives
    late is recognised as older. `copied` is empty unless this is a copy of a case that came by link:
    `knowledge` is the version that answered it, `age` and `drugs` say what was left out of the link.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    started = models.DateTimeField(default=timezone.now)
    touched = models.DateTimeField(default=timezone.now, db_index=True)
    version = models.PositiveIntegerField(default=0)
    form = models.CharField(max_length=32, blank=True)
    revision = models.PositiveIntegerField(default=0)
    example = models.BooleanField(default=False)
    copied = models.JSONField(default=dict)

    objects = WorkupQuerySet.as_manager()

    def __str__(self) -> str:
        return f"workup {self.pk}"

    @property
    def idle_too_long(self) -> bool:
        age = timezone.now() - self.touched
        return not self.example and age.total_seconds() > settings.SESSION_COOKIE_AGE

    def written(self) -> dict[str, Written]:
        """Every answer by its key."""
        return {answer.key: answer.written for answer in self.answers.all()}

    def remember(
        self,
        given: Mapping[str, Written],
        settle: Callable[[str, Written, Written], Written],
        *,
        page: Page,
    ) -> bool:
        """Save what was written on a page; whether something changed.

        Raises Conflict, and saves nothing, when another page has since written something else.
        """
        with transaction.atomic():
            self.lock()
            if page.form == self.form and page.revision < self.revision:
                return False
            stored = {answer.key: answer for answer in self.answers.all()}
            changed = _changed(stored, given, settle, page)
            if changed:
                self._keep(changed, page)
            elif page.revision and (page.form, page.revision) != (self.form, self.revision):
                self._note(page)
            return bool(changed)

    def _note(self, page: Page) -> None:
        """Remember how far a page has come, so that an older saving of it is recognised when it comes late."""
        self.form, self.revision = page.form, page.revision
        self.save(update_fields=["form", "revision"])

    def decide(self, given: Mapping[str, Decided], *, page: Page) -> bool:
        """Save the decisions on the items of the plan; whether something changed. Raises Conflict."""
        with transaction.atomic():
            self.lock()
            stored = {row.code: row for row in self.decisions.all()}
            before = {code: stored[code].decided if code in stored else Decided() for code in given}
            changed = {code: now for code, now in given.items() if now != before[code]}
            both = {c: (before[c], now) for c, now in changed.items() if c in stored and page.is_older_than(stored[c])}
            if both:
                raise Conflict(both)
            if changed:
                self.advance(page)
                Decision.objects.bulk_create(
                    [Decision(workup=self, code=code, version=self.version, form=page.form, **vars(now))
                     for code, now in changed.items()],
                    update_conflicts=True,
                    unique_fields=["workup", "code"],
                    update_fields=["choice", "reason", "parts", "suggested", "version", "form"],
                )  # fmt: skip
            return bool(changed)

    def lock(self) -> None:
        """Take the newest state of this row, and hold it until the transaction ends."""
        newest = type(self).objects.select_for_update().get(pk=self.pk)
        for name in ("version", "form", "revision", "touched"):
            setattr(self, name, getattr(newest, name))

    def _keep(self, changed: Mapping[str, Written], page: Page) -> None:
        self.advance(page)
        Answer.objects.bulk_create(
            [Answer.of(self, key, written, page) for key, written in changed.items()],
            update_conflicts=True,
            unique_fields=["workup", "key"],
            update_fields=["text", "unit", "state", "confirmed", "unit_before", "version", "form"],
        )

    def advance(self, page: Page) -> None:
        """Count one more save, made from `page`."""
        self.version += 1
        self.form, self.revision, self.touched = page.form, page.revision, timezone.now()
        self.save(update_fields=["version", "form", "revision", "touched"])


class Page:
    """Which page a save comes from: its random form key, the version it showed, its count of own savings."""

    def __init__(self, form: str, version: int, revision: int = 0) -> None:
        self.form, self.version, self.revision = form, version, revision

    def is_older_than(self, row: Answer | Decision) -> bool:
        """Whether `row` was written by another page after this one was made."""
        return row.version > self.version and row.form != self.form


def _changed(
    stored: Mapping[str, Answer],
    given: Mapping[str, Written],
    settle: Callable[[str, Written, Written], Written],
    page: Page,
) -> dict[str, Written]:
    """The answers that differ from the stored ones. Raises Conflict if a newer one would be overwritten."""
    changed: dict[str, Written] = {}
    both: dict[str, tuple[Written, Written]] = {}
    for key, written in given.items():
        answer = stored.get(key)
        before = answer.written if answer else Written()
        now = settle(key, before, written)
        if now == before:
            continue
        if answer and page.is_older_than(answer):
            both[key] = before, now
        changed[key] = now
    if both:
        raise Conflict(both)
    return changed


class Answer(models.Model):
    """The words written in answer to one question, readable or not."""

    workup = models.ForeignKey(Workup, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=100)
    text = models.CharField(max_length=LONGEST_ANSWER, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, default=GIVEN)
    confirmed = models.BooleanField(default=False)
    unit_before = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField()
    form = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workup", "key"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @classmethod
    def of(cls, workup: Workup, key: str, written: Written, page: Page) -> Answer:
        return cls(
            workup=workup,
            key=key,
            text=written.text,
            unit=written.unit,
            state=written.state,
            confirmed=written.confirmed,
            unit_before=written.unit_before,
            version=workup.version,
            form=page.form,
        )

    @property
    def written(self) -> Written:
        return Written(self.text, self.unit, self.state, self.confirmed, self.unit_before)


class Decision(models.Model):
    """What a physician decided about one item of the plan.

    `parts` are the figures typed for a changed dose, `suggested` marks the proposal that was decided on:
    when the proposal changes, the decision no longer holds.
    """

    ACCEPT, CHANGE, REJECT = "accept", "change", "reject"
    CHOICES = (ACCEPT, CHANGE, REJECT)

    workup = models.ForeignKey(Workup, on_delete=models.CASCADE, related_name="decisions")
    code = models.CharField(max_length=60)
    choice = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    parts = models.JSONField(default=dict)
    suggested = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField()
    form = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workup", "code"], name="one_decision_an_item")]

    def __str__(self) -> str:
        return f"decision {self.pk}"

    @property
    def decided(self) -> Decided:
        return Decided(self.choice, self.reason, dict(self.parts), self.suggested)


class SignedAssessment(models.Model):
    """An assessment as it was signed: what was written, decided and concluded, never recomputed.

    `digest` is the SHA-256 of the rest, looked at whenever the row is read.
    """

    workup = models.ForeignKey(Workup, on_delete=models.CASCADE, related_name="signed")
    version = models.PositiveIntegerField()
    signed = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=10)
    knowledge_version = models.CharField(max_length=100)
    inputs = models.JSONField()
    decisions = models.JSONField()
    outputs = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workup", "version"], name="signed_once_a_version")]

    def __str__(self) -> str:
        return f"signed assessment {self.pk}"

    @property
    def code(self) -> str:
        """A short code to tell documents apart; it says nothing about the patient."""
        return self.digest[:8].upper()

    def compute_digest(self) -> str:
        content = [self.knowledge_version, self.language, self.inputs, self.decisions, self.outputs]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    @property
    def intact(self) -> bool:
        """Whether the row still is what was signed."""
        return self.digest == self.compute_digest()

    def written(self) -> dict[str, Written]:
        """The answers as they were frozen."""
        return {key: Written(**words) for key, words in self.inputs.items()}
