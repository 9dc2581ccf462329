"""One invented, finished workup, so that the first screen has an example to open. Run again, it is made anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from diagnostics.models import Answer, Page, Workup
from diagnostics.readers.invented import answers


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        Workup.objects.filter(example=True).delete()
        workup = Workup.objects.create(example=True, version=1)
        page = Page(form="", version=1)
        Answer.objects.bulk_create(Answer.of(workup, key, written, page) for key, written in answers().items())
        self.stdout.write("The example is ready at /example/.")
