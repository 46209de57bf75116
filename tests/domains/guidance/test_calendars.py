"""Calendar files: the same event for ever, a raised sequence, Swedish time, nobody's name, no protected place."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail
from icalendar import Calendar

from gemensam.domains.guidance.queries.calendars import feed, invitation
from gemensam.domains.guidance.services.book_slot import book_slot
from gemensam.domains.guidance.services.cancel_booking import cancel_booking
from gemensam.domains.guidance.services.change_feed import change_feed
from gemensam.domains.guidance.services.move_booking import move_booking
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.models import OutboxMessage
from gemensam.foundation.messaging.sending import send_due
from gemensam.foundation.messaging.texts import UnfitContextError, refuse_context
from tests.factories.guidance import School, make_school, pupil_actor, slot_at
from tests.factories.small_round import AT, account_for

pytestmark = pytest.mark.django_db
SUMMER, WINTER = datetime(2027, 9, 14, 7, 0, tzinfo=UTC), datetime(2027, 11, 16, 8, 0, tzinfo=UTC)


def booked(school: School, starts: datetime = SUMMER):
    pupil = school.pupils[0]
    Person.objects.filter(pk=pupil.pk).update(email="elev@example.invalid")
    pupil.refresh_from_db()
    slot = slot_at(school, starts)
    return book_slot(actor=pupil_actor(pupil), slot_id=slot.pk, pupil_id=pupil.pk, question="Privat", at=AT)


def event_of(content: bytes):
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def test_invitation_moved_and_cancelled_is_one_event_with_rising_sequence():
    school = make_school(applicants=1)
    pupil, booking = school.pupils[0], booked(school)
    seen = []
    first = invitation(booking.pk, pupil)
    seen.append((first.method, event_of(first.content)))
    move_booking(actor=pupil_actor(pupil), booking_id=booking.pk, slot_id=slot_at(school, WINTER).pk, at=AT)
    second = invitation(booking.pk, pupil)
    seen.append((second.method, event_of(second.content)))
    cancel_booking(actor=pupil_actor(pupil), booking_id=booking.pk, at=AT)
    third = invitation(booking.pk, pupil)
    seen.append((third.method, event_of(third.content)))
    assert [method for method, _ in seen] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["UID"]) for _, event in seen}) == 1
    assert [event["SEQUENCE"] for _, event in seen] == [0, 1, 2]
    assert [str(event["STATUS"]) for _, event in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_invitation_has_swedish_time_with_the_zone_on_both_sides_of_the_change():
    school = make_school(applicants=1)
    pupil, booking = school.pupils[0], booked(school)
    for starts, offset in ((SUMMER, 2), (WINTER, 1)):
        if starts is WINTER:
            move_booking(
                actor=pupil_actor(pupil), booking_id=booking.pk, slot_id=slot_at(school, WINTER).pk, at=AT
            )
        content = invitation(booking.pk, pupil).content
        start = event_of(content)["DTSTART"]
        assert (start.params["TZID"], start.dt.hour) == ("Europe/Stockholm", 9)
        assert start.dt.utcoffset().total_seconds() == offset * 3600
        assert b"BEGIN:VTIMEZONE" in content
        assert b"BEGIN:DAYLIGHT" in content


def test_invitation_names_nobody_and_tells_no_question():
    school = make_school(applicants=1)
    booking = booked(school)
    text = invitation(booking.pk, school.pupils[0]).content.decode()
    assert "Rum 12" in text  # the control: what may be told is told
    for word in ("Elev0", "Prov", "Vera", "Privat"):
        assert word not in text


def test_invitation_of_a_protected_pupil_has_no_place():
    school = make_school(applicants=1)
    booking = booked(school)
    Person.objects.filter(pk=school.pupils[0].pk).update(security_marking="confidential")
    text = invitation(booking.pk, Person.objects.get(pk=school.pupils[0].pk)).content.decode()
    assert "LOCATION" not in text
    assert "Åskolan" not in text


def test_invitation_for_one_whom_it_no_longer_concerns_takes_the_event_away():
    school = make_school(applicants=2)
    booking = booked(school)
    assert invitation(booking.pk, school.pupils[1]).method == "CANCEL"
    assert invitation(uuid4(), school.pupils[0]) is None


def test_mail_carries_the_calendar_as_it_stands_when_sent():
    school = make_school(applicants=1)
    booked(school)
    send_due(now=AT)
    (sent,) = [one for one in mail.outbox if one.to == ["elev@example.invalid"]]
    (part,) = [one for one in sent.message().walk() if one.get_content_type() == "text/calendar"]
    assert (part.get_param("method"), part.get_filename()) == ("REQUEST", "samtal.ics")
    assert str(event_of(part.get_payload(decode=True))["SUMMARY"]) == "Samtal med studie- och yrkesvägledare"
    assert "Elev0" not in sent.body


def test_context_with_something_else_than_an_id_is_refused():
    with pytest.raises(UnfitContextError, match="calendar"):
        refuse_context(MessageKind.GUIDANCE_BOOKED, {"path": "/", "calendar": "Alva Ek"})
    refuse_context(MessageKind.GUIDANCE_BOOKED, {"path": "/", "calendar": str(uuid4())})


def test_queued_messages_hold_ids_and_paths_only():
    school = make_school(applicants=1)
    booking = booked(school)
    (row,) = OutboxMessage.objects.all()  # the counsellor is no person of the directory here
    assert row.context == {"path": "/vagledning/mina-samtal/", "calendar": str(booking.pk)}
    assert UUID(row.context["calendar"]) == booking.pk


def test_feed_gives_own_talks_without_place_until_it_is_stopped():
    school = make_school(applicants=1)
    booked(school)
    account_for(school.counsellor)
    change_feed(actor=school.counsellor, token="hemlig-adress", at=AT)
    content = feed("hemlig-adress", at=AT)
    assert content is not None
    assert "LOCATION" not in content.decode()
    assert event_of(content)["DTSTART"].dt.hour == 9
    assert feed("annan", at=AT) is None
    change_feed(actor=school.counsellor, token="", at=AT)
    assert feed("hemlig-adress", at=AT) is None
    with pytest.raises(PermissionDenied):
        change_feed(actor=pupil_actor(school.pupils[0]), token="x", at=AT)


def test_feed_ends_with_the_counsellors_role_and_account():
    school = make_school(applicants=1)
    booked(school)
    account = account_for(school.counsellor)
    change_feed(actor=school.counsellor, token="hemlig-adress", at=AT)
    Account.objects.filter(pk=account).update(is_active=False)
    assert feed("hemlig-adress", at=AT) is None
    Account.objects.filter(pk=account).update(is_active=True)
    assert feed("hemlig-adress", at=AT) is not None  # the control
    RoleGrant.objects.update(ends=AT.date() - timedelta(days=1))
    assert feed("hemlig-adress", at=AT) is None


def test_invitation_of_someone_it_no_longer_concerns_tells_no_new_place():
    school = make_school(applicants=2)
    booking = booked(school)
    assert b"Rum 12" in invitation(booking.pk, school.pupils[0]).content  # the control
    assert b"Rum 12" not in invitation(booking.pk, school.pupils[1]).content


def test_invitation_from_an_office_with_a_display_name_has_a_bare_address(settings):
    settings.DEFAULT_FROM_EMAIL = "Gymnasieantagningen Väst <antagning@example.invalid>"
    school = make_school(applicants=1)
    event = event_of(invitation(booked(school).pk, school.pupils[0]).content)
    assert str(event["ORGANIZER"]) == "mailto:antagning@example.invalid"
    assert str(event["UID"]).endswith("@example.invalid")
