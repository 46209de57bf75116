"""The one clock that edges read. In the demo it stands at a telling day of the admission year.

Rules, services and queries never read a clock: they are given the time. Views, tasks and commands ask here.
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.utils import timezone


class NoDemoError(Exception):
    """Someone tried to move the clock of an installation that is no demo."""


def now() -> datetime:
    """The present moment, in UTC; shifted by the demo's offset when (and only when) this is a demo."""
    if settings.DEMO:
        return timezone.now() + _demo_offset()
    return timezone.now()


def today() -> date:
    """The present day in Sweden, by the same clock."""
    return timezone.localdate(now())


def move_demo_clock(moment: datetime) -> None:
    """Let the demo's clock go on from the moment, in all its processes at once. Raises NoDemoError."""
    if not settings.DEMO:
        raise NoDemoError
    file: Path = settings.DEMO_CLOCK_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    offset = round((moment - timezone.now()).total_seconds())
    with NamedTemporaryFile("w", dir=file.parent, encoding="ascii", delete=False) as beside:
        beside.write(str(offset))
    Path(beside.name).replace(file)  # at no moment is there half a file


def _demo_offset() -> timedelta:
    """Read at every call: a page of the demo moves the clock while web servers and workers run."""
    try:
        return timedelta(seconds=int(settings.DEMO_CLOCK_FILE.read_text("ascii")))
    except FileNotFoundError:
        return timedelta(0)
