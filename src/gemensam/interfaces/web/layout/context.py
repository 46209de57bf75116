"""What the page frame needs on every page."""

from django.conf import settings
from django.http import HttpRequest


def page_frame(request: HttpRequest) -> dict[str, object]:
    """The actor and the look."""
    return {"actor": getattr(request, "actor", None), "demo": settings.DEMO, "theme": settings.DEFAULT_THEME}
