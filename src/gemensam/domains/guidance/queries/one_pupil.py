"""One pupil with everything that the counsellor may know."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.queries.offices import any_office
from gemensam.domains.applications.queries.sending import unlocked_until
from gemensam.domains.guidance.queries.pupils import GuidedPupil, own_pupil
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.audit.journal import record_reading
from gemensam.foundation.audit.readings import ReadingPurpose, note_reading
from gemensam.foundation.directory import queries as directory
from gemensam.foundation.directory.models import Organisation, OrganisationType


@dataclass(frozen=True, slots=True)
class PupilDetails:
    """The pupil, name and number as the directory's policy says, and the guardians (None = protected)."""

    pupil: GuidedPupil
    name: str
    masked_civic_no: str
    school: str
    guardians: tuple[str | None, ...]
    unlocked_until: datetime | None


def pupil_details(actor: Actor, person_id: UUID, *, at: datetime) -> PupilDetails:
    """Return the actor's pupil. Reading a protected person is written to the log before anything is shown.

    Raises Person.DoesNotExist alike for unknown, hidden and other schools' pupils.
    """
    pupil = own_pupil(actor, person_id, at=at)
    if pupil.is_protected:
        record_reading(actor=actor, target_type="directory.person", target_ids=[str(person_id)], at=at)
    note_reading(actor, person_id, ReadingPurpose.GUIDANCE, at=at)
    line = directory.person_line(actor, pupil.person, from_birth_date=True)
    return PupilDetails(
        pupil=pupil,
        name=f"{line.given_name} {line.family_name}".strip(),
        masked_civic_no=line.masked_civic_no,
        school=Organisation.objects.values_list("display_name", flat=True).get(pk=pupil.unit_id),
        guardians=_guardians(actor, person_id, at),
        unlocked_until=_unlocked(person_id, at),
    )


def _unlocked(person_id: UUID, at: datetime) -> datetime | None:
    office = any_office()
    if office is None:
        return None
    return unlocked_until(office_id=office.id, year=office.year, person_id=person_id, at=at)


def _guardians(actor: Actor, person_id: UUID, at: datetime) -> tuple[str | None, ...]:
    try:
        lines = directory.guardians_of(actor, person_id, at=at)
    except PermissionDenied:
        return ()
    return tuple(None if line.is_protected else f"{line.given_name} {line.family_name}" for line in lines)


def other_schools(actor: Actor, unit_id: UUID) -> list[tuple[UUID, str]]:
    """Return every other school unit of the register, in Swedish order."""
    rows = directory.organisations(actor, kinds=[OrganisationType.SCHOOL_UNIT]).exclude(pk=unit_id)
    return list(rows.values_list("pk", "display_name"))
