"""Whose data the page shows and what it holds; the office's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import corrections
from gemensam.domains.admissions.queries.corrections import CorrectionView
from gemensam.domains.catalogue.queries import municipality_names, offering_briefs
from gemensam.foundation.access import clock
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.personal_data import StoredRows, days_read, personal_data, who_has_read
from gemensam.foundation.directory.queries import children_of, organisation_names
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.audit.texts import event_text
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.privacy.codes import CODES
from gemensam.interfaces.web.privacy.forms import CorrectionsFilter
from gemensam.interfaces.web.privacy.showing import offerings_in, parts_of
from gemensam.interfaces.web.privacy.words import CONCERNS, STATES

_MOST_READINGS = 100


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data. id None: an account of no person in the register."""

    id: UUID | None
    name: str
    own: bool

    @property
    def address(self) -> str:
        """The page's address."""
        return reverse("my_data") + ("" if self.own else f"?om={self.id}")


def whose_data(actor: Actor, wanted: str, *, now: datetime) -> Subject:
    """Oneself, or the child that is asked for when one is its guardian."""
    return next(
        (one for one in _children(actor, now) if str(one.id) == wanted),
        Subject(actor.person_id, actor.name, own=True),
    )


def _children(actor: Actor, now: datetime) -> list[Subject]:
    return [Subject(child.pk, child.given_name, own=False) for child in children_of(actor, at=now)]


def my_data_context(actor: Actor, whose: Subject, *, now: datetime) -> dict[str, object]:
    """Everything the page shows."""
    asks = actor.has(Permission.OWN_RESULT_READ) if whose.own else True
    stored = personal_data(actor, whose.id, at=now)
    return {
        "whose": whose,
        "children": _children(actor, now),
        "parts": parts_of(stored, names_for(stored)),
        "readings": _readings(actor, whose.id, stored, now) if whose.id else [],
        "days_read": _days_read(actor, whose.id, now) if whose.id else [],
        "may_ask": asks and whose.id is not None,
        "corrections": corrections.own_corrections(actor, whose.id, now=now) if asks and whose.id else [],
        "concerns": CONCERNS,
        "states": STATES,
    }


def names_for(stored: Sequence[StoredRows]) -> dict[str, str]:
    """What codes and ids in the rows are called: municipalities by code, educations by id."""
    briefs = offering_briefs(offerings_in(stored))
    return {**municipality_names(), **{str(key): f"{one.title}, {one.school}" for key, one in briefs.items()}}


def _readings(
    actor: Actor, person_id: UUID, stored: Sequence[StoredRows], now: datetime
) -> list[dict[str, object]]:
    found = who_has_read(actor, person_id, at=now, stored=stored)[:_MOST_READINGS]
    return [{"at": one.at, "what": event_text(one.event), "by": one.by} for one in found]


def _days_read(actor: Actor, person_id: UUID, now: datetime) -> list[dict[str, object]]:
    """Who by role and organisation, never by name: a reader may have a protected identity."""
    found = days_read(actor, person_id, at=now)[:_MOST_READINGS]
    places = organisation_names({one.organisation_id for one in found if one.organisation_id})
    return [
        {
            "at": one.day,
            "what": CODES["purpose"].get(one.purpose, one.purpose),
            "role": CODES["reader_role"].get(one.role, one.role),
            "place": places.get(one.organisation_id, "") if one.organisation_id else "",
        }
        for one in found
    ]


def corrections_page(request: HttpRequest) -> HttpResponse:
    """The office's list, as a page or as Excel without protected persons."""
    form = CorrectionsFilter(request.GET)
    state = form.cleaned_data["lage"] if form.is_valid() else ""
    rows = corrections.corrections(request.actor, state=state)
    if wants_excel(request):
        views = corrections.exported(request.actor, rows, at=clock.now())
        return excel_response(_("begaran-om-rattelse"), [_sheet(views)])
    page = Paginator(rows, 50).get_page(request.GET.get("sida"))
    lines = corrections.correction_views(request.actor, list(page.object_list))
    context = {"form": form, "page": page, "lines": lines, "concerns": CONCERNS, "states": STATES}
    return render(request, "privacy/templates/corrections.html", context)


def _sheet(views: list[CorrectionView]) -> OutSheet:
    columns = [
        OutColumn(_("Namn"), ColumnKind.TEXT, 28),
        OutColumn(_("Gäller"), ColumnKind.TEXT, 32),
        OutColumn(_("Läge"), ColumnKind.TEXT, 14),
        OutColumn(_("Skickad"), ColumnKind.TEXT, 18),
        OutColumn(_("Besvarad"), ColumnKind.TEXT, 18),
    ]
    rows = [
        (
            one.name,
            str(CONCERNS[one.concerns]),
            str(STATES[one.state][0]),
            f"{one.sent_at:%Y-%m-%d}",
            f"{one.answered_at:%Y-%m-%d}" if one.answered_at else "",
        )
        for one in views
    ]
    return OutSheet(_("Begäran om rättelse"), columns, rows)
