"""Supply, office, applications and rounds of the demo county."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from gemensam.domains.admissions.services.approve_run import approve_run
from gemensam.domains.admissions.services.check_round import check_round
from gemensam.domains.admissions.services.compare_run import compare_run
from gemensam.domains.admissions.services.create_round import create_round
from gemensam.domains.admissions.services.freeze_round import freeze_round
from gemensam.domains.admissions.services.load_register import (
    ApplicationRow,
    ChoiceRow,
    GradeRow,
    load_register,
)
from gemensam.domains.admissions.services.open_office import open_office
from gemensam.domains.admissions.services.publish_round import publish_round
from gemensam.domains.admissions.services.run_allocation import run_allocation
from gemensam.domains.admissions.services.schedule_publication import schedule_publication
from gemensam.domains.admissions.services.verify_run import verify_run
from gemensam.domains.catalogue.services.save_offerings import OfferingRow, save_offerings
from gemensam.domains.catalogue.services.save_reception_areas import save_reception_areas
from gemensam.foundation.access.actors import Actor
from gemensam.interfaces.commands.demo_county import moments
from gemensam.interfaces.commands.demo_county.model import Applicant, Choice, County, Grade, Offering
from gemensam.interfaces.commands.demo_seed.register import Ids
from gemensam.interfaces.commands.demo_seed.shown import NOT_APPLIED, shown_pupil

Say = Callable[[str], object]


def fill_supply(county: County, ids: Ids, actor: Actor, at: datetime) -> UUID:
    """The office with its rules and dates, the offerings and the areas; return the office's id."""
    office = next(one for one in county.organisations if one.kind == "office")
    opened = open_office(
        actor=actor,
        organisation_id=ids.organisations[office.organisation_id],
        name=office.name,
        rankings=county.rankings,
        year=county.year,
        calendar={one.code: one.at for one in county.calendar},
        at=at,
    )
    rows = [OfferingRow(one.offering_id, _offering(one, ids)) for one in county.offerings]
    save_offerings(actor=actor, year=county.year, rows=rows, at=at)
    areas = [
        (ids.organisations[provider], code)
        for provider, code in county.areas
        if provider in ids.organisations
    ]
    save_reception_areas(actor=actor, year=county.year, areas=areas, at=at)
    return opened.pk


def _offering(one: Offering, ids: Ids) -> dict[str, object]:
    names = (
        "title", "programme", "study_path", "base_programme", "seats", "free_quota_seats", "test_seats",
        "skill_test", "pool", "pool_seats", "pool_order", "national_intake", "ranking",
    )  # fmt: skip
    values = {name: getattr(one, name) for name in names}
    return {**values, "planned_seats": one.seats, "school_unit": str(ids.units[one.school_unit])}


def fill_applications(
    county: County, ids: Ids, actor: Actor, office_id: UUID, *, kind: str, until: datetime, at: datetime
) -> int:
    """The year's applications with the choices of the round and every grade registered until the moment.

    One pupil has grades and has not applied yet: whoever tries the demo can do that.
    """
    preliminary = kind == "preliminary"
    not_applied = shown_pupil(county, NOT_APPLIED)
    taking_part = [
        one
        for one in county.applicants
        if (one.preliminary_choices if preliminary else one.final_choices)
        and one.person.person_id != not_applied
    ]
    with_grades = [*taking_part, *(one for one in county.applicants if one.person.person_id == not_applied)]
    return load_register(
        actor=actor,
        office_id=office_id,
        year=county.year,
        applications=[_application(one, ids) for one in taking_part],
        grades=(row for one in with_grades for row in _grades(one, ids, until)),
        choices=(
            _choice(one.applicant_id, choice)
            for one in taking_part
            for choice in (one.preliminary_choices if preliminary else one.final_choices)
        ),
        at=at,
    )


def _application(one: Applicant, ids: Ids) -> ApplicationRow:
    return ApplicationRow(
        person_id=ids.persons[one.person.person_id],
        reference=one.applicant_id,
        school_unit_id=ids.units.get(one.feeder_unit),
        class_name=one.class_name,
        home_municipality=one.person.home_municipality,
        lives_in_area_of=one.lives_in_area_of,
        completed_upper_secondary=one.completed_upper_secondary,
        comparable_grades=one.comparable_grades,
        reduced_timetable=one.reduced_timetable,
    )


def _grades(one: Applicant, ids: Ids, until: datetime) -> Iterator[GradeRow]:
    person = ids.persons[one.person.person_id]
    seen = set()
    for grade in (*one.autumn, *one.spring, *one.supplements):
        key = (grade.subject, grade.language, grade.registered_at)
        if grade.registered_at <= until and key not in seen:
            seen.add(key)
            yield _grade(person, grade)


def _grade(person: UUID, grade: Grade) -> GradeRow:
    return GradeRow(person, grade.subject, grade.language, grade.grade, grade.role, grade.registered_at)


def _choice(reference: str, one: Choice) -> ChoiceRow:
    return ChoiceRow(
        reference=reference,
        rank=one.rank,
        offering_code=one.offering_id,
        late=one.late,
        free_quota=one.free_quota,
        test_points=one.test_points,
        test_passed=one.test_passed,
        reception=one.reception,
        english_exemption=one.english_exemption,
    )


def publish_preliminary(county: County, office_id: UUID, officer: Actor, approver: Actor, say: Say) -> None:
    """Run, verify, approve by two and publish the preliminary round, at the times of the county's year."""
    at = moments.summer(2027, 4, 13, 9, 12)
    round_ = create_round(
        actor=officer,
        office_id=office_id,
        year=county.year,
        kind="preliminary",
        grade_cutoff=moments.PRELIMINARY_CUTOFF,
        planned_publication=moments.summer(2027, 4, 15, 9),
        lottery_seed=county.lottery_seed,
        at=moments.winter(2027, 1, 11, 10),
    )
    say("Kör den preliminära antagningen …")
    check_round(actor=officer, round_id=round_.pk, at=at)
    freeze_round(actor=officer, round_id=round_.pk, at=at + timedelta(minutes=1))
    run = run_allocation(actor=officer, round_id=round_.pk, at=at + timedelta(minutes=2))
    say("Kontrollprogrammet granskar …")
    if verify_run(actor=officer, run_id=run.pk, at=at + timedelta(minutes=3)):
        raise RuntimeError("the demo's preliminary round did not verify")
    compare_run(actor=officer, round_id=round_.pk, at=at + timedelta(minutes=4))
    for person, minutes in ((officer, 35), (approver, 190)):
        approve_run(
            actor=person, round_id=round_.pk, result_hash=run.result_hash, at=at + timedelta(minutes=minutes)
        )
    say("Publicerar de preliminära beskeden …")
    publication = schedule_publication(
        actor=officer,
        round_id=round_.pk,
        publish_at=moments.summer(2027, 4, 15, 9),
        at=at + timedelta(minutes=200),
    )
    publish_round(actor=officer, publication_id=publication.pk, at=moments.summer(2027, 4, 15, 9))


def create_final(county: County, office_id: UUID, officer: Actor) -> None:
    """The final round, ready to run."""
    create_round(
        actor=officer,
        office_id=office_id,
        year=county.year,
        kind="final",
        grade_cutoff=moments.FINAL_CUTOFF,
        planned_publication=moments.summer(2027, 7, 1, 9),
        lottery_seed=county.lottery_seed,
        at=moments.summer(2027, 5, 17, 10, 20),
    )
