"""Who may read about whom: guardians by age, custody, date and protection; staff by reach."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine

from gemensam.foundation.access.actors import ANONYMOUS, SYSTEM, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import ROLES, Role
from gemensam.foundation.directory import policies, queries
from gemensam.foundation.directory.models import Person, Responsible, SecurityMarking

TODAY = date(2027, 6, 14)


def _seen(actor, on=TODAY):
    return set(policies.visible(actor, Person.objects.all(), on=on).values_list("given_name", flat=True))


@pytest.mark.parametrize(
    "marking", ["confidential", "protected_registration", "", "None", "Ingen", "nonsense"]
)
def test_person_with_any_other_marking_than_none_is_protected(marking):
    assert policies.is_protected(SimpleNamespace(id=uuid4(), security_marking=marking))


def test_person_with_marking_none_is_not_protected():
    assert not policies.is_protected(SimpleNamespace(id=uuid4(), security_marking="none"))


@pytest.mark.django_db
def test_person_without_a_said_marking_is_protected():
    assert policies.is_protected(Person.objects.create(given_name="A", family_name="B"))


# --- guardians: custody × period × age × protection ---------------------------------------------------------

BIRTHDAYS = {  # birth date → whether the child is under 18 on TODAY
    date(2009, 6, 14): False,  # turns 18 today: an adult from midnight
    date(2009, 6, 15): True,  # turns 18 tomorrow
    date(2009, 6, 13): False,
    date(2011, 2, 14): True,
    date(1990, 1, 1): False,
    None: False,  # unknown: fails closed
}
PERIODS = {  # (starts, ends) → whether in force on TODAY
    (date(2011, 1, 1), None): True,
    (date(2011, 1, 1), TODAY): True,
    (TODAY, None): True,
    (date(2011, 1, 1), date(2027, 6, 13)): False,
    (date(2027, 6, 15), None): False,
}
RELATIONS = {  # (relation, custody) → whether it lets a guardian read
    ("guardian", True): True,
    ("guardian", False): False,
    ("other_responsible", True): False,
    ("appointed_trustee", True): False,
    ("authorised", False): False,
}
CASES = list(product(RELATIONS.items(), PERIODS.items(), BIRTHDAYS.items(), SecurityMarking.values))


@pytest.mark.django_db
def test_guardian_reads_about_exactly_the_children_of_the_table(actor_with):
    guardian = Person.objects.create(given_name="G", family_name="G", security_marking="none")
    expected = set()
    children, relations = [], []
    for number, ((relation, reads), (period, in_force), (born, minor), marking) in enumerate(CASES):
        child = Person(given_name=f"C{number}", family_name="C", birth_date=born, security_marking=marking)
        children.append(child)
        relations.append(
            Responsible(
                child=child,
                guardian=guardian,
                relation_type=relation[0],
                has_custody=relation[1],
                starts=period[0],
                ends=period[1],
            )
        )
        if reads and in_force and minor and marking == "none":
            expected.add(child.pk)
    Person.objects.bulk_create(children)
    Responsible.objects.bulk_create(relations)
    actor = actor_with(Role.GUARDIAN, person_id=guardian.pk)
    assert len(CASES) == 450
    assert len(expected) == 6
    assert policies.wards_of(actor, TODAY) == expected
    assert _seen(actor) == {f"C{n}" for n, child in enumerate(children) if child.pk in expected} | {"G"}
    assert queries.guardians_to_tell(children=[child.pk for child in children], on=TODAY) == {guardian.pk}
    others = [child.pk for child in children if child.pk not in expected]
    assert queries.guardians_to_tell(children=others, on=TODAY) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "reads"),
    [
        (datetime(2027, 6, 13, 21, 59, 59, tzinfo=UTC), True),  # 23:59:59 in Sweden the day before
        (datetime(2027, 6, 13, 22, 0, 0, tzinfo=UTC), False),  # midnight in Sweden, still the 13th in UTC
        (datetime(2027, 6, 14, 0, 0, 0, tzinfo=UTC), False),
    ],
)
def test_guardian_at_midnight_of_the_birthday_in_sweden_stops_reading(actor_with, make_person, moment, reads):
    child = make_person("Barn", birth_date=date(2009, 6, 14))
    guardian = make_person("Vuxen")
    Responsible.objects.create(child=child, guardian=guardian, has_custody=True, starts=date(2010, 1, 1))
    actor = actor_with(Role.GUARDIAN, person_id=guardian.pk)
    assert list(queries.children_of(actor, at=moment)) == ([child] if reads else [])
    persons = set(queries.persons(actor, at=moment))
    assert persons == ({child, guardian} if reads else {guardian})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "reads"), [(date(2026, 2, 28), True), (date(2026, 3, 1), False), (date(2024, 2, 29), True)]
)
def test_guardian_of_a_child_born_on_leap_day_reads_until_the_first_of_march(
    actor_with, make_person, on, reads
):
    child = make_person("Barn", birth_date=date(2008, 2, 29))
    guardian = make_person("Vuxen")
    Responsible.objects.create(child=child, guardian=guardian, has_custody=True, starts=date(2010, 1, 1))
    actor = actor_with(Role.GUARDIAN, person_id=guardian.pk, on=on)
    assert policies.wards_of(actor, on) == ({child.pk} if reads else set())


@pytest.mark.django_db
def test_wards_on_leap_day_of_children_born_around_the_last_of_february(make_person):
    guardian = make_person("Vuxen")
    for born in (date(2010, 2, 28), date(2010, 3, 1)):
        child = make_person(str(born), birth_date=born)
        Responsible.objects.create(child=child, guardian=guardian, has_custody=True, starts=date(2011, 1, 1))
    assert queries.guardians_to_tell(children=[child.pk], on=date(2028, 2, 29)) == {guardian.pk}


@pytest.mark.django_db
def test_guardian_without_the_role_reads_about_no_child(actor_with, make_person):
    child, guardian = make_person("Barn", birth_date=date(2011, 1, 1)), make_person("Vuxen")
    Responsible.objects.create(child=child, guardian=guardian, has_custody=True, starts=date(2012, 1, 1))
    with_role = actor_with(Role.GUARDIAN, person_id=guardian.pk)
    assert policies.wards_of(with_role, TODAY) == {child.pk}
    assert policies.wards_of(replace(with_role, grants=()), TODAY) == set()


# --- staff --------------------------------------------------------------------------------------------------


@pytest.fixture
def pupils(world, make_person):
    make_person("Aron", unit=world.unit_a)
    make_person("Bea", unit=world.unit_b)
    make_person("Cid", unit=world.elsewhere)
    make_person("Gammal", unit=world.unit_a, ends=date(2027, 6, 13))
    make_person("Kommande", unit=world.unit_a, starts=date(2027, 6, 15))
    make_person("Ingenstans")
    make_person("Skyddad", unit=world.unit_a, security_marking=SecurityMarking.CONFIDENTIAL)
    make_person("Gömd", unit=world.unit_a, security_marking=SecurityMarking.PROTECTED_REGISTRATION)


OPEN = {"Aron", "Bea", "Cid", "Gammal", "Kommande", "Ingenstans"}


@pytest.mark.parametrize(
    ("role", "where", "seen"),
    [
        (Role.OFFICE_OFFICER, "office", OPEN | {"Skyddad", "Gömd"}),
        (Role.OFFICE_OFFICER, None, OPEN | {"Skyddad", "Gömd"}),
        (Role.OFFICE_APPROVER, "office", OPEN),
        (Role.SCHOOL_ADMINISTRATOR, "unit_a", {"Aron"}),
        (Role.SCHOOL_ADMINISTRATOR, "unit_b", {"Bea"}),
        (Role.COUNSELLOR, "unit_a", {"Aron"}),
        (Role.SCHOOL_HEAD, "elsewhere", {"Cid"}),
        (Role.PROVIDER_DECISION_MAKER, "provider", {"Aron", "Bea"}),
        (Role.OFFICE_OFFICER, "unit_a", {"Aron", "Skyddad", "Gömd"}),
        (Role.MUNICIPAL_PLANNER, "provider", set()),
        (Role.ECONOMIST, None, set()),
        (Role.IT_ADMINISTRATOR, None, set()),
        (Role.AUDITOR, None, set()),
        (Role.NETWORK_COORDINATOR, None, set()),
    ],
)
def test_staff_sees_exactly_whom_the_role_reaches(world, pupils, actor_with, role, where, seen):
    organisation_id = getattr(world, where).pk if where else None
    assert _seen(actor_with(role, organisation_id=organisation_id)) == seen


def test_only_roles_with_the_named_right_see_protected_persons(world, pupils, actor_with):
    seeing = {role for role in Role if "Skyddad" in _seen(actor_with(role, organisation_id=world.office.pk))}
    assert seeing == {role for role in Role if Permission.PERSON_PROTECTED_READ in ROLES[role].permissions}


@pytest.mark.parametrize("actor", [ANONYMOUS, SYSTEM])
def test_nobody_in_particular_sees_no_person(pupils, actor):
    assert _seen(actor) == set()


def test_pupil_sees_only_oneself_even_when_protected(world, pupils, actor_with):
    protected = Person.objects.get(given_name="Skyddad")
    assert _seen(actor_with(Role.PUPIL, person_id=protected.pk)) == {"Skyddad"}


@pytest.mark.parametrize(
    ("role", "protected", "identity"),
    [
        (Role.OFFICE_OFFICER, True, True),
        (Role.OFFICE_OFFICER, False, True),
        (Role.OFFICE_APPROVER, True, False),
        (Role.OFFICE_APPROVER, False, True),
        (Role.SCHOOL_ADMINISTRATOR, True, False),
        (Role.AUDITOR, False, False),
        (Role.PUPIL, False, False),
    ],
)
def test_identity_is_shown_to_exactly_those_who_may_see_it(
    world, make_person, actor_with, role, protected, identity
):
    marking = SecurityMarking.CONFIDENTIAL if protected else SecurityMarking.NONE
    person = make_person("Anna", security_marking=marking, birth_date=date(2011, 1, 1))
    actor = actor_with(role, organisation_id=world.office.pk)
    assert policies.may_see_identity(actor, person) is identity
    line = queries.person_line(actor, person)
    assert (line.given_name, line.birth_date) == (("Anna", date(2011, 1, 1)) if identity else ("", None))
    assert line.is_protected is protected


def test_reach_when_organisations_form_a_ring_ends(world, actor_with):
    world.provider.parent = world.unit_a  # nonsense that a database cannot forbid
    world.provider.save()
    reached = policies.organisations_under([world.provider.pk])
    assert reached == {world.provider.pk, world.unit_a.pk, world.unit_b.pk}


def test_require_reach_beyond_the_actors_organisations_is_refused(world):
    policies.require_reach(world.school, Permission.IMPORT_COMMIT, [world.unit_a.pk])
    policies.require_reach(world.officer, Permission.IMPORT_COMMIT, [world.unit_b.pk])
    for actor in (world.school, world.auditor):
        with pytest.raises(PermissionDenied):
            policies.require_reach(actor, Permission.IMPORT_COMMIT, [world.unit_b.pk])


@time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC))
def test_policies_do_not_read_the_clock(world, pupils, actor_with):
    actor = actor_with(Role.COUNSELLOR, organisation_id=world.unit_a.pk)
    assert _seen(actor, on=TODAY) == {"Aron"}
    assert _seen(actor, on=date(2027, 6, 15)) == {"Aron", "Kommande"}
