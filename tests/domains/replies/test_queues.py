"""The place in a queue, live, with the reason of each move since the day before and nothing about anyone else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gemensam.domains.admissions.models import Choice
from gemensam.domains.admissions.queries.offers import offer
from gemensam.domains.replies.models import QueuePlace, Reply
from gemensam.domains.replies.queries.pre_answers import PreAnswerCode
from gemensam.domains.replies.queries.queues import Move, QueuePlaceView, own_queue_places
from gemensam.domains.replies.services.save_pre_answer import save_pre_answer
from gemensam.domains.replies.services.send_reply import Answer, send_reply
from gemensam.domains.replies.tasks import keep_queues
from tests.factories.small_replies import SHOWN, SmallReplies, make_small_replies, make_unshown_replies, show

pytestmark = pytest.mark.slow
DAY = timedelta(days=1)


def place(world: SmallReplies, number: int, code: str, at: object) -> QueuePlaceView:
    found = offer(world.application(number).pk, now=at)  # type: ignore[arg-type]  # a moment
    assert found is not None
    queues = Reply.objects.get(application=world.application(number)).queues
    places = own_queue_places(found, queues, now=at)  # type: ignore[arg-type]  # a moment
    return next(one for one in places if one.offering_id == world.offering(code))


def leave(world: SmallReplies, number: int, answer: Answer, at: object) -> None:
    send_reply(
        actor=world.pupil(number),
        application_id=world.application(number).pk,
        answer=answer,
        queues=[],
        version=0,
        at=at,
    )  # type: ignore[arg-type]  # a moment


def long_queue(db: None) -> SmallReplies:
    """Ten applicants who want NA-1 alone, so that eight stand in its queue."""
    world = make_unshown_replies(applicants=10)
    Choice.objects.exclude(offering__code="NA-1").delete()
    return show(world)


def test_place_moves_when_two_before_leave_and_the_reason_is_told(db: None):
    world = long_queue(db)
    assert place(world, 9, "NA-1", SHOWN + timedelta(hours=1)).position == 8
    for number in (3, 5):
        leave(world, number, Answer.STAND, SHOWN + timedelta(hours=5))
    found = place(world, 9, "NA-1", SHOWN + DAY)
    assert (found.before, found.position, found.waiting) == (8, 6, 6)
    assert found.moves == (Move("left", 2),)
    assert place(world, 2, "NA-1", SHOWN + DAY).moves == ()  # nobody stood before: nothing moved


def test_place_in_a_queue_of_few_tells_that_it_moved_and_not_why(db: None):
    world = make_small_replies()  # four stand in the queue to NA-1
    leave(world, 2, Answer.DECLINE, SHOWN + timedelta(hours=5))
    found = place(world, 4, "NA-1", SHOWN + DAY)
    assert (found.before, found.position) == (3, 2)
    assert found.moves == (Move("moved", None),)


def test_place_of_one_who_says_no_is_gone_from_the_queues_that_they_left(db: None):
    world = make_small_replies()
    leave(world, 3, Answer.ACCEPT, SHOWN + timedelta(hours=5))
    found = offer(world.application(3).pk, now=SHOWN + DAY)
    assert found is not None
    assert (
        own_queue_places(found, Reply.objects.get(application=world.application(3)).queues, now=SHOWN + DAY)
        == []
    )


def test_queues_of_a_day_are_kept_once_and_follow_the_replies(db: None):
    world = make_small_replies()
    first = QueuePlace.objects.count()
    assert first == 4 + 3 + 1  # NA-1: 2-5, SA-1: 3-5, BA-1: 5
    keep_queues(SHOWN + timedelta(hours=2))
    assert QueuePlace.objects.count() == first
    leave(world, 2, Answer.DECLINE, SHOWN + timedelta(hours=5))
    keep_queues(SHOWN + DAY)
    kept = QueuePlace.objects.filter(
        application=world.application(4), day=timezone.localdate(SHOWN + DAY)
    ).order_by("offering__code")
    assert [(row.position, row.waiting) for row in kept] == [(2, 3), (2, 3)]


def test_place_moves_back_when_one_before_returns_and_the_reason_is_told(db: None):
    world = long_queue(db)
    leave(world, 3, Answer.STAND, SHOWN + timedelta(hours=5))
    keep_queues(SHOWN + DAY)
    assert place(world, 9, "NA-1", SHOWN + DAY).moves == (Move("left", 1),)
    send_reply(
        actor=world.pupil(3), application_id=world.application(3).pk, answer=Answer.STAND,
        queues=[world.offering("NA-1")], version=1, at=SHOWN + DAY + timedelta(hours=1),
    )  # fmt: skip
    leave(world, 4, Answer.STAND, SHOWN + DAY + timedelta(hours=2))
    leave(world, 5, Answer.STAND, SHOWN + DAY + timedelta(hours=2))
    found = place(world, 9, "NA-1", SHOWN + 2 * DAY)
    assert (found.before, found.position) == (7, 6)
    assert found.moves == (Move("left", 2), Move("returned", 1))
    keep_queues(SHOWN + 2 * DAY)
    send_reply(
        actor=world.pupil(4), application_id=world.application(4).pk, answer=Answer.STAND,
        queues=[world.offering("NA-1")], version=1, at=SHOWN + 2 * DAY + timedelta(hours=1),
    )  # fmt: skip
    back = place(world, 9, "NA-1", SHOWN + 3 * DAY)
    assert (back.before, back.position, back.moves) == (6, 7, (Move("returned", 1),))


def test_what_was_said_before_the_place_was_kept_is_no_reason_of_a_later_move(db: None):
    world = make_unshown_replies(applicants=12)
    Choice.objects.filter(offering__code="BA-1").delete()
    save_pre_answer(  # at SA-1, in the queue to NA-1: says beforehand that it is left
        actor=world.pupil(2), application_id=world.application(2).pk,
        answers={world.offering("SA-1"): PreAnswerCode.ACCEPT}, version=0, guardians=True,
        at=SHOWN - timedelta(days=1),
    )  # fmt: skip
    show(world)
    assert place(world, 11, "NA-1", SHOWN + timedelta(hours=1)).position == 9
    leave(world, 5, Answer.STAND, SHOWN + timedelta(hours=5))
    found = place(world, 11, "NA-1", SHOWN + DAY)
    assert (found.before, found.position, found.moves) == (9, 8, (Move("left", 1),))
