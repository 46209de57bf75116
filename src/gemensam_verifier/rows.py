"""V3, V7, V10, V11: every row of placements.csv says what follows from the places."""

from collections.abc import Callable
from fractions import Fraction

from gemensam_verifier.grades import POINT_SCALE
from gemensam_verifier.market import Market
from gemensam_verifier.numbers import merit_text
from gemensam_verifier.placements import (
    ADMITTED,
    INELIGIBLE,
    NO_ROW,
    NOT_CONSIDERED,
    NOWHERE,
    RESERVE,
    STRUCK,
    Result,
)
from gemensam_verifier.report import Findings
from gemensam_verifier.wishes import Openness

Note = Callable[..., None]


class Rows:
    """Checks the rows of one result one by one."""

    def __init__(self, market: Market, result: Result, open_: Openness, findings: Findings) -> None:
        self.market = market
        self.result = result
        self.open = open_
        self.findings = findings
        self._merit_texts: dict[int, str] = {}

    def check(self) -> None:
        """Status, seat kind, merit of every row, and the reason where the input alone decides it."""
        market, outcome, known = self.market, self.result.outcome, self.result.known
        starts = market.starts
        for applicant, has in enumerate(self.result.place):
            merit = self._merit_text(applicant)
            end = starts[applicant + 1]
            below = end if has == NOWHERE else has + 1
            for choice in range(starts[applicant], below):
                self._check_row(choice, has, merit)
            struck = known.get((STRUCK, "", "", "choice:higher_admitted", merit))
            for choice in range(below, end):
                if outcome[choice] is not struck:
                    self._check_row(choice, has, merit)
        size = len(outcome)
        for prop in ("V3", "V11"):
            self.findings.count(prop, size)

    def _check_row(self, choice: int, has: int, merit: str) -> None:
        """has: where the applicant is admitted; merit: what the row should say."""
        status, seat_kind, position, _, shown = self.result.outcome[choice]
        if status == NO_ROW:
            return
        wanted = self._wanted_status(choice, has)
        if status != wanted and not (status == ADMITTED and choice in self.result.extra):
            self._wrong_status(choice, status, wanted)
        elif status in {INELIGIBLE, STRUCK, NOT_CONSIDERED, ADMITTED}:
            self._reason(choice, status)
        if status != ADMITTED and seat_kind:
            self._note("V11", "kind_without_place", choice, kind=seat_kind)
        if status != RESERVE and position:
            self._note("V10", "position_without_reserve", choice, position=position)
        if shown != merit:
            self._note("V3", "wrong_merit", choice, merit=shown, wanted=merit)

    def _note(self, prop: str, code: str, choice: int, *, spreads: bool = False, **facts: object) -> None:
        self.findings.add(
            prop,
            code,
            applicants=(self.market.name(choice),),
            offerings=(self.market.offering_of(choice).id,),
            spreads=spreads,
            rank=self.market.rank[choice],
            **facts,
        )

    def _wanted_status(self, choice: int, has: int) -> str:
        if choice == has:
            return ADMITTED
        if has != NOWHERE and choice > has:
            return STRUCK
        if choice in self.open.outside or self.market.offering_of(choice).cancelled:
            return NOT_CONSIDERED
        return INELIGIBLE if choice in self.open.refused else RESERVE

    def _wrong_status(self, choice: int, status: str, wanted: str) -> None:
        """An eligibility decision that is wrong is V3 and moves seats; other statuses are V11."""
        codes = self.open.refused.get(choice, ())
        eligibility = {status, wanted} in ({INELIGIBLE, RESERVE}, {INELIGIBLE, ADMITTED})
        self._note(
            "V3" if eligibility else "V11",
            "wrong_status",
            choice,
            spreads=True,
            status=status,
            wanted=wanted,
            codes=", ".join(codes),
        )

    def _reason(self, choice: int, status: str) -> None:
        """The reason of a row that the input or a higher place decides."""
        reason = self.result.outcome[choice].reason
        if status == ADMITTED:
            self._admitted(choice, reason)
        elif status == STRUCK and reason != "choice:higher_admitted":
            self._note("V7", "wrong_reason", choice, reason=reason, wanted="choice:higher_admitted")
        elif status == INELIGIBLE and reason != self.open.refused[choice][0]:
            self._note("V3", "wrong_reason", choice, reason=reason, wanted=self.open.refused[choice][0])
        elif status == NOT_CONSIDERED:
            wanted = "held:not_considered" if choice in self.open.outside else "offering:cancelled"
            if reason != wanted:
                self._note("V7", "wrong_reason", choice, reason=reason, wanted=wanted)

    def _admitted(self, choice: int, reason: str) -> None:
        """An admitted row is eligible and gives no reason for a refusal."""
        if choice in self.open.refused:
            self._note("V3", "ineligible_admitted", choice, spreads=True,
                       codes=", ".join(self.open.refused[choice]))  # fmt: skip
        elif not self.open.open[choice]:
            self._note("V11", "closed_admitted", choice, spreads=True)
        if reason:
            self._note("V7", "wrong_reason", choice, reason=reason, wanted="")

    def _merit_text(self, applicant: int) -> str:
        """The merit that follows from the grades; empty without comparable grades."""
        if not self.market.comparable[applicant]:
            return ""
        merit = self.market.standing[applicant].merit
        text = self._merit_texts.get(merit)
        if text is None:
            text = self._merit_texts[merit] = merit_text(Fraction(merit, POINT_SCALE))
        return text
