"""The method bank as Excel."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet


def methods_sheet(rows: Iterable[Any]) -> OutSheet:
    """One line per method."""
    columns = [
        OutColumn(_("Namn"), ColumnKind.TEXT, 36),
        OutColumn(_("I korthet"), ColumnKind.TEXT, 60),
        OutColumn(_("Taggar"), ColumnKind.TEXT, 30),
        OutColumn(_("Delad av"), ColumnKind.TEXT, 28),
        OutColumn(_("Skola"), ColumnKind.TEXT, 28),
        OutColumn(_("Skolor som använder den"), ColumnKind.NUMBER, 14),
        OutColumn(_("Ändrad"), ColumnKind.DATE, 12),
    ]
    lines = [
        (
            row.title, row.summary, ", ".join(row.tags), row.author_name,
            row.organisation.display_name if row.organisation else "", row.schools,
            timezone.localdate(row.changed_at),
        )
        for row in rows
    ]  # fmt: skip
    return OutSheet(_("Metoder"), columns, lines)
