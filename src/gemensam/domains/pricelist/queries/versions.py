"""Published lists, which are public, and what each changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from gemensam.domains.pricelist.inputs.settings import kinds_of
from gemensam.domains.pricelist.models import PriceListVersion, PriceRegion, PriceRow, RegionMember
from gemensam.domains.pricelist.queries.proposal import checksum
from gemensam.rules.pricing.amounts import rounded
from gemensam.rules.pricing.codes import PriceKey, name_of
from gemensam.rules.pricing.components import COMPONENTS, KINDS, Price


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One price in whole kronor, as every form of the list shows it."""

    key: PriceKey
    name: str
    components: Mapping[str, int | None]
    base: int
    administration: int
    ike: int
    vat: int
    independent: int
    estimated: int
    override_reason: str

    @property
    def month(self) -> Decimal:
        """A twelfth of the published price, in öre."""
        return rounded(Decimal(self.ike) / 12, 2)


@dataclass(frozen=True, slots=True)
class VersionView:
    """A published list with its joint prices. ``whole``: the rows still give the checksum."""

    version: PriceListVersion
    rows: tuple[PublishedRow, ...]
    whole: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of cost that its columns tell: the common ones, and others that the list has."""
        own = kinds_of(self.version.settings)
        return tuple(name for name in KINDS if name in COMPONENTS or name in own)

    @property
    def label(self) -> str:
        """2027-1."""
        return str(self.version)


@dataclass(frozen=True, slots=True)
class Change:
    """One price of a list beside the list before; a side is None where the education is new or gone."""

    key: PriceKey
    name: str
    before: int | None
    after: int | None

    @property
    def share(self) -> Decimal | None:
        """Change as a share of the earlier price."""
        if not self.before or self.after is None:
            return None
        return Decimal(self.after - self.before) / self.before


def versions(*, region_id: UUID | None = None) -> list[PriceListVersion]:
    """Return the published lists, latest effect first."""
    rows = PriceListVersion.objects.select_related("region", "predecessor")
    if region_id:
        rows = rows.filter(region=region_id)
    return list(rows.order_by("region__name", "-effective_from", "-number"))


def by_region() -> list[tuple[PriceRegion, list[PriceListVersion]]]:
    """Return every region that has published a list, by name, with its lists. One query."""
    found: dict[UUID, list[PriceListVersion]] = {}
    for version in versions():
        found.setdefault(version.region_id, []).append(version)
    return [(several[0].region, several) for several in found.values()]


def in_force(found: Sequence[PriceListVersion], on: date) -> PriceListVersion | None:
    """Return the list that holds on the day, of one region's lists."""
    return next((one for one in found if one.effective_from <= on), None)


def version_view(*, slug: str, year: int, number: int) -> VersionView:
    """Return a published list. Raises PriceListVersion.DoesNotExist."""
    rows = PriceListVersion.objects.select_related("region", "predecessor")
    return _view(rows.get(region__slug=slug, year=year, number=number))


def latest_view(region_id: UUID) -> VersionView | None:
    """Return the region's latest published list."""
    found = versions(region_id=region_id)
    return _view(found[0]) if found else None


def _view(version: PriceListVersion) -> VersionView:
    stored = list(PriceRow.objects.filter(version=version, provider_code="").select_related("version"))
    lines = [(_key(row), _components(row), _price(row)) for row in stored]
    return VersionView(
        version,
        tuple(sorted(map(_published, stored), key=lambda row: row.key)),
        checksum(lines) == version.checksum,
    )


def own_rows(version_id: UUID) -> list[tuple[str, PublishedRow]]:
    """Return the municipalities' own prices of a list, by name of the municipality."""
    rows = PriceRow.objects.filter(version=version_id).exclude(provider_code="").select_related("version")
    stored = list(rows)
    names = {}
    if stored:
        members = RegionMember.objects.filter(region=stored[0].version.region_id)
        names = dict(members.values_list("municipality_code", "name"))
    return [(names.get(row.provider_code, row.provider_code), _published(row)) for row in stored]


def changes(before: VersionView | None, after: Sequence[tuple[PriceKey, str, int]]) -> list[Change]:
    """Return what differs between a published list and prices after it, by education."""
    old = {row.key: row for row in before.rows} if before else {}
    new = {key: (name, ike) for key, name, ike in after}
    found = []
    for key in sorted(set(old) | set(new)):
        earlier, later = old.get(key), new.get(key)
        if earlier is not None and later is not None and earlier.ike == later[1]:
            continue
        found.append(
            Change(
                key,
                name_of(key.code, key.orientation),
                earlier.ike if earlier else None,
                later[1] if later else None,
            )
        )
    return found


def whole(amount: Decimal) -> int:
    """The amount in whole kronor, as it is published."""
    return int(rounded(amount, 0))


def _published(row: PriceRow) -> PublishedRow:
    price = _price(row)
    return PublishedRow(
        key=_key(row),
        name=name_of(row.code, row.orientation),
        components={
            name: None if value is None else whole(value) for name, value in _components(row).items()
        },
        base=whole(price.base),
        administration=whole(price.administration),
        ike=whole(price.ike),
        vat=whole(price.vat),
        independent=whole(price.independent),
        estimated=row.estimated,
        override_reason=row.override_reason,
    )


def _key(row: PriceRow) -> PriceKey:
    return PriceKey(row.code, row.orientation, row.cohort, row.form)


def _components(row: PriceRow) -> dict[str, Decimal | None]:
    return {name: getattr(row, name) for name in kinds_of(row.version.settings)}


def _price(row: PriceRow) -> Price:
    return Price(row.base, row.ike - row.base, row.ike, row.independent - row.ike, row.independent)
