"""Published lists for everyone: web page, PDF, Excel, CSV and JSON with the same numbers and one checksum."""

import csv
import io
import json
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gemensam.domains.pricelist.queries import versions
from gemensam.foundation.access import clock
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.foundation.documents.pdf import PDF_MEDIA_TYPE, typeset
from gemensam.interfaces.web.layout.downloads import excel_response, file_response, wants_excel
from gemensam.interfaces.web.layout.formats import date_sv, number
from gemensam.interfaces.web.layout.page import missing_is_404, public_page
from gemensam.interfaces.web.pricelist.words import (
    ADMINISTRATION,
    COHORTS,
    COMPONENTS,
    FORMS,
    MODELS,
    key_text,
)

_TEMPLATE = Path(__file__).parent / "templates" / "price_list.typ"
_KEY = ("code", "orientation", "cohort", "form")
_AMOUNTS = ("base", "administration", "ike", "vat", "independent")


def columns_of(found: versions.VersionView) -> tuple[str, ...]:
    """The columns of the CSV file: what the checksum is made of."""
    return (*_KEY, *found.kinds, *_AMOUNTS)


@public_page
def lists(request: HttpRequest) -> HttpResponse:
    """Every published list, with dates and reason; the one in force is marked."""
    today = clock.today()
    regions = []
    for region, found in versions.by_region():
        regions.append({"region": region, "versions": found, "now": versions.in_force(found, today)})
    return render(request, "pricelist/templates/lists.html", {"regions": regions})


def _view(slug: str, year: int, number_: int) -> versions.VersionView:
    with missing_is_404():
        return versions.version_view(slug=slug, year=year, number=number_)


@public_page
def one(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """One list, as page and as Excel."""
    found = _view(slug, year, number)
    if wants_excel(request):
        return excel_response(f"prislista-{found.label}", excel_sheets(found))
    context = {
        "found": found,
        "version": found.version,
        "model": MODELS.get(found.version.settings.get("model", ""), ""),
        "administration": ADMINISTRATION.get(found.version.settings.get("administration", ""), ""),
        "lines": [_line(row, found.kinds) for row in found.rows],
        "components": {name: COMPONENTS[name] for name in found.kinds},
        "own": versions.own_rows(found.version.pk),
        "changes": _changes(found),
    }  # fmt: skip
    return render(request, "pricelist/templates/list.html", context)


def _line(row: versions.PublishedRow, kinds: tuple[str, ...]) -> dict[str, object]:
    return {"row": row, "variant": key_text(row.key), "parts": [row.components.get(name) for name in kinds]}


def _changes(found: versions.VersionView) -> list[versions.Change]:
    before = found.version.predecessor
    if before is None:
        return []
    earlier = versions.version_view(slug=found.version.region.slug, year=before.year, number=before.number)
    return versions.changes(earlier, [(row.key, row.name, row.ike) for row in found.rows])


def lines_of(found: versions.VersionView) -> list[list[object]]:
    """The rows in the columns of the CSV file: what the checksum is made of."""
    return [
        [row.key.code, row.key.orientation, row.key.cohort, row.key.form,
         *(row.components.get(name) for name in found.kinds), row.base, row.administration, row.ike, row.vat,
         row.independent]
        for row in found.rows
    ]  # fmt: skip


def excel_sheets(found: versions.VersionView) -> list[OutSheet]:
    """The list, and what it is."""
    columns = [
        OutColumn(_title(name), ColumnKind.TEXT if name in _KEY else ColumnKind.NUMBER, 14)
        for name in columns_of(found)
    ]
    facts = [(str(term), str(value)) for term, value in _facts(found)]
    return [
        OutSheet(_("Prislista"), columns, lines_of(found)),
        OutSheet(
            _("Om listan"),
            [OutColumn(_("Uppgift"), ColumnKind.TEXT, 30), OutColumn(_("Värde"), ColumnKind.TEXT, 90)],
            facts,
        ),
    ]


def _title(name: str) -> str:
    titles = {
        "code": _("Programkod"), "orientation": _("Inriktning"), "cohort": _("Årskull"), "form": _("Form"),
        "base": _("Kostnad"), "administration": _("Administration"), "ike": _("Pris mellan kommuner"),
        "vat": _("Moms"), "independent": _("Bidrag till fristående skola"),
    }  # fmt: skip
    return titles.get(name) or str(COMPONENTS[name])


def _facts(found: versions.VersionView) -> list[tuple[object, object]]:
    version = found.version
    return [
        (_("Lista"), found.label),
        (_("Kommuner"), version.region.name),
        (_("Gäller från"), version.effective_from.isoformat()),
        (_("Publicerad"), f"{version.published_at:%Y-%m-%d}"),
        (_("Ersätter"), version.predecessor or "–"),
        (_("Vad är nytt"), version.reason),
        (_("Prismodell"), MODELS.get(version.settings.get("model", ""), "")),
        (_("Skattade kommuner"), estimated_text(version)),
        (_("Antal rader"), version.row_count),
        (_("Kontrollsumma (SHA-256)"), version.checksum),
    ]


def estimated_text(version: object) -> str:
    """1 av 7 skattad, or that none is."""
    estimated, reporters = version.estimated, version.reporters  # type: ignore[attr-defined]  # a published list
    return (
        _("%(part)s av %(whole)s skattad") % {"part": estimated, "whole": reporters}
        if estimated
        else _("Ingen")
    )


@public_page
def as_csv(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """The list as CSV: semicolons, UTF-8, the columns that the checksum is made of."""
    found = _view(slug, year, number)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(columns_of(found))
    writer.writerows(lines_of(found))
    return file_response(f"prislista-{found.label}.csv", "text/csv; charset=utf-8", out.getvalue().encode())


@public_page
def as_json(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """The list as JSON, with what it is."""
    found = _view(slug, year, number)
    version = found.version
    content = {
        "version": found.label,
        "region": version.region.name,
        "effective_from": version.effective_from.isoformat(),
        "published": f"{version.published_at:%Y-%m-%d}",
        "replaces": str(version.predecessor) if version.predecessor else None,
        "reason": version.reason,
        "settings": version.settings,
        "rationale": version.rationale,
        "decisions": version.decisions,
        "reporters": version.reporters,
        "estimated": version.estimated,
        "row_count": version.row_count,
        "checksum": version.checksum,
        "unit": "SEK per pupil and year",
        "rows": [dict(zip(columns_of(found), line, strict=True)) for line in lines_of(found)],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return file_response(f"prislista-{found.label}.json", "application/json", text.encode())


@public_page
def as_pdf(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """The list as a tagged PDF."""
    found = _view(slug, year, number)
    return file_response(f"prislista-{found.label}.pdf", PDF_MEDIA_TYPE, pdf_of(found))


def pdf_of(found: versions.VersionView) -> bytes:
    """The list typeset; the same list gives the same bytes."""
    version = found.version
    rows = [
        [
            row.key.label,
            row.name,
            _variant(row),
            *map(number, (row.base, row.administration, row.ike, row.vat, row.independent)),
        ]
        for row in found.rows
    ]
    heads = [_("Kod"), _("Utbildning"), _("Årskull"), *(_title(name) for name in _AMOUNTS)]
    data = {
        "wide": True,
        "reference": found.label,
        "footer": _("Kontrollsumma %(checksum)s") % {"checksum": version.checksum},
        "lead": _("Kronor per elev och år. Gäller från %(day)s.") % {"day": date_sv(version.effective_from)},
        "facts": [[str(term), str(value)] for term, value in _facts(found)],
        "heads": heads,
        "rows": rows,
        "decisions": [
            [one["name"], one["body"], one["decided_on"], one["paragraph"]] for one in version.decisions
        ],
        "decision_heads": [_("Kommun"), _("Beslutat av"), _("Dag"), _("Paragraf")],
        "about": _("Om listan"),
        "decided": _("Kommunernas beslut"),
    }
    return typeset(
        _TEMPLATE, data, title=_("Prislista %(label)s") % {"label": found.label}, sender=version.region.name,
        at=version.published_at, language=get_language() or "sv",
    )  # fmt: skip


def _variant(row: versions.PublishedRow) -> str:
    form = f", {str(FORMS[row.key.form]).lower()}" if row.key.form == "apprenticeship" else ""
    return f"{COHORTS[row.key.cohort]}{form}"
