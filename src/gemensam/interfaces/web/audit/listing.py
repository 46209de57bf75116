"""The log as rows to show and as an Excel sheet."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.audit.texts import event_text, target_text

SHORT = 60  # characters


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry as it is shown."""

    seq: int
    at: datetime
    who: str
    event: str
    target: str
    target_id: str
    facts: str
    hash: str

    @property
    def is_long(self) -> bool:
        """Whether the facts are more than a glance takes."""
        return len(self.facts) > SHORT

    @property
    def beginning(self) -> str:
        """The facts as far as a line goes."""
        return f"{self.facts[:SHORT].rstrip()} …"


def log_lines(entries: Iterable[Any]) -> Iterator[LogLine]:
    """The entries in words."""
    return (_line(entry) for entry in entries)


def _line(entry: Any) -> LogLine:
    return LogLine(
        seq=entry.seq,
        at=entry.at,
        who=_who(entry.actor_id, entry.actor_name),
        event=event_text(entry.event),
        target=target_text(entry.target_type),
        target_id=entry.target_id,
        facts=facts_text(entry.facts),
        hash=entry.hash,
    )


def _who(actor_id: UUID | None, name: str) -> str:
    if name:
        return name
    return _("Konto %(id)s") % {"id": str(actor_id)[:8]} if actor_id else _("Ingen inloggad")


def facts_text(facts: dict[str, Any]) -> str:
    """The facts as ``name: value`` with a semicolon between; what is nested as JSON."""
    return "; ".join(
        f"{name}: {json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value}"
        for name, value in facts.items()
        if value is not None
    )


def log_sheet(entries: Iterable[Any]) -> OutSheet:
    """Every column of the log, the hashes too, so that the sheet can be checked against a later one."""
    columns = [
        OutColumn(_("Nr"), ColumnKind.NUMBER, 8),
        OutColumn(_("Tid"), ColumnKind.DATETIME, 18),
        OutColumn(_("Vem"), ColumnKind.TEXT, 28),
        OutColumn(_("Händelse"), ColumnKind.TEXT, 40),
        OutColumn(_("Vad"), ColumnKind.TEXT, 20),
        OutColumn(_("Id"), ColumnKind.TEXT, 38),
        OutColumn(_("Uppgifter"), ColumnKind.TEXT, 60),
        OutColumn(_("Kontrollsumma"), ColumnKind.TEXT, 66),
    ]
    rows = (
        (line.seq, timezone.localtime(line.at).replace(tzinfo=None), line.who, line.event, line.target,
         line.target_id, line.facts, line.hash)
        for line in log_lines(entries)
    )  # fmt: skip
    return OutSheet(_("Åtgärdslogg"), columns, rows)
