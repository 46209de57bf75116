"""Offerings that a file stops, or lets take place again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from gemensam.domains.admissions.models import Choice, ImportBatch
from gemensam.domains.admissions.services._stopping import forget_stops, note_stop
from gemensam.domains.catalogue.queries import offerings_by_code
from gemensam.foundation.access.actors import Actor


class Changed(Protocol):
    """A change of an offering, planned or done."""

    @property
    def key(self) -> str:
        """The offering's code."""

    @property
    def before(self) -> Any:
        """What it was, None = it was not there."""

    @property
    def after(self) -> Any:
        """What it is to be."""


def stopped_codes(changes: Iterable[Changed]) -> list[str]:
    """Codes of the offerings that were open and are stopped by the changes."""
    return [
        one.key
        for one in changes
        if one.before and not one.before.get("cancelled") and one.after.get("cancelled")
    ]


def resumed_codes(changes: Iterable[Changed]) -> list[str]:
    """Codes of those that were stopped and are to take place."""
    return [
        one.key
        for one in changes
        if one.before and one.before.get("cancelled") and one.after.get("cancelled") is False
    ]


def stops_for_preview(batch: ImportBatch, changes: Iterable[Changed]) -> list[dict[str, object]]:
    """Each offering that the file would stop, with how many have chosen it."""
    stored = offerings_by_code(year=batch.year)
    rows = [stored[code] for code in stopped_codes(changes) if code in stored]
    return [
        {
            "code": row.code,
            "title": row.title,
            "school": row.school_unit.display_name,
            "concerned": Choice.objects.filter(offering=row.pk).count(),
        }
        for row in rows
    ]


def touches_applicants(batch: ImportBatch, changes: Iterable[Changed]) -> bool:
    """Whether anyone has chosen an offering that the file stops: then there must be a last day to choose anew."""
    return any(one["concerned"] for one in stops_for_preview(batch, changes))


def note_stops(batch: ImportBatch, changes: Iterable[Changed], actor: Actor, at: datetime) -> None:
    """What follows of stopping and of taking place again; the offerings have been saved."""
    some = list(changes)
    stored = offerings_by_code(year=batch.year)
    account = actor.account_id or batch.confirmed_by
    if batch.re_choice_until is not None and account is not None:
        for code in stopped_codes(some):
            note_stop(
                batch.office, stored[code], actor=actor, account_id=account, reason=batch.stop_reason,
                until=batch.re_choice_until, at=at,
            )  # fmt: skip
    forget_stops(batch.office, [stored[code].pk for code in resumed_codes(some)], actor=actor, at=at)


def take_back_stops(batch: ImportBatch, changes: Iterable[Changed], actor: Actor, at: datetime) -> None:
    """The file is taken back: what it stopped takes place, and those who were told are told again."""
    stored = offerings_by_code(year=batch.year)
    codes = [code for code in stopped_codes(changes) if code in stored]
    forget_stops(batch.office, [stored[code].pk for code in codes], actor=actor, at=at)
