"""V7, V10: who stands in the reserve queue of an offering, in which order, and why."""

from itertools import pairwise

from gemensam_verifier.market import FREE_QUOTA, Market
from gemensam_verifier.order import Order
from gemensam_verifier.placements import ADMITTED, RESERVE, Result
from gemensam_verifier.report import Findings
from gemensam_verifier.seats import MERIT

REASON_OF_PART = {
    "reception": "reception:second_hand_full",
    "late": "late:behind_in_time",
    "points": "merit:below",
    "comparable": "merit:below",
}
NOT_APPROVED = "quota:not_approved"


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
        self._sort_keys()

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
            if self.result.position[choice] != str(number):
                self._note(
                    "V10", "wrong_position", choice, position=self.result.position[choice], wanted=number
                )

    def _reasons(self, queue: list[int], admitted: list[int]) -> None:
        """The reason of a reserve row is the part of the order that puts it behind the last merit seat."""
        merit = [choice for choice in admitted if self.result.seat_kind[choice] == MERIT]
        last = max(merit, key=self.order.key) if merit else None
        known: dict[tuple[int, ...], str] = {}
        for choice in queue:
            allowed = self._right_reasons(choice, last, admitted, known)
            if self.result.reason[choice] not in allowed:
                self._note("V7", "wrong_reason", choice, rank=self.market.rank[choice],
                           reason=self.result.reason[choice], wanted=" / ".join(sorted(allowed)))  # fmt: skip

    def _right_reasons(
        self, choice: int, last: int | None, admitted: list[int], known: dict[tuple[int, ...], str]
    ) -> set[str]:
        approved = bool(self.market.flags[choice] & FREE_QUOTA)
        if not self.market.has_points(choice) and not approved:
            return {NOT_APPROVED}
        if last is not None:
            part = self.order.difference(last, choice)
            if part:
                return {self._reason(part)}
        parts = {self.order.difference(other, choice) for other in admitted} - {""}
        return {self._reason(part) for part in parts} | {"merit:below", NOT_APPROVED}

    @staticmethod
    def _reason(part: str) -> str:
        return REASON_OF_PART.get(part) or f"tie:{part}"

    def _sort_keys(self) -> None:
        """Written sort keys, compared as text, give the order at each offering."""
        groups: dict[int, list[int]] = {}
        for choice, text in enumerate(self.result.sort_key):
            if text:
                groups.setdefault(self.market.offering[choice], []).append(choice)
        for group in groups.values():
            self.findings.count("V7", len(group))
            group.sort(key=self.order.key)
            for ahead, behind in pairwise(group):
                if not self.result.sort_key[ahead] < self.result.sort_key[behind]:
                    self._note("V7", "sort_key_order", behind, ahead=self.market.name(ahead))
