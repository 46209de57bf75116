"""Deadlines: late choices, public holidays, the calendar of an admission year. GF 7:7, SFS 1930:173."""

from gemensam.rules.deadlines.calendar import (
    AdmissionCalendar,
    CalendarEvent,
    EventName,
    Moment,
    Window,
    calendar_faults,
    clock,
    due,
    instant,
    is_open,
    next_open_window,
    next_weekday,
    window,
)
from gemensam.rules.deadlines.holidays import PublicHoliday, is_weekday, public_holidays
from gemensam.rules.deadlines.lateness import late_choices
from gemensam.rules.deadlines.own_voice import speaks_alone_from
from gemensam.rules.deadlines.sending import (
    Judged,
    Phase,
    Sending,
    SendingDates,
    answers_taken_in,
    judge_choices,
    sending_at,
)

__all__ = [
    "AdmissionCalendar",
    "CalendarEvent",
    "EventName",
    "Judged",
    "Moment",
    "Phase",
    "PublicHoliday",
    "Sending",
    "SendingDates",
    "Window",
    "answers_taken_in",
    "calendar_faults",
    "clock",
    "due",
    "instant",
    "is_open",
    "is_weekday",
    "judge_choices",
    "late_choices",
    "next_open_window",
    "next_weekday",
    "public_holidays",
    "sending_at",
    "speaks_alone_from",
    "window",
]
