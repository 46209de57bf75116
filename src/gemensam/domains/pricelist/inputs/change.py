"""A change in the middle of the year, row by row: the same for looking at it and for publishing it."""

from collections.abc import Mapping
from decimal import Decimal

from gemensam.domains.pricelist.models import PriceRow
from gemensam.rules.pricing.amounts import internal
from gemensam.rules.pricing.codes import PriceKey


def key_of(row: PriceRow) -> PriceKey:
    """What the row is a price for."""
    return PriceKey(row.code, row.orientation, row.cohort, row.form)


def changed_base(row: PriceRow, factor: Decimal, bases: Mapping[PriceKey, Decimal]) -> Decimal:
    """The row's cost after the change: one that is set by itself, else by the factor. Municipalities' own stand."""
    if row.provider_code:
        return row.base
    return bases.get(key_of(row), internal(row.base * factor))
