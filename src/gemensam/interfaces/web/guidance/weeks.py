"""A counsellor's week as days with their times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from gemensam.domains.guidance.queries.talks import SlotView


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week with its times."""

    day: date
    is_today: bool
    slots: tuple[SlotView, ...]


_FARTHEST = timedelta(days=366 * 10)  # nobody plans talks further away, and the calendar has an end


def monday_of(text: str, today: date) -> date:
    """The Monday of the week that the address names; this week's when it names none, or one that is far away."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    if abs(day - today) > _FARTHEST:
        day = today
    return day - timedelta(days=day.weekday())


def week_page(slots: Sequence[SlotView], monday: date, today: date) -> dict[str, object]:
    """What the page of a week shows: Monday to Friday, and the weekend only when something is on."""
    days = [monday + timedelta(days=number) for number in range(7)]
    found = [
        Day(day, day == today, tuple(one for one in slots if timezone.localdate(one.starts_at) == day))
        for day in days
    ]
    booked = sum(one.booking_state in {"booked", "held", "missed"} for one in slots)
    return {
        "days": [one for number, one in enumerate(found) if number < 5 or one.slots],
        "monday": monday,
        "earlier": monday - timedelta(days=7),
        "later": monday + timedelta(days=7),
        "number": len(slots),
        "booked": booked,
    }
