"""Lines of the lists of payments, their sheets and pictures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.settlement.queries.lines import DebtorSum
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.tables import Column
from gemensam.interfaces.web.settlement.price_words import law_text, part_text
from gemensam.interfaces.web.settlement.settlement_words import KIND_COLORS, KINDS
from gemensam.rules.pricing.amounts import rounded

LINE_COLUMNS = [
    Column(gettext_lazy("Elev")),
    Column(gettext_lazy("Skola")),
    Column(gettext_lazy("Utbildning")),
    Column(gettext_lazy("Månad")),
    Column(gettext_lazy("Avläst")),
    Column(gettext_lazy("Betalar")),
    Column(gettext_lazy("Sort")),
    Column(gettext_lazy("Kronor"), numeric=True),
    Column(gettext_lazy("Läge")),
]


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line as lists show it. A protected pupil is the reference and nothing else."""

    id: int
    reference: str
    protected: bool
    name: str
    school: str
    education: str
    month: str
    reading_date: date
    debtor: str
    kind: str
    kind_color: str
    part: str
    amount: Decimal
    version: str
    law: str
    invoice: str
    disputed: bool
    origin: int | None


def line_shown(row: Any, names: Mapping[str, str]) -> LineShown:
    """The line in words."""
    placement = row.placement
    hidden = placement.protected
    education = " ".join(filter(None, (placement.programme, placement.orientation)))
    return LineShown(
        id=row.pk,
        reference=placement.reference,
        protected=hidden,
        name="" if hidden else placement.pupil_name,
        school="" if hidden else placement.school_unit.display_name,
        education="" if hidden else education,
        month=f"{row.year}-{row.month:02}",
        reading_date=row.reading_date,
        debtor=names.get(row.debtor_code, row.debtor_code),
        kind=str(KINDS[row.kind]),
        kind_color=KIND_COLORS[row.kind],
        part=part_text(row.part),
        amount=rounded(row.amount, 2),
        version=row.price.version,
        law=law_text(row.price.law),
        invoice=row.invoice.number if row.invoice else "",
        disputed=row.disputed,
        origin=row.origin_id,
    )


def lines_sheet(lines: Iterable[LineShown]) -> OutSheet:
    """The list as Excel; a file travels, so names stay behind."""
    columns = [
        OutColumn(_("Elevreferens"), ColumnKind.TEXT, 16),
        OutColumn(_("Skola"), ColumnKind.TEXT, 30),
        OutColumn(_("Utbildning"), ColumnKind.TEXT, 12),
        OutColumn(_("Månad"), ColumnKind.TEXT, 10),
        OutColumn(_("Avläsningsdag"), ColumnKind.DATE, 14),
        OutColumn(_("Betalande kommun"), ColumnKind.TEXT, 18),
        OutColumn(_("Sort"), ColumnKind.TEXT, 12),
        OutColumn(_("Del"), ColumnKind.TEXT, 16),
        OutColumn(_("Kronor"), ColumnKind.DECIMAL, 14),
        OutColumn(_("Prisversion"), ColumnKind.TEXT, 16),
        OutColumn(_("Paragraf"), ColumnKind.TEXT, 28),
        OutColumn(_("Faktura"), ColumnKind.TEXT, 18),
        OutColumn(_("Bestridd"), ColumnKind.TEXT, 10),
        OutColumn(_("Rad"), ColumnKind.NUMBER, 10),
        OutColumn(_("Rättar rad"), ColumnKind.NUMBER, 12),
    ]
    rows = [
        (
            one.reference, one.school, one.education, one.month, one.reading_date, one.debtor, one.kind, one.part,
            one.amount, one.version, one.law, one.invoice, one.disputed, one.id, one.origin,
        )
        for one in lines
    ]  # fmt: skip
    return OutSheet(_("Underlagsrader"), columns, rows)


@dataclass(frozen=True, slots=True)
class SumShown:
    """What one debtor pays, in words."""

    name: str
    code: str
    lines: int
    pupils: int
    basis: Decimal
    corrections: Decimal
    disputed: Decimal
    total: Decimal


def sums_shown(sums: Sequence[DebtorSum], names: Mapping[str, str]) -> list[SumShown]:
    """The sums with the municipalities' names."""
    return [
        SumShown(
            names.get(one.debtor_code, one.debtor_code), one.debtor_code, one.lines, one.pupils, one.basis,
            one.corrections, one.disputed, one.total,
        )
        for one in sums
    ]  # fmt: skip


def sums_chart(sums: Sequence[SumShown], title: str) -> Chart | None:
    """Who pays how much, largest first."""
    if not sums:
        return None
    return Chart(
        ChartKind.RANKED,
        title,
        _("Kronor för varje betalande kommun, med rättelser."),
        [one.name for one in sums],
        [Series(_("Kronor"), [rounded(one.total, 0) for one in sums])],
        category_name=_("Betalande kommun"),
        value_name=_("Kronor"),
    )


def invoices_sheet(rows: Iterable[Mapping[str, Any]]) -> OutSheet:
    """The invoices as Excel."""
    columns = [
        OutColumn(_("Nummer"), ColumnKind.TEXT, 18),
        OutColumn(_("Sort"), ColumnKind.TEXT, 14),
        OutColumn(_("Från"), ColumnKind.TEXT, 26),
        OutColumn(_("Till"), ColumnKind.TEXT, 18),
        OutColumn(_("Referens"), ColumnKind.TEXT, 18),
        OutColumn(_("Datum"), ColumnKind.DATE, 12),
        OutColumn(_("Förfaller"), ColumnKind.DATE, 12),
        OutColumn(_("Kronor"), ColumnKind.DECIMAL, 16),
        OutColumn(_("Rättar"), ColumnKind.TEXT, 18),
    ]
    return OutSheet(
        _("Fakturor"),
        columns,
        [
            (
                row["invoice"].number, row["kind"], row["invoice"].run.creditor.display_name, row["debtor"],
                row["invoice"].reference, row["invoice"].issued_on, row["invoice"].due_on, row["invoice"].total,
                row["invoice"].corrects.number if row["invoice"].corrects else "",
            )
            for row in rows
        ],
    )  # fmt: skip
