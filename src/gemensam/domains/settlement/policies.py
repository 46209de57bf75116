"""Who may do what with payments, and which rows.

A creditor is an organisation at which the actor holds the permission. A debtor is the municipality of such an
organisation: it sees the lines that it pays and no others. Names of pupils are shown to both, for they are what
both must check; a protected pupil has no name here at all.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from gemensam.domains.settlement.models import (
    BasisLine,
    BasisRun,
    BilledPlacement,
    GrantDecision,
    Invoice,
    PaymentAgreement,
)
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Organisation


def debtor_codes(actor: Actor, permission: Permission) -> frozenset[str]:
    """Codes of the municipalities for which the actor holds the permission. Only their own school boards pay."""
    held_at = actor.organisations_with(permission)
    rows = Organisation.objects.filter(pk__in=held_at, provider_kind="public").exclude(municipality_code="")
    return frozenset(rows.values_list("municipality_code", flat=True))


def require_at(actor: Actor, permission: Permission, organisation_id: UUID) -> None:
    """Raise PermissionDenied unless the actor holds the permission at the organisation."""
    if organisation_id not in actor.organisations_with(permission):
        raise PermissionDenied(permission)


def require_debtor(actor: Actor, permission: Permission, debtor_code: str) -> None:
    """Raise PermissionDenied unless the actor holds the permission for the municipality that pays."""
    if debtor_code not in debtor_codes(actor, permission):
        raise PermissionDenied(permission)


def may_at(actor: Actor, permission: Permission, organisation_id: UUID) -> bool:
    """Whether the actor holds the permission at the organisation."""
    return organisation_id in actor.organisations_with(permission)


def visible_agreements(actor: Actor, rows: QuerySet[PaymentAgreement]) -> QuerySet[PaymentAgreement]:
    """The creditor's own, and those that a debtor is bound by."""
    return rows.filter(
        Q(creditor_id__in=actor.organisations_with(Permission.SETTLEMENT_READ))
        | Q(debtor_code__in=debtor_codes(actor, Permission.SETTLEMENT_READ))
    )


def visible_placements(actor: Actor, rows: QuerySet[BilledPlacement]) -> QuerySet[BilledPlacement]:
    """The creditor's own: a debtor sees lines, not the register they come from."""
    return rows.filter(creditor_id__in=actor.organisations_with(Permission.SETTLEMENT_READ))


def visible_runs(actor: Actor, rows: QuerySet[BasisRun]) -> QuerySet[BasisRun]:
    """The creditor's own."""
    return rows.filter(creditor_id__in=actor.organisations_with(Permission.SETTLEMENT_READ))


def visible_lines(actor: Actor, rows: QuerySet[BasisLine]) -> QuerySet[BasisLine]:
    """The creditor's own lines, and those that the debtor pays: before the invoice is made, so that it can object."""
    return rows.filter(_own(actor, "run__") | _paid(actor))


def visible_invoices(actor: Actor, rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """The creditor's own, and those sent to the debtor."""
    return rows.filter(_own(actor, "run__") | _paid(actor))


def visible_grants(actor: Actor, rows: QuerySet[GrantDecision]) -> QuerySet[GrantDecision]:
    """The municipality's own, and those that a provider has been given once they are decided."""
    held_at = actor.organisations_with(Permission.SETTLEMENT_READ)
    return rows.filter(Q(municipality_id__in=held_at) | Q(provider_id__in=held_at) & ~Q(state="prepared"))


def _own(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}creditor_id__in": actor.organisations_with(Permission.SETTLEMENT_READ)})


def _paid(actor: Actor) -> Q:
    return Q(debtor_code__in=debtor_codes(actor, Permission.SETTLEMENT_READ))
