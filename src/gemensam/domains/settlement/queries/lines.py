"""Lines of invoice bases: the list, sums by debtor, and one line with everything that belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import BasisLine, LineObjection
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.rules.pricing.amounts import from_units


@dataclass(frozen=True, slots=True)
class LineFilter:
    """What the list is narrowed by; empty values narrow nothing. ``side``: creditor or debtor."""

    run_id: UUID | None = None
    year: int | None = None
    month: int | None = None
    debtor: str = ""
    kind: str = ""
    state: str = ""  # disputed, invoiced, waiting
    side: str = ""


@dataclass(frozen=True, slots=True)
class DebtorSum:
    """What one debtor is to pay in the lines at hand."""

    debtor_code: str
    lines: int
    pupils: int
    basis: Decimal
    corrections: Decimal
    disputed: Decimal

    @property
    def total(self) -> Decimal:
        """Everything together, disputed lines included."""
        return self.basis + self.corrections


@dataclass(frozen=True, slots=True)
class CreditorSum:
    """What is to be paid to one creditor in the lines at hand."""

    name: str
    pupils: int
    total: Decimal


@dataclass(frozen=True, slots=True)
class LineView:
    """One line, what it corrects, what corrects it, and its objections."""

    line: BasisLine
    chain: Sequence[BasisLine]
    objections: Sequence[LineObjection]
    is_creditor: bool
    is_debtor: bool


def lines(actor: Actor, narrow: LineFilter) -> QuerySet[BasisLine]:
    """Return the lines that the actor may see, latest month first."""
    rows = policies.visible_lines(actor, BasisLine.objects.all())
    if narrow.run_id:
        rows = rows.filter(run=narrow.run_id)
    same = {"year": narrow.year, "month": narrow.month, "debtor_code": narrow.debtor, "kind": narrow.kind}
    for name, value in same.items():
        if value:
            rows = rows.filter(**{name: value})
    match narrow.state:
        case "disputed":
            rows = rows.filter(disputed=True)
        case "invoiced":
            rows = rows.filter(invoice__isnull=False)
        case "waiting":
            rows = rows.filter(invoice__isnull=True, disputed=False)
    held_at = actor.organisations_with(Permission.SETTLEMENT_READ)
    match narrow.side:
        case "creditor":
            rows = rows.filter(run__creditor__in=held_at)
        case "debtor":
            rows = rows.exclude(run__creditor__in=held_at)
    return rows.select_related("placement__school_unit", "run__creditor", "price", "invoice").order_by(
        "-year", "-month", "debtor_code", "placement__reference", "pk"
    )


def sums_by_debtor(rows: QuerySet[BasisLine]) -> list[DebtorSum]:
    """Return what each debtor is to pay, largest first."""
    grouped = (
        rows.order_by()
        .values("debtor_code")
        .annotate(
            lines=Count("pk"),
            pupils=Count("placement", distinct=True),
            basis=Sum("units", filter=Q(kind="basis"), default=0),
            adjusted=Sum("units", filter=~Q(kind="basis"), default=0),
            disputed=Sum("units", filter=Q(disputed=True), default=0),
        )
    )
    found = [
        DebtorSum(
            one["debtor_code"],
            one["lines"],
            one["pupils"],
            *(from_units(one[name]) for name in ("basis", "adjusted", "disputed")),
        )
        for one in grouped
    ]
    return sorted(found, key=lambda one: (-one.total, one.debtor_code))


def sums_by_creditor(rows: QuerySet[BasisLine]) -> list[CreditorSum]:
    """Return what is to be paid to each creditor, largest first."""
    grouped = (
        rows.order_by()
        .values("run__creditor__display_name")
        .annotate(pupils=Count("placement", distinct=True), total=Sum("units", default=0))
    )
    found = [
        CreditorSum(one["run__creditor__display_name"], one["pupils"], from_units(one["total"]))
        for one in grouped
    ]
    return sorted(found, key=lambda one: (-one.total, one.name))


def line_view(actor: Actor, line_id: int) -> LineView:
    """Return one line that the actor may see. Raises BasisLine.DoesNotExist alike for unknown and hidden ones."""
    line = lines(actor, LineFilter()).get(pk=line_id)
    root = line.origin_id or line.pk
    rows = policies.visible_lines(actor, BasisLine.objects.filter(Q(pk=root) | Q(origin=root)))
    return LineView(
        line=line,
        chain=list(rows.select_related("run", "price", "invoice").order_by("pk")),
        objections=list(line.objections.all()),
        is_creditor=policies.may_at(actor, Permission.SETTLEMENT_RUN, line.run.creditor_id),
        is_debtor=line.debtor_code in policies.debtor_codes(actor, Permission.SETTLEMENT_OBJECT),
    )


def objection(actor: Actor, line_id: int, objection_id: UUID) -> LineObjection:
    """Return an objection to a line that the actor may see. Raises an ObjectDoesNotExist."""
    return lines(actor, LineFilter()).get(pk=line_id).objections.get(pk=objection_id)
