"""V7, V10: who stands in the reserve queue of an offering, in which order, and why."""

from gemensam_verifier.market import FREE_QUOTA, Market
from gemensam_verifier.order import Order
from gemensam_verifier.placements import ADMITTED, RESERVE, Result
from gemensam_verifier.report import Findings
from gemensam_verifier.seats import MERIT, QUOTA, TEST

REASON_OF_PART = {
    "reception": "reception:second_hand_full",
    "late": "late:behind_in_time",
    "points": "merit:below",
    "comparable": "quota:full",
}
NOT_APPROVED = "quota:not_approved"
TEST_MISSING = "test:missing"  # all seats went to those with the best tests


class Queues:
    """Checks the reserve rows of one result, offering by offering."""

    def __init__(self, market: Market, order: Order, result: Result, findings: Findings) -> None:
        self.market = market
        self.order = order
        self.result = result
        self.findings = findings

    def check(self, wishes: dict[int, list[int]]) -> None:
        """wishes: offering -> choices of those who are there or would rather be."""
        status = self.result.status
        for choices in wishes.values():
            queue = sorted((choice for choice in choices if status[choice] == RESERVE), key=self.order.key)
            admitted = [choice for choice in choices if status[choice] == ADMITTED]
            self._positions(queue)
            self._reasons(queue, admitted)

    def _note(self, prop: str, code: str, choice: int, **facts: object) -> None:
        self.findings.add(
            prop,
            code,
            spreads=False,
            applicants=(self.market.name(choice),),
            offerings=(self.market.offering_of(choice).id,),
            **facts,
        )

    def _positions(self, queue: list[int]) -> None:
        self.findings.count("V10", len(queue))
        for number, choice in enumerate(queue, start=1):
            if self.result.outcome[choice].position != str(number):
                self._note(
                    "V10",
                    "wrong_position",
                    choice,
                    position=self.result.outcome[choice].position,
                    wanted=number,
                )

    def _reasons(self, queue: list[int], admitted: list[int]) -> None:
        """The reason of a reserve row is the part of the order that puts it behind the last one admitted."""
        last: dict[str, int] = {}
        for choice in sorted(admitted, key=self.order.key):
            last[self.result.outcome[choice].seat_kind] = choice
        for choice in queue:
            wanted = self._right_reason(choice, last)
            if self.result.outcome[choice].reason != wanted:
                self._note(
                    "V7", "wrong_reason", choice, reason=self.result.outcome[choice].reason, wanted=wanted
                )

    def _right_reason(self, choice: int, last: dict[str, int]) -> str:
        """last: seat kind -> the admitted choice that is last in the order on such a seat."""
        market = self.market
        approved = bool(market.flags[choice] & FREE_QUOTA)
        if not market.has_points(choice) and not approved:
            return NOT_APPROVED
        other = last.get(MERIT, last.get(QUOTA) if approved else None)
        if other is not None:
            part, _ = self.order.first_difference(other, choice)
            return REASON_OF_PART.get(part) or f"tie:{part}"
        if QUOTA in last:
            return NOT_APPROVED
        return TEST_MISSING if TEST in last and not market.tested(choice) else "merit:below"
