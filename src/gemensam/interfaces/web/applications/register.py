"""Choices as lines to read: of an application that came another way than through these pages, and of a draft."""

from dataclasses import dataclass

from gemensam.domains.admissions.queries.own_application import OwnApplication
from gemensam.domains.applications.queries.my_application import DraftView
from gemensam.domains.catalogue.queries import offerings
from gemensam.foundation.access.actors import Actor


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A choice as the register has it."""

    rank: int
    title: str
    school: str
    late: bool


def register_lines(actor: Actor, known: OwnApplication, year: int) -> list[RegisterLine]:
    """The choices in order with their names."""
    wanted = [choice.offering_id for choice in known.choices]
    rows = {row.pk: row for row in offerings(actor, year=year).filter(pk__in=wanted)}
    return [
        RegisterLine(
            choice.rank,
            rows[choice.offering_id].title,
            rows[choice.offering_id].school_unit.display_name,
            choice.late,
        )
        for choice in known.choices
        if choice.offering_id in rows
    ]


def chosen_lines(actor: Actor, draft: DraftView) -> list[RegisterLine]:
    """The draft's choices in order with their names, without what is known of each."""
    rows = {row.pk: row for row in offerings(actor, year=draft.year).filter(pk__in=draft.content.choices)}
    return [
        RegisterLine(rank, rows[pk].title, rows[pk].school_unit.display_name, late=False)
        for rank, pk in enumerate(draft.content.choices, 1)
        if pk in rows
    ]
