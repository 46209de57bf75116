"""What a municipality owes an independent provider a pupil and year: one row for each education, with its parts."""

from dataclasses import replace
from datetime import date
from typing import Any

from gemensam.domains.catalogue.queries import offerings_by_code
from gemensam.domains.pricelist.queries.own_costs import average_premises, published_costs
from gemensam.domains.settlement.inputs.price_book import price_book
from gemensam.domains.settlement.inputs.stays import supply_in, supply_of
from gemensam.domains.settlement.models import OtherPrice
from gemensam.foundation.directory.models import Organisation
from gemensam.rules.pricing.amounts import rounded
from gemensam.rules.pricing.book import Cohort, PriceBook, PriceList, Rates
from gemensam.rules.pricing.cases import ChosenPrice, PriceCase
from gemensam.rules.pricing.choosing import choose_price
from gemensam.rules.pricing.codes import name_of, programme_code, school_form
from gemensam.rules.pricing.grant_parts import (
    GrantPart,
    Source,
    decided_parts,
    lacks_part,
    listed_parts,
    reported_parts,
)

# A day on which an education of each curriculum that is paid for in a year began.
_STARTED = {Cohort.GY25: (8, 15), Cohort.GY11: (8, 19)}
_LAST_OLD_START = 2024


def grant_rows(municipality: Organisation, provider: Organisation, year: int) -> list[dict[str, Any]]:
    """Rows as they are kept with the decision: texts and whole kronor, never figures of single pupils.

    Both curricula get a row of their own where their amounts differ.
    """
    book = price_book(year)
    asked = _case(municipality, provider, year)
    supply = supply_in(year)
    codes = {
        programme_code(one.programme)[0]
        for one in offerings_by_code(year=year).values()
        if one.provider_id == provider.pk and not one.cancelled
    }
    rows = []
    for code in sorted(codes):
        case = replace(
            asked, programme=code, supply=supply_of(supply, book.area, municipality.municipality_code, code)
        )
        found = [(cohort, _asked(case, cohort, year, book)) for cohort in _STARTED]
        same = found[0][1].amount == found[1][1].amount
        for cohort, chosen in found[:1] if same else found:
            rows.append(_row(code, "" if same else cohort.value, chosen, asked.home, year))
    return rows


def _case(municipality: Organisation, provider: Organisation, year: int) -> PriceCase:
    return PriceCase(
        on=date(year, 1, 1),
        education_start=date(year, 1, 1),
        programme="",
        provider=provider.organisation_number,
        provider_is_public=False,
        home=municipality.municipality_code,
        host=provider.municipality_code,
    )


def _asked(case: PriceCase, cohort: Cohort, year: int, book: PriceBook) -> ChosenPrice:
    month, day = _STARTED[cohort]
    start = date(year - 1 if cohort is Cohort.GY25 else _LAST_OLD_START, month, day)
    return choose_price(replace(case, education_start=start), book)


def _row(code: str, cohort: str, chosen: ChosenPrice, home: str, year: int) -> dict[str, Any]:
    amount = rounded(chosen.amount, 0)
    parts = _parts(chosen, code, home, year) if chosen.lines else ()
    lacking = "no_premises" if lacks_part(parts) else ""
    return {
        "code": code,
        "name": name_of(code),
        "cohort": cohort,
        "amount": str(amount),
        "missing": chosen.missing or lacking,
        "reason": chosen.reasons[-1] if chosen.reasons else "",
        "law": chosen.lines[0].law if chosen.lines else "",
        "version": chosen.lines[0].rows[0].version if chosen.lines else "",
        "steps": [[step.question, step.answer, step.law] for step in chosen.steps],
        "parts": [
            [one.name, "" if one.amount is None else str(one.amount), one.source.value] for one in parts
        ],
    }


def _parts(chosen: ChosenPrice, code: str, home: str, year: int) -> tuple[GrantPart, ...]:
    """Every component of the law, by what kind of row the amount was taken from."""
    amount, line, rates = rounded(chosen.amount, 0), chosen.lines[0], Rates()
    row = line.rows[0]
    if row.list is PriceList.NATIONAL:
        return listed_parts(amount, Source.NATIONAL, rates)
    if len(line.rows) > 1 or (row.list is PriceList.OWN_GRANT and row.party != home):
        return listed_parts(amount, Source.AREA, rates)
    published = published_costs(row.row)
    if published is not None and published.costs:
        source = Source.ESTIMATED if published.estimated else Source.REPORTED
        return reported_parts(amount, published.costs, source if published.own else Source.JOINT, rates)
    if published is not None and not published.own:
        return listed_parts(amount, Source.AREA, rates)
    stated = OtherPrice.objects.filter(pk=row.row) if published is None else OtherPrice.objects.none()
    premises = stated.values_list("premises", flat=True).first()
    if premises is None:
        premises = average_premises(year=year, municipality_code=home, form=school_form(code))
    return decided_parts(amount, premises, rates)
