"""The replies one by one: lines, filter and Excel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.replies.queries.people import ReplyNarrow, exported, office_replies
from gemensam.foundation.access import clock
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.queries import person_line
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.formats import datetime_short
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.replies import words

_PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One applicant's reply as lists show it. A protected person's line holds the reference and no name."""

    reply_id: UUID
    application_id: UUID
    reference: str
    is_protected: bool
    name: str
    offering: str
    school: str
    state: str
    queues: int
    at: datetime | None


def people_lines(actor: Actor, rows: Iterable[Any]) -> list[PersonLine]:
    """Make lines of replies; identity is shown as the directory's policy says, never more in a list."""
    return [_line(actor, row) for row in rows]


def _line(actor: Actor, row: Any) -> PersonLine:
    who = person_line(actor, row.application.person, from_birth_date=True)
    return PersonLine(
        reply_id=row.pk,
        application_id=row.application_id,
        reference=row.application.reference,
        is_protected=who.is_protected,
        name="" if who.is_protected else f"{who.family_name}, {who.given_name}",
        offering=row.offering.title if row.offering else "",
        school=row.offering.school_unit.display_name if row.offering else "",
        state=str(words.SHORT_STATES[row.state]),
        queues=len(row.queues),
        at=row.answered_at,
    )


def people_sheet(title: str, lines: Iterable[PersonLine]) -> OutSheet:
    """The lines as Excel."""
    columns = [
        OutColumn(_("Ansökan"), ColumnKind.TEXT, 14),
        OutColumn(_("Namn"), ColumnKind.TEXT, 34),
        OutColumn(_("Utbildning"), ColumnKind.TEXT, 40),
        OutColumn(_("Skola"), ColumnKind.TEXT, 32),
        OutColumn(_("Svar"), ColumnKind.TEXT, 24),
        OutColumn(_("Svarade"), ColumnKind.TEXT, 18),
        OutColumn(_("Köer"), ColumnKind.NUMBER, 8),
    ]
    rows = [
        (
            line.reference, line.name, line.offering, line.school, line.state,
            datetime_short(line.at) if line.at else "", line.queues,
        )
        for line in lines
    ]  # fmt: skip
    return OutSheet(title, columns, rows)


class PeopleFilter(forms.Form):
    """Search, and which replies to show."""

    sok = forms.CharField(label=gettext_lazy("Sök namn eller ansökan"), required=False, max_length=80)
    svar = forms.ChoiceField(
        label=gettext_lazy("Svar"),
        required=False,
        choices=[("", gettext_lazy("Alla")), *words.SHORT_STATES.items()],
    )

    def narrow(self) -> ReplyNarrow:
        """What the list is narrowed by; what is not understood narrows nothing."""
        self.is_valid()
        return ReplyNarrow(self.cleaned_data.get("sok") or "", self.cleaned_data.get("svar") or "")


@page(Permission.REPLY_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """Everyone with a reply to the latest result, narrowed by name, reference and answer."""
    now = clock.now()
    form = PeopleFilter(request.GET)
    rows = office_replies(request.actor, now=now, narrow=form.narrow())
    if wants_excel(request):
        lines = people_lines(request.actor, exported(request.actor, rows, now=now))
        return excel_response(_("svar"), [people_sheet(_("Svar"), lines)])
    found = Paginator(rows, _PAGE).get_page(request.GET.get("sida"))
    context = {
        "form": form,
        "page": found,
        "lines": people_lines(request.actor, found.object_list),
        "may_export": request.actor.has(Permission.APPLICANT_EXPORT),
    }
    return render(request, "replies/templates/people.html", context)
