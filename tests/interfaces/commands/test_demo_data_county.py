"""The demo county: invented people in numbers that nobody has, and grades that match what is published."""

from collections import Counter
from datetime import date
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from personnummer import personnummer

from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.interfaces.commands.demo_county import moments, names_family, places
from gemensam.interfaces.commands.demo_county.build import build_county
from gemensam.interfaces.commands.demo_county.civic_numbers import check_digit, civic_number
from gemensam.interfaces.commands.demo_county.model import Applicant, County, Grade
from gemensam.rules.eligibility import (
    RULES,
    ApplicantFacts,
    eligibility_codes,
    pass_table,
    programme_requirements,
)
from gemensam.rules.terms import SubjectGrade, grade_columns

pytestmark = pytest.mark.slow

# Share of year-9 leavers eligible to some national programme, per cent, published for 2023.
PUBLISHED = {
    "2280": 80,
    "2281": 85,
    "2282": 71,
    "2283": 85,
    "2284": 83,
    "2262": 80,
    "2260": 78,
}
SIXTEEN_YEAR_OLDS = {
    "2280": 280,
    "2281": 1150,
    "2282": 190,
    "2283": 210,
    "2284": 630,
    "2262": 220,
    "2260": 105,
}
NATIONAL = ("BF", "BA", "EE", "FT", "FR", "FS", "HT", "IN", "NB", "RL", "VF", "VO",
            "EK", "ES", "HU", "NA", "SA", "TE")  # fmt: skip


@pytest.fixture(scope="module")
def county() -> County:
    return build_county()


def lives_in(applicant: Applicant) -> str:
    return applicant.lives_in_area_of or applicant.person.home_municipality


def eligible_to_some_programme(people: list[list[Grade]]) -> list[bool]:
    """By the rules themselves, to at least one of the eighteen national programmes."""
    rules = RULES["se-2026"]
    grades = [[SubjectGrade(row.subject, row.grade, row.role, row.language) for row in one] for one in people]
    count, programmes = len(people), [f"{letters}25" for letters in NATIONAL]
    obstacles = eligibility_codes(
        pass_table(grade_columns(grades), count, rules),
        ApplicantFacts(birth_year=np.full(count, 2011), completed=np.zeros(count, dtype=np.bool_)),
        programme_requirements(programmes, [""] * len(programmes), rules),
        applicant=np.repeat(np.arange(count, dtype=np.int32), len(programmes)),
        requirement=np.tile(np.arange(len(programmes), dtype=np.int32), count),
        english_exemption=np.zeros(count * len(programmes), dtype=np.bool_),
        year=2027,
        rules=rules,
    )
    return (obstacles.reshape(count, len(programmes)) == 0).any(axis=1).tolist()


def shares(county: County, kind: str) -> dict[str, float]:
    """Municipality → per cent of the pupils in year 9 who are eligible to some national programme."""
    found = {}
    for code in PUBLISHED:
        group = [one for one in county.applicants if one.origin == "year_9" and lives_in(one) == code]
        eligible = eligible_to_some_programme([list(getattr(one, kind)) for one in group])
        found[code] = 100 * sum(eligible) / len(group)
    return found


def test_build_county_eligible_share_by_spring_grades_is_the_published_one(county):
    found = shares(county, "spring")

    assert {code: abs(found[code] - PUBLISHED[code]) <= 1 for code in found} == dict.fromkeys(PUBLISHED, True)


def test_build_county_eligible_share_by_autumn_grades_is_somewhat_lower(county):
    autumn, spring = shares(county, "autumn"), shares(county, "spring")

    assert {code: 1 <= spring[code] - autumn[code] <= 10 for code in autumn} == dict.fromkeys(PUBLISHED, True)


def test_build_county_pupils_per_municipality_are_those_of_the_table(county):
    found = Counter(lives_in(applicant) for applicant in county.applicants if applicant.origin == "year_9")

    assert found == SIXTEEN_YEAR_OLDS


def test_build_county_applicants_come_from_four_directions(county):
    found = Counter(applicant.origin for applicant in county.applicants)

    assert found == {"year_9": 2785, "older": 46, "outside": 35, "abroad": 14}


def test_build_county_civic_numbers_are_valid_and_of_the_test_range(county):
    numbers = [person for person in county.people if person.civic_number_kind != "tf"]

    assert [p for p in numbers if not personnummer.valid(p.civic_number)] == []
    assert {int(p.civic_number[8:11]) for p in numbers} <= set(range(980, 990))


def test_build_county_civic_numbers_tell_birth_date_sex_and_kind(county):
    for person in county.people:
        parsed = CivicNumber.parse(person.civic_number, today=date(2027, 1, 1))
        assert (parsed.value, parsed.kind, parsed.birth_date) == (
            person.civic_number,
            person.civic_number_kind,
            person.birth_date,
        )
        if person.civic_number_kind != "tf":
            assert person.sex == ("man" if int(person.civic_number[10]) % 2 else "woman")


def test_build_county_civic_numbers_ids_and_addresses_are_unique(county):
    people = county.people

    assert len({person.civic_number for person in people}) == len(people)
    assert len({person.person_id for person in people}) == len(people)
    assert len({person.email for person in people}) == len(people)
    assert len({applicant.applicant_id for applicant in county.applicants}) == len(county.applicants)
    assert all(isinstance(person.person_id, UUID) for person in people)


def test_build_county_kinds_of_civic_number_are_all_there(county):
    found = Counter(applicant.person.civic_number_kind for applicant in county.applicants)

    assert (found["tf"], found["samordningsnummer"]) == (4, 12)


def test_civic_number_known_example_has_its_check_digit():
    # 811218-9876 is the example that the Swedish tax agency prints; the sum is by hand
    assert check_digit("811218987") == 6
    assert civic_number(date(1981, 12, 18), 987) == "198112189876"


def test_build_county_protected_people_are_twenty_and_bear_the_canary_name(county):
    found = Counter(person.security_marking for person in county.protected)

    assert found == {"confidential": 10, "protected_registration": 10}
    assert [p for p in county.protected if names_family.CANARY_WORD not in p.family_name] == []
    assert [p for p in county.protected if not p.email.startswith("kanariefagel-")] == []


def test_build_county_canary_words_and_phones_belong_to_nobody_else(county):
    protected = {person.person_id for person in county.protected}
    others = [person for person in county.people if person.person_id not in protected]
    phones = {person.phone for person in county.protected}

    assert [p for p in others if "kanariefågel" in f"{p.given_name} {p.family_name}".casefold()] == []
    assert len(phones) == 20
    assert [p for p in others if p.phone in phones] == []


def test_build_county_addresses_and_phones_lead_nowhere(county):
    assert [p for p in county.people if not p.email.endswith(".test")] == []
    assert [p for p in county.people if not "0701740605" <= p.phone <= "0701740699"] == []
    assert [p for p in county.people if not p.email.isascii()] == []


def test_build_county_guardians_are_two_one_or_none(county):
    known = Counter(tie.child_id for tie in county.guardianships)
    found = Counter(known[applicant.person.person_id] for applicant in county.applicants)

    assert set(found) == {0, 1, 2}
    assert found[2] > found[1] > found[0] > 50
    adults = [one for one in county.applicants if one.person.birth_date.year <= 2008]
    assert sum(known[one.person.person_id] for one in adults) == 0


def test_build_county_twins_share_birth_date_name_and_guardians(county):
    ties: dict[UUID, set[UUID]] = {}
    for tie in county.guardianships:
        ties.setdefault(tie.guardian_id, set()).add(tie.child_id)
    people = {applicant.person.person_id: applicant.person for applicant in county.applicants}
    pairs = {frozenset(children) for children in ties.values() if len(children) > 1}

    assert len(pairs) > 10
    for pair in pairs:
        one, other = (people[child] for child in pair)
        assert (one.birth_date, one.family_name) == (other.birth_date, other.family_name)


def test_build_county_grades_registered_in_their_seasons(county):
    autumn = [row for one in county.applicants if one.origin == "year_9" for row in one.autumn]
    spring = [row for one in county.applicants if one.origin == "year_9" for row in one.spring]

    assert {row.registered_at.date() for row in autumn} <= {date(2026, 12, day) for day in range(17, 23)}
    assert {row.registered_at.date() for row in spring} <= {date(2027, 6, day) for day in range(9, 15)}
    assert max(row.registered_at for row in autumn) < moments.PRELIMINARY_CUTOFF


def test_build_county_holiday_school_grades_stand_on_both_sides_of_the_cutoff(county):
    added = [row.registered_at for one in county.applicants for row in one.supplements]
    near = {at for at in added if abs((at - moments.FINAL_CUTOFF).total_seconds()) <= 1}

    assert near == {moments.JUST_IN_TIME[1], moments.FINAL_CUTOFF, moments.JUST_TOO_LATE[0]}
    assert sum(at > moments.FINAL_CUTOFF for at in added) > 5
    assert sum(at <= moments.FINAL_CUTOFF for at in added) > 50


def test_build_county_kinds_of_grades_are_all_there(county):
    subjects = Counter(row.subject for one in county.applicants for row in one.spring)
    marks = Counter(row.grade for one in county.applicants for row in one.spring)

    assert set(subjects) >= {"M1", "M2", "ML", "SVA", "NO", "SO"}
    assert subjects["M2"] > len(county.applicants) / 2
    assert set(marks) == set("ABCDEF-")
    assert sum(one.reduced_timetable for one in county.applicants) == 3


def test_build_county_without_comparable_grades_has_passes_and_no_marks(county):
    abroad = [one for one in county.applicants if not one.comparable_grades]

    assert {row.grade for one in abroad for row in one.spring} == {"E"}
    assert {row.role for one in abroad for row in one.spring} == {"other", "mother_tongue"}
    assert [one for one in abroad if one.autumn != one.spring] == []


def test_build_county_supply_has_every_kind_of_offering(county):
    offerings = county.offerings

    assert 110 <= len(offerings) <= 140
    assert 3000 <= sum(one.seats for one in offerings) <= 3300
    assert {one.skill_test for one in offerings} == {"none", "adds", "required"}
    assert [one.offering_id for one in offerings if one.national_intake] == ["BOB-EEJVG00R"]
    assert {one.programme for one in offerings if one.base_programme} == {"IMV", "IMY"}
    assert {one.ranking for one in offerings} == set(county.rankings)
    assert any(one.study_path[6:7] == "L" for one in offerings)
    assert any(one.test_seats for one in offerings)
    assert {one.municipality for one in offerings} == set(places.AREA)


def test_build_county_introduction_shares_a_pool_with_its_programme(county):
    by_pool: dict[str, set[str]] = {}
    for one in county.offerings:
        if one.pool:
            by_pool.setdefault(one.pool, set()).add(one.base_programme or one.programme)
    alone = [one.offering_id for one in county.offerings if one.base_programme and not one.pool]

    assert alone == []
    assert {pool: len(programmes) for pool, programmes in by_pool.items()} == dict.fromkeys(by_pool, 1)


def test_build_county_areas_join_the_seven_and_no_one_else(county):
    assert len(county.areas) == 49
    assert {home for _, home in county.areas} == set(PUBLISHED)


def test_build_county_choices_are_ranked_without_gaps_or_repeats(county):
    for applicant in county.applicants:
        for choices in (applicant.preliminary_choices, applicant.final_choices):
            assert [choice.rank for choice in choices] == list(range(1, len(choices) + 1))
            assert len({choice.offering_id for choice in choices}) == len(choices)
            assert len(choices) <= 8


def test_build_county_choices_have_every_circumstance(county):
    final = [choice for one in county.applicants for choice in one.final_choices]
    first = [choice for one in county.applicants for choice in one.preliminary_choices]

    assert sum(choice.late for choice in final) > 50
    assert sum(choice.free_quota for choice in final) > 50
    assert sum(choice.english_exemption for choice in final) >= 9
    assert sum(choice.test_points is not None for choice in final) > 300
    assert sum(choice.test_passed for choice in final) > 50
    assert sum(choice.reception == "first_hand" for choice in final) >= 3
    assert [choice for choice in first if choice.late or choice.free_quota or choice.english_exemption] == []


def test_build_county_another_seed_gives_other_people(county):
    other = build_county(seed=5)

    assert other.applicants[0].person != county.applicants[0].person
    assert other.lottery_seed != county.lottery_seed


def test_demo_county_page_tells_the_eligible_shares(county):
    page = (Path(__file__).parents[3] / "docs" / "demo-county.md").read_text(encoding="utf-8")
    spring, autumn = shares(county, "spring"), shares(county, "autumn")
    missing = [
        place.name
        for place in places.PLACES
        if f"| {place.name} | {place.code} | {place.pupils} | {place.eligible_percent} | "
        f"{spring[place.code]:.1f} | {autumn[place.code]:.1f} |" not in page
    ]

    assert missing == []
