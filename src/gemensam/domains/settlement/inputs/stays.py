"""A creditor's placements as stays: one row a pupil, school and municipality of residence."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from gemensam.domains.catalogue.queries import offerings_by_code
from gemensam.domains.settlement.models import BilledPlacement, PaymentAgreement, PlacementHome
from gemensam.foundation.directory.models import Organisation
from gemensam.rules.pricing.billing import Stay, Supplement, Terms
from gemensam.rules.pricing.cases import AgreedPrice, PriceCase, Supply, Track
from gemensam.rules.pricing.reading_days import PROFILES

_FIELDS = (
    "pk", "programme", "orientation", "apprenticeship", "track", "education_start", "starts", "ends",
    "present_until", "first_hand", "nordic", "placed", "imv_start", "supplements",
)  # fmt: skip


def party_of(organisation: Organisation) -> str:
    """How price books name a provider: a municipality by its code, another by its organisation number."""
    if organisation.provider_kind == "public" and organisation.municipality_code:
        return organisation.municipality_code
    return organisation.organisation_number


def agreements_on(creditor_id: UUID, day: date) -> dict[str, PaymentAgreement]:
    """The creditor's agreements in force on a day by debtor; the empty code is for all others."""
    rows = PaymentAgreement.objects.filter(creditor=creditor_id, valid_from__lte=day).exclude(
        valid_to__lt=day
    )
    return {row.debtor_code: row for row in rows.order_by("valid_from").prefetch_related("supplements")}


def terms_by_home(agreements: dict[str, PaymentAgreement], homes: set[str]) -> dict[str, Terms]:
    """What is agreed with each municipality that has pupils there."""
    made: dict[str, Terms] = {}
    for home in sorted(homes):
        found = agreements.get(home) or agreements.get("")
        if found is not None:
            made[home] = Terms(PROFILES[found.profile], _supplements(found))
    return made


def _supplements(agreement: PaymentAgreement) -> dict[str, Supplement]:
    return {
        one.code: Supplement(one.code, one.term_amount, one.monthly) for one in agreement.supplements.all()
    }


def stays_of(
    creditor: Organisation, agreements: dict[str, PaymentAgreement], year: int, area: frozenset[str]
) -> list[Stay]:
    """Every stay that touches the year. The price's question is the same object for stays that ask alike."""
    homes: dict[int, list[tuple[date, str]]] = {}
    within = {"placement__creditor": creditor.pk}
    rows = PlacementHome.objects.filter(**within).order_by("placement_id", "starts")
    for placement, code, starts in rows.values_list("placement_id", "municipality_code", "starts").iterator():
        homes.setdefault(placement, []).append((starts, code))
    maker = _Cases(creditor, agreements, supply_in(year), area)
    last = date(year, 12, 31)
    placements = BilledPlacement.objects.filter(creditor=creditor.pk, starts__lte=last).exclude(
        ends__lt=date(year, 1, 1)
    )
    return [
        stay
        for values in placements.order_by("pk").values_list(*_FIELDS).iterator(chunk_size=5000)
        for stay in _stays(values, homes.get(values[0], []), maker)
    ]


def supply_in(year: int) -> dict[str, frozenset[str]]:
    """Programme codes that each municipality arranges itself in the supply of the year, by municipality."""
    found: dict[str, set[str]] = {}
    for one in offerings_by_code(year=year).values():
        if one.provider.provider_kind == "public" and not one.cancelled:
            found.setdefault(one.municipality_code, set()).add(one.programme.removesuffix("25"))
    return {code: frozenset(programmes) for code, programmes in found.items()}


def supply_of(supply: dict[str, frozenset[str]], area: frozenset[str], home: str, programme: str) -> Supply:
    """Where pupils of a municipality can get the programme: at home, in the area, or nowhere in it."""
    if programme in supply.get(home, ()):
        return Supply.HOME
    if any(programme in supply.get(code, ()) for code in area):
        return Supply.AREA
    return Supply.NOWHERE


class _Cases:
    """Makes the price's question of a placement and a municipality; equal ones are one object."""

    def __init__(
        self,
        creditor: Organisation,
        agreements: dict[str, PaymentAgreement],
        supply: dict[str, frozenset[str]],
        area: frozenset[str],
    ) -> None:
        self.creditor, self.agreements, self.supply, self.area = creditor, agreements, supply, area
        self.party = party_of(creditor)
        self.public = creditor.provider_kind == "public"
        self.known: dict[tuple[object, ...], PriceCase] = {}

    def case(self, values: tuple, home: str) -> PriceCase:
        _, programme, orientation, apprenticeship, track, education_start = values[:6]
        first_hand, nordic, placed, imv_start = values[9:13]
        key = (*values[1:6], *values[9:13], home)
        if key not in self.known:
            agreement = self.agreements.get(home) or self.agreements.get("")
            self.known[key] = PriceCase(
                on=education_start,
                education_start=education_start,
                programme=programme,
                orientation=orientation,
                apprenticeship=apprenticeship,
                track=Track(track),
                provider=self.party,
                provider_is_public=self.public,
                home=home,
                host=self.creditor.municipality_code,
                first_hand=first_hand,
                agreed=AgreedPrice(agreement.agreed) if agreement else AgreedPrice.NONE,
                supply=self._supply(home, programme),
                inside_area=home in self.area and self.creditor.municipality_code in self.area,
                nordic=nordic,
                placed=placed,
                imv_start=imv_start,
            )
        return self.known[key]

    def _supply(self, home: str, programme: str) -> Supply:
        return supply_of(self.supply, self.area, home, programme)


def _stays(values: tuple, homes: list[tuple[date, str]], maker: _Cases) -> Iterator[Stay]:
    """One stay for each municipality of residence; the first one counts from the placement's first day."""
    placement, starts, ends, present_until, supplements = values[0], *values[6:9], values[13]
    for place, (moved_in, code) in enumerate(homes):
        first = starts if place == 0 else max(starts, moved_in)
        last = homes[place + 1][0] - timedelta(days=1) if place + 1 < len(homes) else None
        until = min((day for day in (last, ends) if day is not None), default=None)
        if until is None or until >= first:
            yield Stay(placement, maker.case(values, code), first, until, present_until, tuple(supplements))
