"""A counsellor's free times in the demo, in order."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from gemensam.domains.guidance.queries.talks import week
from gemensam.foundation.access.actors import Actor

_FIRST, _WEEKS = date(2027, 4, 19), 18


def open_slots(counsellor: Actor, *, after: datetime | None = None) -> Iterator[tuple[int, UUID, datetime]]:
    """Place in order, id and time of those that nobody has."""
    place = 0
    for number in range(_WEEKS):
        for slot in week(counsellor, _FIRST + timedelta(weeks=number)):
            if slot.booking_id is None and (after is None or slot.starts_at > after):
                yield place, slot.id, slot.starts_at
                place += 1
