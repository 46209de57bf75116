"""A price region of three municipalities, with someone of each role, and lists that are published directly."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from gemensam.domains.pricelist.models import (
    NationalList,
    NationalRow,
    PriceListVersion,
    PriceRegion,
    PriceRound,
    PriceRow,
    RegionMember,
)
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Organisation
from gemensam.rules.pricing.components import PriceRules, build_price
from tests.factories.small_round import organisation, staff
from tests.remembered import remembered

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
MEMBERS = {"2281": "Sundsvall", "2262": "Timrå", "2260": "Ånge"}
BY_CODE = {name: code for code, name in MEMBERS.items()}


@dataclass(slots=True)
class SmallPrices:
    """What the maker made."""

    region: PriceRegion
    host: Organisation
    coordinator: Actor
    providers: dict[str, Organisation] = field(default_factory=dict)  # by municipality code
    members: dict[str, RegionMember] = field(default_factory=dict)
    reporters: dict[str, Actor] = field(default_factory=dict)
    economists: dict[str, Actor] = field(default_factory=dict)
    heads: dict[str, Actor] = field(default_factory=dict)
    deciders: dict[str, Actor] = field(default_factory=dict)


@remembered
def make_small_prices(members: dict[str, str] = MEMBERS) -> SmallPrices:
    """The region, run from an organisation of its own."""
    host = organisation("Kommunförbundet", "other")
    region = PriceRegion.objects.create(name="Länet", slug="lanet", organisation=host)
    made = SmallPrices(region, host, staff(Role.NETWORK_COORDINATOR, host, "Nils Nätverk"))
    for code, name in members.items():
        provider = organisation(f"{name} kommun", "provider", provider_kind="public", municipality_code=code)
        made.providers[code] = provider
        made.members[code] = RegionMember.objects.create(
            region=region, provider=provider, municipality_code=code, name=name
        )
        made.reporters[code] = staff(Role.PRICE_REPORTER, provider, f"Rapportör {name}")
        made.economists[code] = staff(Role.ECONOMIST, provider, f"Ekonom {name}")
        made.heads[code] = staff(Role.HEAD_OF_UPPER_SECONDARY, provider, f"Chef {name}")
        made.deciders[code] = staff(Role.PROVIDER_DECISION_MAKER, provider, f"Beslut {name}")
    return made


def make_version(
    region: PriceRegion,
    *,
    number: int,
    effective: date,
    bases: dict[str, int],
    own: dict[tuple[str, str], int] | None = None,
    checksum: str = "0" * 64,
    round_: PriceRound | None = None,
) -> PriceListVersion:
    """A published list with joint prices by programme, and municipalities' own by (municipality code, programme)."""
    version = PriceListVersion.objects.create(
        region=region,
        round=round_,
        year=effective.year,
        number=number,
        effective_from=effective,
        published_at=datetime(2026, 12, 10, 9, 0, tzinfo=UTC),
        reason="Ny lista",
        settings={},
        reporters=3,
        row_count=len(bases) + len(own or {}),
        checksum=checksum,
    )
    rows = [("", code, base) for code, base in bases.items()]
    rows += [(provider, code, base) for (provider, code), base in (own or {}).items()]
    for provider, code, base in rows:
        price = build_price(Decimal(base), PriceRules())
        PriceRow.objects.create(
            version=version, provider_code=provider, code=code, cohort="gy25", form="school",
            base=price.base, ike=price.ike, independent=price.independent,
        )  # fmt: skip
    return version


def make_national(year: int, amounts: dict[str, int]) -> NationalList:
    """A national list of the year, amounts with meals."""
    found = NationalList.objects.create(
        year=year, source=f"SKOLFS {year}:7", decided_on=date(year, 1, 30), digest="0" * 64, read_at=AT
    )
    for code, amount in amounts.items():
        NationalRow.objects.create(list=found, code=code, with_meals=amount)
    return found
