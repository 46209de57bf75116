"""A paper as a file to save: never shown in the page, and by a name that tells nothing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from gemensam.domains.applications.queries.requests import PaperView, own_paper_content
from gemensam.foundation.access import clock
from gemensam.interfaces.web.applications.steps import WRITERS
from gemensam.interfaces.web.layout.downloads import file_response
from gemensam.interfaces.web.layout.page import missing_is_404, page

ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
}


def paper_response(paper: PaperView, content: bytes) -> HttpResponse:
    """The paper as a file."""
    return file_response(f"bilaga-{paper.id}.{ENDINGS[paper.media_type]}", paper.media_type, content)


@page(*WRITERS, methods=("GET", "HEAD"))
def own(request: HttpRequest, draft_id: UUID, paper_id: UUID) -> HttpResponse:
    """What one has put to a question oneself, to see that it is the right one. The reading is logged."""
    with missing_is_404():
        found, content = own_paper_content(request.actor, draft_id, paper_id, at=clock.now())
    return paper_response(found, content)
