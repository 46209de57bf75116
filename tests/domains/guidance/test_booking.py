"""Publish, book, move, cancel, the queue and the reminder: who may, when, and what each leads to."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from gemensam.domains.guidance.models import Booking, GuidanceSlot, WaitingPlace
from gemensam.domains.guidance.queries import talks, times
from gemensam.domains.guidance.queries.times import BookingRefused, TimeFilter
from gemensam.domains.guidance.services.answer_offer import answer_offer
from gemensam.domains.guidance.services.book_slot import book_slot
from gemensam.domains.guidance.services.cancel_booking import cancel_booking
from gemensam.domains.guidance.services.join_queue import Wishes, join_queue
from gemensam.domains.guidance.services.lapse_offers import lapse_offers
from gemensam.domains.guidance.services.leave_queue import leave_queue
from gemensam.domains.guidance.services.mark_talk import mark_talk
from gemensam.domains.guidance.services.move_booking import move_booking
from gemensam.domains.guidance.services.publish_slots import SlotsRefused, publish_slots
from gemensam.domains.guidance.services.remind_of_talks import remind_of_talks
from gemensam.domains.guidance.services.withdraw_slot import withdraw_slot
from gemensam.foundation.access.actors import Actor, Grant, PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Responsible
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.guidance import School, make_school, plan, pupil_actor, slot_at
from tests.factories.small_round import AT, person

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ANY = Wishes("", "", "", date(2027, 12, 31))


def book(school: School, slot: GuidanceSlot, number: int = 0, *, at: datetime = AT) -> Booking:
    pupil = school.pupils[number]
    return book_slot(actor=pupil_actor(pupil), slot_id=slot.pk, pupil_id=pupil.pk, question="", at=at)


def wait(school: School, number: int, wishes: Wishes = ANY, *, at: datetime = AT) -> WaitingPlace:
    pupil = school.pupils[number]
    return join_queue(actor=pupil_actor(pupil), pupil_id=pupil.pk, wishes=wishes, question="", at=at)


def states(slot: GuidanceSlot) -> list[tuple[str, str]]:
    """Each booking of the time: whose, and its state."""
    rows = slot.bookings.order_by("booked_at", "pk").select_related("pupil")
    return [(row.pupil.given_name, row.state) for row in rows]


def kinds(person_id: object) -> list[str]:
    """What the person has been told."""
    rows = OutboxMessage.objects.filter(person_id=person_id).order_by("created_at", "kind")
    return list(rows.values_list("kind", flat=True))


# Publishing -----------------------------------------------------------------------------------------------


def test_publish_slots_over_midsummer_skips_the_holiday_and_keeps_wall_clock_time():
    school = make_school(applicants=1)
    made = publish_slots(
        actor=school.counsellor, series_id=uuid4(), at=AT,
        plan=plan(school, first=date(2027, 6, 24), last=date(2027, 6, 25), weekdays=(3, 4), start=540, end=600),
    )  # fmt: skip
    # 25 June 2027 is Midsummer Eve: no weekday by lag (1930:173) 2 §
    assert (made.made, made.holidays, made.overlapping) == (2, (date(2027, 6, 25),), 0)
    starts = list(GuidanceSlot.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert starts == [datetime(2027, 6, 24, 7, 0, tzinfo=UTC), datetime(2027, 6, 24, 7, 30, tzinfo=UTC)]


def test_publish_slots_over_the_change_of_clocks_keeps_the_hour_in_sweden():
    school = make_school(applicants=1)
    publish_slots(
        actor=school.counsellor, series_id=uuid4(), at=AT,
        plan=plan(school, first=date(2027, 10, 29), last=date(2027, 11, 5), weekdays=(4,), start=540, end=570),
    )  # fmt: skip
    starts = list(GuidanceSlot.objects.order_by("starts_at").values_list("starts_at", flat=True))
    # summer time ends on 31 October 2027: nine o'clock is 07.00 and then 08.00 UTC
    assert starts == [datetime(2027, 10, 29, 7, 0, tzinfo=UTC), datetime(2027, 11, 5, 8, 0, tzinfo=UTC)]


def test_publish_slots_twice_publishes_once_and_overlaps_are_left_out():
    school, series = make_school(applicants=1), uuid4()
    for _press in range(2):
        publish_slots(actor=school.counsellor, series_id=series, at=AT, plan=plan(school))
    again = publish_slots(actor=school.counsellor, series_id=uuid4(), at=AT, plan=plan(school, start=555))
    assert GuidanceSlot.objects.count() == 4 + again.made
    assert (again.made, again.overlapping) == (0, 3)


def test_publish_slots_at_another_school_or_in_the_past_is_refused():
    school = make_school(applicants=1)
    with pytest.raises(PermissionDenied):
        publish_slots(actor=school.other_counsellor, series_id=uuid4(), at=AT, plan=plan(school))
    with pytest.raises(SlotsRefused, match="past"):
        publish_slots(
            actor=school.counsellor, series_id=uuid4(), at=AT,
            plan=plan(school, first=date(2027, 6, 14), last=date(2027, 6, 18), weekdays=(0, 1, 2, 3, 4)),
        )  # fmt: skip


# Booking --------------------------------------------------------------------------------------------------


def test_book_slot_twice_by_the_same_books_once_and_tells_once():
    school = make_school(applicants=2)
    slot = slot_at(school, AT + 50 * HOUR)
    assert book(school, slot).pk == book(school, slot).pk
    assert kinds(school.pupils[0].pk) == ["guidance_booked"]


def test_book_slot_that_somebody_has_is_refused():
    school = make_school(applicants=2)
    slot = slot_at(school, AT + 50 * HOUR)
    book(school, slot)
    with pytest.raises(BookingRefused, match="taken"):
        book(school, slot, 1)
    assert states(slot) == [("Elev0", "booked")]


@pytest.mark.parametrize(
    ("values", "code"),
    [({"own_school_only": True}, "other_school"), ({"state": "withdrawn"}, "taken"), ({}, "past")],
)
def test_book_slot_that_may_not_be_booked_is_refused(values: dict, code: str):
    school = make_school(applicants=1)
    slot = slot_at(school, AT + (-HOUR if code == "past" else HOUR), unit=school.other, **values)
    with pytest.raises(BookingRefused, match=code):
        book(school, slot)


def test_book_slot_for_own_school_by_its_pupil_is_booked():
    school = make_school(applicants=1)
    slot = slot_at(school, AT + HOUR, own_school_only=True)
    assert book(school, slot).state == "booked"


def test_book_slot_for_somebody_else_is_refused_and_by_the_guardian_is_booked():
    school = make_school(applicants=2)
    slot = slot_at(school, AT + HOUR)
    stranger, child = pupil_actor(school.pupils[1]), school.pupils[0]
    with pytest.raises(PermissionDenied):
        book_slot(actor=stranger, slot_id=slot.pk, pupil_id=child.pk, question="", at=AT)
    parent = person(70, given="Vera")
    Responsible.objects.create(child=child, guardian=parent, has_custody=True, starts=date(2011, 1, 1))
    guardian = Actor(uuid4(), parent.pk, "", (Grant(Role.GUARDIAN, None, date(2020, 1, 1)),))
    book_slot(actor=guardian, slot_id=slot.pk, pupil_id=child.pk, question="", at=AT)
    assert (kinds(child.pk), kinds(parent.pk)) == (["guidance_booked"], ["guidance_booked"])


def test_book_slot_at_the_same_hour_or_a_third_time_is_refused():
    school = make_school(applicants=1)
    first, same = slot_at(school, AT + HOUR), slot_at(school, AT + HOUR, unit=school.other)
    book(school, first)
    with pytest.raises(BookingRefused, match="overlapping"):
        book(school, same)
    book(school, slot_at(school, AT + 3 * HOUR))
    with pytest.raises(BookingRefused, match="too_many"):
        book(school, slot_at(school, AT + 5 * HOUR))


def test_move_booking_keeps_the_event_raises_the_sequence_and_frees_the_old_time():
    school = make_school(applicants=2)
    old, new = slot_at(school, AT + 50 * HOUR), slot_at(school, AT + 60 * HOUR)
    booking = book(school, old)
    moved = move_booking(actor=pupil_actor(school.pupils[0]), booking_id=booking.pk, slot_id=new.pk, at=AT)
    assert (moved.pk, moved.sequence, moved.slot_id) == (booking.pk, 1, new.pk)
    assert book(school, old, 1).state == "booked"


def test_move_booking_to_a_taken_time_keeps_the_old_one():
    school = make_school(applicants=2)
    old, new = slot_at(school, AT + 50 * HOUR), slot_at(school, AT + 60 * HOUR)
    booking = book(school, old)
    book(school, new, 1)
    with pytest.raises(BookingRefused, match="taken"):
        move_booking(actor=pupil_actor(school.pupils[0]), booking_id=booking.pk, slot_id=new.pk, at=AT)
    booking.refresh_from_db()
    assert (booking.slot_id, booking.state, booking.sequence) == (old.pk, "booked", 0)


def test_cancel_booking_by_a_stranger_is_refused_and_by_the_counsellor_tells_the_pupil():
    school = make_school(applicants=2)
    slot = slot_at(school, AT + 50 * HOUR)
    booking = book(school, slot)
    for stranger in (pupil_actor(school.pupils[1]), school.other_counsellor):
        with pytest.raises(PermissionDenied):
            cancel_booking(actor=stranger, booking_id=booking.pk, at=AT)
    for _press in range(2):
        cancel_booking(actor=school.counsellor, booking_id=booking.pk, at=AT)
    assert kinds(school.pupils[0].pk) == ["guidance_booked", "guidance_cancelled"]


def test_cancel_booking_after_the_talk_is_refused():
    school = make_school(applicants=1)
    slot = slot_at(school, AT + HOUR)
    booking = book(school, slot)
    with pytest.raises(BookingRefused, match="past"):
        cancel_booking(actor=pupil_actor(school.pupils[0]), booking_id=booking.pk, at=AT + 2 * HOUR)


def test_withdraw_slot_cancels_its_booking_and_nobody_can_book_it():
    school = make_school(applicants=1)
    slot = slot_at(school, AT + 50 * HOUR)
    book(school, slot)
    withdraw_slot(actor=school.counsellor, slot_id=slot.pk, at=AT)
    assert states(slot) == [("Elev0", "cancelled")]
    with pytest.raises(GuidanceSlot.DoesNotExist):
        withdraw_slot(actor=school.other_counsellor, slot_id=slot.pk, at=AT)


def test_mark_talk_before_it_began_is_refused_and_a_wrong_press_is_mended():
    school = make_school(applicants=1)
    booking = book(school, slot_at(school, AT + HOUR))
    with pytest.raises(BookingRefused, match="not_yet"):
        mark_talk(actor=school.counsellor, booking_id=booking.pk, held=True, at=AT)
    later = AT + 2 * HOUR
    assert mark_talk(actor=school.counsellor, booking_id=booking.pk, held=False, at=later).state == "missed"
    assert mark_talk(actor=school.counsellor, booking_id=booking.pk, held=True, at=later).state == "held"


# The queue ------------------------------------------------------------------------------------------------


def test_cancellation_is_offered_to_the_first_in_the_queue_and_nobody_else_can_take_it():
    school = make_school(applicants=4)
    slot = slot_at(school, AT + 50 * HOUR)
    booking = book(school, slot)
    wait(school, 2, at=AT + HOUR)
    wait(school, 1, at=AT)
    cancel_booking(actor=pupil_actor(school.pupils[0]), booking_id=booking.pk, at=AT + 2 * HOUR)
    assert states(slot) == [("Elev0", "cancelled"), ("Elev1", "offered")]
    assert kinds(school.pupils[1].pk) == ["guidance_offered"]
    with pytest.raises(BookingRefused, match="taken"):
        book(school, slot, 3, at=AT + 3 * HOUR)


def test_offer_accepted_books_and_gives_up_the_place_in_the_queue():
    school = make_school(applicants=2)
    slot = slot_at(school, AT + 50 * HOUR)
    wait(school, 1)
    booking = book(school, slot)
    cancel_booking(actor=pupil_actor(school.pupils[0]), booking_id=booking.pk, at=AT + HOUR)
    offer = Booking.objects.get(state="offered")
    for _press in range(2):
        answer_offer(actor=pupil_actor(school.pupils[1]), booking_id=offer.pk, accept=True, at=AT + HOUR)
    assert states(slot)[-1] == ("Elev1", "booked")
    assert not WaitingPlace.objects.filter(state="waiting").exists()


def test_offer_declined_goes_to_the_next_and_the_first_keeps_the_place():
    school = make_school(applicants=3)
    slot = slot_at(school, AT + 50 * HOUR)
    wait(school, 1, at=AT)
    wait(school, 2, at=AT + HOUR)
    cancel_booking(actor=pupil_actor(school.pupils[0]), booking_id=book(school, slot).pk, at=AT + HOUR)
    offer = Booking.objects.get(state="offered")
    answer_offer(actor=pupil_actor(school.pupils[1]), booking_id=offer.pk, accept=False, at=AT + 2 * HOUR)
    assert [state for _name, state in states(slot)] == ["cancelled", "lapsed", "offered"]
    assert WaitingPlace.objects.filter(state="waiting").count() == 2


def test_offer_not_answered_lapses_to_the_next_and_then_to_all():
    school = make_school(applicants=3)
    slot = slot_at(school, AT + 80 * HOUR)
    wait(school, 1)
    cancel_booking(actor=pupil_actor(school.pupils[0]), booking_id=book(school, slot).pk, at=AT)
    offer = Booking.objects.get(state="offered")
    assert offer.offer_until == AT + 24 * HOUR
    assert lapse_offers(at=AT + 24 * HOUR) == 0
    with pytest.raises(BookingRefused, match="late"):
        answer_offer(actor=pupil_actor(school.pupils[1]), booking_id=offer.pk, accept=True, at=AT + 25 * HOUR)
    assert (lapse_offers(at=AT + 25 * HOUR), lapse_offers(at=AT + 25 * HOUR)) == (1, 0)
    assert book(school, slot, 2, at=AT + 26 * HOUR).state == "booked"


@pytest.mark.parametrize(
    ("wishes", "offered"),
    [
        (ANY, True),
        (Wishes("2281", "room", "sv", date(2027, 12, 31)), True),
        (Wishes("2283", "", "", date(2027, 12, 31)), False),
        (Wishes("", "video", "", date(2027, 12, 31)), False),
        (Wishes("", "", "ar", date(2027, 12, 31)), False),
        (Wishes("", "", "", date(2027, 6, 21)), False),
    ],
)
def test_published_time_is_offered_to_whom_it_suits(wishes: Wishes, offered: bool):
    school = make_school(applicants=1)
    wait(school, 0, wishes)
    publish_slots(
        actor=school.counsellor, series_id=uuid4(), at=AT,
        plan=plan(school, first=date(2027, 6, 23), last=date(2027, 6, 23), weekdays=(2,), end=570),
    )  # fmt: skip
    assert Booking.objects.filter(state="offered").exists() is offered


def test_join_queue_twice_changes_the_wishes_and_keeps_the_place():
    school = make_school(applicants=2)
    first = wait(school, 0, at=AT)
    wait(school, 1, at=AT + HOUR)
    wait(school, 0, Wishes("2281", "", "", date(2027, 8, 1)), at=AT + 2 * HOUR)
    (line,) = talks.my_waiting(pupil_actor(school.pupils[0]), at=AT)
    assert (line.before, line.municipality_code, line.joined_at) == (0, "2281", first.joined_at)
    leave_queue(actor=pupil_actor(school.pupils[0]), pupil_id=school.pupils[0].pk, at=AT)
    assert talks.my_waiting(pupil_actor(school.pupils[0]), at=AT) == []


# Reading --------------------------------------------------------------------------------------------------


def test_open_times_are_those_that_may_be_booked_and_the_overview_names_nobody():
    school = make_school(applicants=1)
    free = slot_at(school, AT + 50 * HOUR)
    slot_at(school, AT + 51 * HOUR, unit=school.other, own_school_only=True)
    slot_at(school, AT - HOUR)
    pupil = school.pupils[0]
    found = times.open_times(pupil_actor(pupil), pupil.pk, narrow=TimeFilter(), at=AT)
    assert [one.pk for one in found] == [free.pk]
    narrowed = times.open_times(pupil_actor(pupil), pupil.pk, narrow=TimeFilter(form="video"), at=AT)
    assert list(narrowed) == []
    (line,) = times.overview(at=AT)
    assert (line.municipality_code, line.form, line.free, line.first) == ("2281", "room", 1, free.starts_at)


def test_counsellor_sees_who_comes_but_not_a_protected_pupil():
    school = make_school(applicants=2)
    for number in (0, 1):
        pupil = school.pupils[number]
        slot = slot_at(school, AT + (50 + number) * HOUR)
        book_slot(actor=pupil_actor(pupil), slot_id=slot.pk, pupil_id=pupil.pk, question="Fråga", at=AT)
    school.pupils[1].security_marking = "confidential"
    school.pupils[1].save()
    lines = talks.week(school.counsellor, date(2027, 6, 21))
    assert [(one.pupil_name, one.question, one.is_protected) for one in lines] == [
        ("Elev0 Prov", "Fråga", False), ("", "", True),
    ]  # fmt: skip
    assert talks.week(school.other_counsellor, date(2027, 6, 21)) == []


def test_remind_of_talks_tells_of_tomorrow_once_and_not_before_eight():
    school = make_school(applicants=2)
    book(school, slot_at(school, datetime(2027, 6, 22, 10, 0, tzinfo=UTC)))
    book(school, slot_at(school, datetime(2027, 6, 23, 10, 0, tzinfo=UTC)), 1)
    early = datetime(2027, 6, 21, 5, 30, tzinfo=UTC)  # half past seven in Sweden
    assert remind_of_talks(at=early) == 0
    for hours in (1, 2):
        assert remind_of_talks(at=early + hours * HOUR) == 1
    assert kinds(school.pupils[0].pk) == ["guidance_booked", "guidance_reminder"]
    assert kinds(school.pupils[1].pk) == ["guidance_booked"]
