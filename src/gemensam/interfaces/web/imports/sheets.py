"""Excel files of the imports: empty templates, and the faults of a file."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from gemensam.domains.admissions.queries.imports import FaultView, fields_of
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.import_texts import KINDS, fault_sentence, field_name


def template_sheet(kind: str) -> list[OutSheet]:
    """A sheet with titles that are recognised, and a sheet that says what each column is. In Swedish always."""
    with override("sv"):
        return _template_sheet(kind)


def _template_sheet(kind: str) -> list[OutSheet]:
    fields = fields_of(kind)
    titles = [
        OutColumn(field_name(field.code), ColumnKind.TEXT, max(14, len(field_name(field.code)) + 2))
        for field in fields
    ]
    explained = [
        (
            field_name(field.code),
            _("måste finnas") if field.required else _("frivillig"),
            ", ".join(field.titles[:4]),
        )
        for field in fields
    ]
    columns = [
        OutColumn(_("Kolumn"), ColumnKind.TEXT, 32),
        OutColumn(_("Krav"), ColumnKind.TEXT, 14),
        OutColumn(_("Känns också igen som"), ColumnKind.TEXT, 60),
    ]
    return [OutSheet(str(KINDS[kind]), titles, []), OutSheet(_("Förklaring"), columns, explained)]


def fault_sheet(faults: Sequence[FaultView]) -> OutSheet:
    """Each fault with row, column and remedy."""
    columns = [
        OutColumn(_("Rad"), ColumnKind.NUMBER, 8),
        OutColumn(_("Kolumn"), ColumnKind.TEXT, 28),
        OutColumn(_("Vad som är fel"), ColumnKind.TEXT, 90),
    ]
    rows = [(fault.row or None, fault.column, fault_sentence(fault.code, fault.facts)) for fault in faults]
    return OutSheet(_("Fel"), columns, rows)
