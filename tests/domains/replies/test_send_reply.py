"""Replies: yes, no, and in which queues one stays; until the last second, by those who may, and each counted once."""

from datetime import timedelta

import pytest

from gemensam.domains.replies.models import Reply, ReplyStep, ReplyTerms
from gemensam.domains.replies.queries.replies import reply_view
from gemensam.domains.replies.services.send_reply import Answer, ReplyChanged, ReplyClosed, send_reply
from gemensam.domains.replies.states import ReplyRefused
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.small_replies import DUE, SECOND, SHOWN, SmallReplies, make_small_replies

pytestmark = pytest.mark.slow
LATER = SHOWN + timedelta(hours=3)


@pytest.fixture
def world(db: None) -> SmallReplies:
    return make_small_replies()


def state_of(world: SmallReplies, number: int) -> tuple[str, int]:
    reply = Reply.objects.get(application=world.application(number))
    return reply.state, reply.version


def test_result_shown_opens_a_reply_for_each_and_a_queue_place_for_who_got_none(world: SmallReplies):
    states = [state_of(world, number)[0] for number in range(6)]
    assert states == ["open"] * 5 + ["standing"]
    assert len(Reply.objects.get(application=world.application(4)).queues) == 2  # NA-1 and SA-1
    assert len(Reply.objects.get(application=world.application(0)).queues) == 0


def test_yes_and_stay_in_one_queue_of_two_is_kept_with_a_receipt(world: SmallReplies):
    application, pupil = world.application(4), world.pupil(4)
    reply = send_reply(
        actor=pupil, application_id=application.pk, answer=Answer.ACCEPT,
        queues=[world.offering("SA-1")], version=0, at=LATER,
    )  # fmt: skip
    assert (reply.state, reply.queues) == ("accepted", [str(world.offering("SA-1"))])
    view = reply_view(pupil, application.pk, now=LATER)
    assert view is not None
    assert view.receipt == f"{reply.pk.hex[:8].upper()}-1"
    step = ReplyStep.objects.get(reply=reply)
    assert (step.before, step.after, step.left) == ("open", "accepted", [str(world.offering("NA-1"))])
    mails = OutboxMessage.objects.filter(kind="reply_received", person=application.person)
    assert mails.count() == 1


def test_no_and_then_yes_before_the_last_moment_is_a_yes(world: SmallReplies):
    pupil, application = world.pupil(0), world.application(0)
    for version, answer in enumerate((Answer.DECLINE, Answer.ACCEPT)):
        send_reply(
            actor=pupil, application_id=application.pk, answer=answer, queues=[], version=version, at=LATER
        )
    assert state_of(world, 0) == ("accepted", 2)


@pytest.mark.parametrize(("late", "outcome"), [(timedelta(0), "accepted"), (SECOND, "due_passed")])
def test_reply_at_the_last_second_counts_and_a_second_later_does_not(
    world: SmallReplies, late: timedelta, outcome: str
):
    try:
        send_reply(
            actor=world.pupil(1), application_id=world.application(1).pk, answer=Answer.ACCEPT, queues=[],
            version=0, at=DUE + late,
        )  # fmt: skip
    except ReplyClosed as closed:
        assert closed.code == outcome
        assert state_of(world, 1) == ("open", 0)
    else:
        assert state_of(world, 1)[0] == outcome


def test_reply_of_a_stranger_is_refused_and_the_applicants_own_is_not(world: SmallReplies):
    application = world.application(0).pk
    for stranger in (world.pupil(1), world.guardian(2), world.small.officer):
        with pytest.raises(PermissionDenied):
            send_reply(
                actor=stranger,
                application_id=application,
                answer=Answer.DECLINE,
                queues=[],
                version=0,
                at=LATER,
            )
        assert state_of(world, 0) == ("open", 0)
    send_reply(
        actor=world.pupil(0),
        application_id=application,
        answer=Answer.DECLINE,
        queues=[],
        version=0,
        at=LATER,
    )
    assert state_of(world, 0) == ("declined", 1)


def test_guardian_replies_where_the_office_lets_them_and_only_sees_where_not(world: SmallReplies):
    guardian, application = world.guardian(0), world.application(0).pk
    ReplyTerms.objects.create(
        round=world.small.round, due_at=DUE, guardians_reply=False, remind_before=[], changed_at=SHOWN
    )
    with pytest.raises(PermissionDenied):
        send_reply(
            actor=guardian, application_id=application, answer=Answer.ACCEPT, queues=[], version=0, at=LATER
        )
    seen = reply_view(guardian, application, now=LATER)
    assert seen is not None
    assert (seen.state, seen.may_send) == ("open", False)
    ReplyTerms.objects.update(guardians_reply=True)
    reply = send_reply(
        actor=guardian, application_id=application, answer=Answer.ACCEPT, queues=[], version=0, at=LATER
    )
    assert reply.origin == "guardian"


def test_second_of_two_guardians_is_told_that_the_first_has_replied_and_changes_nothing(world: SmallReplies):
    one, other, application = world.guardian(0, 90), world.guardian(0, 91), world.application(0).pk
    send_reply(actor=one, application_id=application, answer=Answer.ACCEPT, queues=[], version=0, at=LATER)
    with pytest.raises(ReplyChanged) as told:
        send_reply(
            actor=other, application_id=application, answer=Answer.DECLINE, queues=[], version=0, at=LATER
        )
    assert told.value.reply.state == "accepted"
    assert state_of(world, 0) == ("accepted", 1)
    send_reply(actor=other, application_id=application, answer=Answer.DECLINE, queues=[], version=1, at=LATER)
    assert state_of(world, 0) == ("declined", 2)  # the control: with the version that one has seen


def test_same_answer_pressed_twice_is_one_answer(world: SmallReplies):
    pupil, application = world.pupil(3), world.application(3).pk
    for _press in range(2):
        send_reply(
            actor=pupil, application_id=application, answer=Answer.ACCEPT,
            queues=[world.offering("NA-1")], version=0, at=LATER,
        )  # fmt: skip
    assert state_of(world, 3) == ("accepted", 1)
    assert ReplyStep.objects.count() == 1


def test_queue_that_one_does_not_stand_in_and_a_yes_to_no_place_are_refused(world: SmallReplies):
    with pytest.raises(ReplyClosed, match="unknown_queue"):
        send_reply(
            actor=world.pupil(3), application_id=world.application(3).pk, answer=Answer.ACCEPT,
            queues=[world.offering("BA-1")], version=0, at=LATER,
        )  # fmt: skip
    with pytest.raises(ReplyRefused):
        send_reply(
            actor=world.pupil(5), application_id=world.application(5).pk, answer=Answer.ACCEPT, queues=[],
            version=0, at=LATER,
        )  # fmt: skip


def test_reply_before_the_job_has_opened_it_is_taken(db: None):
    world = make_small_replies(opened=False)
    assert Reply.objects.count() == 0
    send_reply(
        actor=world.pupil(0), application_id=world.application(0).pk, answer=Answer.ACCEPT, queues=[],
        version=0, at=SHOWN + SECOND,
    )  # fmt: skip
    assert state_of(world, 0) == ("accepted", 1)
