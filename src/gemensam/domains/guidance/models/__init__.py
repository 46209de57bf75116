"""Tables of guidance."""

from gemensam.domains.guidance.models.booking import Booking, CalendarFeed, Form, GuidanceSlot, WaitingPlace
from gemensam.domains.guidance.models.method import (
    Method,
    MethodAttachment,
    MethodReport,
    MethodUse,
    MethodVersion,
)
from gemensam.domains.guidance.models.pupil import Handover, PupilNote, PupilTick

__all__ = [
    "Booking",
    "CalendarFeed",
    "Form",
    "GuidanceSlot",
    "Handover",
    "Method",
    "MethodAttachment",
    "MethodReport",
    "MethodUse",
    "MethodVersion",
    "PupilNote",
    "PupilTick",
    "WaitingPlace",
]
