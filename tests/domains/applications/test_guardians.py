"""Guardians: told, may confirm, never needed; protected children are never shown. Föräldrabalken 6 kap., SL 29:12."""

from datetime import date, timedelta

import pytest

from gemensam.domains.admissions.models import Choice
from gemensam.domains.applications.models import ApplicationSettings, Draft, GuardianConfirmation
from gemensam.domains.applications.queries.my_application import wards
from gemensam.domains.applications.queries.progress import Progress, progress
from gemensam.domains.applications.services.change_settings import change_settings
from gemensam.domains.applications.services.confirm_application import confirm_application
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.domains.guidance.services.tell_of_unconfirmed import tell_of_unconfirmed
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Enrolment, Person, Responsible, SecurityMarking
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.applying import JANUARY, Applying, make_applying, person_actor
from tests.factories.small_county import account
from tests.factories.small_round import YEAR, person, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Applying:
    return make_applying()


def second_guardian(world: Applying, **values: object) -> Person:
    """Another guardian of the pupil."""
    other = person(60, given="Otto", **values)
    Person.objects.filter(pk=other.pk).update(birth_date=date(1979, 1, 1))
    Responsible.objects.create(child=world.pupil, guardian=other, has_custody=True, starts=date(2011, 1, 1))
    return other


def told(world: Applying) -> set[object]:
    """Who got a message as guardian."""
    return set(
        OutboxMessage.objects.filter(kind="ward_application_received").values_list("person_id", flat=True)
    )


def test_both_guardians_are_told_and_each_confirms_for_herself(world):
    other = second_guardian(world)
    world.send("TE")
    assert told(world) == {world.guardian.pk, other.pk}
    draft = Draft.objects.get()
    for actor in (world.guardian_actor, person_actor(Role.GUARDIAN, other)):
        confirm_application(actor=actor, draft_id=draft.pk, filing_number=1, at=JANUARY)
    assert GuardianConfirmation.objects.count() == 2


def test_guardian_with_protected_identity_is_told_and_is_shown_to_nobody(world):
    other = second_guardian(world, marking="confidential")
    world.send("TE")
    assert other.pk in told(world)
    texts = [repr(one) for one in wards(world.guardian_actor, **place(world))]
    assert [text for text in texts if "Otto" in text] == []
    assert "Elin" in texts[0]


def test_guardian_without_custody_is_not_told(world):
    Responsible.objects.update(has_custody=False)
    world.send("TE")
    assert told(world) == set()


def place(world: Applying) -> dict[str, object]:
    """The office and the year."""
    return {"office_id": world.small.office.pk, "year": YEAR, "at": JANUARY}


def test_guardian_of_a_protected_child_sees_no_child(world):
    world.send("TE")
    assert [one.name for one in wards(world.guardian_actor, **place(world))] == ["Elin Prov"]
    Person.objects.filter(pk=world.pupil.pk).update(security_marking=SecurityMarking.CONFIDENTIAL)
    assert wards(world.guardian_actor, **place(world)) == []


def test_guardian_does_not_see_what_is_only_being_written(world):
    world.write("TE")
    (child,) = wards(world.guardian_actor, **place(world))
    assert child.draft_id is None
    ApplicationSettings.objects.create(office=world.small.office, guardians_edit=True)
    (child,) = wards(world.guardian_actor, **place(world))
    assert child.draft_id == Draft.objects.get().pk


@pytest.mark.parametrize("allowed", [False, True])
def test_guardian_writes_only_where_the_office_says_so(world, allowed):
    world.send("TE")
    change_settings(
        actor=world.small.officer, office_id=world.small.office.pk, most_choices=20, guardians_confirm=True,
        guardians_edit=allowed, guardians_send=False, at=JANUARY,
    )  # fmt: skip
    draft = Draft.objects.get()

    def write() -> None:
        save_draft(
            actor=world.guardian_actor, draft_id=draft.pk, version=None, step="choices",
            change=lambda content: content, at=JANUARY,
        )  # fmt: skip

    if allowed:
        write()
    else:
        with pytest.raises(PermissionDenied):
            write()


def test_settings_by_anyone_but_the_office_are_denied(world):
    with pytest.raises(PermissionDenied):
        change_settings(
            actor=world.actor, office_id=world.small.office.pk, most_choices=20, guardians_confirm=True,
            guardians_edit=True, guardians_send=False, at=JANUARY,
        )  # fmt: skip


def test_counsellor_is_told_of_a_filing_that_no_guardian_has_confirmed_and_it_counts(world):
    """Scenario 21."""
    world.send("TE")
    counsellor = staff(Role.COUNSELLOR, world.small.feeder)

    def look() -> dict[object, Progress]:
        return progress(
            counsellor, office_id=world.small.office.pk, year=YEAR, person_ids=[world.pupil.pk], on=JANUARY.date()
        )  # fmt: skip

    assert look() == {world.pupil.pk: Progress(unsent=False, unconfirmed=False)}
    ApplicationSettings.objects.create(office=world.small.office, guardians_confirm=True)
    assert look() == {world.pupil.pk: Progress(unsent=False, unconfirmed=True)}
    assert Choice.objects.filter(application__person=world.pupil).count() == 1
    confirm_application(
        actor=world.guardian_actor, draft_id=Draft.objects.get().pk, filing_number=1, at=JANUARY
    )
    assert look() == {world.pupil.pk: Progress(unsent=False, unconfirmed=False)}


def mails() -> list[tuple[str, dict]]:
    """Whom counsellors' notices go to, and all that they say."""
    rows = OutboxMessage.objects.filter(kind="guardian_not_confirmed").order_by("created_at")
    return [(str(row.person.email), row.context) for row in rows]


def test_scenario_21_counsellor_is_told_once_a_day_that_a_guardian_has_not_confirmed(world):
    counsellor = person(70, given="Siv", email="syv@example.invalid")
    held = account(Role.COUNSELLOR, world.small.feeder.pk, person_id=counsellor.pk)
    Enrolment.objects.create(
        person=world.pupil, school_unit=world.small.feeder, school_type="GR", starts=date(2020, 8, 1)
    )
    settings = ApplicationSettings.objects.create(office=world.small.office, guardians_confirm=True)
    world.send("TE")
    next_day = JANUARY + timedelta(days=1)
    assert tell_of_unconfirmed(at=JANUARY) == 0  # guardians have the rest of the day
    assert tell_of_unconfirmed(at=next_day) == 1
    assert tell_of_unconfirmed(at=next_day + timedelta(hours=3)) == 0
    assert mails() == [("syv@example.invalid", {"path": "/vagledning/elever/"})]
    world.send("VO", next_day)
    draft = Draft.objects.get()
    assert tell_of_unconfirmed(at=next_day + timedelta(days=1)) == 1
    world.send("TE VO", next_day + timedelta(days=1))
    confirm_application(actor=world.guardian_actor, draft_id=draft.pk, filing_number=3, at=next_day)
    assert tell_of_unconfirmed(at=next_day + timedelta(days=2)) == 0  # the control: it is confirmed now
    GuardianConfirmation.objects.all().delete()
    settings.guardians_confirm = False  # and the control: an office that does not ask
    settings.save()
    assert tell_of_unconfirmed(at=next_day + timedelta(days=2)) == 0
    assert held.is_active
