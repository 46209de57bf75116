"""Another room for a time that is out, a time that has begun, and a place in the queue that is changed or over."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from gemensam.domains.guidance.models import GuidanceSlot
from gemensam.domains.guidance.queries import talks, times
from gemensam.domains.guidance.queries.times import BookingRefused
from gemensam.domains.guidance.services.change_slot import Meeting, change_slot
from gemensam.domains.guidance.services.join_queue import Wishes, join_queue
from gemensam.domains.guidance.services.withdraw_slot import withdraw_slot
from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Responsible
from tests.domains.guidance.test_booking import ANY, HOUR, book, kinds, wait
from tests.factories.guidance import School, make_school, pupil_actor, slot_at
from tests.factories.small_round import AT, person

pytestmark = pytest.mark.django_db


def guardian_of(school: School, number: int = 0) -> Actor:
    """The first pupil's guardian, logged in."""
    child, parent = school.pupils[number], person(80 + number, given="Mor", family="Prov")
    Responsible.objects.create(child=child, guardian=parent, has_custody=True, starts=date(2011, 1, 1))
    return Actor(uuid4(), parent.pk, "", (Grant(Role.GUARDIAN, None, date(2020, 1, 1)),))


def test_place_in_the_queue_ends_after_its_last_day_and_joining_again_is_last():
    school = make_school(applicants=2)
    wait(school, 0, Wishes("", "", "", date(2027, 6, 30)), at=AT)
    wait(school, 1, at=AT + HOUR)
    after = datetime(2027, 7, 1, 8, 0, tzinfo=UTC)
    assert talks.my_waiting(pupil_actor(school.pupils[0]), at=after) == []
    assert talks.my_waiting(pupil_actor(school.pupils[1]), at=after)[0].before == 0
    wait(school, 0, at=after)
    assert talks.my_waiting(pupil_actor(school.pupils[0]), at=after)[0].before == 1


def test_guardians_change_in_the_queue_keeps_what_the_pupil_asked_and_does_not_show_it():
    school = make_school(applicants=1)
    pupil = school.pupils[0]
    mother = guardian_of(school)
    asked = {"pupil_id": pupil.pk, "wishes": ANY, "at": AT}
    join_queue(actor=pupil_actor(pupil), question="Privat", **asked)
    join_queue(actor=mother, question="", **asked)
    assert talks.my_waiting(mother, at=AT)[0].question == ""
    assert talks.my_waiting(pupil_actor(pupil), at=AT)[0].question == "Privat"


def test_change_slot_tells_who_has_booked_and_raises_the_sequence_once():
    school = make_school(applicants=1)
    slot = slot_at(school, AT + 50 * HOUR)
    booking = book(school, slot)
    room = Meeting("room", "Rum 7", "")
    changed = [
        change_slot(actor=school.counsellor, slot_id=slot.pk, meeting=room, whole_series=False, at=AT)
        for _press in range(2)
    ]
    booking.refresh_from_db()
    assert (changed, booking.sequence, booking.state) == ([1, 0], 1, "booked")
    assert kinds(school.pupils[0].pk) == ["guidance_booked", "guidance_changed"]
    assert talks.my_talks(pupil_actor(school.pupils[0]), at=AT)[0].place == "Rum 7"


def test_change_slot_of_a_series_changes_the_coming_ones_alone():
    school = make_school(applicants=1)
    gone, first, second = (slot_at(school, AT + hours * HOUR) for hours in (-2, 50, 51))
    GuidanceSlot.objects.update(series_id=first.series_id)
    other = slot_at(school, AT + 52 * HOUR)
    room = Meeting("video", "", "https://mote.example.invalid/1")
    change = {"actor": school.counsellor, "slot_id": first.pk, "meeting": room, "at": AT}
    assert change_slot(**change, whole_series=True) == 2
    forms = {pk: GuidanceSlot.objects.get(pk=pk).form for pk in (gone.pk, first.pk, second.pk, other.pk)}
    assert forms == {gone.pk: "room", first.pk: "video", second.pk: "video", other.pk: "room"}


def test_change_slot_that_has_begun_or_is_withdrawn_or_anothers_is_refused():
    school = make_school(applicants=1)
    room = Meeting("room", "Rum 7", "")
    begun, coming = slot_at(school, AT), slot_at(school, AT + 50 * HOUR)
    with pytest.raises(BookingRefused, match="past"):
        change_slot(actor=school.counsellor, slot_id=begun.pk, meeting=room, whole_series=False, at=AT)
    with pytest.raises(GuidanceSlot.DoesNotExist):
        change_slot(actor=school.other_counsellor, slot_id=coming.pk, meeting=room, whole_series=False, at=AT)
    withdraw_slot(actor=school.counsellor, slot_id=coming.pk, at=AT)
    with pytest.raises(BookingRefused, match="taken"):
        change_slot(actor=school.counsellor, slot_id=coming.pk, meeting=room, whole_series=False, at=AT)


def test_withdraw_slot_that_has_begun_keeps_its_talk():
    school = make_school(applicants=1)
    slot = slot_at(school, AT + HOUR)
    booking = book(school, slot)
    with pytest.raises(BookingRefused, match="past"):
        withdraw_slot(actor=school.counsellor, slot_id=slot.pk, at=AT + HOUR)
    booking.refresh_from_db()
    assert (booking.state, GuidanceSlot.objects.get(pk=slot.pk).state) == ("booked", "open")


def test_open_times_leave_out_the_hour_of_another_talk_but_not_of_the_one_that_is_moved():
    school = make_school(applicants=1)
    booked, later = slot_at(school, AT + 50 * HOUR), slot_at(school, AT + 51 * HOUR)
    same_hour = slot_at(school, AT + 50 * HOUR, unit=school.other)
    pupil = school.pupils[0]
    talk = book(school, booked)
    find = {"narrow": times.TimeFilter(), "at": AT}
    free = times.open_times(pupil_actor(pupil), pupil.pk, **find)
    assert [one.pk for one in free] == [later.pk]
    free = times.open_times(pupil_actor(pupil), pupil.pk, instead_of=talk.pk, **find)
    assert [one.pk for one in free] == [same_hour.pk, later.pk]
    assert times.has_the_most(pupil.pk, at=AT) is False
    book(school, later)
    assert times.has_the_most(pupil.pk, at=AT) is True
