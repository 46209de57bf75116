"""When things happen in the demo's admission year, in Swedish time."""

from datetime import datetime, timedelta, timezone

from gemensam.interfaces.commands.demo_county.model import CalendarEvent

WINTER = timezone(timedelta(hours=1))
SUMMER = timezone(timedelta(hours=2))


def winter(*parts: int) -> datetime:
    """A moment in normal time."""
    return datetime(*parts, tzinfo=WINTER)  # type: ignore[misc, arg-type]  # year, month, day and maybe more


def summer(*parts: int) -> datetime:
    """A moment in summer time."""
    return datetime(*parts, tzinfo=SUMMER)  # type: ignore[misc, arg-type]  # year, month, day and maybe more


PRELIMINARY_CUTOFF = winter(2027, 1, 15)
FINAL_CUTOFF = summer(2027, 6, 24, 16)

# One moment per year-9 school, when its grades were registered; the school's position counts round the list.
AUTUMN_REGISTERED = (
    winter(2026, 12, 17, 15, 40), winter(2026, 12, 18, 10, 5), winter(2026, 12, 18, 14, 20),
    winter(2026, 12, 20, 19, 45), winter(2026, 12, 21, 9, 30), winter(2026, 12, 21, 16, 10),
    winter(2026, 12, 22, 11, 55),
)  # fmt: skip
SPRING_REGISTERED = (
    summer(2027, 6, 9, 16, 25), summer(2027, 6, 10, 9, 50), summer(2027, 6, 10, 15, 35),
    summer(2027, 6, 11, 8, 45), summer(2027, 6, 11, 13, 15), summer(2027, 6, 11, 16, 5),
    summer(2027, 6, 14, 10, 20),
)  # fmt: skip
LEFT_EARLIER_REGISTERED = summer(2026, 6, 12, 12)
ASSESSED_REGISTERED = winter(2027, 1, 13, 15)  # what the office found equivalent to Swedish passes
INTRODUCTION_REGISTERED = summer(2027, 6, 11, 14, 30)

# The holiday school's examinations are registered in these minutes, most of them well before the cut-off.
HOLIDAY_REGISTERED = (
    summer(2027, 6, 18, 11, 15), summer(2027, 6, 18, 15, 30), summer(2027, 6, 21, 10, 40),
    summer(2027, 6, 21, 15, 5), summer(2027, 6, 22, 9, 25), summer(2027, 6, 22, 14, 50),
    summer(2027, 6, 23, 10, 10), summer(2027, 6, 23, 15, 45),
)  # fmt: skip
JUST_IN_TIME = (summer(2027, 6, 24, 15, 58), summer(2027, 6, 24, 15, 59, 59), FINAL_CUTOFF)
JUST_TOO_LATE = (
    summer(2027, 6, 24, 16, 0, 1), summer(2027, 6, 24, 16, 4), summer(2027, 6, 24, 17, 12),
    summer(2027, 6, 28, 9, 30), summer(2027, 6, 28, 13, 20), summer(2027, 6, 30, 10),
)  # fmt: skip

CALENDAR: tuple[CalendarEvent, ...] = (
    CalendarEvent("autumn_grades_due", "Höstterminens betyg ska vara inlämnade", winter(2026, 12, 22, 16)),
    CalendarEvent("application_opens", "Webbansökan öppnar", winter(2027, 1, 12, 9)),
    CalendarEvent(
        "preliminary_cutoff", "Betyg till den preliminära antagningen läses av", PRELIMINARY_CUTOFF
    ),
    CalendarEvent("application_closes", "Sista dag att söka", winter(2027, 2, 1, 23, 59, 59)),
    CalendarEvent("free_quota_due", "Ansökan om fri kvot och dispens i engelska", winter(2027, 2, 8, 16)),
    CalendarEvent("statements_due", "Hemkommunernas yttranden klara", winter(2027, 3, 15, 16)),
    CalendarEvent("test_results_due", "Resultat från färdighetsprov inlämnade", summer(2027, 3, 31, 16)),
    CalendarEvent(
        "supply_changes_due", "Sista dag att ställa in eller ändra platser", summer(2027, 4, 1, 16)
    ),
    CalendarEvent("preliminary_published", "Preliminärt besked", summer(2027, 4, 15, 9)),
    CalendarEvent("re_choice_opens", "Omvalet öppnar", summer(2027, 4, 15, 9)),
    CalendarEvent("re_choice_closes", "Omvalet stänger; senare val är sena", summer(2027, 5, 15, 23, 59, 59)),
    CalendarEvent("leaving_grades_due", "Slutbetygen ska vara inlämnade", summer(2027, 6, 14, 16)),
    CalendarEvent("holiday_school_ends", "Sista dag för lovskola och prövning", summer(2027, 6, 23, 16)),
    CalendarEvent("final_cutoff", "Betyg till den slutliga antagningen läses av", FINAL_CUTOFF),
    CalendarEvent("final_published", "Slutligt besked", summer(2027, 7, 1, 9)),
    CalendarEvent("reply_due", "Sista dag att svara", summer(2027, 7, 26, 16)),
    CalendarEvent("reserve_round", "Första reservantagningen", summer(2027, 8, 4, 9)),
    CalendarEvent("handed_over", "Skolorna tar över reservlistorna", summer(2027, 9, 15, 12)),
)
