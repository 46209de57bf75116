"""What one municipality's own prices of a published list were reported to consist of."""

from decimal import Decimal
from uuid import UUID

from gemensam.domains.pricelist.models import FlatAmount, ReportRow
from gemensam.rules.pricing.codes import Form, school_form
from gemensam.rules.pricing.components import COMPONENTS


def own_costs(*, round_id: UUID, municipality_code: str) -> dict[tuple[str, str], dict[str, Decimal]]:
    """Return the components of each school-based programme by code and cohort, flat amounts filled in.

    Grounds for decisions, which are public records. A row that lacks a component is left out.
    """
    within = {"report__round": round_id, "report__member__municipality_code": municipality_code}
    flat = {
        (one.school_form, one.component): one.amount
        for one in FlatAmount.objects.filter(**within)
        if one.amount is not None
    }
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    for row in ReportRow.objects.filter(**within, orientation="", form=Form.SCHOOL):
        parts = {name: getattr(row, name) for name in COMPONENTS}
        whole = {
            name: flat.get((school_form(row.code), name)) if value is None else value
            for name, value in parts.items()
        }
        if None not in whole.values():
            found[row.code, row.cohort] = whole  # type: ignore[assignment]  # no None is left
    return found
