"""Answers given before the result: they count when it is shown, for the place that was named, and once."""

from datetime import timedelta

import pytest

from gemensam.domains.replies.models import PreAnswer, Reply
from gemensam.domains.replies.queries.pre_answers import PreAnswerCode
from gemensam.domains.replies.services.save_pre_answer import PreAnswerRefused, save_pre_answer
from gemensam.domains.replies.services.send_reply import Answer, send_reply
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.small_replies import SHOWN, SmallReplies, make_unshown_replies, show

pytestmark = pytest.mark.slow
BEFORE = SHOWN - timedelta(days=2)


@pytest.fixture
def world(db: None) -> SmallReplies:
    return make_unshown_replies()


def say(
    world: SmallReplies, number: int, *, actor: Actor | None = None, version: int = 0, **codes: str
) -> PreAnswer:
    return save_pre_answer(
        actor=actor or world.pupil(number), application_id=world.application(number).pk,
        answers={world.offering(code.replace("_", "-")): PreAnswerCode(said) for code, said in codes.items()},
        version=version, guardians=True, at=BEFORE,
    )  # fmt: skip


def reply_of(world: SmallReplies, number: int) -> Reply:
    return Reply.objects.get(application=world.application(number))


def test_pre_answer_to_the_place_that_was_offered_is_the_reply(world: SmallReplies):
    say(world, 0, NA_1="accept")
    say(world, 2, SA_1="accept_and_stay")
    say(world, 3, BA_1="decline")
    say(world, 4, NA_1="accept")  # got another place: nothing was said about it
    show(world)
    found = [(reply_of(world, number).state, reply_of(world, number).origin) for number in range(5)]
    assert found == [
        ("accepted", "pre_answer"), ("open", ""), ("accepted", "pre_answer"), ("declined", "pre_answer"), ("open", ""),
    ]  # fmt: skip
    assert reply_of(world, 2).queues == [str(world.offering("NA-1"))]
    assert OutboxMessage.objects.filter(kind="reply_received").count() == 3


def test_pre_answer_may_be_changed_after_the_result_like_any_reply(world: SmallReplies):
    say(world, 0, NA_1="accept")
    show(world)
    send_reply(
        actor=world.pupil(0), application_id=world.application(0).pk, answer=Answer.DECLINE, queues=[],
        version=1, at=SHOWN + timedelta(hours=1),
    )  # fmt: skip
    assert (reply_of(world, 0).state, reply_of(world, 0).origin) == ("declined", "person")


def test_pre_answer_of_two_tabs_keeps_the_first_and_tells_the_second(world: SmallReplies):
    say(world, 0, NA_1="accept")
    with pytest.raises(PreAnswerRefused, match="changed"):
        say(world, 0, NA_1="decline")
    assert say(world, 0, version=1, NA_1="decline").answers == {str(world.offering("NA-1")): "decline"}
    assert say(world, 0, version=2).answers == {}  # taken back


def test_pre_answer_after_the_result_or_by_a_stranger_is_refused(world: SmallReplies):
    with pytest.raises(PermissionDenied):
        say(world, 0, actor=world.pupil(1), NA_1="decline")
    show(world)
    with pytest.raises(PreAnswerRefused, match="result_shown"):
        save_pre_answer(
            actor=world.pupil(0), application_id=world.application(0).pk, answers={}, version=0, guardians=True,
            at=SHOWN,
        )  # fmt: skip
