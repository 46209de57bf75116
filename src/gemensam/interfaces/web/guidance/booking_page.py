"""What the pages of booking show, put in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.guidance.queries.talks import WaitingView
from gemensam.domains.guidance.queries.times import Available, bookable, municipalities_offered
from gemensam.foundation.access.actors import Actor
from gemensam.interfaces.web.guidance.words import FORMS


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One municipality: how many free times in each form, and the first of them."""

    municipality: str
    free: int
    forms: tuple[tuple[str, int], ...]
    first: datetime


def bookable_names(actor: Actor, *, at: datetime) -> list[tuple[UUID, str]]:
    """For whom the actor may book, with the word to choose by."""
    return [(one.person_id, _("Mig själv") if one.own else one.given_name) for one in bookable(actor, at=at)]


def offered_municipalities() -> dict[str, str]:
    """Where there are counsellors to talk with, by code; all that are known before the first time is out."""
    names, codes = municipality_names(), municipalities_offered()
    return {code: name for code, name in names.items() if code in codes} or dict(names)


def overview_lines(available: Iterable[Available], municipalities: Mapping[str, str]) -> list[OverviewLine]:
    """One line per municipality, in the order of the names."""
    by_code: dict[str, list[Available]] = {}
    for one in available:
        by_code.setdefault(one.municipality_code, []).append(one)
    lines = [
        OverviewLine(
            municipality=municipalities.get(code, _("Hela länet")),
            free=sum(one.free for one in found),
            forms=tuple((str(FORMS[one.form]), one.free) for one in found),
            first=min(one.first for one in found),
        )
        for code, found in by_code.items()
    ]
    order = list(municipalities.values())
    return sorted(lines, key=lambda one: order.index(one.municipality) if one.municipality in order else -1)


def times_by_day(slots: Iterable[Any]) -> list[tuple[date, list[Any]]]:
    """The times under their Swedish day."""
    days: dict[date, list[Any]] = {}
    for one in slots:
        days.setdefault(timezone.localdate(one.starts_at), []).append(one)
    return list(days.items())


_WAITS = timedelta(days=60)  # suggested to one who does not stand in the queue yet


def queue_initial(pupil_id: UUID, standing: Sequence[WaitingView], today: date) -> dict[str, object]:
    """What the form of the queue is filled in with: what one waits for already, so that a change loses nothing."""
    if not standing:
        return {"elev": pupil_id, "senast": today + _WAITS}
    one = standing[0]
    return {
        "elev": pupil_id, "kommun": one.municipality_code, "form": one.form, "sprak": one.language,
        "senast": one.last_day, "fraga": one.question,
    }  # fmt: skip
