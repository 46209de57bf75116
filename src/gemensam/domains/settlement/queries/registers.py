"""Agreements, placements, invoice parties and other prices."""

from uuid import UUID

from django.db.models import Q, QuerySet

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.inputs.stays import party_of
from gemensam.domains.settlement.models import (
    BilledPlacement,
    InvoiceParty,
    InvoiceReference,
    OtherPrice,
    PaymentAgreement,
)
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Organisation


def agreements(actor: Actor) -> QuerySet[PaymentAgreement]:
    """Return the agreements that the actor may see, one's own and those one is bound by."""
    rows = policies.visible_agreements(actor, PaymentAgreement.objects.select_related("creditor"))
    return rows.prefetch_related("supplements").order_by(
        "creditor__sort_key", "debtor_code", "-valid_from", "pk"
    )


def own_agreement(actor: Actor, agreement_id: UUID) -> PaymentAgreement:
    """Return one agreement that the actor may change. Raises PaymentAgreement.DoesNotExist."""
    held_at = actor.organisations_with(Permission.SETTLEMENT_PREPARE)
    return agreements(actor).get(pk=agreement_id, creditor__in=held_at)


def placements(
    actor: Actor, *, text: str = "", home: str = "", programme: str = ""
) -> QuerySet[BilledPlacement]:
    """Return the creditor's placements, narrowed; the words of a search never find a protected pupil by name."""
    rows = policies.visible_placements(actor, BilledPlacement.objects.all())
    if text:
        rows = rows.filter(Q(reference__icontains=text) | Q(pupil_name__icontains=text, protected=False))
    if home:
        rows = rows.filter(homes__municipality_code=home, protected=False).distinct()
    if programme:
        rows = rows.filter(programme=programme, protected=False)
    return (
        rows.select_related("school_unit", "creditor").prefetch_related("homes").order_by("reference", "pk")
    )


def party(actor: Actor, organisation_id: UUID) -> tuple[InvoiceParty | None, dict[str, str]]:
    """Return an organisation's invoice details and the references it demands by flow. Raises PermissionDenied."""
    policies.require_at(actor, Permission.SETTLEMENT_READ, organisation_id)
    organisation = Organisation.objects.get(pk=organisation_id)
    rows = InvoiceReference.objects.filter(debtor_code=organisation.municipality_code).order_by("valid_from")
    references = dict(rows.values_list("flow", "reference")) if organisation.provider_kind == "public" else {}
    return InvoiceParty.objects.filter(organisation=organisation).first(), references


def other_prices(actor: Actor) -> QuerySet[OtherPrice]:
    """Return every price that is in no published list; public records."""
    return OtherPrice.objects.order_by("list", "party", "programme", "orientation", "-valid_from", "pk")


def own_party(organisation: Organisation) -> str:
    """Return how price books name the organisation."""
    return party_of(organisation)
