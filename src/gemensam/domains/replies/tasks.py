"""Periodic work of replies: each takes what is due, one round at a time, and stands being run again."""

from datetime import datetime

from django.utils import timezone

from gemensam.domains.admissions.queries.offers import PublishedRound, published_rounds
from gemensam.domains.replies.queries.terms import unopened_results
from gemensam.domains.replies.services.open_result import open_result
from gemensam.domains.replies.services.pass_deadline import pass_deadline
from gemensam.domains.replies.services.record_queues import record_queues
from gemensam.domains.replies.services.remind import remind
from gemensam.domains.replies.services.tell_several_places import tell_several_places


def open_results(now: datetime) -> None:
    """Open the replies to every result that has been shown since the last time, and keep its queues."""
    for round_ in unopened_results(now=now):
        open_result(publication_id=round_.publication_id, at=now)
        record_queues(round_=round_, day=timezone.localdate(now), at=now)


def remind_and_settle(now: datetime) -> None:
    """Send the reminders whose time has come, and settle the silence where the last moment has passed."""
    for round_ in _latest(now):
        remind(round_=round_, at=now)
        pass_deadline(round_=round_, at=now)


def keep_queues(now: datetime) -> None:
    """Keep where everyone stands today."""
    for round_ in _latest(now):
        record_queues(round_=round_, day=timezone.localdate(now), at=now)


def tell_of_several_places(now: datetime) -> None:
    """Tell those who hold places at several offices, and the offices."""
    for year in sorted({round_.year for round_ in _latest(now)}):
        tell_several_places(year=year, at=now)


def _latest(now: datetime) -> list[PublishedRound]:
    """The latest shown round of each office's latest year."""
    found: dict[object, PublishedRound] = {}
    for round_ in published_rounds(now=now):
        found.setdefault(round_.office_id, round_)
    return list(found.values())
