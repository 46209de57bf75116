"""Times that can be booked: for whom, which, and the public overview without names."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Booking, GuidanceSlot
from gemensam.domains.guidance.states import TAKES_THE_TIME, BookingState, SlotState
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Enrolment, Person

MOST_COMING = 2  # so that nobody holds many times that others need
OVERVIEW_DAYS = 28


class BookingRefused(Exception):
    """The booking cannot be made or changed.

    ``code``: taken, past, other_school, overlapping, too_many, late or not_yet.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class TimeFilter:
    """What the times are narrowed by; empty values narrow nothing."""

    municipality: str = ""
    form: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Bookable:
    """Someone for whom the actor may book."""

    person_id: UUID
    given_name: str
    own: bool


@dataclass(frozen=True, slots=True)
class Available:
    """How much there is in one municipality in one form during the coming four weeks."""

    municipality_code: str
    form: str
    free: int
    first: datetime


def school_units_of(pupil_id: UUID, *, on: date) -> frozenset[UUID]:
    """Return the school units at which the pupil is enrolled on the day."""
    rows = Enrolment.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), person=pupil_id, starts__lte=on)
    return frozenset(rows.values_list("school_unit_id", flat=True))


def check_bookable(
    slot: GuidanceSlot, pupil_id: UUID, *, at: datetime, instead_of: UUID | None = None
) -> None:
    """Raise BookingRefused unless the pupil may take the time now. That it is free the database alone decides."""
    if slot.state != SlotState.OPEN:
        raise BookingRefused("taken")
    if slot.starts_at <= at:
        raise BookingRefused("past")
    if slot.own_school_only and slot.school_unit_id not in school_units_of(
        pupil_id, on=timezone.localdate(at)
    ):
        raise BookingRefused("other_school")
    coming = _coming(pupil_id, at, instead_of)
    if coming.filter(slot__starts_at__lt=slot.ends_at, slot__ends_at__gt=slot.starts_at).exists():
        raise BookingRefused("overlapping")
    if coming.filter(state=BookingState.BOOKED).count() >= MOST_COMING:
        raise BookingRefused("too_many")


def _coming(pupil_id: UUID, at: datetime, instead_of: UUID | None = None) -> QuerySet[Booking]:
    """The pupil's talks that have not begun, less the one that is to be moved."""
    rows = Booking.objects.filter(
        pupil=pupil_id, state__in=[BookingState.BOOKED, BookingState.OFFERED], slot__starts_at__gt=at
    )
    return rows if instead_of is None else rows.exclude(pk=instead_of)


def has_the_most(pupil_id: UUID, *, at: datetime) -> bool:
    """Whether the pupil has booked as many talks as one may have. Takes no actor: asked with the pupil's own times."""
    return _coming(pupil_id, at).filter(state=BookingState.BOOKED).count() >= MOST_COMING


def bookable(actor: Actor, *, at: datetime) -> list[Bookable]:
    """Return for whom the actor may book, oneself first."""
    people = policies.bookable_pupils(actor, on=timezone.localdate(at))
    rows = Person.objects.filter(pk__in=people).order_by("sort_key")
    found = [Bookable(row.pk, row.given_name, row.pk == actor.person_id) for row in rows.only("given_name")]
    return sorted(found, key=lambda one: not one.own)


def _free(at: datetime) -> QuerySet[GuidanceSlot]:
    held = Booking.objects.filter(slot=OuterRef("pk"), state__in=TAKES_THE_TIME)
    return GuidanceSlot.objects.filter(~Exists(held), state=SlotState.OPEN, starts_at__gt=at)


def open_times(
    actor: Actor, pupil_id: UUID, *, narrow: TimeFilter, at: datetime, instead_of: UUID | None = None
) -> QuerySet[GuidanceSlot]:
    """Return the free times that the pupil may book, in order; none at the hour of another talk of the pupil's.

    ``instead_of``: the talk that is to be moved. Raises PermissionDenied.
    """
    on = timezone.localdate(at)
    policies.require_pupil_or_guardian(actor, pupil_id, on=on)
    units = school_units_of(pupil_id, on=on)
    busy = _coming(pupil_id, at, instead_of).filter(
        slot__starts_at__lt=OuterRef("ends_at"), slot__ends_at__gt=OuterRef("starts_at")
    )
    rows = _free(at).filter(~Exists(busy), Q(own_school_only=False) | Q(school_unit__in=units))
    if narrow.municipality:
        rows = rows.filter(municipality_code=narrow.municipality)
    if narrow.form:
        rows = rows.filter(form=narrow.form)
    if narrow.language:
        rows = rows.filter(language=narrow.language)
    return rows.select_related("school_unit").order_by("starts_at", "counsellor_name", "pk")


def open_time(actor: Actor, slot_id: UUID, *, at: datetime) -> GuidanceSlot:
    """Return one free time for the page that books it. Raises GuidanceSlot.DoesNotExist, PermissionDenied."""
    if not actor.has(Permission.GUIDANCE_BOOK):
        raise PermissionDenied(Permission.GUIDANCE_BOOK)
    return _free(at).select_related("school_unit").get(pk=slot_id)


def municipalities_offered() -> frozenset[str]:
    """Return the codes of the municipalities in which any time is offered, or has been."""
    rows = GuidanceSlot.objects.filter(state=SlotState.OPEN).values_list("municipality_code", flat=True)
    return frozenset(rows.distinct())


def overview(*, at: datetime) -> list[Available]:
    """Return what can be booked in the coming four weeks, per municipality and form. Public: no names, no places."""
    rows = _free(at).filter(own_school_only=False, starts_at__lt=at + timedelta(days=OVERVIEW_DAYS))
    found: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for code, form, starts in rows.order_by("starts_at").values_list(
        "municipality_code", "form", "starts_at"
    ):
        found[code, form].append(starts)
    return [Available(code, form, len(times), times[0]) for (code, form), times in sorted(found.items())]
