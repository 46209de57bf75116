"""Statistics of the talks, without identities: per municipality, form and term, small figures suppressed.

Only whole terms, which never overlap: two periods that differ by a day would tell what that day's pupil did.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median_low
from zoneinfo import ZoneInfo

from gemensam.domains.admissions.queries.offices import any_office
from gemensam.domains.guidance.models import Booking, GuidanceSlot
from gemensam.domains.guidance.states import BookingState, SlotState
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.rules.indicators.count_tables import suppressed_counts
from gemensam.rules.indicators.small_cells import LOWEST_THRESHOLD

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_TAKEN = (BookingState.BOOKED, BookingState.HELD, BookingState.MISSED)
FORMS = ("room", "phone", "video")


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A school term: January to July, or August to December."""

    year: int
    autumn: bool

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, 8 if self.autumn else 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, 12, 31) if self.autumn else date(self.year, 7, 31)

    @property
    def code(self) -> str:
        """How an address names it, such as 2027-vt."""
        return f"{self.year}-{'ht' if self.autumn else 'vt'}"


def term_of(day: date) -> Term:
    """The term in which the day lies."""
    return Term(day.year, day.month >= 8)


def terms(*, today: date) -> list[Term]:
    """Every term in which times have been offered, and the one that it is now, latest first."""
    days = GuidanceSlot.objects.filter(state=SlotState.OPEN).datetimes("starts_at", "month", tzinfo=STOCKHOLM)
    return sorted({term_of(today), *(term_of(day.date()) for day in days)}, reverse=True)


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """One municipality. None = too few to be shown. ``offered`` are times, which tell of no pupil.

    waiting_days: the median from the wish to the talk. used_percent: how large a part of the times that was booked.
    """

    code: str
    offered: int
    booked: int | None
    by_form: tuple[int | None, ...]  # in the order of FORMS
    missed: int | None
    waiting_days: int | None
    used_percent: int | None


@dataclass(frozen=True, slots=True)
class TalkStatistics:
    """The term's figures."""

    term: Term
    lines: tuple[MunicipalityLine, ...]
    offered: int
    booked: int
    threshold: int


def talk_statistics(actor: Actor, *, term: Term) -> TalkStatistics:
    """Return the figures of the talks that begin in the term. Raises PermissionDenied."""
    require(actor, Permission.GUIDANCE_STATISTICS_READ)
    office = any_office()
    threshold = office.small_cell_threshold if office else LOWEST_THRESHOLD
    begins = datetime.combine(term.first, time(0), tzinfo=STOCKHOLM)
    ends = datetime.combine(term.last + timedelta(days=1), time(0), tzinfo=STOCKHOLM)
    slots = GuidanceSlot.objects.filter(state=SlotState.OPEN, starts_at__gte=begins, starts_at__lt=ends)
    offered: dict[str, int] = defaultdict(int)
    for code in slots.values_list("municipality_code", flat=True):
        offered[code] += 1
    talks: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    rows = Booking.objects.filter(slot__in=slots, state__in=_TAKEN).values_list(
        "slot__municipality_code", "slot__form", "state", "wished_at", "slot__starts_at"
    )
    for code, form, state, wished, starts in rows:
        talks[code].append((form, state, (starts - wished).days))
    return TalkStatistics(
        term=term,
        lines=_lines(offered, talks, threshold),
        offered=sum(offered.values()),
        booked=sum(len(found) for found in talks.values()),
        threshold=threshold,
    )


def _lines(
    offered: dict[str, int], talks: dict[str, list[tuple[str, str, int]]], threshold: int
) -> tuple[MunicipalityLine, ...]:
    counts = {code: _counts(talks[code]) for code in sorted(offered)}
    shown = suppressed_counts(counts, threshold=threshold)
    lines = []
    for code, (booked, *by_form, missed) in shown.items():
        waits = [days for _form, _state, days in talks[code]]
        lines.append(
            MunicipalityLine(
                code=code,
                offered=offered[code],
                booked=booked,
                by_form=_not_by_subtraction(booked, by_form),
                missed=missed,
                waiting_days=median_low(waits) if booked else None,
                used_percent=None if booked is None else booked * 100 // offered[code],
            )
        )
    return tuple(lines)


def _counts(talks: list[tuple[str, str, int]]) -> list[int]:
    """All, by form, and missed."""
    forms = [sum(form == wanted for form, _state, _days in talks) for wanted in FORMS]
    missed = sum(state == BookingState.MISSED for _form, state, _days in talks)
    return [len(talks), *forms, missed]


def _not_by_subtraction(booked: int | None, by_form: list[int | None]) -> tuple[int | None, ...]:
    """One form that is hidden alone is told by the row's total: then the smallest other one is hidden too."""
    hidden = [number for number, count in enumerate(by_form) if count is None]
    left = [number for number, count in enumerate(by_form) if count]
    if booked is not None and len(hidden) == 1 and left:
        smallest = min(left, key=lambda number: (by_form[number] or 0, number))
        return tuple(None if number == smallest else count for number, count in enumerate(by_form))
    return tuple(by_form)
