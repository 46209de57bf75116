"""What the list of the catalogue shows: the form, the hits, the map, and what is chosen for comparison."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from gemensam.domains.admissions.queries import statistics
from gemensam.domains.admissions.queries.offices import OfficeView
from gemensam.domains.catalogue import queries
from gemensam.foundation.documents.excel import OutSheet
from gemensam.interfaces.web.catalogue.county_map import county_map
from gemensam.interfaces.web.catalogue.forms import CatalogueSearch
from gemensam.interfaces.web.catalogue.listing import (
    CHOSEN,
    MOST_CHOSEN,
    Around,
    OfferingLine,
    address_of_choice,
    address_with,
    chosen_codes,
    offering_lines,
    offerings_sheet,
)
from gemensam.interfaces.web.catalogue.positions import POSITIONS, kilometres

ON_A_PAGE = 20
PAST_YEARS = 3


def context(request: HttpRequest, office: OfficeView, *, year: int) -> dict[str, object]:
    """Everything that the list page shows."""
    supply = queries.prepared_supply(year)
    names = supply.municipality_names
    here = {code: name for code, name in names.items() if code in supply.counts}
    form = CatalogueSearch(
        request.GET,
        municipalities=here,
        programmes=supply.programmes,
        schools=supply.schools,
        homes={code: name for code, name in names.items() if code in POSITIONS},
    )
    wanted = _wanted(form, office, year)
    found = queries.search(request.actor, wanted, supply)
    ids = _ordered(found, wanted, form)
    counts = found.counts
    pages = Paginator(ids, ON_A_PAGE)
    pages.count = sum(counts.values())  # counted already
    page = pages.get_page(request.GET.get("sida"))
    urls = {code: address_with(request.GET, kommun=code) for code in here if counts.get(code)}
    return {
        "form": form,
        "page": page,
        "found": found,
        "shared_reasons": found.shared_reasons(),
        "lines": _lines(request, office, year, list(page.object_list), found, names),
        "map": county_map(counts, names, urls, chosen=form.value("kommun"), home=form.value("hem")),
        "places": [(name, counts[code], urls[code]) for code, name in here.items() if counts.get(code)],
        "only_words_url": _only_words(chosen_codes(request.GET), wanted),
        "everywhere_url": address_with(request.GET, kommun="") if form.value("kommun") else "",
        "year": year,
        "office": office,
        **comparison(request, year),
    }


def _only_words(chosen: list[str], wanted: queries.Wanted) -> str:
    """Where the same words are looked for without the filters; "" where there are no words, or no filters."""
    if not wanted.text or not wanted.filters():
        return ""
    return f"?{urlencode({'sok': wanted.text, CHOSEN: chosen}, doseq=True)}"


def _wanted(form: CatalogueSearch, office: OfficeView, year: int) -> queries.Wanted:
    vacant = form.value("lediga")
    return queries.Wanted(
        year=year,
        text=form.value("sok"),
        municipality=form.value("kommun"),
        school_unit=form.value("skola"),
        programme=form.value("program"),
        kind=form.value("typ"),
        skill_test=form.value("prov"),
        provider_kind=form.value("huvudman"),
        apprenticeship=bool(form.value("larling")),
        national_intake=bool(form.value("riks")),
        only=statistics.offerings_without_queue(office_id=office.id, year=year) if vacant else None,
    )


def _ordered(found: queries.Found, wanted: queries.Wanted, form: CatalogueSearch) -> Any:
    """The hits in the order asked for. By name is the order in which the catalogue itself gives them."""
    home = form.value("hem")
    if form.value("ordning") != "nara" or not home:
        return found.ids
    known = {code: kilometres(home, code) for code in found.counts}
    distances = {code: km for code, km in known.items() if km is not None}
    return queries.by_distance(found, distances, queries.narrowed(wanted).order_by("sort_key", "code"))


def _lines(
    request: HttpRequest,
    office: OfficeView,
    year: int,
    ids: Sequence[UUID],
    found: queries.Found,
    names: Mapping[str, str],
) -> list[OfferingLine]:
    shared = found.shared_reasons()
    around = Around(
        outcomes=statistics.latest_outcomes(office_id=office.id, year=year, offering_ids=ids),
        past=queries.past_cut_offs(ids),
        municipalities=names,
        reasons={pk: [one for one in found.reasons.get(pk, ()) if one not in shared] for pk in ids},
        query=request.GET,
        home=request.GET.get("hem", ""),
    )
    return offering_lines(queries.by_ids(request.actor, ids), around)


def sheet(request: HttpRequest, office: OfficeView, *, year: int) -> OutSheet:
    """Every hit as an Excel sheet."""
    supply = queries.prepared_supply(year)
    form = CatalogueSearch(
        request.GET,
        municipalities={code: code for code in supply.municipalities},
        programmes=supply.programmes,
        schools=supply.schools,
        homes={code: code for code in POSITIONS},
    )
    wanted = _wanted(form, office, year)
    found = queries.search(request.actor, wanted, supply)
    lines = _lines(
        request, office, year, list(_ordered(found, wanted, form)), found, supply.municipality_names
    )
    return offerings_sheet(lines, [year - before for before in range(1, PAST_YEARS + 1)])


def comparison(request: HttpRequest, year: int) -> dict[str, object]:
    """What is chosen for comparison, and where each choice can be taken back."""
    codes = chosen_codes(request.GET)
    rows = queries.by_codes(request.actor, codes, year=year) if codes else []
    known = [row.code for row in rows]
    return {
        "chosen": [
            (row, address_of_choice(request.GET, [code for code in known if code != row.code]))
            for row in rows
        ],
        "compare_url": f"{reverse('compare_offerings')}?{urlencode({CHOSEN: known}, doseq=True)}"
        if known
        else "",
        "comparison_is_full": len(known) >= MOST_CHOSEN,
        "most_chosen": MOST_CHOSEN,
    }
