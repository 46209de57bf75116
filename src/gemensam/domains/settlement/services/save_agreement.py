"""Save an agreement: reading days, price and supplements, with one municipality or with all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import PaymentAgreement, PaymentSupplement
from gemensam.domains.settlement.states import SettlementRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRow:
    """A supplement: code, name, and what it is a term and a month."""

    code: str
    name: str
    term_amount: Decimal
    monthly: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """What the agreement says. An empty ``debtor_code`` is all municipalities without an agreement of their own."""

    debtor_code: str
    profile: str
    agreed: str
    valid_from: date
    valid_to: date | None = None
    first_hand: bool = True
    diary_number: str = ""
    supplements: Sequence[SupplementRow] = ()


@transaction.atomic
def save_agreement(
    *, actor: Actor, creditor_id: UUID, row: AgreementRow, at: datetime, agreement_id: UUID | None = None
) -> PaymentAgreement:
    """Save a new or a changed agreement with its supplements.

    Raises PermissionDenied, SettlementRefused("agreement_exists") when another one begins the same day.
    """
    policies.require_at(actor, Permission.SETTLEMENT_PREPARE, creditor_id)
    same = PaymentAgreement.objects.filter(
        creditor=creditor_id, debtor_code=row.debtor_code, valid_from=row.valid_from
    )
    if any(one.pk != agreement_id for one in same):
        raise SettlementRefused("agreement_exists")
    mine = PaymentAgreement.objects.filter(creditor=creditor_id)
    agreement = mine.get(pk=agreement_id) if agreement_id else PaymentAgreement(creditor_id=creditor_id)
    for name in ("debtor_code", "profile", "agreed", "valid_from", "valid_to", "first_hand", "diary_number"):
        setattr(agreement, name, getattr(row, name))
    agreement.save()
    agreement.supplements.all().delete()
    PaymentSupplement.objects.bulk_create(
        PaymentSupplement(
            agreement=agreement,
            code=one.code,
            name=one.name,
            term_amount=one.term_amount,
            monthly=one.monthly,
        )
        for one in row.supplements
    )
    record(
        actor=actor,
        event=AuditEvent.PAYMENT_AGREEMENT_SAVED,
        target_type="payment_agreement",
        target_id=str(agreement.pk),
        organisation_id=creditor_id,
        facts={"debtor": row.debtor_code, "profile": row.profile, "agreed": row.agreed},
        at=at,
    )
    return agreement
