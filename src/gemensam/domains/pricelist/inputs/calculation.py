"""A round's reports as what the price models read, in a handful of database questions whatever the size."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gemensam.domains.pricelist.inputs.settings import kinds_of, settings_of
from gemensam.domains.pricelist.models import (
    FlatAmount,
    NationalRow,
    PriceListVersion,
    PriceReport,
    PriceRound,
    PriceRow,
    RegionMember,
    ReportRow,
)
from gemensam.domains.pricelist.states import ReportState
from gemensam.rules.pricing.codes import PriceKey, is_running, school_form
from gemensam.rules.pricing.components import base_of
from gemensam.rules.pricing.cost_models import Basis, Missing, ModelSettings, Reported, carried_forward

Amounts = Mapping[str, Decimal | None]
_IN = (ReportState.REPORTED, ReportState.REVIEWED, ReportState.APPROVED)


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """One reported row, whole: components with the flat amounts filled in."""

    municipality: str
    key: PriceKey
    components: Amounts
    base: Decimal | None
    pupils: Decimal | None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class RoundBasis:
    """Everything that decides the round's prices. ``missing``: codes of members that have not reported."""

    settings: ModelSettings
    rows: tuple[ReportedRow, ...]
    last_year: Mapping[PriceKey, Decimal]
    national: Mapping[PriceKey, Decimal]
    members: Mapping[str, str]
    missing: tuple[str, ...] = ()
    estimated: tuple[str, ...] = ()
    by_key: Mapping[PriceKey, tuple[ReportedRow, ...]] = field(default_factory=dict)

    def basis(self, key: PriceKey) -> Basis:
        """What the models read for one education."""
        reports = [
            Reported(row.municipality, row.pupils, row.base, row.estimated)
            for row in self.by_key.get(key, ())
            if row.base is not None and row.pupils
        ]
        return Basis(key, reports, self.last_year.get(key), self.national.get(key))


def round_basis(round_: PriceRound, settings: ModelSettings | None = None) -> RoundBasis:
    """Return the round's basis under the chosen settings, or under others that are tried."""
    chosen = settings or settings_of(round_.settings)
    members = dict(
        RegionMember.objects.filter(region=round_.region_id).values_list("municipality_code", "name")
    )
    rows = report_rows(round_, only_sent=True)
    sent = set(
        PriceReport.objects.filter(round=round_, state__in=_IN).values_list(
            "member__municipality_code", flat=True
        )
    )
    missing = tuple(code for code in members if code not in sent)
    carried: list[ReportedRow] = []
    if chosen.missing is Missing.CARRY_FORWARD and missing:
        carried = _carried(round_, missing, chosen.carry_index)
    every = (*rows, *carried)
    by_key: dict[PriceKey, list[ReportedRow]] = defaultdict(list)
    for row in every:
        by_key[row.key].append(row)
    keys = set(by_key) | set(last := last_year_bases(round_))
    return RoundBasis(
        settings=chosen,
        rows=every,
        last_year=last,
        national=national_amounts(round_.year, keys),
        members=members,
        missing=missing,
        estimated=tuple(sorted({row.municipality for row in carried})),
        by_key={key: tuple(found) for key, found in by_key.items()},
    )


def report_rows(round_: PriceRound, *, only_sent: bool) -> list[ReportedRow]:
    """Return the rows of the round's reports with flat amounts filled in, by municipality and education."""
    reports = PriceReport.objects.filter(round=round_)
    if only_sent:
        reports = reports.filter(state__in=_IN)
    flat = flat_amounts(reports.values_list("pk", flat=True))
    kinds = kinds_of(round_.settings)
    names = (
        "report_id",
        "report__member__municipality_code",
        "code",
        "orientation",
        "cohort",
        "form",
        "pupils",
    )
    rows = ReportRow.objects.filter(report__in=reports).order_by(
        "report__member__municipality_code", *names[2:6]
    )
    found = []
    for report_id, municipality, code, orientation, cohort, form, pupils, *given in rows.values_list(
        *names, *kinds
    ):
        common = flat.get((report_id, school_form(code)), {})
        components = {
            name: value if value is not None else common.get(name)
            for name, value in zip(kinds, given, strict=True)
        }
        key = PriceKey(code, orientation, cohort, form)
        found.append(ReportedRow(municipality, key, components, base_of(components, kinds=kinds), pupils))
    return found


def flat_amounts(report_ids: object) -> dict[tuple[object, str], dict[str, Decimal | None]]:
    """Return the flat amounts by report and school form."""
    found: dict[tuple[object, str], dict[str, Decimal | None]] = defaultdict(dict)
    rows = FlatAmount.objects.filter(report__in=report_ids)  # type: ignore[misc]  # ids or a question for ids
    for report_id, form, component, value in rows.values_list(
        "report_id", "school_form", "component", "amount"
    ):
        found[report_id, form][component] = value
    return dict(found)


def previous_round(round_: PriceRound) -> PriceRound | None:
    """Return the region's latest earlier round."""
    rounds = PriceRound.objects.filter(region=round_.region_id, year__lt=round_.year)
    return rounds.order_by("-year").first()


def _carried(round_: PriceRound, missing: tuple[str, ...], index: Decimal) -> list[ReportedRow]:
    before = previous_round(round_)
    if before is None:
        return []
    return [
        ReportedRow(
            row.municipality,
            row.key,
            {
                name: carried_forward(value, index)
                for name, value in row.components.items()
                if value is not None
            },
            carried_forward(row.base, index),
            row.pupils,
            estimated=True,
        )
        for row in report_rows(before, only_sent=True)
        if row.municipality in missing
        and row.base is not None
        and is_running(row.key.code, row.key.cohort, round_.year)
    ]


def last_version(round_: PriceRound) -> PriceListVersion | None:
    """Return the region's latest list of an earlier year."""
    rows = PriceListVersion.objects.filter(region=round_.region_id, year__lt=round_.year)
    return rows.order_by("-effective_from", "-number").first()


def last_year_bases(round_: PriceRound) -> dict[PriceKey, Decimal]:
    """Return the joint bases of the last list before the round's year."""
    version = last_version(round_)
    if version is None:
        return {}
    rows = PriceRow.objects.filter(version=version, provider_code="")
    return {
        PriceKey(code, orientation, cohort, form): base
        for code, orientation, cohort, form, base in rows.values_list(
            "code", "orientation", "cohort", "form", "base"
        )
    }


def national_amounts(year: int, keys: set[PriceKey]) -> dict[PriceKey, Decimal]:
    """Return the national list's amounts with meals for the educations, by the latest list up to the year."""
    rows = NationalRow.objects.filter(list__year__lte=year, with_meals__isnull=False).order_by("list__year")
    table = {
        (code, orientation, cohort): amount
        for code, orientation, cohort, amount in rows.values_list(
            "code", "orientation", "cohort", "with_meals"
        )
    }
    found = {}
    for key in keys:
        code = "NA" if key.code == "IB" else key.code
        for orientation in dict.fromkeys((key.orientation, "")):
            amount = table.get((code, orientation, key.cohort), table.get((code, orientation, "")))
            if amount is not None:
                found[key] = amount
                break
    return found
