"""Every price at hand as one book: published lists, the national list, and the amounts kept here."""

from gemensam.domains.settlement.models import OtherPrice
from gemensam.rules.pricing.book import Cohort, PriceBook, PriceList, PriceRow


def price_book() -> PriceBook:
    """The book of all rows, whatever their dates: which holds on a day is the rules' to say."""
    return PriceBook(tuple(_row(one) for one in OtherPrice.objects.all()), area_codes())


def area_codes() -> frozenset[str]:
    """Codes of the municipalities of the co-operation area."""
    return frozenset()


def _row(one: OtherPrice) -> PriceRow:
    return PriceRow(
        list=PriceList(one.list),
        version=one.source,
        row=" ".join(filter(None, (one.party, one.programme, one.orientation))),
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
