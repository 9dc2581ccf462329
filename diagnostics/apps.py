"""The one application of the site."""

from django.apps import AppConfig


class DiagnosticsConfig(AppConfig):
    name = "diagnostics"
    verbose_name = "MgCDS"

    def ready(self) -> None:
        from django.core.checks import register

        from .checks import version_is_current

        register(version_is_current, deploy=True)
