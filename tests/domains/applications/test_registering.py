"""Someone whom no register has brought registers by e-ID: protected until the office has looked, and never twice."""

from datetime import UTC, date, datetime

import pytest

from gemensam.domains.applications.models import Draft, Filing, Registration
from gemensam.domains.applications.queries import registrations as queries
from gemensam.domains.applications.services.handle_registration import HasSent, handle_registration
from gemensam.domains.applications.services.register_oneself import OwnWords, register_oneself
from gemensam.domains.applications.states import (
    REGISTRATION_TABLE,
    RegistrationEvent,
    RegistrationState,
    TransitionRefused,
    next_registration_state,
)
from gemensam.foundation.access.actors import ANONYMOUS, Actor, PermissionDenied
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts.services.open_own_account import Newcomer
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.models import Enrolment, Person, SecurityMarking
from gemensam.foundation.directory.policies import is_protected
from gemensam.foundation.directory.rows import EnrolmentRow, PersonRow
from gemensam.foundation.directory.services.save_enrolments import save_enrolments
from gemensam.foundation.directory.services.save_persons import save_persons
from tests.factories.applying import JANUARY, Applying, make_applying
from tests.factories.small_round import YEAR, civic_number, staff

pytestmark = pytest.mark.django_db
NUMBER = civic_number(200)
WORDS = OwnWords("Bergska skolan i Falun", "Falun")
LATER = datetime(2027, 1, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def world() -> Applying:
    return make_applying()


def register(at: datetime = JANUARY) -> Registration:
    newcomer = Newcomer(NUMBER, "Nova", "Nykomling", "", "nova@example.invalid", "070-1740605")
    register_oneself(newcomer=newcomer, words=WORDS, at=at)
    return Registration.objects.get()


def handle(world: Applying, made: Registration, actor: Actor | None = None, **values: object) -> Registration:
    given = {"verified": True, "protected": False, "home_municipality": "2080", **values}
    return handle_registration(actor=actor or world.small.officer, registration_id=made.pk, at=LATER, **given)


def test_someone_unknown_becomes_a_protected_person_with_an_account_as_pupil(world):
    made = register()
    who = made.person
    assert (who.given_name, who.birth_date, is_protected(who)) == ("Nova", NUMBER.birth_date, True)
    account = Account.objects.get(person_id=who.pk)
    assert (account.email, account.display_name, account.has_usable_password()) == (None, "", False)
    assert list(RoleGrant.objects.filter(account=account).values_list("role", "organisation_id")) == [
        ("pupil", None)
    ]
    assert (made.state, made.school, made.municipality) == ("unverified", "Bergska skolan i Falun", "Falun")
    events = ["account.opened", "registration.made"]
    assert list(AuditEntry.objects.filter(event__in=events).values_list("event", flat=True)) == events


def test_registering_twice_is_once(world):
    register()
    register(LATER)
    assert (Registration.objects.count(), Account.objects.filter(person_id__isnull=False).count()) == (1, 1)
    assert Person.objects.filter(given_name="Nova").count() == 1


def test_file_that_brings_the_same_person_later_finds_the_same_row(world):
    made = register()
    row = PersonRow(given_name="Nova", family_name="Nykomling-Ek", security_marking="none", civic_no=NUMBER)
    (person_id,) = save_persons(actor=world.small.officer, persons=[row], at=LATER).ids
    school = EnrolmentRow(
        person_id=person_id, school_unit_id=world.small.feeder.pk, school_type="GR", starts=date(2026, 8, 17)
    )
    save_enrolments(actor=world.small.officer, enrolments=[school], at=LATER)
    assert (person_id, Person.objects.filter(given_name="Nova").count()) == (made.person_id, 1)
    found = queries.registration(world.small.officer, made.pk, at=LATER)
    # a file never lifts a protection: the officer does
    assert (found.name, found.in_school, found.marking) == ("Nova Nykomling-Ek", True, "confidential")


def test_someone_whom_a_file_has_brought_meanwhile_keeps_what_the_file_says(world):
    row = PersonRow(given_name="Nova", family_name="Ek", security_marking="none", civic_no=NUMBER)
    save_persons(actor=world.small.officer, persons=[row], at=JANUARY)
    made = register()
    assert (made.person.family_name, made.person.security_marking) == ("Ek", "none")
    assert Person.objects.filter(given_name="Nova").count() == 1


@pytest.mark.parametrize(
    ("protected", "marking", "home"), [(False, "none", "2080"), (True, "confidential", "")]
)
def test_officer_who_has_looked_lifts_the_protection_or_keeps_it(world, protected, marking, home):
    made = handle(world, register(), protected=protected)
    who = Person.objects.get(pk=made.person_id)
    assert (made.state, who.security_marking, who.home_municipality) == ("verified", marking, home)


def test_protection_that_the_population_register_set_is_not_lifted(world):
    made = register()
    Person.objects.filter(pk=made.person_id).update(security_marking=SecurityMarking.PROTECTED_REGISTRATION)
    handle(world, made)
    assert Person.objects.get(pk=made.person_id).security_marking == "protected_registration"


def test_refused_registration_closes_the_account_and_a_mistake_opens_it_again(world):
    made = handle(world, register(), verified=False)
    account = Account.objects.get(person_id=made.person_id)
    assert (made.state, account.is_active) == ("refused", False)
    assert is_protected(Person.objects.get(pk=made.person_id))
    handle(world, made)
    assert Account.objects.get(pk=account.pk).is_active


def test_registration_of_someone_who_has_sent_is_not_refused(world):
    made = register()
    draft = Draft.objects.create(
        office=world.small.office, year=YEAR, person=made.person, created_at=JANUARY, saved_at=JANUARY
    )
    Filing.objects.create(
        draft=draft, number=1, kind="sent", key=draft.pk, draft_version=1, receipt="w27-1", phase="application",
        sent_at=JANUARY,
    )  # fmt: skip
    with pytest.raises(HasSent):
        handle(world, made, verified=False)
    assert Registration.objects.get().state == "unverified"


def test_registration_verified_already_is_not_handled_again(world):
    made = handle(world, register())
    with pytest.raises(TransitionRefused):
        handle(world, made, protected=True)


@pytest.mark.parametrize("role", [Role.SCHOOL_ADMINISTRATOR, Role.OFFICE_APPROVER, Role.COUNSELLOR, None])
def test_registration_is_for_the_offices_officer_alone(world, role):
    made = register()
    actor = staff(role, world.small.feeder) if role else ANONYMOUS
    assert (list(queries.registrations(actor)), queries.waiting(actor)) == ([], 0)
    with pytest.raises((PermissionDenied, Registration.DoesNotExist)):
        handle(world, made, actor=actor)
    assert queries.waiting(world.small.officer) == 1


def test_list_tells_no_names_and_opening_one_is_logged(world):
    made = register()
    lines = queries.registration_lines(queries.registrations(world.small.officer))
    assert [word for word in ("Nova", "Nykomling", "Bergska", "Falun") if word in repr(lines)] == []
    assert "Nykomling" in queries.registration(world.small.officer, made.pk, at=LATER).name
    assert AuditEntry.objects.filter(event="protected_person.read").count() == 1


def test_someone_with_the_same_name_and_birthday_and_another_number_is_pointed_out(world):
    made = register()
    other = PersonRow(
        given_name="Nova", family_name="Nykomling", security_marking="none", birth_date=NUMBER.birth_date
    )
    save_persons(actor=world.small.officer, persons=[other], at=JANUARY)
    found = queries.registration(world.small.officer, made.pk, at=LATER)
    assert [(one.given_name, one.is_protected) for one in found.alike] == [("Nova", False)]


def test_states_of_a_registration_are_those_of_the_table():
    assert len(REGISTRATION_TABLE) == 3
    for state in RegistrationState:
        for event in RegistrationEvent:
            if (state, event) not in REGISTRATION_TABLE:
                with pytest.raises(TransitionRefused):
                    next_registration_state(state, event)


def test_enrolments_are_untouched_by_registering(world):
    before = Enrolment.objects.count()
    register()
    assert Enrolment.objects.count() == before
