"""From a draft to a published result, and every guard on the way with its control."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from gemensam.domains.admissions.models import (
    AllocationRun,
    Approval,
    Choice,
    Grade,
    OfferingOutcome,
    Placement,
    Publication,
    ResultPage,
)
from gemensam.domains.admissions.queries import results, statistics
from gemensam.domains.admissions.services import approve_run as approving
from gemensam.domains.admissions.services import verify_run as verifying
from gemensam.domains.admissions.services.approve_run import ApprovalRefused, approve_run
from gemensam.domains.admissions.services.check_round import check_round
from gemensam.domains.admissions.services.compare_run import compare_run
from gemensam.domains.admissions.services.freeze_round import freeze_round
from gemensam.domains.admissions.services.halt_publication import halt_publication
from gemensam.domains.admissions.services.publish_round import NotYet, publish_round
from gemensam.domains.admissions.services.reopen_round import reopen_round
from gemensam.domains.admissions.services.run_allocation import run_allocation
from gemensam.domains.admissions.services.schedule_publication import schedule_publication
from gemensam.domains.admissions.services.verify_run import verify_run
from gemensam.domains.admissions.services.void_approvals import void_approvals
from gemensam.domains.admissions.states import RoundState, TransitionRefused
from gemensam.foundation.access.actors import Actor, Grant, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.small_round import AT, SmallRound, make_small_round, person, staff

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def small() -> SmallRound:
    return make_small_round()


def prepared(small: SmallRound) -> AllocationRun:
    """Check, freeze, run, verify and compare."""
    check_round(actor=small.officer, round_id=small.round.pk, at=AT)
    freeze_round(actor=small.officer, round_id=small.round.pk, at=AT)
    run = run_allocation(actor=small.officer, round_id=small.round.pk, at=AT)
    assert verify_run(actor=small.officer, run_id=run.pk, at=AT) == []
    compare_run(actor=small.officer, round_id=small.round.pk, at=AT)
    small.round.refresh_from_db()
    return run


def approved(small: SmallRound) -> AllocationRun:
    run = prepared(small)
    for actor in (small.officer, small.approver):
        approve_run(actor=actor, round_id=small.round.pk, result_hash=run.result_hash, at=AT)
    small.round.refresh_from_db()
    return run


def published(small: SmallRound) -> Publication:
    approved(small)
    publication = schedule_publication(actor=small.officer, round_id=small.round.pk, publish_at=AT, at=AT)
    publish_round(actor=small.officer, publication_id=publication.pk, at=AT)
    small.round.refresh_from_db()
    publication.refresh_from_db()
    return publication


def pupil_of(small: SmallRound, number: int) -> Actor:
    owner = small.applications[number].person_id
    return Actor(uuid4(), owner, "Elev", (Grant(Role.PUPIL, None, AT.date()),))


@pytest.mark.usefixtures("verifier_program")
def test_prepared_round_admits_by_merit_and_verifies(small):
    run = prepared(small)
    admitted = Placement.objects.filter(run=run, status="admitted").order_by("application__reference")
    assert list(admitted.values_list("application__reference", "offering__code")) == [
        ("r000", "NA-1"), ("r001", "NA-1"), ("r002", "SA-1"), ("r003", "BA-1"), ("r004", "BA-1"),
    ]  # fmt: skip
    assert small.round.state == RoundState.COMPARED
    last = Placement.objects.get(run=run, application__reference="r005", rank=1)
    assert (last.status, last.reserve_position, last.reason) == ("reserve", 4, "merit:below")
    outcome = OfferingOutcome.objects.get(run=run, offering__code="NA-1")
    assert (outcome.seats, outcome.admitted, outcome.reserves, str(outcome.lowest_merit)) == (
        2,
        2,
        4,
        "310.000000",
    )


def test_verifier_at_hand_says_what_the_program_says(small, verifier_at_hand, monkeypatch):
    run = prepared(small)
    at_hand = verifying._judge(run)
    monkeypatch.setattr(verifying, "_run_program", verifier_at_hand)
    assert (at_hand, at_hand["violations"]) == (verifying._judge(run), [])


def test_same_input_gives_same_hash_again(small):
    first = prepared(small)
    reopen_round(actor=small.officer, round_id=small.round.pk, reason="en gång till", at=AT)
    second = prepared(small)
    assert first.result_hash == second.result_hash
    assert AllocationRun.objects.filter(round=small.round).count() == 2


def test_two_different_people_approve(small):
    approved(small)
    assert small.round.state == RoundState.APPROVED
    assert Approval.objects.filter(voided_at__isnull=True).count() == 2


def test_same_account_cannot_approve_twice(small):
    run = prepared(small)
    approve_run(actor=small.officer, round_id=small.round.pk, result_hash=run.result_hash, at=AT)
    with pytest.raises(ApprovalRefused) as refused:
        approve_run(actor=small.officer, round_id=small.round.pk, result_hash=run.result_hash, at=AT)
    assert refused.value.code == "same_person"
    small.round.refresh_from_db()
    assert small.round.state == RoundState.APPROVED_ONCE


def test_same_person_with_two_accounts_cannot_approve_twice(small):
    run = prepared(small)
    approve_run(actor=small.officer, round_id=small.round.pk, result_hash=run.result_hash, at=AT)
    twin = Actor(uuid4(), small.officer.person_id, "Samma människa", small.approver.grants)
    with pytest.raises(ApprovalRefused):
        approve_run(actor=twin, round_id=small.round.pk, result_hash=run.result_hash, at=AT)


def test_same_person_guard_removed_lets_one_person_through(small, monkeypatch):
    """Negative control: without the guard the database still refuses one account, but not two of one person."""
    monkeypatch.setattr(approving, "_same_person", lambda actor, approval: False)
    run = prepared(small)
    approve_run(actor=small.officer, round_id=small.round.pk, result_hash=run.result_hash, at=AT)
    other = Actor(uuid4(), None, "Utan person", small.approver.grants)
    approve_run(actor=other, round_id=small.round.pk, result_hash=run.result_hash, at=AT)
    small.round.refresh_from_db()
    assert small.round.state == RoundState.APPROVED


def test_other_hash_is_not_approved(small):
    prepared(small)
    with pytest.raises(ApprovalRefused) as refused:
        approve_run(actor=small.officer, round_id=small.round.pk, result_hash="0" * 64, at=AT)
    assert refused.value.code == "other_hash"


def test_changed_grade_in_the_database_stops_approval(small):
    run = prepared(small)
    Grade.objects.filter(person=small.applications[5].person, subject="MA").update(grade="A")
    with pytest.raises(ApprovalRefused) as refused:
        approve_run(actor=small.officer, round_id=small.round.pk, result_hash=run.result_hash, at=AT)
    assert refused.value.code == "input_changed"


def test_void_sends_approved_round_back_and_withdraws_publication(small):
    approved(small)
    schedule_publication(
        actor=small.officer, round_id=small.round.pk, publish_at=AT + timedelta(days=1), at=AT
    )
    voided = void_approvals(
        actor=small.officer, cause=small.round, permission=Permission.ROUND_PUBLISH, office=small.office,
        year=2027, reason="import", at=AT,
    )  # fmt: skip
    small.round.refresh_from_db()
    assert (voided, small.round.state) == (1, RoundState.DRAFT)
    assert Approval.objects.filter(voided_at__isnull=True).count() == 0
    assert list(Publication.objects.values_list("state", flat=True)) == ["withdrawn"]


def test_nothing_is_seen_before_the_time(small):
    approved(small)
    publication = schedule_publication(
        actor=small.officer, round_id=small.round.pk, publish_at=AT + timedelta(hours=1), at=AT
    )
    with pytest.raises(NotYet):
        publish_round(actor=small.officer, publication_id=publication.pk, at=AT + timedelta(minutes=59))
    assert results.my_results(pupil_of(small, 0), now=AT + timedelta(hours=2)) == []
    publish_round(actor=small.officer, publication_id=publication.pk, at=AT + timedelta(hours=1))
    assert len(results.my_results(pupil_of(small, 0), now=AT + timedelta(hours=1))) == 1


def test_input_changed_after_scheduling_is_not_published(small):
    approved(small)
    publication = schedule_publication(actor=small.officer, round_id=small.round.pk, publish_at=AT, at=AT)
    Choice.objects.filter(application=small.applications[0], rank=3).delete()
    assert publish_round(actor=small.officer, publication_id=publication.pk, at=AT) is False
    small.round.refresh_from_db()
    assert small.round.state == RoundState.DRAFT
    assert OutboxMessage.objects.count() == 0


def test_published_pupil_sees_own_result_only(small):
    published(small)
    view = results.my_results(pupil_of(small, 2), now=AT)
    assert [one.reference for one in view] == ["r002"]
    assert [choice["status"] for choice in view[0].choices] == ["reserve", "admitted", "struck"]
    assert view[0].merit == "300.0"
    assert sum(grade["counted"] for grade in view[0].grades) == 16
    text = json.dumps(view[0].choices)
    assert all(f"r{number:03}" not in text for number in range(6))


def test_published_where_few_were_admitted_is_not_told_whether_there_was_a_queue(small):
    publication = published(small)
    outcomes = OfferingOutcome.objects.filter(run=publication.run)
    office, year, many = small.office.pk, small.round.year, small.offerings["SA-1"]
    outcomes.filter(offering__code="BA-1").update(reserves=0)  # two were admitted
    assert statistics.offerings_without_queue(office_id=office, year=year) == set()
    outcomes.filter(offering=many).update(admitted=5, eligible=5, reserves=0)
    assert statistics.offerings_without_queue(office_id=office, year=year) == {many.pk}


def test_published_twice_does_nothing_more(small):
    publication = published(small)
    messages = OutboxMessage.objects.count()
    assert messages == 6
    assert publish_round(actor=small.officer, publication_id=publication.pk, at=AT) is False
    assert OutboxMessage.objects.count() == messages


def test_halted_result_is_seen_by_nobody_and_resumed_is_seen_again(small):
    published(small)
    halt_publication(actor=small.officer, round_id=small.round.pk, reason="fel i utbudet", at=AT)
    assert results.my_results(pupil_of(small, 0), now=AT) == []
    again = schedule_publication(actor=small.officer, round_id=small.round.pk, publish_at=AT, at=AT)
    publish_round(actor=small.officer, publication_id=again.pk, at=AT)
    assert len(results.my_results(pupil_of(small, 0), now=AT)) == 1
    assert sorted(Publication.objects.values_list("state", flat=True)) == ["published", "superseded"]


def test_new_result_supersedes_and_the_old_pages_stay(small):
    published(small)
    reopen_round(actor=small.officer, round_id=small.round.pk, reason="rättat betyg", at=AT)
    Grade.objects.filter(person=small.applications[5].person).update(grade="A")
    assert len(results.my_results(pupil_of(small, 5), now=AT)) == 1  # the old result is shown meanwhile
    published(small)
    assert results.my_results(pupil_of(small, 5), now=AT)[0].choices[0]["status"] == "admitted"
    assert ResultPage.objects.filter(application=small.applications[5]).count() == 2


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OFFICE_OFFICER,)])
def test_only_the_officer_runs(small, role):
    other = staff(role, small.office_organisation)
    with pytest.raises(PermissionDenied):
        check_round(actor=other, round_id=small.round.pk, at=AT)
    check_round(actor=small.officer, round_id=small.round.pk, at=AT)
    freeze_round(actor=small.officer, round_id=small.round.pk, at=AT)
    with pytest.raises(PermissionDenied):
        run_allocation(actor=other, round_id=small.round.pk, at=AT)


def test_officer_of_another_office_may_not(small):
    other = staff(Role.OFFICE_OFFICER, small.school)
    with pytest.raises(PermissionDenied):
        check_round(actor=other, round_id=small.round.pk, at=AT)


def test_step_out_of_order_is_refused(small):
    with pytest.raises(TransitionRefused):
        freeze_round(actor=small.officer, round_id=small.round.pk, at=AT)
    with pytest.raises(TransitionRefused):
        run_allocation(actor=small.officer, round_id=small.round.pk, at=AT)


def test_every_step_is_in_the_audit_log(small):
    published(small)
    events = set(AuditEntry.objects.values_list("event", flat=True))
    assert {
        "round.created", "round.checked", "round.frozen", "round.allocated", "run.verified", "run.compared",
        "run.approved", "publication.scheduled", "publication.published",
    } <= events  # fmt: skip


def test_protected_applicant_gets_the_same_place_and_is_in_no_file(small):
    owner = small.applications[0].person
    owner.security_marking, owner.family_name = "protected_registration", "Kanariefågel"
    owner.save()
    run = prepared(small)
    assert (
        Placement.objects.get(run=run, application=small.applications[0], status="admitted").offering.code
        == "NA-1"
    )
    assert person(77).pk != owner.pk
