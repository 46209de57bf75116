"""One pupil's page: what several parts know, side by side."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.queries.guided import GuidedChoice
from gemensam.domains.guidance.queries.notes import NoteView, notes_about
from gemensam.domains.guidance.queries.one_pupil import PupilDetails, other_schools, pupil_details
from gemensam.domains.guidance.queries.talks import SlotView, talks_of_pupil
from gemensam.foundation.access.actors import Actor
from gemensam.interfaces.web.guidance.pupil_listing import signals
from gemensam.interfaces.web.guidance.words import obstacle_sentence
from gemensam.rules.forecasting import Chance


@dataclass(frozen=True, slots=True)
class PupilPage:
    """What the page shows."""

    details: PupilDetails
    signals: tuple[tuple[str, str], ...]
    choices: list[
        tuple[GuidedChoice, list[str], Chance | None]
    ]  # with what stands in the way, and the chance
    talks: list[SlotView]
    notes: list[NoteView]
    other_schools: list[tuple[UUID, str]]


def pupil_page(actor: Actor, pupil_id: UUID, *, at: datetime) -> PupilPage:
    """The page of the actor's own pupil. Raises Person.DoesNotExist."""
    details = pupil_details(actor, pupil_id, at=at)
    found = details.pupil.chances
    chances = {one.offering_id: one.chance for one in found.choices} if found else {}
    return PupilPage(
        details=details,
        signals=signals(details.pupil),
        choices=[
            (one.choice, [obstacle_sentence(code) for code in one.codes], chances.get(one.choice.offering_id))
            for one in details.pupil.standing.choices
        ],
        notes=notes_about(actor, pupil_id),
        talks=talks_of_pupil(actor, pupil_id),
        other_schools=other_schools(actor, details.pupil.unit_id),
    )
