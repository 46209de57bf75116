"""One applicant as the office, a school or a provider may see them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionRound, Application, Choice, Grade, Placement
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.readings import ReadingPurpose, note_reading
from gemensam.foundation.directory import queries as directory


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A choice with its result in the run that the actor may see; empty status = no such run."""

    rank: int
    offering_id: UUID
    title: str
    school: str
    late: bool
    free_quota: bool
    status: str
    reserve_position: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class GradeLine:
    """A subject with the grade that was registered last, and those that it replaced, latest first."""

    subject: str
    language: str
    grade: str
    registered_at: datetime
    replaced: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class ApplicantView:
    """What the page of one applicant shows. Names of protected guardians are None."""

    id: UUID
    reference: str
    name: str
    is_protected: bool
    masked_civic_no: str
    school: str
    class_name: str
    home_municipality: str
    lives_in_area_of: str
    comparable_grades: bool
    reduced_timetable: bool
    merit: str
    choices: tuple[ChoiceView, ...]
    grades: tuple[GradeLine, ...]
    guardians: tuple[str | None, ...]


def applicant_view(actor: Actor, application_id: UUID, *, at: datetime) -> ApplicantView:
    """Return one applicant. Reading a protected person is written to the log before anything is shown.

    Raises Application.DoesNotExist alike for unknown and hidden ones.
    """
    rows = policies.visible_applications(actor, Application.objects.select_related("person", "school_unit"))
    application = rows.get(pk=application_id)
    line = directory.person_line(actor, application.person)
    if line.is_protected:
        policies.log_protected_reading(actor, application, at=at)
    note_reading(actor, application.person_id, ReadingPurpose.APPLICANT, at=at)
    placements = _placements(actor, application)
    choices = Choice.objects.filter(application=application).select_related("offering__school_unit")
    return ApplicantView(
        id=application.pk,
        reference=application.reference,
        name=f"{line.given_name} {line.family_name}".strip(),
        is_protected=line.is_protected,
        masked_civic_no=line.masked_civic_no,
        school=application.school_unit.display_name if application.school_unit else "",
        class_name=application.class_name,
        home_municipality=application.home_municipality,
        lives_in_area_of=application.lives_in_area_of,
        comparable_grades=application.comparable_grades,
        reduced_timetable=application.reduced_timetable,
        merit=next((one.merit for one in placements.values() if one.merit), ""),
        choices=tuple(_choice(choice, placements.get(choice.rank)) for choice in choices.order_by("rank")),
        grades=_grades(application.person_id),
        guardians=_guardians(actor, application, at),
    )


def _placements(actor: Actor, application: Application) -> dict[int, Placement]:
    """The result of the latest round whose run the actor may see: inside the office any, elsewhere published."""
    rounds = policies.visible_rounds(
        actor, AdmissionRound.objects.filter(office=application.office_id, year=application.year)
    )
    for round_ in rounds.select_related("office").order_by("-created_at"):
        run_id = policies.readable_run_id(actor, round_)
        if run_id is not None:
            rows = Placement.objects.filter(run=run_id, application=application)
            return {row.rank: row for row in rows}
    return {}


def _choice(choice: Choice, placement: Placement | None) -> ChoiceView:
    return ChoiceView(
        rank=choice.rank,
        offering_id=choice.offering_id,
        title=choice.offering.title,
        school=choice.offering.school_unit.display_name,
        late=choice.late,
        free_quota=choice.free_quota,
        status=placement.status if placement else "",
        reserve_position=placement.reserve_position if placement else None,
        reason=placement.reason if placement else "",
    )


def _grades(person_id: UUID) -> tuple[GradeLine, ...]:
    rows = Grade.objects.filter(person=person_id).order_by("subject", "language", "-registered_at")
    lines = []
    for (subject, language), grades in groupby(rows, key=lambda row: (row.subject, row.language)):
        latest, *earlier = grades
        replaced = tuple((one.grade, one.registered_at) for one in earlier)
        lines.append(GradeLine(subject, language, latest.grade, latest.registered_at, replaced))
    return tuple(lines)


def _guardians(actor: Actor, application: Application, at: datetime) -> tuple[str | None, ...]:
    if not actor.has(Permission.PERSON_READ):
        return ()
    try:
        lines = directory.guardians_of(actor, application.person_id, at=at)
    except PermissionDenied:
        return ()
    return tuple(None if line.is_protected else f"{line.given_name} {line.family_name}" for line in lines)
