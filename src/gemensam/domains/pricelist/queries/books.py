"""The published prices as the plain value that the choice of the right price reads."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.utils import timezone

from gemensam.domains.pricelist.models import (
    NationalRow,
    PriceListVersion,
    PriceRegion,
    PriceRow,
    RegionMember,
)
from gemensam.rules.pricing import book
from gemensam.rules.pricing.amounts import rounded
from gemensam.rules.pricing.codes import Form

_NO_COHORT = ("IM", "AN", "AI")  # introduction programmes and the adapted school have one price for both


def price_book(*, on: date, region_id: UUID | None = None) -> book.PriceBook:
    """Return every published price up to the day's year: joint list, own prices and the national list.

    All versions are in it, each with its day of effect, so that earlier days of the year and what was known then
    can be asked for too. Amounts of lists are whole kronor as published. Public, therefore without an actor.
    ``region_id`` None: the installation's only region, or the first by name.
    """
    region = _region(region_id)
    rows = [*_national_rows(on.year)]
    area: frozenset[str] = frozenset()
    if region is not None:
        rows += _list_rows(region, on)
        members = RegionMember.objects.filter(region=region)
        area = frozenset(members.values_list("municipality_code", flat=True))
    return book.PriceBook(tuple(rows), area)


def _region(region_id: UUID | None) -> PriceRegion | None:
    rows = PriceRegion.objects.order_by("name")
    return rows.filter(pk=region_id).first() if region_id else rows.first()


def _list_rows(region: PriceRegion, on: date) -> Iterator[book.PriceRow]:
    versions = PriceListVersion.objects.filter(region=region, effective_from__lte=date(on.year, 12, 31))
    found = PriceRow.objects.filter(version__in=versions).select_related("version")
    for row in found.order_by("version__effective_from", "version__number", "pk"):
        if not row.provider_code:
            yield _book_row(row, book.PriceList.JOINT, row.ike)
            continue
        yield _book_row(row, book.PriceList.SELF_COST, row.ike)
        yield _book_row(row, book.PriceList.OWN_GRANT, row.independent)


def _book_row(row: PriceRow, list_: book.PriceList, amount: object) -> book.PriceRow:
    return book.PriceRow(
        list=list_,
        version=str(row.version),
        row=str(row.pk),
        programme=row.code,
        amount=rounded(amount, 0),  # type: ignore[arg-type]  # a decimal from the database
        valid_from=row.version.effective_from,
        published=timezone.localdate(row.version.published_at),
        orientation=row.orientation,
        cohort=None if row.code.startswith(_NO_COHORT) else book.Cohort(row.cohort),
        apprenticeship=row.form == Form.APPRENTICESHIP
        or None,  # a school-based price holds where none is set apart
        party=row.provider_code,
        with_vat=list_ is book.PriceList.OWN_GRANT,
        estimated=bool(row.estimated),
    )


def _national_rows(year: int) -> Iterator[book.PriceRow]:
    rows = NationalRow.objects.filter(list__year__in=(year - 1, year)).select_related("list")
    for row in rows.order_by("list__year", "pk"):
        amount = row.with_meals if row.with_meals is not None else row.without_meals
        if amount is not None:
            yield book.PriceRow(
                list=book.PriceList.NATIONAL,
                version=row.list.source,
                row=str(row.pk),
                programme=row.code,
                amount=amount,
                valid_from=date(row.list.year, 1, 1),
                published=row.list.decided_on,
                orientation=row.orientation,
                cohort=book.Cohort(row.cohort) if row.cohort else None,
                with_vat=True,
            )
