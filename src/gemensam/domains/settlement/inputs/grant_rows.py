"""What a municipality owes an independent provider a pupil and year: one row for each education, with its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from gemensam.domains.catalogue.queries import municipality_names, offerings_by_code
from gemensam.domains.pricelist.queries import versions
from gemensam.domains.pricelist.queries.own_costs import own_costs
from gemensam.domains.settlement.inputs.price_book import price_book
from gemensam.domains.settlement.inputs.stays import supply_in, supply_of
from gemensam.foundation.directory.models import Organisation
from gemensam.rules.pricing.amounts import rounded
from gemensam.rules.pricing.book import Cohort, PriceBook, Rates
from gemensam.rules.pricing.cases import ChosenPrice, PriceCase
from gemensam.rules.pricing.choosing import choose_price
from gemensam.rules.pricing.codes import name_of, programme_code

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
    parts = _parts(municipality, year)
    rows = []
    for code in sorted(codes):
        case = replace(
            asked, programme=code, supply=supply_of(supply, book.area, municipality.municipality_code, code)
        )
        found = [(cohort, _asked(case, cohort, year, book)) for cohort in _STARTED]
        same = found[0][1].amount == found[1][1].amount
        for cohort, chosen in found[:1] if same else found:
            rows.append(_row(code, "" if same else cohort.value, chosen, parts))
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


@dataclass(frozen=True, slots=True)
class _Own:
    """The municipality's own published row, and the costs it was made of."""

    row: versions.PublishedRow
    costs: Mapping[str, Decimal]


def _parts(municipality: Organisation, year: int) -> dict[tuple[str, str], _Own]:
    """The municipality's own published rows by education and cohort, for the calculation appendix."""
    found: dict[tuple[str, str], _Own] = {}
    code = municipality.municipality_code
    name = municipality_names().get(code, "")
    for version in reversed(versions.versions()):
        if version.effective_from <= date(year, 1, 1):
            costs = own_costs(round_id=version.round_id, municipality_code=code) if version.round_id else {}
            for owner, row in versions.own_rows(version.pk):
                if owner == name and not row.key.orientation:
                    key = (row.key.code, row.key.cohort)
                    found[key] = _Own(row, costs.get(key, {}))
    return found


def _row(
    code: str,
    cohort: str,
    chosen: ChosenPrice,
    parts: dict[tuple[str, str], _Own],
) -> dict[str, Any]:
    amount = rounded(chosen.amount, 0)
    row: dict[str, Any] = {
        "code": code,
        "name": name_of(code),
        "cohort": cohort,
        "amount": str(amount),
        "missing": chosen.missing,
        "reason": chosen.reasons[-1] if chosen.reasons else "",
        "law": chosen.lines[0].law if chosen.lines else "",
        "version": chosen.lines[0].rows[0].version if chosen.lines else "",
        "steps": [[step.question, step.answer, step.law] for step in chosen.steps],
        "parts": {},
    }
    own = parts.get((code, cohort or Cohort.GY25.value))
    if own is not None and "home_grant" in chosen.reasons and Decimal(own.row.independent) == amount:
        row["parts"] = {name: str(rounded(value, 0)) for name, value in own.costs.items()}
        row["parts"] |= {"administration": str(own.row.administration), "vat": str(own.row.vat)}
    elif chosen.lines and chosen.lines[0].rows[0].list.value != "national":
        row["parts"] = _standard_parts(amount)
    return row


def _standard_parts(amount: Decimal) -> dict[str, str]:
    """Administration and VAT taken out of an amount whose other parts are not published: GF 13:3."""
    rates = Rates()
    without_vat = rounded(amount / rates.vat_factor, 0)
    base = rounded(without_vat / (1 + rates.administration), 0)
    return {"administration": str(without_vat - base), "vat": str(amount - without_vat)}
