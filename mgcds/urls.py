"""Every address of the site: the language choice, and the application at the root."""

from django.urls import include, path

urlpatterns = [
    path("language/", include("django.conf.urls.i18n")),
    path("", include("diagnostics.urls")),
]
