"""Placements: the list, and the file they are read from."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.settlement.inputs.placement_file import TITLES
from gemensam.domains.settlement.queries import registers
from gemensam.domains.settlement.services.load_placements import PlacementFileFaulty, load_placements
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.foundation.documents.tables import TableRefused
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.import_texts import refusal_sentence
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.settlement.overview import creditor_choices
from gemensam.interfaces.web.settlement.placement_forms import PlacementFilter, UploadForm
from gemensam.interfaces.web.settlement.settlement_words import FILE_FAULTS

PAGE = 50
_DATES = {"education_start", "starts", "ends", "present_until", "home_from", "imv_start"}


@page(Permission.SETTLEMENT_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """The placements of the actor's organisations."""
    names = municipality_names()
    form = PlacementFilter(request.GET, municipalities=list(names.items()))
    form.is_valid()
    values = form.cleaned_data
    rows = registers.placements(
        request.actor,
        text=values.get("sok") or "",
        home=values.get("hemkommun") or "",
        programme=values.get("program") or "",
    )
    if wants_excel(request):
        return excel_response(_("placeringar"), [_sheet(rows)])
    found = Paginator(rows, PAGE).get_page(request.GET.get("sida"))
    context = {
        "form": form,
        "page": found,
        "lines": [_line(row, names) for row in found.object_list],
        "may_change": request.actor.has(Permission.SETTLEMENT_PREPARE),
    }
    return render(request, "settlement/templates/placements.html", context)


def _line(row: Any, names: dict[str, str]) -> dict[str, object]:
    homes = [one.municipality_code for one in row.homes.all()]
    return {
        "row": row,
        "name": "" if row.protected else row.pupil_name,
        "home": " → ".join(names.get(code, code) for code in homes),
    }


def _sheet(rows: Any) -> OutSheet:
    """In the file's own columns, so that it can be corrected and read in again. Protected pupils stay behind."""
    columns = [
        OutColumn(title.capitalize(), ColumnKind.DATE if name in _DATES else ColumnKind.TEXT, 18)
        for title, name in TITLES.items()
    ]
    words = {
        "national_programme": "",
        "national_variant": "särskild variant",
        "individual": "individuellt",
        "adapted": "anpassad",
    }
    return OutSheet(
        _("Placeringar"),
        columns,
        [
            (
                row.reference, row.school_unit.school_unit_code, row.programme, row.orientation, row.education_start,
                row.starts, row.ends, row.present_until, home.municipality_code, home.starts, "nej", row.pupil_name,
                "ja" if row.apprenticeship else "nej", words.get(row.track, row.track),
                "nej" if row.first_hand else "ja", ", ".join(row.supplements), row.imv_start,
            )
            for row in rows
            if not row.protected
            for home in row.homes.all()
        ],
    )  # fmt: skip


@page(Permission.SETTLEMENT_PREPARE, methods=("GET", "HEAD"))
def template(request: HttpRequest) -> HttpResponse:
    """An empty file with the right columns."""
    return excel_response(_("mall-placeringar"), [_sheet(())])


@page(Permission.SETTLEMENT_PREPARE)
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file: everything or nothing."""
    form = UploadForm(
        request.POST or None, request.FILES or None,
        creditors=creditor_choices(request, Permission.SETTLEMENT_PREPARE),
    )  # fmt: skip
    faults: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        faults = _load(request, form)
        if not faults and not form.errors:
            return redirect("billed_placements")
    return render(request, "settlement/templates/upload.html", {"form": form, "faults": faults})


def _load(request: HttpRequest, form: UploadForm) -> list[dict[str, object]]:
    file = form.cleaned_data["fil"]
    try:
        saved = load_placements(
            actor=request.actor, creditor_id=UUID(form.cleaned_data["anordnare"]), name=file.name,
            content=file.read(), at=clock.now(),
        )  # fmt: skip
    except TableRefused as error:
        form.add_error("fil", refusal_sentence(error.code, error.facts))
        return []
    except PlacementFileFaulty as error:
        return [
            {"row": one.row, "column": one.column, "text": FILE_FAULTS[one.code] % {"value": one.value}}
            for one in error.faults
        ]
    told = _("Filen är inläst: %(new)s nya, %(changed)s ändrade, %(same)s som förut.")
    messages.success(request, told % {"new": saved.new, "changed": saved.changed, "same": saved.same})
    return []
