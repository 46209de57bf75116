"""Two processes want the same two hundred times at the same moment: each time gets one booking.

The control takes the database's constraint away: then times are booked twice, so the race is a real one.
"""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from gemensam.domains.guidance.models import Booking
from gemensam.domains.guidance.queries.times import BookingRefused
from gemensam.domains.guidance.services.book_slot import book_slot
from gemensam.foundation.directory.models import Person
from tests.crashes import CrashDatabase
from tests.factories.guidance import make_school, pupil_actor, slot_at
from tests.factories.small_round import AT

pytestmark = [pytest.mark.crash, pytest.mark.slow, pytest.mark.timeout(300)]
TIMES = 200


def make() -> list[UUID]:
    """A school with two hundred times and, for each, two pupils who want it."""
    school = make_school(applicants=1)
    Person.objects.bulk_create(
        Person(given_name="E", family_name="E", security_marking="none", sort_key=b"", search="")
        for _ in range(2 * TIMES)
    )
    return [slot_at(school, AT + timedelta(hours=number + 1)).pk for number in range(TIMES)]


def want(slots: list[UUID], side: int) -> int:
    """Book every time, one after the other; how many were got."""
    pupils = list(Person.objects.filter(given_name="E").order_by("pk"))[side::2]
    got = 0
    for slot, pupil in zip(slots, pupils, strict=True):
        try:
            book_slot(actor=pupil_actor(pupil), slot_id=slot, pupil_id=pupil.pk, question="", at=AT)
            got += 1
        except BookingRefused as refused:
            assert refused.code == "taken"
    return got


def count() -> tuple[int, int]:
    """How many bookings, and of how many times."""
    rows = Booking.objects.filter(state="booked")
    return rows.count(), rows.values("slot").distinct().count()


def without_the_constraint() -> None:
    """Take away what holds a time for one."""
    constraint = next(one for one in Booking._meta.constraints if one.name == "one_booking_holds_a_slot")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Booking, constraint)


def race(database: CrashDatabase, slots: list[UUID]) -> tuple[int, int, int]:
    running = [database.start(want, slots, side) for side in (0, 1)]
    got = sum(one.end().value for one in running)
    return got, *database.run(count).value


def test_book_slot_by_two_at_once_gives_each_time_to_one(crash_database: CrashDatabase):
    slots = crash_database.run(make).value
    assert race(crash_database, slots) == (TIMES, TIMES, TIMES)


def test_book_slot_by_two_at_once_without_the_constraint_books_twice(crash_database: CrashDatabase):
    slots = crash_database.run(make).value
    crash_database.run(without_the_constraint)
    got, booked, taken = race(crash_database, slots)
    assert (got, booked, taken) == (2 * TIMES, 2 * TIMES, TIMES)
