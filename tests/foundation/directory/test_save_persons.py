"""Saving persons, and setting their protection."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.models import (
    Enrolment,
    Person,
    SecurityMarking,
)
from gemensam.foundation.directory.rows import (
    PersonRow,
    RowsInvalidError,
    RowsRefusedError,
)
from gemensam.foundation.directory.services.save_persons import save_persons
from gemensam.foundation.directory.services.set_security_marking import set_security_marking
from gemensam.foundation.fields.swedish import swedish_sort_key

TODAY = date(2027, 6, 14)
NUMBER = CivicNumber.parse("20110214-2385", today=TODAY)
TF_NUMBER = CivicNumber.parse("20110214-TF12", today=TODAY)
ANNA = PersonRow(
    given_name="Anna",
    family_name="Öberg",
    security_marking="none",
    civic_no=NUMBER,
    sex="woman",
    home_municipality="2281",
    email="anna@example.invalid",
)


def _counts(report):
    return report.created, report.changed, report.unchanged


def _events():
    return list(AuditEntry.objects.order_by("seq").values_list("event", flat=True))


def test_save_persons_of_a_new_row_stores_every_value(world, now):
    report = save_persons(actor=world.officer, persons=[ANNA], at=now)
    person = Person.objects.get()
    assert (_counts(report), report.ids) == ((1, 0, 0), (person.pk,))
    assert (person.civic_no, person.civic_no_type) == ("201102142385", "personnummer")
    assert (person.birth_date, person.sex, person.email) == (
        date(2011, 2, 14),
        "woman",
        "anna@example.invalid",
    )
    assert bytes(person.sort_key) == swedish_sort_key("Öberg", "Anna")
    assert _events() == ["persons.saved"]


def test_save_persons_of_the_same_rows_twice_changes_nothing(world, now):
    first = save_persons(actor=world.officer, persons=[ANNA], at=now)
    second = save_persons(actor=world.officer, persons=[ANNA], at=now)
    assert (_counts(second), second.ids) == ((0, 0, 1), first.ids)
    assert _events() == ["persons.saved"]


def test_save_persons_with_a_new_name_changes_order_and_search_too(world, now):
    save_persons(actor=world.officer, persons=[ANNA], at=now)
    report = save_persons(actor=world.officer, persons=[replace(ANNA, family_name="Ek")], at=now)
    person = Person.objects.get()
    assert _counts(report) == (0, 1, 0)
    assert (bytes(person.sort_key), person.search) == (swedish_sort_key("Ek", "Anna"), "anna ek")


def test_save_persons_keeps_what_the_row_does_not_say(world, now):
    save_persons(actor=world.officer, persons=[ANNA], at=now)
    bare = PersonRow(given_name="Anna", family_name="Öberg", security_marking="none", civic_no=NUMBER)
    assert _counts(save_persons(actor=world.officer, persons=[bare], at=now)) == (0, 0, 1)
    assert Person.objects.get().email == "anna@example.invalid"


def test_save_persons_with_two_rows_of_one_number_is_one_person(world, now):
    report = save_persons(actor=world.officer, persons=[ANNA, replace(ANNA, given_name="Ann")], at=now)
    assert (_counts(report), len(set(report.ids)), len(report.ids)) == ((1, 0, 0), 1, 2)
    assert Person.objects.get().given_name == "Ann"


def test_save_persons_with_a_full_number_instead_of_tf_keeps_the_person(world, now):
    first = save_persons(actor=world.officer, persons=[replace(ANNA, civic_no=TF_NUMBER)], at=now)
    row = replace(ANNA, person_id=first.ids[0])
    assert _counts(save_persons(actor=world.officer, persons=[row], at=now)) == (0, 1, 0)
    assert Person.objects.get().civic_no == NUMBER.value


@pytest.mark.parametrize(
    ("stored", "said", "kept", "count"),
    [
        ("none", "confidential", "confidential", 0),
        ("confidential", "none", "confidential", 1),
        ("protected_registration", "confidential", "protected_registration", 1),
        ("confidential", "protected_registration", "protected_registration", 0),
    ],
)
def test_save_persons_raises_a_protection_and_never_lowers_it(world, now, stored, said, kept, count):
    save_persons(actor=world.officer, persons=[replace(ANNA, security_marking=stored)], at=now)
    report = save_persons(actor=world.officer, persons=[replace(ANNA, security_marking=said)], at=now)
    assert (Person.objects.get().security_marking, report.kept_protected) == (kept, count)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"given_name": " "}, "name"),
        ({"family_name": "x" * 101}, "name"),
        ({"security_marking": "nej"}, "security_marking"),
        ({"sex": "kvinna"}, "sex"),
        ({"home_municipality": "Kramfors"}, "home_municipality"),
        ({"home_municipality": "٢٢٨١"}, "home_municipality"),
        ({"person_id": UUID(int=1)}, "unknown_person"),
    ],
)
def test_save_persons_with_one_invalid_row_saves_nothing(world, now, values, code):
    with pytest.raises(RowsInvalidError) as refusal:
        save_persons(actor=world.officer, persons=[ANNA, replace(ANNA, civic_no=None, **values)], at=now)
    assert refusal.value.faults == ((1, code),)
    assert Person.objects.count() == 0


def test_save_persons_with_someone_elses_number_is_refused(world, make_person, now):
    save_persons(actor=world.officer, persons=[ANNA], at=now)
    other = make_person("Beata")
    with pytest.raises(RowsInvalidError) as refusal:
        save_persons(actor=world.officer, persons=[replace(ANNA, person_id=other.pk)], at=now)
    assert refusal.value.faults == ((0, "civic_no_taken"),)


def test_save_persons_by_a_school_changes_its_own_pupils_only(world, now):
    saved = save_persons(actor=world.officer, persons=[ANNA], at=now)
    with pytest.raises(RowsRefusedError) as refusal:
        save_persons(actor=world.school, persons=[replace(ANNA, given_name="Hacked")], at=now)
    assert refusal.value.positions == (0,)
    Enrolment.objects.create(
        person_id=saved.ids[0], school_unit=world.unit_a, school_type="GR", starts=date(2026, 8, 15)
    )
    assert _counts(save_persons(actor=world.school, persons=[replace(ANNA, given_name="Ann")], at=now)) == (
        0,
        1,
        0,
    )


def test_save_persons_by_a_school_of_its_own_protected_pupil_is_refused(world, now):
    row = replace(ANNA, security_marking="confidential")
    saved = save_persons(actor=world.officer, persons=[row], at=now)
    Enrolment.objects.create(
        person_id=saved.ids[0], school_unit=world.unit_a, school_type="GR", starts=date(2026, 8, 15)
    )
    with pytest.raises(RowsRefusedError):
        save_persons(actor=world.school, persons=[ANNA], at=now)


def test_save_persons_without_the_right_is_refused(world, now):
    with pytest.raises(PermissionDenied):
        save_persons(actor=world.auditor, persons=[ANNA], at=now)


def test_save_persons_of_many_rows_uses_few_queries(world, now, django_assert_max_num_queries):
    rows = [
        replace(
            ANNA, given_name=f"N{number}", civic_no=CivicNumber.parse(f"20110214-T{number:03}", today=TODAY)
        )
        for number in range(1000)
    ]
    with django_assert_max_num_queries(25):
        save_persons(actor=world.officer, persons=rows, at=now)
    with django_assert_max_num_queries(25):
        report = save_persons(
            actor=world.officer, persons=[replace(row, family_name="Ek") for row in rows], at=now
        )
    assert _counts(report) == (0, 1000, 0)


def test_the_log_of_saved_persons_holds_no_names_or_numbers(world, now):
    save_persons(actor=world.officer, persons=[ANNA], at=now)
    entry = AuditEntry.objects.get()
    text = f"{entry.facts} {entry.target_id} {entry.target_type}"
    assert not [word for word in ("Anna", "berg", "2385", "20110214", "2281") if word in text]
    assert entry.facts["created"] == 1  # the control: there are facts


def test_set_security_marking_lifts_and_sets_and_leaves_entries(world, make_person, now):
    person = make_person("Anna", security_marking=SecurityMarking.CONFIDENTIAL)
    assert set_security_marking(actor=world.officer, person_id=person.pk, marking="none", at=now) is True
    assert set_security_marking(actor=world.officer, person_id=person.pk, marking="none", at=now) is False
    person.refresh_from_db()
    assert person.security_marking == "none"
    assert AuditEntry.objects.get().facts == {"before": "confidential", "after": "none"}


def test_set_security_marking_by_others_is_refused(world, make_person, actor_with, now):
    person = make_person("Anna", unit=world.unit_b)
    for actor in (
        world.school,
        world.auditor,
        actor_with(Role.OFFICE_OFFICER, organisation_id=world.unit_a.pk),
    ):
        with pytest.raises(PermissionDenied):
            set_security_marking(actor=actor, person_id=person.pk, marking="confidential", at=now)


def test_set_security_marking_to_something_unknown_is_refused(world, make_person, now):
    with pytest.raises(ValueError, match="nej"):
        set_security_marking(actor=world.officer, person_id=make_person("A").pk, marking="nej", at=now)
