"""Payments in the demo: agreements, pupils, half a year of months, a credit, an objection and grant decisions."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from gemensam.domains.settlement.queries.lines import LineFilter, lines
from gemensam.domains.settlement.queries.runs import run_view
from gemensam.domains.settlement.services.attest_run import attest_run
from gemensam.domains.settlement.services.compute_run import compute_run
from gemensam.domains.settlement.services.decide_grant import Decided, decide_grant
from gemensam.domains.settlement.services.object_to_line import object_to_line
from gemensam.domains.settlement.services.prepare_grant import prepare_grant
from gemensam.domains.settlement.services.save_agreement import (
    AgreementRow,
    SupplementRow,
    save_agreement,
)
from gemensam.domains.settlement.services.save_other_price import OtherPriceRow, save_other_price
from gemensam.domains.settlement.services.save_party import PartyRow, save_party
from gemensam.domains.settlement.services.save_placements import PlacementRow, save_placements
from gemensam.domains.settlement.services.start_run import start_run
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.roles import Role
from gemensam.interfaces.commands.demo_county import moments, payment_figures, places, schools
from gemensam.interfaces.commands.demo_county.dice import Dice
from gemensam.interfaces.commands.demo_seed.register import Ids

_START = {1: date(2026, 8, 17), 2: date(2025, 8, 18), 3: date(2024, 8, 19)}
_SEED = 20270101
_SPORTS = SupplementRow(
    code="NIU", name="Nationell idrottsutbildning", term_amount=Decimal(4000), monthly=Decimal(667)
)


class Payers:
    """Who acts for each municipality: the economist runs, the decision maker attests and decides."""

    def __init__(self, ids: Ids, staff: dict[Role, list[Actor]]) -> None:
        codes = [place.code for place in places.PLACES]
        self.economists = dict(zip(codes, staff[Role.ECONOMIST], strict=False))
        self.deciders = dict(zip(codes, staff[Role.PROVIDER_DECISION_MAKER], strict=False))
        self.providers = {code: ids.organisations[schools.provider_id(code, "")] for code in codes}


def fill_payments(ids: Ids, staff: dict[Role, list[Actor]], say: Callable[[str], object]) -> None:
    """Everything through the services, as the municipalities would do it."""
    say("Räknar ut vem som betalar vem …")
    who = Payers(ids, staff)
    for place, code in enumerate(who.providers):
        _terms(who, code, place)
    for code in payment_figures.FLOWS:
        _save(who, ids, code, {})
    for month in range(1, 6):
        _month(who, "2281", month)
        _month(who, "2280", month)
    _left(who, ids)
    _disputed(who)
    _grants(who, ids)


def _terms(who: Payers, code: str, place: int) -> None:
    at = moments.winter(2026, 11, 20, 10)
    actor, provider = who.economists[code], who.providers[code]
    street, post_code, city = payment_figures.ADDRESSES[code]
    accounts = {"receivable": "15110", "income": "35610"}
    save_party(
        actor=actor, organisation_id=provider, at=at,
        row=PartyRow(
            endpoint="", street=street, post_code=post_code, city=city, bankgiro=f"5050{place:03}1",
            email=f"ike@{city.lower().translate(str.maketrans('åäö', 'aao'))}.example",
            accounts={"municipal": accounts, "independent": accounts},
            references={"municipal": f"IKE{code}", "independent": f"FRI{code}"},
        ),
    )  # fmt: skip
    save_agreement(
        actor=actor, creditor_id=provider, at=at,
        row=AgreementRow(
            debtor_code="", profile=payment_figures.PROFILES[code], agreed="joint", valid_from=date(2025, 7, 1),
            diary_number=f"KS 2025/{110 + place}",
            supplements=[_SPORTS],
        ),
    )  # fmt: skip
    save_other_price(
        actor=actor, organisation_id=provider, at=at,
        row=OtherPriceRow(
            list="imv_support", party=code, programme="IMV", amount=Decimal(10000), source=f"KS 2026/{310 + place}",
            valid_from=date(2026, 1, 1),
        ),
    )  # fmt: skip


def _save(who: Payers, ids: Ids, code: str, ends: dict[str, date]) -> None:
    rows = list(_pupils(ids, code, ends))
    at = moments.summer(2026, 9, 1, 9)
    save_placements(actor=who.economists[code], creditor_id=who.providers[code], rows=rows, at=at)


def _pupils(ids: Ids, code: str, ends: dict[str, date]) -> Iterator[PlacementRow]:
    """The pupils of a municipality's schools who live elsewhere; the same every time."""
    number = 0
    for unit, home, programme, count in payment_figures.FLOWS[code]:
        dice = Dice(_SEED, f"{code}:{home}:{programme}")
        names = payment_figures.names(dice, count)
        for place in range(count):
            number += 1
            reference = f"E{number:04}"
            start = _START[1 + place % 3]
            protected = number % 61 == 0
            yield PlacementRow(
                reference=reference, school_unit_id=ids.units[unit], programme=programme, education_start=start,
                starts=start, ends=ends.get(reference), homes=((start, home),),
                supplements=("NIU",) if number % 17 == 0 else (),
                pupil_name="" if protected else names[place], protected=protected,
            )  # fmt: skip


def _month(who: Payers, code: str, month: int, *, attested: bool = True) -> None:
    ran = moments.winter(2027, month, 20, 9) if month < 4 else moments.summer(2027, month, 20, 9)
    run = start_run(
        actor=who.economists[code], creditor_id=who.providers[code], year=2027, month=month, at=ran
    )
    compute_run(actor=who.economists[code], run_id=run.pk, at=ran)
    if attested:
        actor = who.deciders[code]
        attest_run(
            actor=actor, run_id=run.pk, lines=run_view(actor, run.pk).lines, at=ran + timedelta(days=2)
        )


def _left(who: Payers, ids: Ids) -> None:
    """Pupils who left in the spring and were reported in June: the June runs credit them and wait for attest."""
    _save(who, ids, "2281", {"E0007": date(2027, 3, 5), "E0031": date(2027, 4, 9)})
    _save(who, ids, "2280", {"E0003": date(2027, 4, 2)})
    for code in ("2281", "2280"):
        _month(who, code, 6, attested=False)


def _disputed(who: Payers) -> None:
    """Each of two municipalities objects to one line of May."""
    for code, creditor in (("2282", "2280"), ("2280", "2281")):
        actor = who.economists[code]
        rows = lines(actor, LineFilter(year=2027, month=5, side="debtor"))
        mine = rows.filter(placement__protected=False, run__creditor=who.providers[creditor])
        line = mine.order_by("placement__reference", "pk").first()
        if line is not None:
            object_to_line(
                actor=actor, line_id=line.pk, reason="not_resident", at=moments.summer(2027, 6, 3, 13),
                text="Eleven flyttade den 2 maj enligt folkbokföringen.",
            )  # fmt: skip


def _grants(who: Payers, ids: Ids) -> None:
    """Sundsvall has decided for one school and prepared for another."""
    for provider, decided in (("fri-alnosundet", True), ("fri-mittnavet", False)):
        grant = prepare_grant(
            actor=who.economists["2281"], municipality_id=who.providers["2281"],
            provider_id=_provider(ids, provider), year=2027, effective_from=date(2027, 1, 1),
            at=_moment(2026, 12, 14),
        )  # fmt: skip
        if decided and not any(row["missing"] for row in grant.rows):
            told = Decided(
                decided_on=date(2026, 12, 16), paragraph="§ 118", decided_by="Barn- och utbildningsnämnden",
                diary_number="BUN 2026/441",
            )  # fmt: skip
            decide_grant(
                actor=who.deciders["2281"], grant_id=grant.pk, decided=told, at=_moment(2026, 12, 16)
            )


def _provider(ids: Ids, name: str) -> UUID:
    return ids.organisations[schools.provider_id("2281", name)]


def _moment(year: int, month: int, day: int) -> datetime:
    return moments.winter(year, month, day, 14)
