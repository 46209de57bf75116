"""The files of the demo's story do what the story says, on the pupils of the schools that send them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from gemensam.domains.admissions.models import Application, Choice, Grade, ImportChange
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.models import Organisation, Person
from gemensam.foundation.fields.keys import blind_index
from gemensam.interfaces.commands.demo_county import school_files
from gemensam.interfaces.commands.demo_county.build import build_county
from gemensam.interfaces.commands.demo_county.model import Applicant, County
from tests.factories.import_files import checked, committed, counts, faults
from tests.factories.small_round import SmallRound, make_small_round, organisation

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AT = school_files.CHANGED_AT


@dataclass
class Story:
    """The county, its files, and the office that reads them."""

    county: County
    files: dict[str, bytes]
    small: SmallRound


@pytest.fixture(scope="module")
def made():
    county = build_county()
    return county, school_files.demo_files(county)


@pytest.fixture
def story(made) -> Story:
    small = make_small_round(applicants=0)
    return Story(*made, small)


def enter(story: Story, school: str, *, choices: bool = False) -> dict[str, Application]:
    """Register the school's pupils as the demo does; return the applications by the county's ids."""
    code = school_files.unit_named(school)
    unit = Organisation.objects.filter(school_unit_code=code).first()
    unit = unit or organisation(school, "school_unit", school_unit_code=code)
    pupils = school_files.pupils_of(story.county, school)
    entered = {one.applicant_id: _enter(story.small, unit, one) for one in pupils}
    if choices:
        _enter_choices(story, pupils, entered)
    return entered


def _enter(small: SmallRound, unit: Organisation, one: Applicant) -> Application:
    number = CivicNumber.stored(one.person.civic_number)
    owner = Person.objects.create(
        given_name=one.person.given_name, family_name=one.person.family_name, civic_no=number.value,
        civic_no_index=blind_index(number.value), civic_no_type=number.kind.value, birth_date=number.birth_date,
        security_marking="none",
    )  # fmt: skip
    seen = {}
    for row in (*one.autumn, *one.spring, *one.supplements):
        if row.registered_at <= AT:
            seen.setdefault((row.subject, row.language, row.registered_at), row)
    Grade.objects.bulk_create(
        Grade(person=owner, subject=row.subject, language=row.language, grade=row.grade, role=row.role,
              registered_at=row.registered_at)
        for row in seen.values()
    )  # fmt: skip
    return Application.objects.create(
        office=small.office, year=2027, person=owner, reference=one.applicant_id, school_unit=unit
    )


def _enter_choices(story: Story, pupils: Iterable[Applicant], entered: dict[str, Application]) -> None:
    known = story.small.offerings["NA-1"]
    offerings = {
        one.offering_id: Offering.objects.create(
            year=2027, code=one.offering_id, title=one.title, provider=known.provider, school_unit=known.school_unit,
            municipality_code="2281", programme=one.programme, planned_seats=one.seats, seats=one.seats,
        )
        for one in story.county.offerings
    }  # fmt: skip
    Choice.objects.bulk_create(
        Choice(application=entered[one.applicant_id], offering=offerings[choice.offering_id], rank=choice.rank,
               late=choice.late, free_quota=choice.free_quota, test_points=choice.test_points,
               test_passed=choice.test_passed, reception=choice.reception,
               english_exemption=choice.english_exemption)
        for one in pupils
        for choice in one.final_choices
    )  # fmt: skip


def test_changed_grades_of_the_demo_are_its_twenty_five_changes(story):
    entered = enter(story, school_files.CHANGED_SCHOOL)
    name = school_files.CHANGED_GRADES
    batch = committed(story.small, "grades", story.files[name], name=name, at=AT)
    assert counts(batch) == {"grade": {"added": 0, "changed": 25}}
    owners = {application.person_id: reference for reference, application in entered.items()}
    found = {}
    for change in ImportChange.objects.filter(batch=batch):
        after = json.loads(change.after)
        person, subject, _ = after["key"].split(":", 2)
        owner = next(reference for pk, reference in owners.items() if str(pk) == person)
        found[owner, subject] = after["values"]["grade"]
    assert found == school_files.changed_grades(story.county)
    again = committed(story.small, "grades", story.files[name], name=name, at=AT)
    assert json.loads(again.preview)["total"] == 0


def test_faulty_grades_of_the_demo_have_their_two_faults(story):
    enter(story, school_files.FAULTY_SCHOOL)
    name = school_files.FAULTY_GRADES
    batch = checked(story.small, "grades", story.files[name], name=name, at=AT)
    found = faults(batch)
    assert [(column, code) for _, column, code in found] == [
        ("MA", "grade"),
        ("Personnummer", "civic_no_check_digit"),
    ]
    assert batch.state == "faulty"


def test_late_choices_of_the_demo_are_its_lists(story):
    entered = enter(story, school_files.CHANGED_SCHOOL, choices=True)
    name = school_files.LATE_CHOICES
    batch = committed(story.small, "choices", story.files[name], name=name, at=AT)
    lists = school_files.late_lists(story.county)
    assert counts(batch) == {"choices": {"added": 0, "changed": len(lists)}}
    for reference, wanted in lists.items():
        rows = entered[reference].choices.order_by("rank")
        assert tuple(rows.values_list("offering__code", flat=True)) == wanted
        assert list(rows.filter(late=True).values_list("offering__code", flat=True)) == [wanted[0]]
