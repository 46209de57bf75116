"""Shows the components, all at once or one at a time."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gemensam.interfaces.web.gallery.samples import samples
from gemensam.interfaces.web.layout.page import public_page
from gemensam.interfaces.web.layout.themes import THEME_COOKIE, THEMES

COMPONENTS = Path(__file__).resolve().parent.parent / "components"


def names() -> list[str]:
    """Every component that has a preview, by name."""
    return sorted(path.parent.name for path in COMPONENTS.glob("*/preview.html"))


def _shown(name: str) -> dict[str, str]:
    return {"name": name, "tag": f"c-{name.replace('_', '-')}", "template": f"components/{name}/preview.html"}


@public_page
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page, with a choice of theme."""
    context = {"components": [_shown(name) for name in names()], "themes": THEMES, **samples()}
    return render(request, "gallery/templates/gallery.html", context)


@public_page
def component(request: HttpRequest, name: str) -> HttpResponse:
    """One component on a page of its own."""
    if name not in names():
        raise Http404
    context = {"components": [_shown(name)], "only": _shown(name), **samples()}
    return render(request, "gallery/templates/gallery.html", context)


@public_page
def theme(request: HttpRequest) -> HttpResponse:
    """Try another municipality's theme."""
    response = HttpResponseRedirect(reverse("gallery"))
    if request.POST.get("theme") in THEMES:
        response.set_cookie(THEME_COOKIE, request.POST["theme"], samesite="Lax")
    return response
