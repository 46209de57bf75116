"""Save a price that is in no published list, with its source."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.inputs.stays import party_of
from gemensam.domains.settlement.models import OtherPrice
from gemensam.domains.settlement.states import SettlementRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Organisation
from gemensam.rules.pricing.book import PriceList


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPriceRow:
    """One amount, kr a pupil and year. ``party``: whose price it is; empty for all. ``premises``: how much of it."""

    list: str
    party: str
    programme: str
    amount: Decimal
    source: str
    valid_from: date
    valid_to: date | None = None
    orientation: str = ""
    cohort: str = ""
    with_vat: bool = False
    premises: Decimal | None = None


@transaction.atomic
def save_other_price(*, actor: Actor, organisation_id: UUID, row: OtherPriceRow, at: datetime) -> OtherPrice:
    """Save the price for the organisation that answers for it. The same row again changes nothing.

    One's own prices, and what is agreed with an independent provider; never another municipality's. Raises
    PermissionDenied, SettlementRefused("not_own_price").
    """
    policies.require_at(actor, Permission.SETTLEMENT_PREPARE, organisation_id)
    if row.party != party_of(Organisation.objects.get(pk=organisation_id)) and not _agreed_with(row):
        raise SettlementRefused("not_own_price")
    saved, _ = OtherPrice.objects.update_or_create(
        list=row.list,
        party=row.party,
        programme=row.programme,
        orientation=row.orientation,
        cohort=row.cohort,
        valid_from=row.valid_from,
        defaults={
            "amount": row.amount, "source": row.source, "valid_to": row.valid_to, "with_vat": row.with_vat,
            "premises": row.premises, "published_on": timezone.localdate(at),
        },
    )  # fmt: skip
    record(
        actor=actor,
        event=AuditEvent.OTHER_PRICE_SAVED,
        target_type="other_price",
        target_id=str(saved.pk),
        organisation_id=organisation_id,
        facts={"list": row.list, "programme": row.programme, "amount": str(row.amount)},
        at=at,
    )
    return saved


def _agreed_with(row: OtherPriceRow) -> bool:
    """Whether the price is one that is agreed with, or decided for, an independent provider that is known."""
    independent = Organisation.objects.filter(provider_kind="independent", organisation_number=row.party)
    return row.list in {PriceList.INDIVIDUAL, PriceList.NATIONAL_VARIANT} and independent.exists()
