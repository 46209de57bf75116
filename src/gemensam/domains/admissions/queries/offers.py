"""What a published round offers each applicant, for the domains that build on it.

None of these takes an actor: they are read by services and jobs that judge by their own policies who may what.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import F, QuerySet

from gemensam.domains.admissions.models import (
    AdmissionRound,
    Application,
    Choice,
    LeftOutChoice,
    Placement,
    Publication,
)
from gemensam.domains.admissions.states import PublicationState

_BATCH = 500
_ANSWERED = (AdmissionRound.Kind.FINAL, AdmissionRound.Kind.RESERVE)  # a preliminary result is not replied to


@dataclass(frozen=True, slots=True)
class PublishedRound:
    """A round whose result is shown, and asks for replies."""

    publication_id: UUID
    run_id: UUID
    round_id: UUID
    office_id: UUID
    organisation_id: UUID
    office_name: str
    year: int
    kind: str
    sequence: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class ComingRound:
    """A round that will ask for replies, and whose result is not shown yet. ``expected_at``: when it will be."""

    round_id: UUID
    office_id: UUID
    organisation_id: UUID
    year: int
    kind: str
    sequence: int
    expected_at: datetime


@dataclass(frozen=True, slots=True)
class ChoiceOutcome:
    """What one choice came to in the shown run."""

    rank: int
    offering_id: UUID
    status: str
    seat_kind: str
    reserve_position: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """One applicant's outcome in a shown round. ``choices`` in the applicant's own order."""

    round: PublishedRound
    application_id: UUID
    reference: str
    person_id: UUID
    choices: tuple[ChoiceOutcome, ...]

    @property
    def admitted(self) -> ChoiceOutcome | None:
        """The choice with a place, None when there is none."""
        return next((choice for choice in self.choices if choice.status == "admitted"), None)

    @property
    def reserves(self) -> tuple[ChoiceOutcome, ...]:
        """The choices for which the applicant stands in a queue."""
        return tuple(choice for choice in self.choices if choice.status == "reserve")


def published_rounds(
    *, now: datetime, office_id: UUID | None = None, year: int | None = None
) -> list[PublishedRound]:
    """Return the final and reserve rounds whose results are shown now, the latest first."""
    rows = _shown(now)
    if office_id is not None:
        rows = rows.filter(round__office=office_id)
    if year is not None:
        rows = rows.filter(round__year=year)
    return [_round(row) for row in rows]


def _shown(now: datetime) -> QuerySet[Publication]:
    return (
        Publication.objects.filter(
            state=PublicationState.PUBLISHED, publish_at__lte=now, round__kind__in=_ANSWERED
        )
        .select_related("round__office")
        .order_by("-published_at")
    )


def _round(row: Publication) -> PublishedRound:
    office = row.round.office
    return PublishedRound(
        publication_id=row.pk,
        run_id=row.run_id,
        round_id=row.round_id,
        office_id=office.pk,
        organisation_id=office.organisation_id,
        office_name=office.name,
        year=row.round.year,
        kind=row.round.kind,
        sequence=row.round.sequence,
        published_at=row.published_at or row.publish_at,
    )


def coming_rounds(*, now: datetime) -> list[ComingRound]:
    """Return the final and reserve rounds whose results are not shown yet, the first made first."""
    rows = AdmissionRound.objects.filter(kind__in=_ANSWERED).exclude(pk__in=_shown(now).values("round"))
    times = dict(
        Publication.objects.filter(state=PublicationState.SCHEDULED).values_list("round_id", "publish_at")
    )
    return [
        ComingRound(
            round_id=row.pk,
            office_id=row.office_id,
            organisation_id=row.office.organisation_id,
            year=row.year,
            kind=row.kind,
            sequence=row.sequence,
            expected_at=times.get(row.pk) or row.planned_publication or now,
        )
        for row in rows.select_related("office").order_by("created_at")
    ]


def offer(application_id: UUID, *, now: datetime) -> Offer | None:
    """Return what the latest shown round with the application in it came to; None before there is one."""
    rows = _shown(now).filter(run__placements__application=application_id, pages__application=application_id)
    latest = rows.first()
    if latest is None:
        return None
    return next(offers(_round(latest), application_ids=[application_id]), None)


def answered_for(application_ids: Collection[UUID], *, now: datetime) -> set[UUID]:
    """Return those of the applications that ``offer`` has something about. One query."""
    rows = _shown(now).filter(
        run__placements__application__in=list(application_ids),
        pages__application=F("run__placements__application"),
    )
    return set(rows.order_by().values_list("pages__application", flat=True))


def offers(round_: PublishedRound, *, application_ids: Iterable[UUID] | None = None) -> Iterator[Offer]:
    """Yield each applicant's outcome in the round, by reference; only the named ones when some are named."""
    rows = Placement.objects.filter(run=round_.run_id)
    if application_ids is not None:
        named = list(application_ids)
        for start in range(0, len(named), _BATCH):
            yield from _offers(round_, rows.filter(application__in=named[start : start + _BATCH]))
        return
    yield from _offers(round_, rows)


def _offers(round_: PublishedRound, rows: QuerySet[Placement]) -> Iterator[Offer]:
    found = rows.order_by("application__reference", "rank").values_list(
        "application_id", "application__reference", "application__person_id",
        "rank", "offering_id", "status", "seat_kind", "reserve_position",
    )  # fmt: skip
    for (application, reference, person), group in groupby(
        found.iterator(chunk_size=2000), lambda row: row[:3]
    ):
        choices = tuple(ChoiceOutcome(*row[3:]) for row in group)
        yield Offer(round_, application, reference, person, choices)


@dataclass(frozen=True, slots=True)
class ApplicationChoices:
    """An application and what it ranks, before there is any result."""

    application_id: UUID
    person_id: UUID
    organisation_id: UUID
    office_id: UUID
    year: int
    offering_ids: tuple[UUID, ...]


def application_choices(application_id: UUID) -> ApplicationChoices:
    """Return the application's choices in order. Raises Application.DoesNotExist."""
    row = Application.objects.select_related("office").get(pk=application_id)
    ranked = row.choices.order_by("rank").values_list("offering_id", flat=True)
    return ApplicationChoices(
        row.pk, row.person_id, row.office.organisation_id, row.office_id, row.year, tuple(ranked)
    )


def applicant_of(application_id: UUID) -> UUID:
    """Return whose application it is. Raises Application.DoesNotExist."""
    return Application.objects.values_list("person_id", flat=True).get(pk=application_id)


def all_choices(*, office_id: UUID, year: int) -> dict[UUID, list[UUID]]:
    """Return the offerings that each application ranks, in order."""
    rows = Choice.objects.filter(application__office=office_id, application__year=year)
    found: dict[UUID, list[UUID]] = {}
    for application, offering in rows.order_by("application", "rank").values_list(
        "application_id", "offering_id"
    ):
        found.setdefault(application, []).append(offering)
    return found


def left_out_choices(round_id: UUID) -> dict[UUID, set[UUID]]:
    """Return the offerings that take no part in the round, by application."""
    found: dict[UUID, set[UUID]] = {}
    rows = LeftOutChoice.objects.filter(round=round_id)
    for application, offering in rows.values_list("application_id", "offering_id"):
        found.setdefault(application, set()).add(offering)
    return found


def own_applications(person_ids: Iterable[UUID], *, year: int | None = None) -> list[tuple[UUID, UUID]]:
    """Return (application, person) of the persons, the latest year first."""
    rows = Application.objects.filter(person__in=list(person_ids))
    if year is not None:
        rows = rows.filter(year=year)
    return list(rows.order_by("-year", "reference").values_list("pk", "person_id"))


def queue_orders(run_id: UUID, *, offering_ids: Collection[UUID] | None = None) -> dict[UUID, list[UUID]]:
    """Return each offering's queue in the run: applications in the order of their reserve positions. Never shown."""
    rows = _in_queue(run_id, offering_ids)
    found: dict[UUID, list[UUID]] = {offering: [] for offering in offering_ids or ()}
    ordered = rows.order_by("offering", "reserve_position").values_list("offering_id", "application_id")
    for offering, application in ordered.iterator(chunk_size=5000):
        found.setdefault(offering, []).append(application)
    return found


def queued_applications(run_id: UUID, *, offering_ids: Collection[UUID]) -> QuerySet[Placement, UUID]:
    """Return the applications in any of the queues, as the inner half of another query."""
    return _in_queue(run_id, offering_ids).values_list("application_id", flat=True)


def seated_anew(run_id: UUID, *, application_ids: Collection[UUID]) -> set[UUID]:
    """Return those of the applications that the run gave a place which they did not hold before."""
    rows = Placement.objects.filter(run=run_id, status="admitted", application__in=list(application_ids))
    return set(rows.exclude(seat_kind="held").values_list("application_id", flat=True))


def _in_queue(run_id: UUID, offering_ids: Collection[UUID] | None) -> QuerySet[Placement]:
    rows = Placement.objects.filter(run=run_id, status="reserve", reserve_position__isnull=False)
    return rows if offering_ids is None else rows.filter(offering__in=list(offering_ids))
