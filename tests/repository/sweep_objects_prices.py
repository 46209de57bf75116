"""Objects for the addresses of prices: a region with the municipalities A and B, and another with B alone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gemensam.domains.pricelist.models import (
    PriceListVersion,
    PriceRegion,
    PriceReport,
    PriceRound,
    RegionMember,
    ReportAttachment,
    ReportRow,
)
from gemensam.foundation.access.roles import Role
from gemensam.foundation.documents.storage import store
from tests.repository.sweep import Provider, Thing
from tests.repository.sweep_world import NOW, Near, World

NOBODY: frozenset[Role] = frozenset()
COORDINATOR = frozenset({Role.NETWORK_COORDINATOR})  # holds the role for the whole co-operation
CODES = {"A": "2281", "B": "2283"}


@dataclass(frozen=True)
class Made:
    """A region's round with its reports' rows by municipality."""

    round: PriceRound
    rows: dict[str, ReportRow]
    version: PriceListVersion


def _region(world: World, slug: str, host: str, members: str) -> Made:
    region = PriceRegion.objects.create(name=f"Region {slug}", slug=slug, organisation=world.places[host])
    round_ = PriceRound.objects.create(
        region=region, year=2027, state="open", opens_on=date(2026, 8, 17), due_on=date(2026, 10, 1),
        reminder_on=date(2026, 10, 15), escalation_on=date(2026, 10, 22), decision_on=date(2026, 12, 15),
        created_at=NOW,
    )  # fmt: skip
    rows = {}
    for letter in members:
        member = RegionMember.objects.create(
            region=region,
            provider=world.places[letter],
            municipality_code=CODES[letter],
            name=f"Kommun {letter}",
        )
        report = PriceReport.objects.create(round=round_, member=member)
        rows[letter] = ReportRow.objects.create(
            report=report, code="BA", cohort="gy25", form="school", pupils=Decimal(3), changed_at=NOW
        )
    version = PriceListVersion.objects.create(
        region=region, round=round_, year=2027, number=1, effective_from=date(2027, 1, 1), published_at=NOW,
        reason="Ny", settings={}, reporters=1, row_count=0, checksum="0" * 64,
    )  # fmt: skip
    return Made(round_, rows, version)


def _both(world: World) -> dict[Near, Made]:
    return {
        Near.OWN: _region(world, "egen", "office", "AB"),
        Near.OTHER: _region(world, "annan", "far office", "B"),
    }


def rounds(world: World) -> list[Thing]:
    """A round is for everyone who works with prices in the region."""
    return [
        Thing(near, {"price_round_id": made.round.pk}, None if near is Near.OWN else COORDINATOR)
        for near, made in _both(world).items()
    ]


def reports(world: World) -> list[Thing]:
    """Members of a region read one another's reports."""
    return [
        Thing(
            near if letter == "A" or near is Near.OTHER else Near.SAME_MUNICIPALITY,
            {"price_round_id": made.round.pk, "code": CODES[letter]},
            None if near is Near.OWN else COORDINATOR,
        )
        for near, made in _both(world).items()
        for letter in made.rows
    ]


def own_reports(world: World) -> list[Thing]:
    """Only one's own municipality's is changed, or decided for."""
    return [Thing(one.near, one.values, None if one.near is Near.OWN else NOBODY) for one in reports(world)]


def rows(world: World) -> list[Thing]:
    """A row has the readers of its report."""
    return [
        Thing(
            near,
            {"price_round_id": made.round.pk, "code": CODES[letter], "row_id": row.pk},
            None if near is Near.OWN else COORDINATOR,
        )
        for near, made in _both(world).items()
        for letter, row in made.rows.items()
    ]


def lists(world: World) -> list[Thing]:
    """Published lists are public."""
    made = _region(world, "egen", "office", "A")
    return [Thing(Near.OWN, {"slug": made.version.region.slug, "year": 2027, "number": 1})]


def regions(world: World) -> list[Thing]:
    """A region's rules are for everyone who works with prices in it."""
    return [
        Thing(near, {"slug": made.version.region.slug}, None if near is Near.OWN else COORDINATOR)
        for near, made in _both(world).items()
    ]


def attachments(world: World) -> list[Thing]:
    """A file that shows a cost has the readers of its report."""
    return [
        Thing(near, {"price_attachment_id": _attached(row).pk}, None if near is Near.OWN else COORDINATOR)
        for near, made in _both(world).items()
        for row in made.rows.values()
    ]


def _attached(row: ReportRow) -> ReportAttachment:
    stored = store(
        content=b"%PDF-1.7 hyra", name="", media_type="application/pdf", purpose=f"sweep:{row.pk}", at=NOW
    )
    return ReportAttachment.objects.create(
        report=row.report,
        row=row,
        file=stored,
        name="hyra.pdf",
        media_type="application/pdf",
        size=13,
        added_at=NOW,
    )


PROVIDERS: dict[str, Provider] = {
    "price_round_id": rounds,
    "price_round_id,code": reports,
    "price_flat": own_reports,
    "price_decide": own_reports,
    "price_round_id,code,row_id": rows,
    "price_rules": regions,
    "price_attachment_id": attachments,
    "slug,year,number": lists,
}
