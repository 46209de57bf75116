"""Reading persons and organisations."""

from datetime import date

import pytest

from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory import queries
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.models import Person, Responsible, SecurityMarking
from gemensam.foundation.fields.keys import blind_index

NUMBER = CivicNumber.parse("20110214-2385", today=date(2027, 1, 1))


def _with_number(make_person, number=NUMBER, **values):
    return make_person(
        civic_no=number.value,
        civic_no_index=blind_index(number.value),
        civic_no_type=number.kind.value,
        **values,
    )


def test_persons_in_a_list_come_in_swedish_order(world, make_person, now):
    for family_name in ["Öst", "Ask", "Ång", "Äng", "Édel", "Edman"]:
        make_person("Anna", family_name=family_name)
    found = queries.persons(world.officer, at=now)
    assert [person.family_name for person in found] == ["Ask", "Édel", "Edman", "Ång", "Äng", "Öst"]


@pytest.mark.parametrize("search", ["20110214-2385", "110214-2385", "201102142385", " 1102142385 "])
def test_persons_searched_by_whole_number_finds_the_person(world, make_person, now, search):
    person = _with_number(make_person)
    make_person("Annan")
    assert list(queries.persons(world.officer, at=now, search=search)) == [person]


@pytest.mark.parametrize("search", ["20110214", "2385", "20110214-2386", "2011"])
def test_persons_searched_by_part_of_a_number_finds_nobody(world, make_person, now, search):
    _with_number(make_person)
    assert list(queries.persons(world.officer, at=now, search=search)) == []


def test_persons_searched_by_number_of_one_beyond_reach_finds_nobody(world, make_person, now):
    _with_number(make_person, unit=world.unit_b)
    assert list(queries.persons(world.school, at=now, search="20110214-2385")) == []
    assert queries.find_by_civic_number(world.school, NUMBER, at=now) is None
    assert queries.persons_by_civic_number(world.school, [NUMBER], at=now) == {}


def test_persons_by_civic_number_gives_those_that_exist(world, make_person, now):
    person = _with_number(make_person)
    other = CivicNumber.parse("20080229-2383", today=date(2027, 1, 1))
    assert queries.persons_by_civic_number(world.officer, [NUMBER, other], at=now) == {
        NUMBER.value: person.pk
    }
    assert queries.find_by_civic_number(world.officer, NUMBER, at=now) == person


def test_persons_of_a_school_unit_are_those_enrolled_on_the_day(world, make_person, now):
    enrolled = make_person("A", unit=world.unit_a)
    make_person("B", unit=world.unit_a, ends=date(2026, 6, 10))
    make_person("C", unit=world.unit_b)
    assert list(queries.persons(world.officer, at=now, school_unit_id=world.unit_a.pk)) == [enrolled]


def test_person_that_is_hidden_or_unknown_gives_the_same_answer(world, make_person, now):
    hidden = make_person("Bea", unit=world.unit_b)
    for person_id in (hidden.pk, world.office.pk):
        with pytest.raises(Person.DoesNotExist):
            queries.person(world.school, person_id, at=now)


def test_person_that_is_protected_and_read_leaves_an_entry(world, make_person, now):
    protected = make_person("Skyddad", security_marking=SecurityMarking.CONFIDENTIAL)
    assert queries.person(world.officer, protected.pk, at=now) == protected
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.target_id) == ("protected_person.read", str(protected.pk))
    assert entry.actor_id == world.officer.account_id


def test_person_that_is_not_protected_or_oneself_leaves_no_entry(world, make_person, actor_with, now):
    queries.person(world.officer, make_person("Öppen").pk, at=now)
    protected = make_person("Skyddad", security_marking=SecurityMarking.CONFIDENTIAL)
    queries.person(actor_with(Role.PUPIL, person_id=protected.pk), protected.pk, at=now)
    assert AuditEntry.objects.count() == 0


def test_person_line_masks_the_number(world, make_person):
    line = queries.person_line(world.officer, _with_number(make_person))
    assert line.masked_civic_no == "2011••••-••••"


def test_guardians_of_a_child_hides_the_protected_guardians_identity(world, make_person, now):
    child = make_person("Barn", unit=world.unit_a, birth_date=date(2011, 1, 1))
    open_one = make_person("Mamma")
    hidden = make_person("Pappa", security_marking=SecurityMarking.CONFIDENTIAL)
    without_custody = make_person("Moster")
    for guardian, custody in [(open_one, True), (hidden, True), (without_custody, False)]:
        Responsible.objects.create(
            child=child, guardian=guardian, has_custody=custody, starts=date(2011, 1, 1)
        )
    shown = {line.id: line.given_name for line in queries.guardians_of(world.school, child.pk, at=now)}
    assert shown == {open_one.pk: "Mamma", hidden.pk: ""}
    shown = {line.id: line.given_name for line in queries.guardians_of(world.officer, child.pk, at=now)}
    assert shown == {open_one.pk: "Mamma", hidden.pk: "Pappa"}


def test_guardians_of_a_child_beyond_reach_is_refused(world, make_person, now):
    child = make_person("Barn", unit=world.unit_b)
    with pytest.raises(PermissionDenied):
        queries.guardians_of(world.school, child.pk, at=now)


def test_organisations_searched_by_letter_come_in_order(world):
    found = queries.organisations(world.officer, search="skolan")
    assert [row.display_name for row in found] == ["Askskolan", "Björkskolan", "Cederskolan"]
    assert [row.display_name for row in queries.organisations(world.officer, search="ö")] == ["Björkskolan"]
    assert [row.display_name for row in queries.organisations(world.officer, kinds=["provider"])] == [
        "Ankeborgs kommun"
    ]


def test_organisations_for_one_without_the_right_is_refused(world, actor_with):
    with pytest.raises(PermissionDenied):
        queries.organisations(actor_with(Role.PUPIL))
