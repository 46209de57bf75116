"""Two tabs, two people: what I wrote and what was saved meanwhile, side by side, and nothing is lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.applications.inputs.content import Answer, Content
from gemensam.domains.applications.queries.my_application import DraftView
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.domains.applications.states import StaleDraft, StepTaken
from gemensam.domains.catalogue.queries import offerings
from gemensam.foundation.access import clock
from gemensam.interfaces.web.applications import drafting

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Version:
    """One of the versions to choose among. lines: what it says. fields: what is sent to keep it."""

    title: str
    lines: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    button: str
    numbered: bool


def save(
    request: HttpRequest, draft_id: UUID, step: str, change: Callable[[Content], Content], *, onward: str
) -> HttpResponse:
    """Save a step and go on; when someone saved the same step meanwhile, show both and let the writer choose."""
    try:
        save_draft(
            actor=request.actor, draft_id=draft_id, version=drafting.read_version(request), step=step,
            change=change, at=clock.now(),
        )  # fmt: skip
    except StepTaken:
        return drafting.step_taken(request, draft_id)
    except StaleDraft:
        return merge_page(request, draft_id, step, change)
    return redirect(onward)


def merge_page(
    request: HttpRequest, draft_id: UUID, step: str, change: Callable[[Content], Content]
) -> HttpResponse:
    """The page that lets the writer choose; it keeps everything in its own form until then."""
    draft = drafting.whole_draft(request, draft_id)
    saved = draft.view.content
    mine = change(saved)
    wordings = (
        (_("Det du gjorde här"), mine, _("Behåll det jag gjorde här")),
        (_("Det som sparades under tiden"), saved, _("Behåll det som sparades")),
        (_("Båda ihop"), combined(saved, mine, step), _("Slå ihop båda")),
    )
    versions = [_version(request, draft.view, step, *wording) for wording in wordings]
    distinct = [
        one for place, one in enumerate(versions) if one.lines not in [two.lines for two in versions[:place]]
    ]
    context = {
        "versions": distinct,
        "version": draft.view.version,
        "address": request.path + drafting.from_review(request),
        "draft": draft.view,
        "stepper": drafting.stepper(draft, step),
    }  # fmt: skip
    response = render(request, "applications/templates/merge.html", context, status=_status(request))
    response["HX-Retarget"], response["HX-Reselect"], response["HX-Reswap"] = (
        "#innehall",
        "#innehall",
        "outerHTML",
    )
    return response


def _status(request: HttpRequest) -> int:
    """409, but htmx shows only what has succeeded."""
    return 200 if request.headers.get("HX-Request") else 409


def combined(saved: Content, mine: Content, step: str) -> Content:
    """What was saved, with what only I have after it."""
    if step == "choices":
        return replace(saved, choices=tuple(dict.fromkeys((*saved.choices, *mine.choices))))
    if step == "contact":
        return mine
    one, two = saved.answer(step), mine.answer(step)
    texts = [text for text in dict.fromkeys((one.text, two.text)) if text]
    places = tuple(dict.fromkeys((*one.offerings, *two.offerings)))
    return saved.with_answer(step, Answer(bool(one.asked or two.asked), places, "\n\n".join(texts)))


def _version(
    request: HttpRequest, draft: DraftView, step: str, title: str, content: Content, button: str
) -> Version:
    lines, fields = _told(request, draft, step, content)
    return Version(title, tuple(lines), tuple(fields), button, step == "choices")


def _told(request: HttpRequest, draft: DraftView, step: str, content: Content) -> tuple[list[str], Fields]:
    if step == "choices":
        names = _names(request, draft, content.choices)
        return names, [*(("order", str(pk)) for pk in content.choices), ("do", "keep")]
    if step == "contact":
        contact = content.contact
        fields = [("email", contact.email), ("phone", contact.phone)] if contact else []
        return [value for _name, value in fields if value], fields
    answer = content.answer(step)
    said = [_("Ja") if answer.asked else _("Nej"), *_names(request, draft, answer.offerings)]
    fields = [("asked", "yes" if answer.asked else "no"), ("text", answer.text)]
    return [*said, *filter(None, [answer.text])], [
        *fields,
        *(("offerings", str(pk)) for pk in answer.offerings),
    ]


def _names(request: HttpRequest, draft: DraftView, wanted: Sequence[UUID]) -> list[str]:
    rows = {row.pk: row for row in offerings(request.actor, year=draft.year).filter(pk__in=list(wanted))}
    return [f"{rows[pk].title}, {rows[pk].school_unit.display_name}" for pk in wanted if pk in rows]
