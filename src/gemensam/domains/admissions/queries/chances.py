"""The chance of each choice, from what may be shown to everyone: past cut-offs and the preliminary round.

Small cells are gone from the figures before they come here, so a chance tells nothing about a single person.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.inputs.standings import (
    OfficeRules,
    Standing,
    obstacles_at,
    office_rules,
    registered_grades,
    with_merit,
)
from gemensam.domains.admissions.models import AdmissionsOffice, Application, Choice
from gemensam.domains.admissions.queries.statistics import preliminary_outcomes
from gemensam.domains.catalogue import queries as catalogue
from gemensam.foundation.access.actors import Actor
from gemensam.rules.forecasting import Chance, CutOff, ListRisk, chance, list_risk
from gemensam.rules.terms import SubjectGrade

_ALL_ADMITTED = "all_admitted"  # as rules.indicators says


@dataclass(frozen=True, slots=True)
class OfferingChance:
    """An offering, and the chance of a place there."""

    offering_id: UUID
    code: str
    title: str
    school: str
    programme: str
    skill_test: str
    chance: Chance


@dataclass(frozen=True, slots=True)
class ApplicantChances:
    """One applicant's choices in order with their chances, and the warning about the whole list, if any."""

    application_id: UUID
    person_id: UUID
    merit: Fraction | None
    choices: tuple[OfferingChance, ...]
    risk: ListRisk | None


def office_rules_of(office_id: UUID) -> OfficeRules:
    """The rule sets that the office applies; they are public."""
    return office_rules(AdmissionsOffice.objects.get(pk=office_id))


def standing_of_grades(
    grades: Sequence[SubjectGrade], *, office_id: UUID, birth_year: int | None = None
) -> Standing:
    """What grades that someone has typed in come to. Nothing is stored."""
    return with_merit(Standing(None, tuple(grades), birth_year), office_rules_of(office_id))


def own_standing(actor: Actor, person_id: UUID, *, office_id: UUID, now: datetime) -> Standing:
    """What the registered grades of oneself, or of a child whose guardian one is, come to.

    Raises PermissionDenied for anyone else's.
    """
    policies.require_own_or_ward(actor, person_id, on=timezone.localdate(now))
    rules = office_rules_of(office_id)
    grades = registered_grades([person_id], rules=rules, until=now)[person_id]
    application = Application.objects.filter(person=person_id, office=office_id).order_by("-year").first()
    return with_merit(_standing(application, grades), rules)


def chances_at(
    standing: Standing,
    offering_ids: Sequence[UUID],
    *,
    office_id: UUID,
    now: datetime,
    behind: Collection[UUID] = (),
) -> dict[UUID, OfferingChance]:
    """The chance at each offering for this standing, in the order given. Public: no person is read.

    behind: offerings at which the choice would be late or second hand. Five database queries, however many offerings.
    """
    rows = catalogue.offering_rows(offering_ids)
    return chances_among(
        standing,
        offering_ids,
        rows,
        rules=office_rules_of(office_id),
        office_id=office_id,
        now=now,
        behind=behind,
    )


def chances_among(
    standing: Standing,
    offering_ids: Sequence[UUID],
    rows: Sequence[Any],
    *,
    rules: OfficeRules,
    office_id: UUID,
    now: datetime,
    behind: Collection[UUID] = (),
) -> dict[UUID, OfferingChance]:
    """The same where the offerings' rows and the office's rules have been read."""
    figures = _figures(rows, rules=rules, office_id=office_id, now=now)
    return _chances(standing, offering_ids, figures, behind=frozenset(behind))


def eligible_programmes(
    standing: Standing, programmes: Collection[tuple[str, str]], *, office_id: UUID, year: int
) -> set[tuple[str, str]]:
    """Those of the (programme, base programme) that the standing is eligible for; of them every chance has a band."""
    targets = sorted(programmes)
    rules = office_rules_of(office_id)
    codes = obstacles_at(standing, targets, exempt=[False] * len(targets), year=year, rules=rules)
    return {target for target, obstacles in zip(targets, codes, strict=True) if not obstacles}


def risk_of(chances: Sequence[OfferingChance]) -> ListRisk | None:
    """The warning about a whole list of choices; it never stops anyone."""
    return list_risk([one.chance for one in chances])


def applicants_chances(
    actor: Actor, application_ids: Collection[UUID], *, office_id: UUID, now: datetime
) -> dict[UUID, ApplicantChances]:
    """The chances of every choice of the applications that the actor may see, by application.

    For a counsellor's list: as many database queries for a whole class as for one pupil. Choices that are late or
    known to be second hand are judged as such.
    """
    visible = policies.visible_applications(actor, Application.objects.filter(pk__in=list(application_ids)))
    applications = list(visible.filter(office=office_id).select_related("person"))
    choices: dict[UUID, list[Choice]] = {one.pk: [] for one in applications}
    for row in Choice.objects.filter(application__in=list(choices)).order_by("application", "rank"):
        choices[row.application_id].append(row)
    wanted = {row.offering_id for rows in choices.values() for row in rows}
    rules = office_rules_of(office_id)
    figures = _figures(catalogue.offering_rows(sorted(wanted)), rules=rules, office_id=office_id, now=now)
    grades = registered_grades([one.person_id for one in applications], rules=figures.rules, until=now)
    return {
        one.pk: _of_applicant(one, choices[one.pk], grades[one.person_id], figures) for one in applications
    }


@dataclass(frozen=True, slots=True)
class _Figures:
    """What is known of the offerings that are asked about."""

    rules: OfficeRules
    offerings: dict[UUID, catalogue.OfferingBrief]
    past: dict[UUID, list[CutOff]]
    preliminary: dict[UUID, CutOff]


def _figures(rows: Sequence[Any], *, rules: OfficeRules, office_id: UUID, now: datetime) -> _Figures:
    offerings = {row.pk: catalogue.brief_of(row) for row in rows}
    year = max((row.year for row in offerings.values()), default=0)
    outcomes = preliminary_outcomes(office_id=office_id, year=year, offering_ids=list(offerings), now=now)
    past = catalogue.past_cut_offs_of(rows)
    return _Figures(
        rules=rules,
        offerings=offerings,
        past={
            key: [_cut_off(row.year, row.lowest, row.reason) for row in rows] for key, rows in past.items()
        },
        preliminary={key: _cut_off(row.year, row.lowest_merit, row.reason) for key, row in outcomes.items()},
    )


def _cut_off(year: int, lowest: Decimal | None, reason: str) -> CutOff:
    return CutOff(year, None if lowest is None else Fraction(lowest), everyone=reason == _ALL_ADMITTED)


def _chances(
    standing: Standing, offering_ids: Sequence[UUID], figures: _Figures, *, behind: frozenset[UUID]
) -> dict[UUID, OfferingChance]:
    offerings = [figures.offerings[one] for one in offering_ids if one in figures.offerings]
    obstacles = obstacles_at(
        standing,
        [(one.programme, one.base_programme) for one in offerings],
        exempt=[one.id in standing.exempt_from_english_at for one in offerings],
        year=max((one.year for one in offerings), default=0),
        rules=figures.rules,
    )
    return {
        one.id: OfferingChance(
            offering_id=one.id,
            code=one.code,
            title=one.title,
            school=one.school,
            programme=one.programme,
            skill_test=one.skill_test,
            chance=chance(
                standing.value,
                figures.past.get(one.id, ()),
                preliminary=figures.preliminary.get(one.id),
                obstacles=codes,
                behind=one.id in behind,
            ),
        )
        for one, codes in zip(offerings, obstacles, strict=True)
    }


def _standing(application: Application | None, grades: tuple[SubjectGrade, ...]) -> Standing:
    if application is None:
        return Standing(None, grades)
    born = application.person.birth_date
    return Standing(
        None,
        grades,
        birth_year=born.year if born else None,
        completed=application.completed_upper_secondary,
        reduced_timetable=application.reduced_timetable,
        comparable_grades=application.comparable_grades,
    )


def _of_applicant(
    application: Application, choices: list[Choice], grades: tuple[SubjectGrade, ...], figures: _Figures
) -> ApplicantChances:
    exempt = frozenset(row.offering_id for row in choices if row.english_exemption)
    standing = replace(
        with_merit(_standing(application, grades), figures.rules), exempt_from_english_at=exempt
    )
    found = _chances(
        standing,
        [row.offering_id for row in choices],
        figures,
        behind=frozenset(row.offering_id for row in choices if row.late or row.reception == "second_hand"),
    )
    ordered = tuple(found.values())
    return ApplicantChances(
        application_id=application.pk,
        person_id=application.person_id,
        merit=standing.value,
        choices=ordered,
        risk=risk_of(ordered),
    )
