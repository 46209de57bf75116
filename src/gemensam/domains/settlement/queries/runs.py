"""Months' runs, invoices, and what waits for someone."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import (
    BasisLine,
    BasisRun,
    BilledPlacement,
    Invoice,
    LineObjection,
)
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Organisation


@dataclass(frozen=True, slots=True)
class RunView:
    """One run as its page shows it, and what this actor may do with it."""

    run: BasisRun
    lines: int
    lacking: Sequence[tuple[str, str]]  # reference and code
    may_run: bool
    may_attest: bool
    ran_it: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits: objections to answer, lines of one's own that are disputed, runs to attest."""

    objections: int
    own_disputed: int
    to_attest: int


def creditors(actor: Actor, permission: Permission = Permission.SETTLEMENT_READ) -> list[Organisation]:
    """Return the organisations for which the actor holds the permission, in Swedish order."""
    held_at = actor.organisations_with(permission)
    rows = Organisation.objects.filter(pk__in=held_at, organisation_type="provider")
    return list(rows.order_by("sort_key", "pk"))


def runs(actor: Actor) -> QuerySet[BasisRun]:
    """Return the runs that the actor may see, latest first, each with ``line_count`` and ``disputed_count``."""
    rows = policies.visible_runs(actor, BasisRun.objects.select_related("creditor"))
    return rows.annotate(
        line_count=Count("lines"), disputed_count=Count("lines", filter=Q(lines__disputed=True))
    ).order_by("-year", "-month", "pk")


def run_view(actor: Actor, run_id: UUID) -> RunView:
    """Return one run that the actor may see. Raises BasisRun.DoesNotExist alike for unknown and hidden ones."""
    run = policies.visible_runs(actor, BasisRun.objects.select_related("creditor")).get(pk=run_id)
    lacking = dict(run.lacking)
    references = BilledPlacement.objects.filter(pk__in=list(lacking)).values_list("pk", "reference")
    same = actor.account_id == run.run_by or (
        actor.person_id is not None and actor.person_id == run.run_by_person
    )
    return RunView(
        run=run,
        lines=run.lines.count(),
        lacking=sorted((reference, lacking[pk]) for pk, reference in references),
        may_run=policies.may_at(actor, Permission.SETTLEMENT_RUN, run.creditor_id),
        may_attest=policies.may_at(actor, Permission.SETTLEMENT_ATTEST, run.creditor_id),
        ran_it=same,
    )


def invoices(actor: Actor, *, run_id: UUID | None = None) -> QuerySet[Invoice]:
    """Return the invoices that the actor may see, latest first."""
    rows = policies.visible_invoices(actor, Invoice.objects.all())
    if run_id:
        rows = rows.filter(run=run_id)
    return rows.select_related("run__creditor", "corrects").order_by("-issued_on", "-number")


def waiting(actor: Actor) -> Waiting:
    """Return what waits for the actor's organisations."""
    held_at = actor.organisations_with(Permission.SETTLEMENT_READ)
    raised = LineObjection.objects.filter(state="raised")
    paid = BasisLine.objects.filter(
        disputed=True, debtor_code__in=policies.debtor_codes(actor, Permission.SETTLEMENT_READ)
    )
    return Waiting(
        objections=raised.filter(line__run__creditor__in=held_at).count(),
        own_disputed=paid.count(),
        to_attest=policies.visible_runs(actor, BasisRun.objects.filter(state="ready")).count(),
    )
