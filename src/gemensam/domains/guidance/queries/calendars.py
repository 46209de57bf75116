"""Calendar files: the invitation of one talk, and a counsellor's feed. RFC 5545, RFC 5546.

The event is the booking: its id is the UID for ever, and every change has raised its SEQUENCE. Times carry
TZID=Europe/Stockholm with the zone's rules in the file. Nobody is named; a protected pupil's talk has no place either.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from gemensam.domains.guidance.models import Booking, CalendarFeed, Form
from gemensam.domains.guidance.states import TAKES_THE_TIME, BookingState
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.queries import holds
from gemensam.foundation.directory import policies as directory
from gemensam.foundation.directory.models import Person

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FEED_DAYS_BACK = 30


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar file and what it asks of the calendar: REQUEST or CANCEL."""

    content: bytes
    method: str


def invitation(booking_id: UUID, person: Person) -> Invitation | None:
    """Return the talk as it stands now, for one of those it concerns; None when there is no such talk.

    Someone whom it no longer concerns (a counsellor from whom it was moved) is asked to take it away.
    """
    rows = Booking.objects.select_related("slot__school_unit", "pupil")
    booking = rows.filter(pk=booking_id).first()
    if booking is None:
        return None
    counsellor = booking.slot.counsellor_person_id
    concerned = person.pk in {booking.pupil_id, booking.booked_by, counsellor}
    on = concerned and booking.state in TAKES_THE_TIME
    method = "REQUEST" if on else "CANCEL"
    calendar = _calendar(method)
    with translation.override(person.locale if person.locale in dict(settings.LANGUAGES) else "sv"):
        event = _event(booking, in_full=concerned)
    organizer = vCalAddress(f"mailto:{_sender()}")
    attendee = vCalAddress(f"mailto:{person.email}")
    attendee.params["PARTSTAT"] = "ACCEPTED"
    attendee.params["RSVP"] = "FALSE"
    event.add("organizer", organizer)
    event.add("attendee", attendee)
    event["status"] = "CONFIRMED" if on else "CANCELLED"
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return Invitation(calendar.to_ical(), method)


def feed(token: str, *, at: datetime) -> bytes | None:
    """Return the calendar of the counsellor whose secret address it is; None for an unknown one.

    It ends with the counsellor's role or account. The address may be known to more than its owner, so that it tells
    times and forms, and nothing else.
    """
    digest = hashlib.sha256(token.encode()).hexdigest()
    owner = CalendarFeed.objects.filter(token_sha256=digest).values_list("counsellor_id", flat=True).first()
    if owner is None or not holds(owner, Permission.GUIDANCE_SLOT_PUBLISH, on=timezone.localdate(at)):
        return None
    rows = Booking.objects.filter(
        slot__counsellor_id=owner, state__in=[BookingState.BOOKED, BookingState.HELD, BookingState.MISSED],
        slot__starts_at__gte=at - timedelta(days=FEED_DAYS_BACK),
    )  # fmt: skip
    calendar = _calendar("PUBLISH")
    for booking in rows.select_related("slot__school_unit", "pupil").order_by("slot__starts_at"):
        calendar.add_component(_event(booking, in_full=False))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Gemensam//Vagledning//SV")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _event(booking: Booking, *, in_full: bool) -> Event:
    slot, event = booking.slot, Event()
    domain = _sender().rpartition("@")[2] or "gemensam.invalid"
    event.add("uid", f"{booking.pk}@{domain}")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", booking.ended_at or booking.booked_at)
    event.add("dtstart", slot.starts_at.astimezone(STOCKHOLM))
    event.add("dtend", slot.ends_at.astimezone(STOCKHOLM))
    event.add("summary", _("Samtal med studie- och yrkesvägledare"))
    event.add("class", "PRIVATE")
    if in_full and not directory.is_protected(booking.pupil):
        where = {
            Form.ROOM: ", ".join(part for part in (slot.place, slot.school_unit.display_name) if part),
            Form.PHONE: _("Telefon"),
            Form.VIDEO: _("Video, länken finns när du har loggat in"),
        }
        event.add("location", where[Form(slot.form)])
    return event


def _sender() -> str:
    """The address that mail comes from, without the name that may stand before it."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
