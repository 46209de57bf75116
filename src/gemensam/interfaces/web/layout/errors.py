"""The pages shown when something is missing, refused or broken. They show no data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from gemensam.interfaces.web.layout.kept_words import kept_words


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the address does not exist, or its object is not the reader's."""
    return render(request, "layout/not_found.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the role may not open the page."""
    return render(request, "layout/refused.html", status=403)


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was sent from a page too old, or from somewhere else."""
    return render(request, "layout/stale_form.html", {"words": kept_words(request)}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500: drawn without the database, the session and the page frame, any of which may be what broke."""
    return HttpResponse(render_to_string("layout/broken.html"), status=500)
