"""Choose and rank: one list, moved by buttons, by keyboard or by dragging; every way is the same form."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gemensam.domains.applications.queries.sending import sending_for
from gemensam.domains.applications.queries.wishes import office_wishes
from gemensam.domains.catalogue.queries import Wanted, by_ids, prepared_supply, search
from gemensam.foundation.access import clock
from gemensam.interfaces.web.applications import drafting, merging
from gemensam.interfaces.web.applications.steps import WRITERS
from gemensam.interfaces.web.layout.page import page
from gemensam.rules.deadlines import Sending

MOST_FOUND = 8
MOST_LOOKED_AT = 24  # some of them may be stopped
MOVES = {"up": -1, "down": 1}


@page(*WRITERS)
def choices(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The ranked list with what one should know of each, and the search that adds to it."""
    draft = drafting.whole_draft(request, draft_id)
    if request.method == "POST":
        return _changed(request, draft)
    words = request.GET.get("sok", "")[:80]
    moved = next((line for line in draft.overview.lines if str(line.id) == request.GET.get("flyttad")), None)
    context = {
        **drafting.step_context(draft, "choices"),
        "version": draft.view.version,
        "words": words,
        "found": _found(request, draft, words),
        "moved": moved,
        "sending": _sending(draft),
        "most": office_wishes(draft.view.office_id).most_choices,
    }
    return render(request, "applications/templates/choices.html", context)


def _sending(draft: drafting.Draft) -> Sending:
    view = draft.view
    return sending_for(
        office_id=view.office_id, year=view.year, person_id=view.person_id, at=clock.now(),
        general=draft.overview.sending,
    )  # fmt: skip


def _changed(request: HttpRequest, draft: drafting.Draft) -> HttpResponse:
    """The list as the page sent it, with the one move that was pressed."""
    known = set(draft.view.content.choices)
    order = _ids(request.POST.getlist("order"))
    do, _colon, one = request.POST.get("do", "").partition(":")
    wanted = _moved(order, do, one)
    onward = request.path
    if do == "next":
        onward = drafting.next_address(request, draft, "choices")
    elif one:
        onward += "?" + urlencode({"flyttad": one})
    return merging.save(
        request,
        draft.view.id,
        "choices",
        lambda content: replace(content, choices=_only_known(wanted, known | set(content.choices))),
        onward=onward,
    )


def _ids(texts: Sequence[str]) -> list[UUID]:
    found = []
    for text in texts[:200]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _moved(order: list[UUID], do: str, one: str) -> list[UUID]:
    """The order after the move; a move that cannot be made changes nothing."""
    place = next((number for number, pk in enumerate(order) if str(pk) == one), None)
    if place is None:
        return order
    if do == "remove":
        return order[:place] + order[place + 1 :]
    other = place + MOVES.get(do, 0)
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return order


def _only_known(order: Sequence[UUID], known: set[UUID]) -> tuple[UUID, ...]:
    """Nothing comes into the list this way that was not in it: adding has its own address."""
    return tuple(pk for pk in order if pk in known)


def _found(request: HttpRequest, draft: drafting.Draft, words: str) -> list[dict[str, object]]:
    """The best educations that the words find, as the catalogue finds them, and that are not in the list."""
    if not words.strip():
        return []
    supply, chosen = prepared_supply(draft.view.year), draft.view.content.choices
    hits = search(request.actor, Wanted(draft.view.year, words), supply).ids
    likely = [pk for pk in hits[: MOST_LOOKED_AT + len(chosen)] if pk not in chosen]
    rows = [row for row in by_ids(request.actor, likely) if not row.cancelled][:MOST_FOUND]
    places = supply.municipality_names
    return [
        {
            "id": row.pk,
            "title": row.title,
            "school": row.school_unit.display_name,
            "place": places.get(row.municipality_code, ""),
        }
        for row in rows
    ]
