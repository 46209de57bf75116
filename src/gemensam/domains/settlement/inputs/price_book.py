"""Every price at hand as one book: published lists, the national list, and the amounts kept here."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from gemensam.domains.pricelist.queries import books
from gemensam.domains.settlement.models import OtherPrice
from gemensam.rules.pricing.book import Cohort, PriceBook, PriceList, PriceRow


def price_book(year: int) -> PriceBook:
    """The book of a calendar year and those before it: which row holds on a day is the rules' to say."""
    published = books.price_book(on=date(year, 12, 31))
    return replace(published, rows=(*published.rows, *_other_rows()))


def price_labels(rows: Iterable[PriceRow]) -> list[str]:
    """How each row is told apart by people: its version, and the education."""
    return [
        " ".join(filter(None, (one.version, one.party, one.programme, one.orientation, one.cohort)))
        for one in rows
    ]


def _other_rows() -> Iterable[PriceRow]:
    for one in OtherPrice.objects.all():
        yield PriceRow(
            list=PriceList(one.list),
            version=one.source,
            row=str(one.pk),
            programme=one.programme,
            orientation=one.orientation,
            cohort=Cohort(one.cohort) if one.cohort else None,
            party=one.party,
            amount=one.amount,
            with_vat=one.with_vat,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            published=one.published_on,
        )
