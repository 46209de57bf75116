"""What published prices were made of, and a municipality's own costs as reported: grounds for its decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from gemensam.domains.pricelist.inputs.settings import kinds_of
from gemensam.domains.pricelist.models import FlatAmount, PriceListVersion, PriceRound, PriceRow, ReportRow
from gemensam.rules.pricing.amounts import internal
from gemensam.rules.pricing.codes import Form, school_form


@dataclass(frozen=True, slots=True)
class PublishedCosts:
    """The components of one published price. ``own``: a municipality's own price, else the joint one."""

    costs: Mapping[str, Decimal]
    own: bool
    estimated: bool


def published_costs(row_id: str) -> PublishedCosts | None:
    """Return what a row of a published list consists of; None for a price of another kind. Public records.

    Lists that were published before own prices kept their components are filled in from the round's reports.
    """
    try:
        row = PriceRow.objects.select_related("version").filter(pk=UUID(row_id)).first()
    except ValueError:
        return None
    if row is None:
        return None
    costs = {name: getattr(row, name) for name in kinds_of(row.version.settings)}
    if None in costs.values():
        round_id = row.version.round_id
        known = own_costs(round_id=round_id, municipality_code=row.provider_code) if round_id else {}
        costs = known.get((row.code, row.cohort), {})
    return PublishedCosts(costs, bool(row.provider_code), bool(row.estimated))


def average_premises(*, year: int, municipality_code: str, form: str) -> Decimal | None:
    """Return the municipality's average cost of premises a pupil in a school form (GF 13:5), by its latest report.

    Weighted by the pupils of each education in the round of the latest list up to the year; None when it has not
    reported.
    """
    version = PriceListVersion.objects.filter(year__lte=year, round__isnull=False).order_by("-year").first()
    if version is None:
        return None
    within = {
        "report__round": version.round_id,
        "report__member__municipality_code": municipality_code,
        "pupils__gt": 0,
    }
    flat = _flat(version.round_id, municipality_code)  # type: ignore[arg-type]  # filtered above
    pupils = total = Decimal(0)
    for row in ReportRow.objects.filter(**within).exclude(report__state="draft"):
        cost = flat.get((form, "premises")) if row.premises is None else row.premises
        if school_form(row.code) == form and cost is not None and row.pupils is not None:
            pupils, total = pupils + row.pupils, total + row.pupils * cost
    return internal(total / pupils) if pupils else None


def own_costs(*, round_id: UUID, municipality_code: str) -> dict[tuple[str, str], dict[str, Decimal]]:
    """Return the components of each school-based programme by code and cohort, flat amounts filled in.

    Grounds for decisions, which are public records. A row that lacks a component is left out.
    """
    within = {"report__round": round_id, "report__member__municipality_code": municipality_code}
    flat = _flat(round_id, municipality_code)
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    round_ = PriceRound.objects.get(pk=round_id)
    for row in ReportRow.objects.filter(**within, orientation="", form=Form.SCHOOL):
        parts = {name: getattr(row, name) for name in kinds_of(round_.settings)}
        whole = {
            name: flat.get((school_form(row.code), name)) if value is None else value
            for name, value in parts.items()
        }
        if None not in whole.values():
            found[row.code, row.cohort] = whole  # type: ignore[assignment]  # no None is left
    return found


def _flat(round_id: UUID, municipality_code: str) -> dict[tuple[str, str], Decimal]:
    within = {"report__round": round_id, "report__member__municipality_code": municipality_code}
    return {
        (one.school_form, one.component): one.amount
        for one in FlatAmount.objects.filter(**within)
        if one.amount is not None
    }
