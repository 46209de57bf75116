"""Publish another version in the middle of the year, from a day of its own."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.inputs.change import changed_base, key_of
from gemensam.domains.pricelist.inputs.settings import kinds_of, settings_of
from gemensam.domains.pricelist.models import PriceListVersion, PriceRow
from gemensam.domains.pricelist.services._publishing import (
    NewRow,
    PublicationRefused,
    check_effect,
    latest_version,
    write_version,
)
from gemensam.domains.pricelist.services._turn import fire_round, locked_round
from gemensam.domains.pricelist.states import PriceRoundEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.rules.pricing.amounts import internal
from gemensam.rules.pricing.codes import PriceKey
from gemensam.rules.pricing.components import PriceRules, build_price


@transaction.atomic
def publish_change(
    *,
    actor: Actor,
    version_id: UUID,
    effective_from: date,
    factor: Decimal,
    bases: Mapping[PriceKey, Decimal],
    reason: str,
    at: datetime,
) -> PriceListVersion:
    """Publish a new version of a published list (gymnasieförordningen 13 kap. 2 §).

    ``factor`` changes every joint price, ``bases`` single ones instead. The earlier version stays and answers for
    the days before. ``version_id``: the one that was shown. Raises PermissionDenied, PublicationRefused.
    """
    shown = PriceListVersion.objects.select_related("region", "round").get(pk=version_id)
    policies.require(actor, Permission.PRICE_PUBLISH, shown)
    if shown.round_id is not None:
        round_ = locked_round(actor, shown.round_id, Permission.PRICE_PUBLISH)
        fire_round(
            round_, PriceRoundEvent.CHANGE, actor=actor, audit_event=AuditEvent.PRICE_LIST_PUBLISHED, at=at,
            words=reason,
        )  # fmt: skip
    if latest_version(shown.region_id) != shown:
        raise PublicationRefused("other_list")
    check_effect(shown.year, effective_from, shown)
    stored = list(PriceRow.objects.filter(version=shown).select_related("version"))
    rules = settings_of(shown.settings).rules
    rows = [_changed(row, factor, bases, rules) for row in stored]
    if all(new.price.base == old.base for new, old in zip(rows, stored, strict=True)):
        raise PublicationRefused("unchanged")
    version = PriceListVersion(
        region=shown.region,
        round=shown.round,
        year=shown.year,
        effective_from=effective_from,
        predecessor=shown,
        reason=reason,
        settings=shown.settings,
        rationale=shown.rationale,
        reporters=shown.reporters,
        estimated=shown.estimated,
        decisions=[],
    )
    return write_version(version, rows, actor=actor, at=at)


def _changed(row: PriceRow, factor: Decimal, bases: Mapping[PriceKey, Decimal], rules: PriceRules) -> NewRow:
    base = changed_base(row, factor, bases)
    scale = base / row.base if row.base else Decimal(1)
    parts = {name: getattr(row, name) for name in kinds_of(row.version.settings)}
    components = {name: None if value is None else internal(value * scale) for name, value in parts.items()}
    return NewRow(
        key_of(row),
        build_price(base, rules),
        components,
        provider_code=row.provider_code,
        reporters=row.reporters,
        estimated=row.estimated,
        override_reason="" if base != row.base else row.override_reason,
    )
