"""Talks that are booked: the pupil's own, and the counsellor's week."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.utils import timezone

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Booking, CalendarFeed, GuidanceSlot, WaitingPlace
from gemensam.domains.guidance.states import TAKES_THE_TIME, BookingState, WaitingState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory import policies as directory
from gemensam.foundation.directory.models import Person

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class TalkView:
    """A talk as the pupil's side sees it. For a protected pupil there is no place."""

    id: UUID
    pupil_name: str
    own: bool
    state: str
    starts_at: datetime
    ends_at: datetime
    form: str
    place: str
    video_link: str
    counsellor: str
    school: str
    offer_until: datetime | None
    coming: bool


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A place in the queue, and how many stand before it."""

    pupil_id: UUID
    pupil_name: str
    own: bool
    municipality_code: str
    form: str
    language: str
    last_day: date
    joined_at: datetime
    before: int
    question: str  # what the reader has written; empty for what someone else wrote


@dataclass(frozen=True, slots=True)
class SlotView:
    """A time as the counsellor sees it. A protected pupil's name is empty: nothing tells who comes."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    form: str
    place: str
    video_link: str
    language: str
    own_school_only: bool
    state: str
    booking_id: UUID | None
    booking_state: str
    is_protected: bool
    pupil_name: str
    question: str
    offer_until: datetime | None
    own: bool = True  # the reader's own time, not a colleague's
    counsellor: str = ""


def my_talks(actor: Actor, *, at: datetime) -> list[TalkView]:
    """Return the talks of those for whom the actor may book: coming ones first, then the latest."""
    rows = policies.own_bookings(actor, Booking.objects.all(), on=timezone.localdate(at))
    rows = rows.exclude(state=BookingState.LAPSED).select_related("slot__school_unit", "pupil")
    views = [_talk(actor, row, at) for row in rows.defer("pupil__civic_no", "pupil__email", "pupil__phone")]
    coming = sorted((one for one in views if one.coming), key=lambda one: one.starts_at)
    past = sorted((one for one in views if not one.coming), key=lambda one: one.starts_at, reverse=True)
    return coming + past


def my_talk(actor: Actor, booking_id: UUID, *, at: datetime) -> TalkView:
    """Return one of them. Raises Booking.DoesNotExist."""
    rows = policies.own_bookings(actor, Booking.objects.all(), on=timezone.localdate(at))
    return _talk(actor, rows.select_related("slot__school_unit", "pupil").get(pk=booking_id), at)


def pupil_of(actor: Actor, booking_id: UUID, *, at: datetime) -> UUID:
    """Return whom the talk is with. Raises Booking.DoesNotExist when it is not the actor's."""
    rows = policies.own_bookings(actor, Booking.objects.all(), on=timezone.localdate(at))
    return rows.values_list("pupil_id", flat=True).get(pk=booking_id)


def _talk(actor: Actor, row: Booking, at: datetime) -> TalkView:
    slot, shown = row.slot, not directory.is_protected(row.pupil)
    return TalkView(
        id=row.pk,
        pupil_name=row.pupil.given_name,
        own=row.pupil_id == actor.person_id,
        state=row.state,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        form=slot.form,
        place=slot.place if shown else "",
        video_link=slot.video_link if row.state == BookingState.BOOKED else "",
        counsellor=slot.counsellor_name,
        school=slot.school_unit.display_name,
        offer_until=row.offer_until,
        coming=slot.ends_at > at and row.state in {BookingState.BOOKED, BookingState.OFFERED},
    )


def my_waiting(actor: Actor, *, at: datetime) -> list[WaitingView]:
    """Return the places in the queue of those for whom the actor may book, until each one's last day."""
    today = timezone.localdate(at)
    waiting = WaitingPlace.objects.filter(state=WaitingState.WAITING, last_day__gte=today)
    rows = waiting.filter(pupil__in=policies.bookable_pupils(actor, on=today)).select_related("pupil")
    queue = list(waiting.order_by("joined_at", "pk").values_list("pk", flat=True))
    return [
        WaitingView(
            row.pupil_id, row.pupil.given_name, row.pupil_id == actor.person_id, row.municipality_code, row.form,
            row.language, row.last_day, row.joined_at, queue.index(row.pk),
            str(row.question) if row.asked_by == actor.person_id else "",
        )
        for row in rows
    ]  # fmt: skip


def week(actor: Actor, monday: date) -> list[SlotView]:
    """Return the counsellor's own times of the week, open ones and withdrawn ones that had a booking left out."""
    begins = datetime.combine(monday, time(0), tzinfo=STOCKHOLM)
    ends = datetime.combine(monday + timedelta(days=7), time(0), tzinfo=STOCKHOLM)
    rows = policies.own_slots(actor, GuidanceSlot.objects.all())
    rows = rows.filter(starts_at__gte=begins, starts_at__lt=ends, state="open").order_by("starts_at")
    return _slots(actor, list(rows))


def next_talk(actor: Actor, *, at: datetime) -> SlotView | None:
    """Return the counsellor's next time that someone has booked and that is not over; None without any."""
    booked = Booking.objects.filter(slot=OuterRef("pk"), state=BookingState.BOOKED)
    rows = policies.own_slots(actor, GuidanceSlot.objects.filter(Exists(booked), ends_at__gt=at))
    return next(iter(_slots(actor, list(rows.order_by("starts_at")[:1]))), None)


def slot(actor: Actor, slot_id: UUID) -> SlotView:
    """Return one of the counsellor's own times. Raises GuidanceSlot.DoesNotExist."""
    return _slots(actor, [policies.own_slots(actor, GuidanceSlot.objects.all()).get(pk=slot_id)])[0]


def _slots(actor: Actor, rows: list[GuidanceSlot]) -> list[SlotView]:
    live = Booking.objects.filter(slot__in=rows, state__in=TAKES_THE_TIME).select_related("pupil")
    live = live.defer("pupil__civic_no", "pupil__email", "pupil__phone")
    bookings = {booking.slot_id: booking for booking in live}
    return [_slot(row, bookings.get(row.pk)) for row in rows]


def _slot(row: GuidanceSlot, booking: Booking | None) -> SlotView:
    protected = booking is not None and directory.is_protected(booking.pupil)
    shown = booking is not None and not protected
    return SlotView(
        id=row.pk,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        form=row.form,
        place=row.place,
        video_link=row.video_link,
        language=row.language,
        own_school_only=row.own_school_only,
        state=row.state,
        booking_id=booking.pk if booking else None,
        booking_state=booking.state if booking else "",
        is_protected=protected,
        pupil_name=_name(booking.pupil) if booking and shown else "",
        question=str(booking.question) if booking and shown else "",
        offer_until=booking.offer_until if booking else None,
    )


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}"


def talks_of_pupil(actor: Actor, pupil_id: UUID) -> list[SlotView]:
    """Return the talks with a pupil at the schools where the actor guides, latest first: for the pupil's page."""
    rows = Booking.objects.filter(
        pupil=pupil_id, slot__school_unit__in=policies.school_units(actor), state__in=TAKES_THE_TIME
    )
    rows = rows.select_related("slot", "pupil").order_by("-slot__starts_at")
    return [
        replace(
            _slot(one.slot, one),
            question="",
            own=one.slot.counsellor_id == actor.account_id,
            counsellor=one.slot.counsellor_name,
        )
        for one in rows
    ]


def has_feed(actor: Actor) -> bool:
    """Return whether the counsellor has an open calendar address."""
    return actor.account_id is not None and CalendarFeed.objects.filter(pk=actor.account_id).exists()
