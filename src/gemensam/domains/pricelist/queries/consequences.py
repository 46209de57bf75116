"""What prices mean for each municipality: who pays whom, beside last year's prices and the budget, and ahead."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gemensam.domains.pricelist.inputs.calculation import last_version
from gemensam.domains.pricelist.models import MemberFigures, PriceRound, PriceRow, PupilFlow
from gemensam.domains.pricelist.queries.proposal import Proposal, proposal
from gemensam.foundation.access.actors import Actor
from gemensam.rules.pricing.amounts import rounded
from gemensam.rules.pricing.book import Cohort
from gemensam.rules.pricing.codes import Form, PriceKey
from gemensam.rules.pricing.cost_models import ModelSettings
from gemensam.rules.pricing.flows import (
    Consequence,
    Flow,
    Forecast,
    consequence,
    forecast,
    scaled,
    shown_nets,
)


@dataclass(frozen=True, slots=True)
class MemberOutcome:
    """One municipality's year: net by the tried prices and by last year's, and the budget."""

    code: str
    name: str
    net: int
    moved: int  # how much the trial moves the net, from unrounded amounts
    last_net: int
    budget: Decimal | None
    receives: int
    pays: int

    @property
    def beside_budget(self) -> int | None:
        """Net less budget."""
        return None if self.budget is None else self.net - int(rounded(self.budget, 0))


@dataclass(frozen=True, slots=True)
class ConsequenceView:
    """The consequences of the round's prices, as tried."""

    members: tuple[MemberOutcome, ...]
    pays: Mapping[tuple[str, str], Decimal]
    names: Mapping[str, str]
    unpriced: tuple[Flow, ...]
    forecasts: tuple[tuple[Forecast, Mapping[str, int]], ...]
    number_of_flows: int
    proposal: Proposal


def consequence_view(
    actor: Actor, round_: PriceRound, *, settings: ModelSettings | None, factor: Decimal, index: Decimal
) -> ConsequenceView:
    """Return what the prices mean under the tried model and index. Raises PermissionDenied.

    ``factor`` is laid on every price of this year, ``index`` on each coming year. Prices are whole kronor, as
    they would be published, before the factor.
    """
    chosen = proposal(actor, round_)
    tried = proposal(actor, round_, settings) if settings else chosen
    flows = flows_of(round_, _prices(tried))
    now = consequence(flows, scaled(_prices(tried), factor))
    before = consequence(flows, _prices(chosen))
    last = consequence(flows, _last_prices(round_))
    figures = {
        one.member.municipality_code: one
        for one in MemberFigures.objects.filter(round=round_).select_related("member")
    }
    names = dict(tried.members)
    sizes = {code: {int(year): size for year, size in one.cohorts.items()} for code, one in figures.items()}
    ahead = forecast(flows, scaled(_prices(tried), factor), sizes, base_year=round_.year, index=index)
    return ConsequenceView(
        members=_members(names, now, before, last, figures),
        pays=now.pays,
        names=names,
        unpriced=now.unpriced,
        forecasts=tuple((one, shown_nets({**dict.fromkeys(names, Decimal(0)), **one.nets})) for one in ahead),
        number_of_flows=len(flows),
        proposal=tried,
    )


def _members(
    names: Mapping[str, str],
    now: Consequence,
    before: Consequence,
    last: Consequence,
    figures: Mapping[str, MemberFigures],
) -> tuple[MemberOutcome, ...]:
    empty = dict.fromkeys(names, Decimal(0))
    nets, earlier = (shown_nets({**empty, **one.nets}) for one in (now, last))
    none = Decimal(0)
    found = [
        MemberOutcome(
            code=code,
            name=names.get(code, code),
            net=nets[code],
            moved=int(rounded(now.nets.get(code, none) - before.nets.get(code, none), 0)),
            last_net=earlier.get(code, 0),
            budget=figures[code].budget_net if code in figures else None,
            receives=_sum(now, code, place=1),
            pays=_sum(now, code, place=0),
        )
        for code in nets
    ]
    return tuple(sorted(found, key=lambda one: (-one.net, one.name)))


def _sum(found: Consequence, code: str, *, place: int) -> int:
    return int(
        rounded(sum((value for pair, value in found.pays.items() if pair[place] == code), Decimal(0)), 0)
    )


def flows_of(round_: PriceRound, prices: Mapping[str, Decimal]) -> list[Flow]:
    """Return the round's flows; an orientation without a price of its own takes its programme's."""
    found = []
    for row in PupilFlow.objects.filter(round=round_):
        label = PriceKey(row.code, row.orientation).label
        found.append(
            Flow(row.home_code, row.provider_code, label if label in prices else row.code, row.pupils)
        )
    return found


def _prices(found: Proposal) -> dict[str, Decimal]:
    rows = [(row.key, row.price.ike) for row in found.rows if row.price is not None]
    return _by_label(rows)


def _last_prices(round_: PriceRound) -> dict[str, Decimal]:
    version = last_version(round_)
    rows = PriceRow.objects.filter(version=version, provider_code="") if version else ()
    return _by_label([(PriceKey(row.code, row.orientation, row.cohort, row.form), row.ike) for row in rows])


def _by_label(rows: list[tuple[PriceKey, Decimal]]) -> dict[str, Decimal]:
    """One price a label: the present course plan's, school-based, where there are several."""
    order = sorted(rows, key=lambda row: (row[0].cohort == Cohort.GY25, row[0].form == Form.SCHOOL))
    return {key.label: rounded(amount, 0) for key, amount in order}
