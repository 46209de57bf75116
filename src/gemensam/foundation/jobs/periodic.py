"""Work that comes back. Each occurrence is done by one worker, however many there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from gemensam.foundation.jobs.models import ScheduleMark
from gemensam.foundation.jobs.running import code_of

logger = structlog.get_logger("gemensam.schedule")
_EPOCH = datetime(2020, 1, 6, tzinfo=UTC)  # a Monday: weekly work is due on Mondays, daily at midnight UTC


@dataclass(frozen=True, slots=True)
class Periodic:
    """One line of the schedule. ``run`` is given the time; it must stand being run again."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]
    what: str  # one sentence


def schedule() -> Sequence[Periodic]:
    """The schedule that the settings name."""
    return import_string(settings.JOB_SCHEDULE)


def latest_due(every: timedelta, now: datetime) -> datetime:
    """The latest moment at or before ``now`` at which the work is due."""
    return _EPOCH + ((now - _EPOCH) // every) * every


def run_due(periodics: Sequence[Periodic], *, now: datetime) -> list[str]:
    """Do what is due and not taken; the names of what was done. A fault is logged and does not stop the rest."""
    done = []
    marks = dict(ScheduleMark.objects.values_list("name", "due_at"))  # most often nothing is due: only read
    for periodic in periodics:
        due = latest_due(periodic.every, now)
        if marks.get(periodic.name, _EPOCH) < due and _take(periodic.name, due):
            try:
                periodic.run(now)
            except Exception as fault:  # whatever it is, the rest of the schedule must go on
                logger.error("periodic_failed", name=periodic.name, code=code_of(fault))
            done.append(periodic.name)
    return done


def forget_later_than(now: datetime) -> None:
    """Forget occurrences that lie ahead: the demo's clock has been moved back, and work must go on."""
    ScheduleMark.objects.filter(due_at__gt=now).delete()


def _take(name: str, due: datetime) -> bool:
    """Take an occurrence, unless someone has."""
    if ScheduleMark.objects.filter(name=name, due_at__lt=due).update(due_at=due):
        return True
    if ScheduleMark.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            ScheduleMark.objects.create(name=name, due_at=due)
    except IntegrityError:
        return False
    return True
