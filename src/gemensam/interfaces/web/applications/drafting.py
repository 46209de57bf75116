"""What every page of an application shares: finding it, the way through it, and saving a step without losing any."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from gemensam.domains.applications.inputs import steps as way
from gemensam.domains.applications.queries.my_application import DraftView, Overview, draft_view, overview
from gemensam.foundation.access import clock
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.applications.words import GROUPS
from gemensam.interfaces.web.layout.navigation import address_of
from gemensam.interfaces.web.layout.page import missing_is_404


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its overview, and the pages that concern its writer."""

    view: DraftView
    overview: Overview
    steps: tuple[way.Step, ...]

    def address(self, code: str) -> str:
        """Where a step's page is."""
        return step_address(self.view.id, code)


def draft_or_404(request: HttpRequest, draft_id: UUID) -> DraftView:
    """The draft if the reader may write it. Raises Http404, and PermissionDenied for who may only read."""
    with missing_is_404():
        found = draft_view(request.actor, draft_id, at=clock.now())
    if not found.may_write:
        raise PermissionDenied(Permission.OWN_APPLICATION_WRITE)
    return found


def whole_draft(request: HttpRequest, draft_id: UUID) -> Draft:
    """The draft with everything about its choices."""
    view = draft_or_404(request, draft_id)
    found = overview(request.actor, view, at=clock.now())
    steps = tuple(step for step in way.steps_for(found.circumstances) if step.code not in view.closed)
    return Draft(view, found, steps)


def step_address(draft_id: UUID, code: str) -> str:
    """Where a step's page is."""
    if way.BY_CODE[code].kind:
        return reverse("application_question", args=[draft_id, code])
    return reverse(f"application_{code}", args=[draft_id])


def stepper(draft: Draft, current: str) -> list[dict[str, str]]:
    """The marks of the way: answered ones can be gone back to."""
    group = way.BY_CODE[current].group if current in way.BY_CODE else "choices"
    marks = []
    for code in way.GROUPS:
        pages = [step for step in draft.steps if step.group == code]
        done = all(step.answered(draft.view.content) for step in pages)  # also when none is for the reader
        state = "current" if code == group else "done" if done else "upcoming"
        reachable = bool(pages) and code != group and (done or code == "contact")
        url = draft.address(pages[0].code) if reachable else ""
        marks.append({"label": str(GROUPS[code]), "state": state, "url": url})
    return marks


def step_context(draft: Draft, current: str) -> dict[str, object]:
    """What a step's page needs besides its form."""
    before, after = way.neighbours(draft.steps, current)
    return {
        "draft": draft.view,
        "overview": draft.overview,
        "booking_url": address_of("guidance_find"),
        "stepper": stepper(draft, current),
        "back": draft.address(before) if before else reverse("my_application"),
        "after": draft.address(after) if after else "",
        "address": draft.address(current) if current in way.BY_CODE else "",
    }


FROM_REVIEW = "?granska"  # put to the address of a step by the review's links


def from_review(request: HttpRequest) -> str:
    """What the step's address has after it for someone who came from the review; nothing for others."""
    return FROM_REVIEW if FROM_REVIEW.removeprefix("?") in request.GET else ""


def next_address(request: HttpRequest, draft: Draft, current: str) -> str:
    """Where to go when a step is saved: on, or straight back to the review one came from."""
    _before, after = way.neighbours(draft.steps, current)
    return draft.address("review" if from_review(request) or after is None else after)


def step_taken(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Another has answered the step and a guardian may not read it: say so, and go on to what is for all."""
    messages.info(request, _("Den frågan är redan besvarad av någon annan. Bara eleven ser svaret."))
    return redirect("application_choices", draft_id)


def read_version(request: HttpRequest) -> int:
    """The version that the page was made from; a missing one is older than all."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def page_version(request: HttpRequest, draft: Draft) -> int:
    """What the page was made from: a page shown again with faults keeps the version that its writer read."""
    return read_version(request) if request.method == "POST" else draft.view.version


def read_key(request: HttpRequest) -> UUID | None:
    """The press's own key, or None when it is no key."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def say(request: HttpRequest, texts: Sequence[object]) -> None:
    """Show the texts above the next page."""
    for text in texts:
        messages.warning(request, str(text))
