"""The pupil that a service is about."""

from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.queries.offices import any_office
from gemensam.domains.guidance.queries.pupils import GuidedPupil, own_pupil
from gemensam.foundation.access.actors import Actor


def guided_pupil(actor: Actor, pupil_id: UUID, *, at: datetime) -> tuple[GuidedPupil, int]:
    """The actor's pupil and the admission year. Raises Person.DoesNotExist when it is not the actor's."""
    pupil = own_pupil(actor, pupil_id, at=at)
    office = any_office()
    return pupil, office.year if office else 0
