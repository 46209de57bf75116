"""Scenario 23: a place at two offices is told to both and to the applicant, and nothing is taken away by itself."""

from datetime import timedelta

import pytest

from gemensam.domains.admissions.models import (
    AdmissionRound,
    AdmissionsOffice,
    AllocationRun,
    Application,
    FrozenInput,
    Placement,
    Publication,
    ResultPage,
)
from gemensam.domains.admissions.queries.offers import offer
from gemensam.domains.replies.models import Reply
from gemensam.domains.replies.queries.replies import other_places, overview, several_places_at
from gemensam.domains.replies.services.send_reply import Answer, send_reply
from gemensam.domains.replies.tasks import open_results, tell_of_several_places
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.small_replies import SECOND, SHOWN, SmallReplies, make_small_replies
from tests.factories.small_round import YEAR, account_for, organisation, person, staff

pytestmark = pytest.mark.slow
LATER = SHOWN + timedelta(hours=2)


def at_another_office(world: SmallReplies, number: int) -> tuple[Application, Actor]:
    """The applicant has applied at another office too and is admitted there; returns that application and its officer."""
    body = organisation("Grannkansliet", "admissions_office")
    office = AdmissionsOffice.objects.create(organisation=body, name="Grannkansliet")
    application = Application.objects.create(
        office=office, year=YEAR, person=world.application(number).person, reference="g001"
    )
    round_ = AdmissionRound.objects.create(
        office=office, year=YEAR, kind="final", state="published", lottery_seed="5e", seed_commitment="5e",
        created_at=SHOWN,
    )  # fmt: skip
    frozen = FrozenInput.objects.create(
        round=round_, archive_id=world.run.archive_id, digest="00", manifest={}, made_at=SHOWN
    )
    run = AllocationRun.objects.create(
        round=round_, frozen=frozen, archive_id=world.run.archive_id, result_hash="00", engine_version="1", summary={},
        made_at=SHOWN,
    )  # fmt: skip
    Placement.objects.create(
        run=run, application=application, offering_id=world.offering("BA-1"), rank=1, status="admitted"
    )
    publication = Publication.objects.create(
        round=round_, run=run, result_hash="00", state="published", publish_at=SHOWN, published_at=SHOWN,
        created_at=SHOWN,
    )  # fmt: skip
    ResultPage.objects.create(publication=publication, application=application, content={}, digest="00")
    return application, staff(Role.OFFICE_OFFICER, body, "Handläggare Granne")


def take_both(world: SmallReplies, other: Application) -> None:
    open_results(SHOWN + SECOND * 2)
    for application in (world.application(0), other):
        send_reply(
            actor=world.pupil(0),
            application_id=application.pk,
            answer=Answer.ACCEPT,
            queues=[],
            version=0,
            at=LATER,
        )


def told(kind: str) -> list[str]:
    rows = OutboxMessage.objects.filter(kind=kind).order_by("pk")
    return sorted(str(row.person.family_name) for row in rows)


def test_scenario_23_places_at_two_offices_are_told_to_both_and_to_the_applicant(db: None):
    world = make_small_replies()
    other, neighbour = at_another_office(world, 0)
    for serial, actor in ((95, world.small.officer), (96, neighbour)):
        worker = person(serial, given="Tjänst", family=f"Kansli{serial}")
        account_for(Actor(actor.account_id, worker.pk, actor.name, actor.grants))
    take_both(world, other)
    for _again in range(2):
        tell_of_several_places(LATER)
    assert told("several_places") == ["Prov"]
    assert told("several_places_office") == ["Kansli95", "Kansli96"]
    assert [reply.state for reply in Reply.objects.filter(application__person=other.person)] == [
        "accepted"
    ] * 2
    found = offer(world.application(0).pk, now=LATER)
    assert found is not None
    assert other_places(world.pupil(0), found, now=LATER) == ["Grannkansliet"]
    for officer, reference in ((world.small.officer, "r000"), (neighbour, "g001")):
        view = overview(officer, now=LATER)
        assert view is not None
        rows = several_places_at(officer, view, now=LATER)
        assert [row.reference for row in rows] == [reference]


def test_applicant_with_one_place_or_one_yes_is_not_told_about(db: None):
    world = make_small_replies()
    other, _neighbour = at_another_office(world, 0)
    open_results(SHOWN + SECOND * 2)
    send_reply(
        actor=world.pupil(0), application_id=other.pk, answer=Answer.ACCEPT, queues=[], version=0, at=LATER
    )
    tell_of_several_places(LATER)
    assert told("several_places") == []


def test_protected_applicant_with_two_places_is_hidden_from_those_who_may_not_see(db: None):
    world = make_small_replies()
    other, _neighbour = at_another_office(world, 0)
    take_both(world, other)
    Person.objects.filter(pk=other.person_id).update(security_marking="confidential")
    rows = {}
    for officer in (world.small.officer, world.small.approver):
        view = overview(officer, now=LATER)
        assert view is not None
        rows[officer.name] = [row.reference for row in several_places_at(officer, view, now=LATER)]
    assert rows == {world.small.officer.name: ["r000"], world.small.approver.name: [""]}
