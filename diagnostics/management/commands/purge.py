"""Delete guests' workups that nobody has used for longer than the idle time, and sessions that have ended."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from diagnostics.models import Workup


class Command(BaseCommand):
    help = "Delete idle guest workups and ended sessions. Run it every hour or so."

    def handle(self, *args: Any, **options: Any) -> None:
        count = Workup.objects.expired().count()
        Workup.objects.expired().delete()
        call_command("clearsessions")
        self.stdout.write(f"Deleted {count} idle workups.")
