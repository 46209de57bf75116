"""From replies to a reserve round through the ordinary way: scenario 17, moving up, and what was declined."""

from datetime import timedelta
from uuid import UUID

import pytest

from gemensam.domains.admissions.models import (
    AdmissionRound,
    Choice,
    HeldPlace,
    LeftOutChoice,
    Placement,
    ResultPage,
)
from gemensam.domains.admissions.queries.offers import offer
from gemensam.domains.catalogue.models import Offering
from gemensam.domains.replies.models import OpenedResult, Reply
from gemensam.domains.replies.queries.certificates import check_certificate
from gemensam.domains.replies.queries.queues import Move, own_queue_places
from gemensam.domains.replies.queries.replies import reply_view
from gemensam.domains.replies.services.issue_certificate import issue_certificate
from gemensam.domains.replies.services.open_reserve_round import ReserveRoundRefused, open_reserve_round
from gemensam.domains.replies.services.send_reply import Answer, send_reply
from gemensam.domains.replies.tasks import keep_queues, open_results, remind_and_settle
from gemensam.foundation.access.actors import PermissionDenied
from tests.factories.small_county import prepare, publish
from tests.factories.small_replies import (
    DUE,
    SECOND,
    SHOWN,
    SmallReplies,
    make_small_replies,
    make_unshown_replies,
    show,
)
from tests.factories.small_round import SEED, YEAR

pytestmark = pytest.mark.slow
REPLIED = SHOWN + timedelta(hours=3)
AUGUST = DUE + timedelta(days=9)


def reply(world: SmallReplies, number: int, answer: Answer, *queues: UUID) -> None:
    send_reply(
        actor=world.pupil(number), application_id=world.application(number).pk, answer=answer, queues=queues,
        version=0, at=REPLIED,
    )  # fmt: skip


def reserve_round(world: SmallReplies) -> UUID:
    return open_reserve_round(
        actor=world.small.officer, office_id=world.small.office.pk, year=YEAR, planned_publication=None,
        lottery_seed=SEED, at=AUGUST,
    )  # fmt: skip


def shown_reserve_round(world: SmallReplies, *, opened: bool = True) -> dict[str, tuple[str, str]]:
    """Run and publish the reserve round; by reference: the offering admitted to, and on which kind of seat."""
    round_id = reserve_round(world)
    run = prepare(world.small.officer, round_id, at=AUGUST)
    publish(world.small, round_id, run, at=AUGUST)
    if opened:
        open_results(AUGUST + SECOND * 2)
    rows = Placement.objects.filter(run=run, status="admitted")
    return {
        reference: (code, kind)
        for reference, code, kind in rows.values_list("application__reference", "offering__code", "seat_kind")
    }


def test_scenario_17_planned_30_admission_number_32_three_decline_one_reserve_is_offered(db: None):
    world = make_unshown_replies(applicants=36)
    Offering.objects.filter(code="NA-1").update(planned_seats=30, seats=32)
    Choice.objects.exclude(offering__code="NA-1").delete()
    show(world)
    assert Placement.objects.filter(run=world.run, status="admitted").count() == 32
    first = Placement.objects.get(run=world.run, reserve_position=1).application
    for number in (3, 4, 5):
        reply(world, number, Answer.DECLINE)
    remind_and_settle(DUE + SECOND)
    admitted = shown_reserve_round(world)
    assert len([reference for reference, (_code, kind) in admitted.items() if kind == "held"]) == 29
    assert [reference for reference, (_code, kind) in admitted.items() if kind != "held"] == [first.reference]
    assert not {"r003", "r004", "r005"} & set(admitted)
    assert Reply.objects.get(application=first, round__kind="reserve").state == "open"


def test_reserve_who_asked_to_stay_moves_up_and_who_did_not_stays_where_they_are(db: None):
    world = make_small_replies()
    reply(world, 0, Answer.DECLINE)
    reply(world, 2, Answer.ACCEPT)  # at SA-1, leaves the queue to NA-1
    reply(
        world, 3, Answer.ACCEPT, world.offering("NA-1")
    )  # at BA-1, stays in the queue to NA-1 and leaves SA-1
    remind_and_settle(DUE + SECOND)
    admitted = shown_reserve_round(world)
    assert admitted == {
        "r001": ("NA-1", "held"),
        "r002": ("SA-1", "held"),
        "r003": ("NA-1", "merit"),
        "r004": ("BA-1", "held"),
        "r005": ("BA-1", "merit"),
    }
    moved = Reply.objects.get(application=world.application(3), round__kind="reserve")
    assert (moved.state, moved.origin) == ("accepted", "moved_up")
    kept = Reply.objects.get(application=world.application(4), round__kind="reserve")
    assert (kept.state, kept.origin) == ("accepted_by_default", "silence")
    page = ResultPage.objects.get(publication__round__kind="reserve", application=world.application(4))
    assert [choice["rank"] for choice in page.content["choices"]] == [1, 2, 3]


def test_choices_that_were_left_keep_their_own_ranks_on_the_page(db: None):
    world = make_small_replies()
    reply(world, 4, Answer.ACCEPT, world.offering("SA-1"))  # leaves the queue to its first choice
    remind_and_settle(DUE + SECOND)
    shown_reserve_round(world)
    page = ResultPage.objects.get(publication__round__kind="reserve", application=world.application(4))
    found = [(choice["rank"], choice["status"]) for choice in page.content["choices"]]
    assert found == [(2, "reserve"), (3, "admitted")]
    ranks = Placement.objects.filter(run__round__kind="reserve", application=world.application(4))
    assert list(ranks.order_by("rank").values_list("rank", flat=True)) == [2, 3]


def test_reserve_round_is_refused_until_every_reply_is_settled(db: None):
    world = make_small_replies()
    with pytest.raises(ReserveRoundRefused, match="replies_open"):
        reserve_round(world)
    remind_and_settle(DUE + SECOND)
    Reply.objects.filter(application=world.application(1)).update(state="lapsed")
    with pytest.raises(ReserveRoundRefused, match="lapses_open"):
        reserve_round(world)
    assert AdmissionRound.objects.filter(kind="reserve").count() == 0
    Reply.objects.filter(state="lapsed").update(state="lost")
    made = reserve_round(world)
    assert HeldPlace.objects.filter(round=made).count() == 4
    assert LeftOutChoice.objects.filter(round=made, application=world.application(1)).count() == 3


def test_reserve_round_is_opened_by_the_office_alone(db: None):
    world = make_small_replies()
    remind_and_settle(DUE + SECOND)
    for stranger in (world.small.approver, world.small.auditor, world.pupil(0)):
        with pytest.raises(PermissionDenied):
            open_reserve_round(
                actor=stranger, office_id=world.small.office.pk, year=YEAR, planned_publication=None,
                lottery_seed=SEED, at=AUGUST,
            )  # fmt: skip


def test_reply_of_one_who_moved_up_is_a_yes_before_the_job_has_opened_it(db: None):
    world = make_small_replies()
    reply(world, 0, Answer.DECLINE)
    reply(world, 2, Answer.ACCEPT)
    reply(world, 3, Answer.ACCEPT, world.offering("NA-1"))
    remind_and_settle(DUE + SECOND)
    shown_reserve_round(world, opened=False)
    for number, found in (
        (3, ("accepted", "moved_up")),
        (4, ("accepted_by_default", "silence")),
        (5, ("open", "")),
    ):
        view = reply_view(world.pupil(number), world.application(number).pk, now=AUGUST + SECOND * 2)
        assert view is not None
        assert (view.state, view.origin) == found
    issued = issue_certificate(
        actor=world.pupil(3), application_id=world.application(3).pk, code="A" * 16, at=AUGUST + SECOND * 2
    )
    assert issued.offering_id == world.offering("NA-1")
    assert check_certificate(issued.code, now=AUGUST + SECOND * 2).holds
    send_reply(
        actor=world.pupil(3), application_id=world.application(3).pk, answer=Answer.DECLINE, queues=[], version=0,
        at=AUGUST + SECOND * 2,
    )  # fmt: skip
    open_results(AUGUST + SECOND * 3)
    assert Reply.objects.get(application=world.application(3), round__kind="reserve").state == "declined"


def test_what_was_given_up_in_one_reserve_round_stays_given_up_in_the_next(db: None):
    world = make_small_replies()
    reply(world, 4, Answer.DECLINE, world.offering("SA-1"))  # no to BA-1, out of NA-1, still waits for SA-1
    remind_and_settle(DUE + SECOND)
    shown_reserve_round(world)
    remind_and_settle(AUGUST + timedelta(days=8))
    Reply.objects.filter(state="open").update(state="accepted")
    second = open_reserve_round(
        actor=world.small.officer, office_id=world.small.office.pk, year=YEAR, planned_publication=None,
        lottery_seed=SEED, at=AUGUST + timedelta(days=9),
    )  # fmt: skip
    out = LeftOutChoice.objects.filter(round=second, application=world.application(4))
    assert set(out.values_list("offering__code", flat=True)) == {"NA-1", "BA-1"}


def test_late_choice_takes_part_even_of_one_who_said_no_and_its_queue_is_stood_in(db: None):
    world = make_unshown_replies()
    Choice.objects.filter(application=world.application(4), offering__code="NA-1").delete()
    for rank, code in enumerate(("SA-1", "BA-1"), start=1):
        Choice.objects.filter(application=world.application(4), offering__code=code).update(rank=rank)
    show(world)
    reply(world, 4, Answer.DECLINE, world.offering("SA-1"))
    remind_and_settle(DUE + SECOND)
    Choice.objects.create(
        application=world.application(4), offering_id=world.offering("NA-1"), rank=3, late=True
    )
    shown_reserve_round(world)
    now = Reply.objects.get(application=world.application(4), round__kind="reserve")
    assert set(now.queues) == {str(world.offering("SA-1")), str(world.offering("NA-1"))}


def test_correction_that_gives_a_queue_puts_one_in_it_and_a_queue_that_was_left_stays_left(db: None):
    world = make_small_replies()
    reply(world, 4, Answer.ACCEPT)  # leaves NA-1 and SA-1
    row = Reply.objects.get(application=world.application(3))
    row.queues = []  # as when the first result had put the applicant in no queue: no step says that it was left
    row.save()
    OpenedResult.objects.all().delete()
    open_results(REPLIED + SECOND)
    row.refresh_from_db()
    assert set(row.queues) == {str(world.offering("NA-1")), str(world.offering("SA-1"))}
    assert row.version == 1
    assert Reply.objects.get(application=world.application(4)).queues == []


def test_move_over_a_reserve_round_tells_who_got_a_place_from_who_left(db: None):
    world = make_unshown_replies(applicants=12)
    Choice.objects.filter(offering__code__in=("SA-1", "BA-1")).delete()
    show(world)  # 0 and 1 are at NA-1, 2-11 stand in its queue
    reply(world, 0, Answer.DECLINE)
    for number in (4, 5, 6):
        reply(world, number, Answer.STAND)
    remind_and_settle(DUE + SECOND)
    keep_queues(SHOWN + timedelta(hours=1))  # the first copy of the day counts: where 11 stood tenth
    shown_reserve_round(world)
    found = offer(world.application(11).pk, now=AUGUST + SECOND * 2)
    assert found is not None
    (place,) = own_queue_places(found, [str(world.offering("NA-1"))], now=AUGUST + SECOND * 2)
    assert (place.before, place.position) == (10, 6)
    assert place.moves == (Move("left", 3), Move("given", 1))
