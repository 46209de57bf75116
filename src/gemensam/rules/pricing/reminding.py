"""Who is reminded of a report that has not come, by the dates that the co-operation has agreed (policy)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reminder:
    """One stage of reminding. ``chiefs``: the head of upper-secondary school is told too."""

    stage: str
    chiefs: bool = False


def reminder_on(day: date, *, due: date, second: date, escalation: date) -> Reminder | None:
    """The latest stage that has come on a day (agreement): nobody is reminded up to and including the last day.

    A day when the schedule did not run is made up for by the stage that holds then.
    """
    if day <= due:
        return None
    if day >= escalation:
        return Reminder("escalation", chiefs=True)
    return Reminder("second") if day >= second else Reminder("first")
