"""What silence means: scenarios 15 and 16 of the acceptance list, reminders, and the grace list."""

from datetime import datetime, timedelta

import pytest

from gemensam.domains.admissions.models import AdmissionRound
from gemensam.domains.replies.models import Reply, ReplyTerms
from gemensam.domains.replies.queries.people import grace_list
from gemensam.domains.replies.services.send_reply import Answer, ReplyChanged, send_reply
from gemensam.domains.replies.services.set_terms import TermsRefused, set_terms
from gemensam.domains.replies.services.settle_lapse import settle_lapse
from gemensam.domains.replies.states import ReplyRefused, Silence
from gemensam.domains.replies.tasks import remind_and_settle
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.small_replies import DUE, SECOND, SHOWN, SmallReplies, make_unshown_replies, show

pytestmark = pytest.mark.slow
BEFORE = SHOWN - timedelta(days=7)


@pytest.fixture
def world(db: None) -> SmallReplies:
    made = make_unshown_replies()
    AdmissionRound.objects.filter(pk=made.small.round.pk).update(planned_publication=SHOWN)
    return made


def decide(world: SmallReplies, silence: Silence, *, at: datetime = BEFORE, **changes: object) -> ReplyTerms:
    """The office decides, before the result unless told otherwise."""
    values = {
        "due_at": DUE, "guardians_reply": True, "remind_before": (168, 24), "remind_by_sms": False, **changes,
    }  # fmt: skip
    return set_terms(
        actor=world.small.officer, round_id=world.small.round.pk, silence=silence, at=at, **values
    )  # type: ignore[arg-type]  # the defaults above


def states(world: SmallReplies) -> list[str]:
    return [Reply.objects.get(application=world.application(number)).state for number in range(6)]


def messages(kind: str) -> int:
    return OutboxMessage.objects.filter(kind=kind).count()


def test_scenario_15_silence_is_yes_and_the_queues_are_kept(world: SmallReplies):
    decide(world, Silence.KEEPS)
    show(world)
    remind_and_settle(DUE)
    assert states(world) == ["open"] * 5 + ["standing"]  # the control: at the last second it is still open
    remind_and_settle(DUE + SECOND)
    assert states(world) == ["accepted_by_default"] * 5 + ["standing"]
    assert len(Reply.objects.get(application=world.application(4)).queues) == 2
    assert messages("reply_assumed") == 5


def test_scenario_16_silence_after_two_reminders_frees_the_place_and_staff_confirm(world: SmallReplies):
    decide(world, Silence.LOSES)
    show(world)
    send_reply(
        actor=world.pupil(0), application_id=world.application(0).pk, answer=Answer.ACCEPT, queues=[],
        version=0, at=SHOWN + timedelta(hours=1),
    )  # fmt: skip
    for hours in (168, 24):
        remind_and_settle(DUE - timedelta(hours=hours))
        remind_and_settle(
            DUE - timedelta(hours=hours) + timedelta(minutes=1)
        )  # once each, whoever runs it again
    assert messages("reply_reminder") == 2 * 4
    remind_and_settle(DUE + SECOND)
    assert states(world) == ["accepted", "lapsed", "lapsed", "lapsed", "lapsed", "standing"]
    waiting = list(grace_list(world.small.officer, now=DUE + SECOND))
    assert [row.application.reference for row in waiting] == ["r001", "r002", "r003", "r004"]
    for row, keeps in zip(waiting[:2], (True, False), strict=True):
        settle_lapse(actor=world.small.officer, reply_id=row.pk, keeps=keeps, at=DUE + timedelta(days=1))
    assert states(world) == ["accepted", "accepted", "lost", "lapsed", "lapsed", "standing"]
    with pytest.raises(PermissionDenied):
        settle_lapse(
            actor=world.small.approver, reply_id=waiting[2].pk, keeps=True, at=DUE + timedelta(days=1)
        )


def test_reply_sent_in_time_that_meets_the_silence_job_counts(world: SmallReplies):
    decide(world, Silence.LOSES)
    show(world)
    remind_and_settle(DUE + SECOND)
    send_reply(  # it came at the last second, and waited for its turn while the job ran
        actor=world.pupil(1), application_id=world.application(1).pk, answer=Answer.ACCEPT, queues=[],
        version=0, at=DUE,
    )  # fmt: skip
    assert states(world)[1] == "accepted"
    with pytest.raises(ReplyChanged):  # the control: an answer to a page older than another answer
        send_reply(
            actor=world.pupil(1), application_id=world.application(1).pk, answer=Answer.DECLINE, queues=[],
            version=0, at=DUE,
        )  # fmt: skip


def test_silence_job_run_again_settles_nothing_more(world: SmallReplies):
    decide(world, Silence.KEEPS)
    show(world)
    for _again in range(3):
        remind_and_settle(DUE + SECOND)
    assert messages("reply_assumed") == 5
    assert sum(Reply.objects.values_list("version", flat=True)) == 5


@pytest.mark.parametrize(
    ("silence", "changes", "code"),
    [
        (Silence.LOSES, {"remind_before": (24,)}, "few_reminders"),
        (Silence.LOSES, {"remind_before": (9000, 24)}, "few_reminders"),  # one of them before the result
        (Silence.KEEPS, {"due_at": BEFORE - timedelta(days=1)}, "due_passed"),
        (Silence.KEEPS, {"due_at": SHOWN - timedelta(days=1)}, "due_before_result"),
    ],
)
def test_terms_that_would_catch_people_unawares_are_refused(
    world: SmallReplies, silence: Silence, changes: dict[str, object], code: str
):
    with pytest.raises(TermsRefused, match=code):
        decide(world, silence, **changes)
    assert ReplyTerms.objects.count() == 0


def test_last_moment_that_was_told_is_moved_later_and_never_closer(world: SmallReplies):
    show(world)  # the calendar's last moment is told, though nobody has decided
    with pytest.raises(TermsRefused, match="due_moved_closer"):
        decide(world, Silence.KEEPS, at=SHOWN + SECOND, due_at=DUE - SECOND)
    later = DUE + timedelta(days=2)
    assert decide(world, Silence.KEEPS, at=SHOWN + SECOND, due_at=later).due_at == later


def test_silence_that_was_told_to_be_a_yes_never_loses_a_place(world: SmallReplies):
    decide(world, Silence.KEEPS)
    decide(world, Silence.LOSES)  # the control: nobody has been told yet
    decide(world, Silence.KEEPS)
    show(world)
    with pytest.raises(TermsRefused, match="silence_told"):
        decide(world, Silence.LOSES, at=SHOWN + SECOND)
    assert ReplyTerms.objects.get().silence == "keeps"


def test_silence_that_was_told_to_lose_may_still_be_made_a_yes(world: SmallReplies):
    decide(world, Silence.LOSES)
    show(world)
    assert decide(world, Silence.LOSES, at=SHOWN + SECOND, remind_by_sms=True).remind_by_sms
    assert decide(world, Silence.KEEPS, at=SHOWN + SECOND).silence == "keeps"


def test_reminder_of_a_last_moment_that_was_moved_goes_out_anew(world: SmallReplies):
    show(world)
    remind_and_settle(DUE - timedelta(hours=24))
    decide(world, Silence.KEEPS, at=DUE - timedelta(hours=20), due_at=DUE + timedelta(days=3))
    assert messages("reply_reminder") == 5
    remind_and_settle(DUE + timedelta(days=2))
    assert messages("reply_reminder") == 2 * 5


def test_place_that_is_not_on_the_grace_list_cannot_be_taken(world: SmallReplies):
    show(world)
    reply = Reply.objects.get(application=world.application(0))
    with pytest.raises(ReplyRefused):
        settle_lapse(actor=world.small.officer, reply_id=reply.pk, keeps=False, at=SHOWN + SECOND)
