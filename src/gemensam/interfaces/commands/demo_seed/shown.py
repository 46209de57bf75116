"""Whom the demo's role picker offers: one or two of each role, and pupils with different grades and applications."""

from collections.abc import Iterator
from uuid import UUID

from gemensam.foundation.access.demo import demo_address
from gemensam.foundation.access.roles import Role
from gemensam.interfaces.commands.demo_county.model import Applicant, County

# A round is approved by two people; one municipality pays, another gets paid.
TWO_OF = {Role.OFFICE_OFFICER, Role.OFFICE_APPROVER, Role.ECONOMIST}
PUPILS_AT = (0.2, 0.5, 0.9)  # parts of the way from the lowest grades to the highest
NOT_APPLIED, CHANGING, ASKING = 4, 5, 6  # numbers of pupils who are somewhere else on the way
OTHERS_AT = {NOT_APPLIED: 0.45, CHANGING: 0.6, ASKING: 0.35}
SHOWN_GUARDIANS = {1: 1, NOT_APPLIED: 2}  # number of the pupil → number of the guardian
POINTS = {"A": 8, "B": 7, "C": 6, "D": 5, "E": 4}  # halves of 2.5 merit points


def shown_addresses(county: County) -> dict[UUID, str]:
    """Person id → the address that makes the role picker show the person's account."""
    return dict([*_staff(county), *_families(county)])


def _staff(county: County) -> Iterator[tuple[UUID, str]]:
    numbers: dict[Role, int] = {}
    own_school = shown_pupils(county)[1].feeder_unit  # the counsellor shown guides one of the pupils shown
    for member in county.staff:
        role = Role(member.role)
        if role is Role.COUNSELLOR and member.school_unit != own_school:
            continue
        numbers[role] = numbers.get(role, 0) + 1
        if numbers[role] <= (2 if role in TWO_OF else 1):
            yield member.person.person_id, demo_address(role, numbers[role])


def _families(county: County) -> Iterator[tuple[UUID, str]]:
    guardian_of = _guardian_of(county)
    for number, pupil in enumerate(shown_pupils(county), 1):
        person_id = pupil.person.person_id
        yield person_id, demo_address(Role.PUPIL, number)
        if number in SHOWN_GUARDIANS:
            yield guardian_of[person_id], demo_address(Role.GUARDIAN, SHOWN_GUARDIANS[number])


def _guardian_of(county: County) -> dict[UUID, UUID]:
    hidden = {person.person_id for person in county.protected}
    return {
        one.child_id: one.guardian_id
        for one in county.guardianships
        if one.has_custody and one.guardian_id not in hidden
    }


def shown_pupils(county: County) -> list[Applicant]:
    """The pupils shown: from the lowest grades to the highest, then those who are somewhere else on the way."""
    hidden, guardian_of = {person.person_id for person in county.protected}, _guardian_of(county)
    found = sorted(
        (
            one
            for one in county.applicants
            if _is_telling(one, hidden) and one.person.person_id in guardian_of
        ),
        key=lambda one: (sum(POINTS.get(row.grade, 0) for row in one.spring), one.applicant_id),
    )
    return [found[int(part * (len(found) - 1))] for part in (*PUPILS_AT, *OTHERS_AT.values())]


def _is_telling(applicant: Applicant, hidden: set[UUID]) -> bool:
    """An ordinary year-9 pupil with several choices, whose page has something to explain."""
    return (
        applicant.origin == "year_9"
        and applicant.comparable_grades
        and len(applicant.final_choices) >= 3
        and len(applicant.preliminary_choices) >= 3
        and applicant.person.person_id not in hidden
    )


def shown_pupil(county: County, number: int) -> UUID:
    """The person id of the pupil with that number in the role picker."""
    return next(pk for pk, address in _families(county) if address == demo_address(Role.PUPIL, number))
