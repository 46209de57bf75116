"""Reports, prices and flows as Excel sheets, and the empty template."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from gemensam.domains.pricelist.inputs.cells import Column
from gemensam.domains.pricelist.inputs.report_table import AMOUNTS, columns_for
from gemensam.domains.pricelist.queries.reports import ReportView, RowView
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.pricelist.words import COHORTS, FORMS
from gemensam.rules.pricing.codes import NAMES

_WIDE = {"comment": 40, "supplement_for": 20}


def columns_of(columns: Sequence[Column], amounts: Iterable[str] = ()) -> list[OutColumn]:
    """Columns with the titles that reading knows."""
    numeric = set(amounts)
    return [
        OutColumn(
            one.title, ColumnKind.NUMBER if one.name in numeric else ColumnKind.TEXT, _WIDE.get(one.name, 14)
        )
        for one in columns
    ]


def report_sheet(view: ReportView) -> OutSheet:
    """The report as a file that can be filled in and read back: the same again changes nothing."""
    columns = columns_for(view.kinds)
    return OutSheet(_("Underlag"), columns_of(columns, AMOUNTS), [_row(row, columns) for row in view.rows])


def _row(row: RowView, columns: Sequence[Column]) -> list[object]:
    values: Mapping[str, object] = {
        **row.values,
        "cohort": str(COHORTS[row.key.cohort]),
        "form": str(FORMS[row.key.form]),
        "grants_deducted": bool(row.values["grants_deducted"]),
    }
    return [values[column.name] for column in columns]


def codes_sheet() -> OutSheet:
    """Every code that a report may have."""
    columns = [
        OutColumn(_("Programkod")),
        OutColumn(_("Inriktning")),
        OutColumn(_("Utbildning"), ColumnKind.TEXT, 60),
    ]
    return OutSheet(
        _("Koder"), columns, [(code, orientation, name) for (code, orientation), name in NAMES.items()]
    )
