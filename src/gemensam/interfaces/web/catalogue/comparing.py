"""Up to four offerings side by side: one row a question, one column an offering."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import offices, statistics
from gemensam.domains.catalogue import queries
from gemensam.foundation.access import clock
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.catalogue.listing import (
    MOST_CHOSEN,
    address_of_choice,
    asked_codes,
    chosen_codes,
)
from gemensam.interfaces.web.catalogue.positions import kilometres
from gemensam.interfaces.web.catalogue.telling import words_of

PAST_YEARS = 3


def context(request: HttpRequest) -> dict[str, Any]:
    """The chosen offerings, each with everything that is compared."""
    office, years = offices.any_office(), queries.years()
    year = years[0] if years else 0
    rows = queries.by_codes(request.actor, chosen_codes(request.GET), year=year)
    ids = [row.pk for row in rows]
    names = queries.municipality_names()
    outcomes = statistics.latest_outcomes(office_id=office.id, year=year, offering_ids=ids) if office else {}
    past = queries.past_cut_offs(ids)
    words = queries.words_on(ids, language=get_language() or "sv")
    houses = queries.open_houses(ids, after=clock.now())
    home = request.GET.get("hem", "")
    codes = [row.code for row in rows]
    return {
        "year": year,
        "too_many": len(asked_codes(request.GET)) > MOST_CHOSEN,
        "gone": len(chosen_codes(request.GET)) - len(rows),
        "most_chosen": MOST_CHOSEN,
        "past_years": [year - before for before in range(1, PAST_YEARS + 1)],
        "home_name": names.get(home, ""),
        "share_url": request.build_absolute_uri(
            f"{reverse('compare_offerings')}{address_of_choice(request.GET, codes)}"
        ),
        "back_url": f"{reverse('offerings')}{address_of_choice(request.GET, codes)}",
        "offerings": [
            {
                "row": row,
                "municipality": names.get(row.municipality_code, ""),
                "programme_words": words_of(row),
                "words": words.get(row.pk),
                "outcome": outcomes.get(row.pk),
                "past": {one.year: one for one in past[row.pk]},
                "open_house": next(iter(houses[row.pk]), None),
                "km": kilometres(home, row.municipality_code) if home else None,
                "demands": queries.demands(row, rules=office.rules) if office else None,
                "without_url": address_of_choice(request.GET, [code for code in codes if code != row.code]),
            }
            for row in rows
        ],
    }


def sheet(context: dict[str, Any]) -> OutSheet:
    """The comparison as an Excel sheet: one row an offering."""
    years = context["past_years"]
    columns = [
        OutColumn(_("Utbildning"), ColumnKind.TEXT, 40),
        OutColumn(_("Skola"), ColumnKind.TEXT, 32),
        OutColumn(_("Kommun"), ColumnKind.TEXT, 16),
        OutColumn(_("Platser"), ColumnKind.NUMBER, 10),
        *(OutColumn(f"{_('Lägsta antagna')} {year}", ColumnKind.DECIMAL, 18) for year in years),
        *(OutColumn(f"{_('Median')} {year}", ColumnKind.DECIMAL, 14) for year in years),
    ]
    rows = [
        (
            one["row"].title, one["row"].school_unit.display_name, one["municipality"], one["row"].known_seats,
            *(one["past"][year].lowest if year in one["past"] else None for year in years),
            *(one["past"][year].public_median if year in one["past"] else None for year in years),
        )
        for one in context["offerings"]
    ]  # fmt: skip
    return OutSheet(_("Jämförelse"), columns, rows)
