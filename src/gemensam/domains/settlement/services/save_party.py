"""Save an organisation as sender and receiver of invoices, with the codes it demands on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import InvoiceParty, InvoiceReference
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """Address, e-invoice identity, accounts by flow, and the reference demanded by flow."""

    endpoint: str
    street: str
    post_code: str
    city: str
    bankgiro: str
    email: str = ""
    payment_days: int = 30
    accounts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def save_party(*, actor: Actor, organisation_id: UUID, row: PartyRow, at: datetime) -> InvoiceParty:
    """Save the party; a changed reference holds from today. Raises PermissionDenied."""
    policies.require_at(actor, Permission.SETTLEMENT_PREPARE, organisation_id)
    organisation = Organisation.objects.get(pk=organisation_id)
    party, _ = InvoiceParty.objects.update_or_create(
        organisation=organisation,
        defaults={
            "endpoint": row.endpoint, "street": row.street, "post_code": row.post_code, "city": row.city,
            "bankgiro": row.bankgiro, "email": row.email, "payment_days": row.payment_days,
            "accounts": {flow: dict(accounts) for flow, accounts in row.accounts.items()},
        },
    )  # fmt: skip
    if organisation.provider_kind == "public" and organisation.municipality_code:
        for flow, reference in row.references.items():
            _reference(organisation.municipality_code, flow, reference, at)
    record(
        actor=actor,
        event=AuditEvent.INVOICE_PARTY_SAVED,
        target_type="organisation",
        target_id=str(organisation_id),
        organisation_id=organisation_id,
        facts={"references": dict(row.references)},
        at=at,
    )
    return party


def _reference(debtor_code: str, flow: str, reference: str, at: datetime) -> None:
    today = timezone.localdate(at)
    rows = InvoiceReference.objects.filter(debtor_code=debtor_code, flow=flow, valid_from__lte=today)
    latest = rows.order_by("-valid_from").first()
    if reference and (latest is None or latest.reference != reference):
        InvoiceReference.objects.update_or_create(
            debtor_code=debtor_code, flow=flow, valid_from=today, defaults={"reference": reference}
        )
