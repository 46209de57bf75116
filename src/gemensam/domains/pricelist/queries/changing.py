"""What a change in the middle of the year would do, before it is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.inputs.change import changed_base, key_of
from gemensam.domains.pricelist.inputs.settings import settings_of
from gemensam.domains.pricelist.models import PriceListVersion, PriceRow
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.rules.pricing.amounts import rounded
from gemensam.rules.pricing.codes import PriceKey, name_of
from gemensam.rules.pricing.components import Price, build_price


@dataclass(frozen=True, slots=True)
class ChangedPrice:
    """One price before and after, in whole kronor as both lists publish it."""

    key: PriceKey
    name: str
    base_before: Decimal
    base: Decimal
    before: int
    after: int

    @property
    def difference(self) -> int:
        """What a full year costs more."""
        return self.after - self.before


def joint_prices(actor: Actor, version_id: UUID) -> list[tuple[PriceKey, str, Price]]:
    """Return the list's joint prices. Raises PermissionDenied, PriceListVersion.DoesNotExist."""
    return [
        (key_of(row), name_of(row.code, row.orientation), Price(row.base, row.ike - row.base, row.ike,
                                                                row.independent - row.ike, row.independent))
        for row in _rows(actor, version_id)
    ]  # fmt: skip


def preview_change(
    actor: Actor, *, version_id: UUID, factor: Decimal, bases: Mapping[PriceKey, Decimal]
) -> list[ChangedPrice]:
    """Return the prices that the change moves. Raises PermissionDenied, PriceListVersion.DoesNotExist."""
    found = []
    for row in _rows(actor, version_id):
        base = changed_base(row, factor, bases)
        if base == row.base:
            continue
        after = build_price(base, settings_of(row.version.settings).rules)
        whole = (int(rounded(row.ike, 0)), int(rounded(after.ike, 0)))
        found.append(ChangedPrice(key_of(row), name_of(row.code, row.orientation), row.base, base, *whole))
    return found


def row_keys(region_id: UUID, year: int) -> dict[str, PriceKey]:
    """Return the education of each joint row of the year's lists, by the row's id as payments keep it. Public."""
    rows = PriceRow.objects.filter(version__region=region_id, version__year=year, provider_code="")
    return {str(row.pk): key_of(row) for row in rows}


def _rows(actor: Actor, version_id: UUID) -> list[PriceRow]:
    version = PriceListVersion.objects.select_related("region").get(pk=version_id)
    policies.require(actor, Permission.PRICE_PUBLISH, version)
    rows = PriceRow.objects.filter(version=version, provider_code="").select_related("version")
    return sorted(rows, key=key_of)
