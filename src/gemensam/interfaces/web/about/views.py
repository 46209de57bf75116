"""The pages about the service, open to everyone."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gemensam.interfaces.web.about.findings import KNOWN_FAULTS, accessibility_report
from gemensam.interfaces.web.about.licences import browser_parts, server_parts
from gemensam.interfaces.web.layout.cookies import COOKIES
from gemensam.interfaces.web.layout.page import public_page


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """What the service is and who answers for it."""
    return render(request, "about/templates/about.html")


@public_page
def licences(request: HttpRequest) -> HttpResponse:
    """Every part made by others, with version and licence."""
    parts = {"browser_parts": browser_parts(), "server_parts": server_parts()}
    return render(request, "about/templates/licences.html", parts)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that the law asks for (lag 2018:1937)."""
    context = {
        "report": accessibility_report(),
        "known": KNOWN_FAULTS,
        "contact": settings.DEFAULT_FROM_EMAIL,
    }
    return render(request, "about/templates/accessibility.html", context)


@public_page
def cookies(request: HttpRequest) -> HttpResponse:
    """Every cookie that the service sets."""
    return render(request, "about/templates/cookies.html", {"cookies": COOKIES})
