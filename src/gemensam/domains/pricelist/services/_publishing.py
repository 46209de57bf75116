"""Writing a version of the list with its rows, numbered and checked, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from gemensam.domains.pricelist.models import PriceListVersion, PriceRow
from gemensam.domains.pricelist.queries.proposal import checksum
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.rules.pricing.codes import PriceKey
from gemensam.rules.pricing.components import KINDS, Price


class PublicationRefused(Exception):
    """The list cannot be published so.

    ``code``: undecided, refused, other_list, too_early, other_year or unchanged.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class NewRow:
    """One row of the version to be."""

    key: PriceKey
    price: Price
    components: Mapping[str, Decimal | None]
    provider_code: str = ""
    reporters: int = 0
    estimated: int = 0
    override_reason: str = ""


def latest_version(region_id: object) -> PriceListVersion | None:
    """Return the region's latest list by effect."""
    rows = PriceListVersion.objects.filter(region=region_id)  # type: ignore[misc]  # the key of a region
    return rows.order_by("-effective_from", "-year", "-number").first()


def check_effect(year: int, effective_from: date, predecessor: PriceListVersion | None) -> None:
    """Raise PublicationRefused when the day is of another year, or before the list that it follows."""
    if effective_from.year != year:
        raise PublicationRefused("other_year")
    if predecessor is not None and effective_from < predecessor.effective_from:
        raise PublicationRefused("too_early")


def write_version(
    version: PriceListVersion, rows: Sequence[NewRow], *, actor: Actor, at: datetime
) -> PriceListVersion:
    """Number the version, count and sign its rows, and store everything. The rest is set by the caller."""
    numbers = PriceListVersion.objects.filter(region=version.region, year=version.year)
    version.number = (numbers.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    joint = [row for row in rows if not row.provider_code]
    version.row_count = len(joint)
    version.checksum = checksum([(row.key, row.components, row.price) for row in joint])
    version.published_at, version.published_by, version.published_by_name = at, actor.account_id, actor.name
    version.save(force_insert=True)
    PriceRow.objects.bulk_create((_stored(version, row) for row in rows), batch_size=500)
    record(
        actor=actor,
        event=AuditEvent.PRICE_LIST_PUBLISHED,
        target_type="price_list",
        target_id=str(version.pk),
        organisation_id=version.region.organisation_id,
        facts={"version": str(version), "checksum": version.checksum, "rows": version.row_count},
        at=at,
    )
    return version


def _stored(version: PriceListVersion, row: NewRow) -> PriceRow:
    return PriceRow(
        version=version,
        provider_code=row.provider_code,
        code=row.key.code,
        orientation=row.key.orientation,
        cohort=row.key.cohort,
        form=row.key.form,
        **{name: row.components.get(name) for name in KINDS},
        base=row.price.base,
        ike=row.price.ike,
        independent=row.price.independent,
        reporters=row.reporters,
        estimated=row.estimated,
        override_reason=row.override_reason,
    )
