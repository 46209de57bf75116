"""Choices as lines to read: of an application that came another way than through these pages, and of a draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

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


def register_lines(
    actor: Actor, known: Sequence[OwnApplication], year: int
) -> dict[UUID, list[RegisterLine]]:
    """Each application's choices in order with their names, by application. One query, none of no application."""
    wanted = {choice.offering_id for one in known for choice in one.choices}
    rows = {row.pk: row for row in offerings(actor, year=year).filter(pk__in=wanted)} if wanted else {}
    return {one.id: [*_lines(one, rows)] for one in known}


def _lines(known: OwnApplication, rows: Mapping[UUID, Any]) -> Iterator[RegisterLine]:
    for choice in known.choices:
        row = rows.get(choice.offering_id)
        if row is not None:
            yield RegisterLine(choice.rank, row.title, row.school_unit.display_name, choice.late)


def chosen_lines(actor: Actor, draft: DraftView) -> list[RegisterLine]:
    """The draft's choices in order with their names, without what is known of each."""
    rows = {row.pk: row for row in offerings(actor, year=draft.year).filter(pk__in=draft.content.choices)}
    return [
        RegisterLine(rank, rows[pk].title, rows[pk].school_unit.display_name, late=False)
        for rank, pk in enumerate(draft.content.choices, 1)
        if pk in rows
    ]
