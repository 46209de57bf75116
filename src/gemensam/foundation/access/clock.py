"""The one clock that edges read. In the demo it stands at a telling day of the admission year.

Rules, services and queries never read a clock: they are given the time. Views, tasks and commands ask here.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment, in UTC; shifted by the demo's offset when (and only when) this is a demo."""
    if settings.DEMO:
        return timezone.now() + timedelta(seconds=settings.DEMO_CLOCK_OFFSET)
    return timezone.now()


def today() -> date:
    """The present day in Sweden, by the same clock."""
    return timezone.localdate(now())
