"""V2 and V4-V7: is everybody who is taken the right one, given who would come?

For every offering or pool: those who have a place there and those who would rather be there are given to
the choice rule. A result without justified envy and without waste is exactly one where the rule gives back
those who are admitted. Nothing is re-run.
"""

from dataclasses import dataclass

from gemensam_verifier.market import Market
from gemensam_verifier.order import Order
from gemensam_verifier.placements import ADMITTED, NOWHERE, SEAT_KINDS, Result
from gemensam_verifier.report import Findings
from gemensam_verifier.seats import HELD, QUOTA, TEST, Seats, Unit, units
from gemensam_verifier.wishes import Openness, wishes

# The part of the order that was broken -> the property it belongs to.
PROPERTY_OF_PART = {"comparable": "V4", "reception": "V4", "late": "V4", "points": "V4", "lottery": "V6"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One unit: whom the rule takes (with seat kind), and whether that is who is admitted."""

    unit: Unit
    chosen: dict[int, str]
    same: bool


class Stability:
    """Compares every unit of one result with the choice rule."""

    def __init__(
        self, market: Market, order: Order, result: Result, open_: Openness, findings: Findings
    ) -> None:
        self.market = market
        self.order = order
        self.result = result
        self.open = open_
        self.findings = findings
        self.seats = Seats(market, order)
        self.wishes = wishes(market, open_.open, result.place)
        self.admitted: dict[int, list[int]] = {number: [] for number in range(len(market.offerings))}
        for choice, status in enumerate(result.status):
            if status == ADMITTED:
                self.admitted[market.offering[choice]].append(choice)

    def check(self) -> list[Compared]:
        """Report what is wrong and return the comparison of every unit."""
        self._held()
        found = []
        for unit in units(self.market):
            self._capacity(unit)
            chosen = self.seats.choose(unit, self.wishes)
            admitted = {choice for member in unit.members for choice in self.admitted[member]}
            self._kinds(chosen, admitted)
            passed_over = [choice for choice in chosen if choice not in admitted]
            intruders = [choice for choice in admitted if choice not in chosen]
            self._explain(sorted(passed_over), sorted(intruders))
            found.append(Compared(unit, chosen, same=not passed_over and not intruders))
            self.findings.count("V4", sum(len(self.wishes[member]) for member in unit.members))
        self.findings.count("V6", len(self.market.applicant_ids))
        self.findings.count("V7", self.findings.checked["V4"])
        return found

    def _add(self, prop: str, code: str, choices: tuple[int, ...], **facts: object) -> None:
        self.findings.add(
            prop,
            code,
            applicants=tuple(self.market.name(choice) for choice in choices),
            offerings=tuple(dict.fromkeys(self.market.offering_of(choice).id for choice in choices)),
            spreads=True,
            **facts,
        )

    def _held(self) -> None:
        """V2: a held place is kept, or given up for a higher choice by one who stays in the queue."""
        for choice, keep in self.market.held.items():
            self.findings.count("V2")
            has = self.result.place[self.market.applicant[choice]]
            if has == NOWHERE or has > choice:
                self._add("V2", "held_lost", (choice,))
            elif has < choice and not keep:
                self._add("V2", "held_moved", (has,))

    def _capacity(self, unit: Unit) -> None:
        """V2: the numbers alone, as a reader with the seat table would count them."""
        total = kept = 0
        for member in unit.members:
            offering = self.market.offerings[member]
            kinds = [self.result.outcome[choice].seat_kind for choice in self.admitted[member]]
            held = sum(choice in self.market.held for choice in self.admitted[member])
            limits = (
                ("overfull", len(kinds), max(offering.seats, held)),
                ("quota_overfull", kinds.count(QUOTA), offering.free_quota_seats),
                ("test_overfull", kinds.count(TEST), offering.test_seats),
            )
            for code, number, limit in limits:
                self.findings.count("V2")
                if number > limit:
                    self.findings.add(
                        "V2", code, offerings=(offering.id,), spreads=True, number=number, limit=limit
                    )
            total += len(kinds)
            kept += held
        if unit.seats is not None and total > max(unit.seats, kept):
            names = tuple(self.market.offerings[member].id for member in unit.members)
            self.findings.add(
                "V2",
                "pool_overfull",
                offerings=names,
                spreads=True,
                number=total,
                limit=max(unit.seats, kept),
            )

    def _kinds(self, chosen: dict[int, str], admitted: set[int]) -> None:
        """V2: the seat kind is the one that the rule gives."""
        for choice in sorted(admitted):
            kind = self.result.outcome[choice].seat_kind
            wanted = chosen.get(choice, kind if kind in SEAT_KINDS and kind != HELD else "merit")
            if kind != wanted:
                self.findings.add(
                    "V2",
                    "seat_kind",
                    applicants=(self.market.name(choice),),
                    offerings=(self.market.offering_of(choice).id,),
                    kind=kind,
                    wanted=wanted,
                )

    def _explain(self, passed_over: list[int], intruders: list[int]) -> None:
        """Say for everybody who was passed over by whom, or that a seat stands empty."""
        named: set[int] = set()
        for choice in passed_over:
            named.add(self._explain_one(choice, intruders, named))
        for choice in intruders:
            if choice not in named and self.open.open[choice] and choice not in self.result.extra:
                self._add("V2", "no_right_to_seat", (choice,))

    def _explain_one(self, choice: int, intruders: list[int], named: set[int]) -> int:
        """Report one who was passed over; returns the one who sits there instead, or NOWHERE.

        Of several, one who is behind in the order and not yet named is taken first.
        """
        if not intruders:
            self._add("V5", "empty_seat", (choice,))
            return NOWHERE
        offering = self.market.offering[choice]
        other = max(
            intruders,
            key=lambda one: (
                self.market.offering[one] == offering,
                not self.open.open[one],
                bool(self.order.difference(choice, one)),
                one not in named,
                self.order.key(one),
            ),
        )
        if self.market.offering[other] != offering:
            self._add("V2", "pool_order", (choice, other))
        elif not self.open.open[other]:
            self._add("V4", "seat_to_unentitled", (choice, other))
        elif part := self.order.difference(choice, other):
            self._add(PROPERTY_OF_PART.get(part, "V7"), "passed_over", (choice, other), part=part)
        else:
            self._add("V2", "seat_rule", (choice, other))
        return other
