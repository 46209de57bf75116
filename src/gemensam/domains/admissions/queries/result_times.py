"""When a result is shown: the one moment that every surface waits for, and nothing of what it holds."""

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import Publication, ResultPage
from gemensam.domains.admissions.states import PublicationState
from gemensam.foundation.access.actors import Actor

READERS_A_SECOND = 100  # over how long a time those who waited are let in, one after the other
LONGEST_SPREAD = 60  # seconds: nobody waits longer than this for a result that is out


class ResultTimeState(StrEnum):
    """What someone who waits needs to know."""

    NONE = "none"  # nothing is scheduled: it was halted, or the time is not decided
    WAITING = "waiting"  # the time has not come, or the result is about to be shown
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class ResultTime:
    """When a round's result is shown. ``spread``: over how many seconds those who waited should come back."""

    state: ResultTimeState
    publish_at: datetime | None
    spread: int


@dataclass(frozen=True, slots=True)
class AwaitedResult:
    """A round whose result the reader waits for."""

    round_id: UUID
    kind: str
    year: int
    sequence: int
    publish_at: datetime


def result_time(round_id: UUID, *, now: datetime) -> ResultTime:
    """Return the time of the round's result. It is public, so there is no actor; an unknown round has none."""
    rows = Publication.objects.filter(
        round=round_id, state__in=(PublicationState.SCHEDULED, PublicationState.PUBLISHED)
    ).order_by("-created_at")
    latest = rows.first()
    if latest is None:
        return ResultTime(ResultTimeState.NONE, None, 0)
    if latest.state == PublicationState.PUBLISHED and latest.publish_at <= now:
        return ResultTime(ResultTimeState.SHOWN, latest.publish_at, _spread(latest.pk))
    return ResultTime(ResultTimeState.WAITING, latest.publish_at, 0)


@lru_cache(maxsize=100)
def _spread(publication_id: UUID) -> int:
    """Over how many seconds readers of a shown result come back. Counted once in each process: all who wait ask."""
    readers = ResultPage.objects.filter(publication=publication_id).count()
    return min(LONGEST_SPREAD, math.ceil(readers / READERS_A_SECOND))


def awaited_results(actor: Actor, *, now: datetime) -> list[AwaitedResult]:
    """Return the results that are prepared for the actor, or the actor's children, and not yet shown."""
    rows = policies.awaited_publications(actor, Publication.objects.all(), on=timezone.localdate(now))
    return [
        AwaitedResult(row.round_id, row.round.kind, row.round.year, row.round.sequence, row.publish_at)
        for row in rows.select_related("round").order_by("publish_at")
    ]
