"""Two who reply at the very same time, and a reply that meets the last moment: two hundred times each.

Two processes meet at a barrier before each of the two hundred replies. The controls do the same without the lock, and
with an answer that comes a second late.
"""

from collections import Counter
from datetime import date
from multiprocessing import get_context
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from tests.crashes import CrashDatabase
from tests.factories.small_replies import DUE, SECOND, SHOWN
from tests.factories.small_round import YEAR

pytestmark = [pytest.mark.crash, pytest.mark.slow, pytest.mark.timeout(900)]
TIMES = 200
PATIENCE = 60  # seconds at a barrier


def make() -> None:
    """Two hundred applicants with a place each, and two guardians who have custody of them all."""
    from gemensam.domains.admissions.models import CalendarDate, Choice
    from gemensam.domains.catalogue.models import Offering
    from gemensam.foundation.directory.models import Responsible
    from tests.factories.small_replies import SmallReplies, show
    from tests.factories.small_round import make_small_round, person

    with transaction.atomic():
        small = make_small_round(applicants=TIMES)
        Offering.objects.filter(code="NA-1").update(planned_seats=TIMES, seats=TIMES)
        Choice.objects.exclude(offering__code="NA-1").delete()
        CalendarDate.objects.create(office=small.office, year=YEAR, event="reply_due", at=DUE)
        for serial in (900, 901):
            adult = person(serial, given="Vera", family="Vuxen")
            Responsible.objects.bulk_create(
                Responsible(child=one.person, guardian=adult, has_custody=True, starts=date(2011, 1, 1))
                for one in small.applications
            )
        show(SmallReplies(small))


def applications() -> list[UUID]:
    from gemensam.domains.admissions.models import Application

    return list(Application.objects.order_by("reference").values_list("pk", flat=True))


def guardian(which: int):
    from gemensam.foundation.access.actors import Actor, Grant
    from gemensam.foundation.access.roles import Role
    from gemensam.foundation.directory.models import Person

    adults = Person.objects.filter(family_name="Vuxen").order_by("pk")
    return Actor(uuid4(), adults[which].pk, "", (Grant(Role.GUARDIAN, None, date(2020, 1, 1)),))


def answer_all(which: int, barrier, at) -> dict[str, int]:
    """One guardian answers for everyone, each time at the same moment as the other."""
    from gemensam.domains.replies.services.send_reply import Answer, ReplyChanged, ReplyClosed, send_reply

    actor, counted = guardian(which), Counter()
    for application in applications():
        barrier.wait(PATIENCE)
        try:
            send_reply(
                actor=actor, application_id=application, answer=(Answer.ACCEPT, Answer.DECLINE)[which], queues=[],
                version=0, at=at,
            )  # fmt: skip
            counted["saved"] += 1
        except ReplyChanged:
            counted["changed"] += 1
        except ReplyClosed as closed:
            counted[closed.code] += 1
    return dict(counted)


def answer_without_lock(which: int, barrier) -> dict[str, int]:
    """What the service does, without its lock: read, see that nobody has answered, and write."""
    from gemensam.domains.replies.models import Reply

    counted = Counter()
    for application in applications():
        barrier.wait(PATIENCE)
        reply = Reply.objects.get(application=application)
        if reply.version == 0:
            Reply.objects.filter(pk=reply.pk).update(version=1, state=("accepted", "declined")[which])
            counted["saved"] += 1
    return dict(counted)


def settle_all(barrier, replies: int) -> int:
    """The silence job a second after the last moment, one reply at a time, beside those who answer."""
    from gemensam.domains.admissions.queries.offers import published_rounds
    from gemensam.domains.replies.services import pass_deadline as service

    round_ = published_rounds(now=DUE)[0]
    terms, settled = service.terms_of(round_), 0
    service._BATCH = 1
    for _one in range(replies):
        barrier.wait(PATIENCE)
        settled += service._settle_batch(round_, terms, DUE + SECOND)
    return settled


def states() -> dict[tuple[str, int, int], int]:
    """How many replies are in which state, at which version, with how many steps."""
    from gemensam.domains.replies.models import Reply

    return dict(Counter((row.state, row.version, row.steps.count()) for row in Reply.objects.all()))


def at_once(database: CrashDatabase, *works) -> list:
    """Run both, with a barrier of their own."""
    barrier = get_context("fork").Barrier(2)
    running = [
        database.start(work, *(barrier if one is ... else one for one in arguments))
        for work, *arguments in works
    ]
    return [one.end().value for one in running]


def guardians_at_once(database: CrashDatabase) -> None:
    """One answer is left of each two, and the other guardian is told."""
    one, other = at_once(database, (answer_all, 0, ..., SHOWN + SECOND), (answer_all, 1, ..., SHOWN + SECOND))
    assert one.get("saved", 0) + other.get("saved", 0) == TIMES
    assert one.get("changed", 0) + other.get("changed", 0) == TIMES
    found = database.run(states).value
    assert found.get(("accepted", 1, 1), 0) == one.get("saved", 0)
    assert found.get(("declined", 1, 1), 0) == other.get("saved", 0)


def last_second_beside_silence(database: CrashDatabase) -> None:
    """An answer at the last second always counts, before or after the job has come to it."""
    answered, _settled = at_once(database, (answer_all, 0, ..., DUE), (settle_all, ..., TIMES))
    assert answered == {"saved": TIMES}
    found = database.run(states).value
    assert {state for state, _version, _steps in found} == {"accepted"}
    assert all(version == steps for _state, version, steps in found)


def test_replies_at_once_and_at_the_last_second_leave_one_right_answer_each(crash_database: CrashDatabase):
    crash_database.run(make)
    again = crash_database.keep()
    guardians_at_once(crash_database)
    again()
    last_second_beside_silence(crash_database)


@pytest.mark.parametrize("crash_template", ["sqlite"], indirect=True)
def test_replies_without_the_lock_or_a_second_late_are_told_apart_from_right_ones(
    crash_database: CrashDatabase,
):
    """The negative control: the race above is a race, and the clock decides, not who comes first to the lock."""
    crash_database.run(make)
    again = crash_database.keep()
    one, other = at_once(crash_database, (answer_without_lock, 0, ...), (answer_without_lock, 1, ...))
    assert one.get("saved", 0) + other.get("saved", 0) > TIMES  # both believed that they were first
    again()
    answered, settled = at_once(crash_database, (answer_all, 0, ..., DUE + SECOND), (settle_all, ..., TIMES))
    assert (answered, settled) == ({"due_passed": TIMES}, TIMES)
    assert crash_database.run(states).value == {("accepted_by_default", 1, 1): TIMES}
