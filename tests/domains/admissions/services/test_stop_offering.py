"""An offering that is stopped after people have chosen it (domain facts, scenario 26)."""

from datetime import timedelta

import pytest
from django.test import Client

from gemensam.domains.admissions.models import Choice, ImportBatch, OfferingStop
from gemensam.domains.admissions.queries.imports import import_view
from gemensam.domains.admissions.queries.stops import may_choose_anew, stop_of
from gemensam.domains.admissions.services.check_round import check_round
from gemensam.domains.admissions.services.commit_import import commit_import
from gemensam.domains.admissions.services.confirm_import import ConfirmRefused, confirm_import
from gemensam.domains.admissions.services.stop_offering import StopRefused, stop_offering
from gemensam.domains.admissions.services.undo_import import undo_import
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Responsible
from gemensam.foundation.messaging.models import OutboxMessage
from gemensam.rules.indicators import PublicFlow
from tests.factories.import_files import checked, xlsx
from tests.factories.small_round import AT, SmallRound, make_small_round, person, staff

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
UNTIL = AT + timedelta(days=14)
REASON = "För få sökande för att starta en klass."


@pytest.fixture
def small() -> SmallRound:
    """Fourteen who want NA-1 first, then SA-1; three of them would rather BA-1 next."""
    made = make_small_round(applicants=14)
    for application in made.applications[:3]:
        Choice.objects.filter(application=application, offering=made.offerings["SA-1"]).delete()
        Choice.objects.filter(application=application, offering=made.offerings["BA-1"]).update(rank=2)
    return made


def stop(small: SmallRound, **more: object) -> OfferingStop:
    values = {"actor": small.officer, "office_id": small.office.pk, "offering_id": small.offerings["NA-1"].pk,
              "reason": REASON, "re_choice_until": UNTIL, "at": AT}  # fmt: skip
    return stop_offering(**{**values, **more})


def test_scenario_26_programme_stopped_with_fourteen_first_hand_applicants(small):
    guardian = person(60, given="Vera", family="Vuxen")
    Responsible.objects.create(
        child=small.applications[0].person,
        guardian=guardian,
        has_custody=True,
        starts=AT.date().replace(year=2011),
    )
    # when it is registered
    stop(small)
    # then all are notified, the guardian too, and nothing is told in the message
    told = set(OutboxMessage.objects.filter(kind="offering_stopped").values_list("person_id", flat=True))
    assert told == {one.person_id for one in small.applications} | {guardian.pk}
    # and a new choice is open for them, until the day
    offering = small.offerings["NA-1"].pk
    assert may_choose_anew(offering_ids=[offering], at=UNTIL)
    assert not may_choose_anew(offering_ids=[offering], at=UNTIL + timedelta(seconds=1))
    assert not may_choose_anew(offering_ids=[], at=AT)
    # and the planner sees where they go: eleven to SA, three elsewhere, which are too few to show
    planner = staff(Role.MUNICIPAL_PLANNER, small.school)
    seen = stop_of(planner, offering_id=offering)
    assert (seen.concerned, seen.first_choice) == (14, 14)
    assert seen.flow == PublicFlow((("SA:2281", 11),), None, None)
    assert Offering.objects.get(pk=offering).cancelled


def test_stopped_twice_is_refused_and_nobody_is_told_twice(small):
    stop(small)
    with pytest.raises(StopRefused) as refused:
        stop(small)
    assert refused.value.code == "already_stopped"
    assert OutboxMessage.objects.filter(kind="offering_stopped").count() == 14


@pytest.mark.parametrize(
    ("more", "code"), [({"reason": "  "}, "no_reason"), ({"re_choice_until": AT}, "until_has_passed")]
)
def test_stop_without_reason_or_time_is_refused_and_changes_nothing(small, more, code):
    with pytest.raises(StopRefused) as refused:
        stop(small, **more)
    assert refused.value.code == code
    assert not Offering.objects.filter(cancelled=True).exists()
    assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize("role", [Role.OFFICE_APPROVER, Role.MUNICIPAL_PLANNER, Role.AUDITOR])
def test_stop_by_someone_else_than_an_officer_is_refused(small, role):
    with pytest.raises(PermissionDenied):
        stop(small, actor=staff(role, small.office_organisation))


def test_protected_applicant_is_told_and_is_in_no_figure(small):
    hidden = small.applications[5].person
    hidden.security_marking = "confidential"
    hidden.save()
    stop(small)
    assert OutboxMessage.objects.filter(kind="offering_stopped", person_id=hidden.pk).exists()
    assert stop_of(small.officer, offering_id=small.offerings["NA-1"].pk).concerned == 13


def test_offering_that_a_file_stopped_lets_choose_anew_without_a_day(small):
    small.offerings["SA-1"].cancelled = True
    small.offerings["SA-1"].save()
    assert may_choose_anew(offering_ids=[small.offerings["SA-1"].pk], at=UNTIL + timedelta(days=99))
    assert stop_of(small.officer, offering_id=small.offerings["SA-1"].pk) is None


def test_pages_of_a_stop_work_for_officer_and_planner(small, client: Client, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    from tests.factories.small_county import account

    offering = small.offerings["NA-1"].pk
    client.force_login(account(Role.OFFICE_OFFICER, small.office_organisation.pk))
    page = client.get(f"/utbud/{offering}/stall-in/").content.decode()
    assert "14 sökande har utbildningen bland sina val" in page
    wrong = client.post(f"/utbud/{offering}/stall-in/", {"reason": "", "until": "2020-01-01"})
    assert "Skriv varför utbildningen ställs in." in wrong.content.decode()
    assert OfferingStop.objects.count() == 0
    sent = client.post(f"/utbud/{offering}/stall-in/", {"reason": REASON, "until": "2099-05-15"})
    assert sent["Location"] == f"/utbud/{offering}/installd/"
    again = client.post(f"/utbud/{offering}/stall-in/", {"reason": REASON, "until": "2099-05-15"})
    assert (again.status_code, OfferingStop.objects.count()) == (302, 1)
    assert REASON in Client().get(f"/utbildningar/{offering}/").content.decode()  # as the officer was told
    client.force_login(account(Role.MUNICIPAL_PLANNER, small.school.pk))
    page = client.get(f"/utbud/{offering}/installd/").content.decode()
    assert "Samhällsvetenskapsprogrammet, Sundsvall" in page and "färre än 5" in page
    assert client.get(f"/utbud/{offering}/stall-in/").status_code == 403
    assert client.get(f"/utbud/{offering}/installd/?format=xlsx").status_code == 200


def test_round_that_is_not_published_goes_back_to_draft(small):
    check_round(actor=small.officer, round_id=small.round.pk, at=AT)
    small.round.refresh_from_db()
    assert small.round.state != "draft"  # control
    stop(small)
    small.round.refresh_from_db()
    assert small.round.state == "draft"


STOPPING = xlsx([("Utbildningskod", "Utbildning", "Skolenhetskod", "Program", "Antagningstal", "Inställd"),
                 ("NA-1", "Program NA-1", "99228101", "NA25", 2, "ja")])  # fmt: skip


def stopped_by_file(small: SmallRound) -> ImportBatch:
    """The supply file that stops NA-1, with reason and day."""
    batch = checked(small, "supply", STOPPING)
    confirm_import(actor=small.officer, batch_id=batch.pk, at=AT, stop_reason=REASON, re_choice_until=UNTIL)
    return commit_import(actor=small.officer, batch_id=batch.pk, at=AT)


def test_scenario_26_stopped_by_a_file_has_the_same_consequences_as_on_the_page(small):
    stopped_by_file(small)
    told = OutboxMessage.objects.filter(kind="offering_stopped").values_list("person_id", flat=True)
    assert set(told) == {one.person_id for one in small.applications}
    offering = small.offerings["NA-1"].pk
    assert may_choose_anew(offering_ids=[offering], at=UNTIL)
    assert not may_choose_anew(offering_ids=[offering], at=UNTIL + timedelta(seconds=1))
    seen = stop_of(staff(Role.MUNICIPAL_PLANNER, small.school), offering_id=offering)
    assert (seen.reason, seen.concerned, seen.flow.shown) == (REASON, 14, (("SA:2281", 11),))


def test_file_that_stops_what_someone_has_chosen_needs_reason_and_day(small):
    batch = checked(small, "supply", STOPPING)
    (line,) = import_view(small.officer, batch.pk).stops
    assert (line.code, line.concerned) == ("NA-1", 14)
    for more, code in (
        ({}, "no_reason"),
        ({"stop_reason": REASON, "re_choice_until": AT}, "until_has_passed"),
    ):
        with pytest.raises(ConfirmRefused) as refused:
            confirm_import(actor=small.officer, batch_id=batch.pk, at=AT, **more)
        assert refused.value.code == code
    assert OutboxMessage.objects.count() == 0
    Choice.objects.all().delete()  # the control: nobody has chosen it, so nobody is to be told anything
    free = checked(small, "supply", STOPPING, name="igen.xlsx", at=AT + timedelta(hours=1))
    assert confirm_import(actor=small.officer, batch_id=free.pk, at=AT).state == "confirmed"


def test_stop_by_a_file_taken_back_opens_the_offering_and_tells_those_who_were_told(small):
    batch = stopped_by_file(small)
    undo_import(actor=small.officer, batch_id=batch.pk, at=AT + timedelta(days=1))
    assert not Offering.objects.get(code="NA-1").cancelled
    assert not OfferingStop.objects.exists()
    resumed = OutboxMessage.objects.filter(kind="offering_resumed").values_list("person_id", flat=True)
    assert set(resumed) == {one.person_id for one in small.applications}
    stop(small, at=AT + timedelta(days=2))  # and it can be stopped again
    assert OfferingStop.objects.count() == 1
