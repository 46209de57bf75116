"""What everybody may know of published rounds: figures of offerings, small cells suppressed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from gemensam.domains.admissions.models import AdmissionRound, OfferingOutcome, Publication
from gemensam.domains.admissions.states import PublicationState
from gemensam.rules.indicators import public_outcome


@dataclass(frozen=True, slots=True)
class PublishedOutcome:
    """One offering in one published round. None = not shown; ``reason`` as in rules.indicators."""

    offering_id: UUID
    offering_code: str
    year: int
    kind: str
    published_at: datetime
    seats: int
    admitted: int | None
    reserves: int | None
    lowest_merit: Decimal | None
    median_merit: Decimal | None
    reason: str


def published_rounds(*, office_id: UUID) -> list[Publication]:
    """Publications that are shown now, latest first."""
    rows = Publication.objects.filter(round__office=office_id, state=PublicationState.PUBLISHED)
    return list(rows.select_related("round__office").order_by("-published_at"))


def latest_outcomes(
    *, office_id: UUID, year: int, offering_ids: Collection[UUID] | None = None
) -> dict[UUID, PublishedOutcome]:
    """Each offering's figures in the year's latest published round, by offering; only of these, where given."""
    publication = _latest(office_id, year)
    if publication is None:
        return {}
    return {one.offering_id: one for one in _outcomes([publication], only=offering_ids)}


def offerings_without_queue(*, office_id: UUID, year: int) -> set[UUID]:
    """Offerings where everyone eligible had a seat in the year's latest published round, as is shown of it.

    Where few were admitted it is not told whether there was a queue.
    """
    publication = _latest(office_id, year)
    if publication is None:
        return set()
    least = publication.round.office.small_cell_threshold  # below it public_outcome says "few"
    rows = OfferingOutcome.objects.filter(run=publication.run_id, reserves=0, admitted__gte=least)
    return set(rows.values_list("offering_id", flat=True))


def _latest(office_id: UUID, year: int) -> Publication | None:
    rows = Publication.objects.filter(
        round__office=office_id, round__year=year, state=PublicationState.PUBLISHED
    )
    return rows.select_related("round__office").order_by("-published_at").first()


def preliminary_outcomes(
    *, office_id: UUID, year: int, offering_ids: Iterable[UUID], now: datetime
) -> dict[UUID, PublishedOutcome]:
    """The offerings' figures in the year's preliminary round, once it is published, by offering."""
    publication = (
        Publication.objects.filter(
            round__office=office_id,
            round__year=year,
            round__kind=AdmissionRound.Kind.PRELIMINARY,
            state=PublicationState.PUBLISHED,
            publish_at__lte=now,
        )
        .select_related("round__office")
        .order_by("-published_at")
        .first()
    )
    if publication is None:
        return {}
    rows = OfferingOutcome.objects.filter(run=publication.run_id, offering__in=list(offering_ids))
    return {row.offering_id: _public(row, publication) for row in rows.select_related("offering")}


def history_of(*, offering_code: str, office_id: UUID) -> list[PublishedOutcome]:
    """One offering's figures in every published round, latest first. The code ties the years together."""
    rows = _outcomes(published_rounds(office_id=office_id), offering_code)
    return sorted(rows, key=lambda one: one.published_at, reverse=True)


def all_outcomes(*, office_id: UUID, offering_code: str = "") -> list[PublishedOutcome]:
    """Every offering's figures in every published round: the latest round first, then by code."""
    rows = _outcomes(published_rounds(office_id=office_id), offering_code)
    rows.sort(key=lambda one: one.offering_code)
    return sorted(rows, key=lambda one: one.published_at, reverse=True)


def _outcomes(
    publications: Iterable[Publication], code: str = "", only: Collection[UUID] | None = None
) -> list[PublishedOutcome]:
    """The figures of the publications' runs. The runs themselves, with all they hold, are not fetched."""
    by_run = {publication.run_id: publication for publication in publications}
    rows = OfferingOutcome.objects.filter(run__in=by_run).select_related("offering")
    if code:
        rows = rows.filter(offering__code=code)
    if only is not None:
        rows = rows.filter(offering__in=list(only))
    return [_public(row, by_run[row.run_id]) for row in rows]


def _public(row: OfferingOutcome, publication: Publication) -> PublishedOutcome:
    round_ = publication.round
    shown = public_outcome(
        seats=row.seats,
        eligible=row.eligible,
        admitted=row.admitted,
        reserves=row.reserves,
        lowest_merit=_fraction(row.lowest_merit),
        median_merit=_fraction(row.median_merit),
        threshold=round_.office.small_cell_threshold,
    )
    return PublishedOutcome(
        offering_id=row.offering_id,
        offering_code=row.offering.code,
        year=round_.year,
        kind=round_.kind,
        published_at=publication.published_at or publication.publish_at,
        seats=shown.seats,
        admitted=shown.admitted,
        reserves=shown.reserves,
        lowest_merit=row.lowest_merit if shown.lowest_merit is not None else None,
        median_merit=row.median_merit if shown.median_merit is not None else None,
        reason=shown.reason,
    )


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
