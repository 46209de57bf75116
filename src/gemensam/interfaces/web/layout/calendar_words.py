"""What the dates of the admission year are called, and the year as milestones."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext_lazy

from gemensam.interfaces.web.layout.timelines import Milestone


class CalendarDay(Protocol):
    """A date of the year: an event's code and its moment."""

    @property
    def event(self) -> str:
        """The code."""

    @property
    def at(self) -> datetime:
        """With zone."""


EVENTS = {
    "autumn_grades_due": gettext_lazy("Höstterminens betyg ska vara inlämnade"),
    "application_opens": gettext_lazy("Ansökan öppnar"),
    "preliminary_cutoff": gettext_lazy("Betygen till den preliminära antagningen läses av"),
    "application_closes": gettext_lazy("Sista dag att söka"),
    "free_quota_due": gettext_lazy("Ansökan om fri kvot och dispens i engelska"),
    "statements_due": gettext_lazy("Hemkommunernas yttranden ska vara klara"),
    "test_results_due": gettext_lazy("Färdighetsprovens resultat ska vara inlämnade"),
    "supply_changes_due": gettext_lazy("Sista dag att ändra platser"),
    "preliminary_published": gettext_lazy("Preliminärt besked"),
    "re_choice_opens": gettext_lazy("Omvalet öppnar"),
    "re_choice_closes": gettext_lazy("Omvalet stänger"),
    "leaving_grades_due": gettext_lazy("Slutbetygen ska vara inlämnade"),
    "holiday_school_ends": gettext_lazy("Lovskolan och prövningarna slutar"),
    "final_cutoff": gettext_lazy("Betygen till den slutliga antagningen läses av"),
    "final_published": gettext_lazy("Slutligt besked"),
    "reply_due": gettext_lazy("Sista dag att svara"),
    "reserve_round": gettext_lazy("Första reservantagningen"),
    "handed_over": gettext_lazy("Skolorna tar över reservlistorna"),
}


def milestones_of(dates: Iterable[CalendarDay]) -> list[Milestone]:
    """The dates as Swedish days with their names."""
    return [Milestone(timezone.localdate(date.at), str(EVENTS[date.event])) for date in dates]
