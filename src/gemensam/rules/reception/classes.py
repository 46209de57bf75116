"""Reception class of many choices, and of one by the same code."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from gemensam.rules.terms import Bool, Int8, Int32, Int64

ReceptionClass = Literal["first_hand", "second_hand"]
FIRST_HAND: Final[ReceptionClass] = "first_hand"
SECOND_HAND: Final[ReceptionClass] = "second_hand"

# What the provider has decided for a single choice (SL 16:44), as int8.
NO_OVERRIDE: Final = 0
DECIDED_FIRST_HAND: Final = 1
DECIDED_SECOND_HAND: Final = 2

MUNICIPALITY_CODES: Final = 10_000  # four digits


@dataclass(frozen=True, slots=True)
class ReceptionDecision:
    """Reception class of one choice, whether the class exists at this offering at all, and the law."""

    reception: ReceptionClass
    applies: bool
    law: str


def first_hand(
    *,
    provider: Int32,
    public: Bool,
    national_intake: Bool,
    area_provider: Int32,
    area_municipality: Int32,
    home_municipality: Int32,
    lives_in_area_of: Int32,
    override: Int8,
) -> Bool:
    """Mark the choices of n that are received first hand: SL 16:43–47, 17:19; independent schools SL 15:33.

    Per choice, length n: provider: 0-based number of the offering's provider. public: its kind.
    national_intake: of the offering (SL 16:45, 17:20). home_municipality: 4-digit code as a number, 0 = none.
    lives_in_area_of: the municipality that counts as home instead, 0 = none (placed pupils, SL 16:43 second
    paragraph; protected persons). override: NO_OVERRIDE, DECIDED_FIRST_HAND or DECIDED_SECOND_HAND.
    area_provider, area_municipality: rows of equal length, the provider receives the municipality first hand.
    Where the class does not apply (independent provider, national intake) every choice is first hand.
    """
    home = np.where(lives_in_area_of > 0, lives_in_area_of, home_municipality)
    covered = np.unique(_pair(area_provider, area_municipality))
    by_area = np.isin(_pair(provider, home), covered) & (home > 0)
    by_decision = np.where(override == NO_OVERRIDE, by_area, override == DECIDED_FIRST_HAND)
    return ~public | national_intake | by_decision


def classify(
    *,
    provider_is_public: bool,
    national_intake: bool,
    area: Collection[int],
    home_municipality: int,
    lives_in_area_of: int = 0,
    override: ReceptionClass | None = None,
    introduction_programme: bool = False,
) -> ReceptionDecision:
    """Classify one choice, by the code of first_hand: SL 15:33, 16:43–47, 17:19–20.

    area: codes of the municipalities that the provider receives first hand. Codes as numbers, 0 = none.
    """
    decided = {None: NO_OVERRIDE, FIRST_HAND: DECIDED_FIRST_HAND, SECOND_HAND: DECIDED_SECOND_HAND}
    is_first = first_hand(
        provider=np.zeros(1, dtype=np.int32),
        public=np.array([provider_is_public]),
        national_intake=np.array([national_intake]),
        area_provider=np.zeros(len(area), dtype=np.int32),
        area_municipality=np.array(sorted(area), dtype=np.int32),
        home_municipality=np.array([home_municipality], dtype=np.int32),
        lives_in_area_of=np.array([lives_in_area_of], dtype=np.int32),
        override=np.array([decided[override]], dtype=np.int8),
    )
    return ReceptionDecision(
        reception=FIRST_HAND if is_first[0] else SECOND_HAND,
        applies=provider_is_public and not national_intake,
        law=_law(
            public=provider_is_public,
            national_intake=national_intake,
            introduction_programme=introduction_programme,
            by_decision=override == FIRST_HAND,
            is_first=bool(is_first[0]),
        ),
    )


def _law(
    *, public: bool, national_intake: bool, introduction_programme: bool, by_decision: bool, is_first: bool
) -> str:
    """The paragraph behind the class; IMV and IMY for groups have their own (SL 17:19–20)."""
    if not public:
        return "SL 15:33"
    if introduction_programme:
        return "SL 17:20" if national_intake else "SL 17:19"
    if national_intake:
        return "SL 16:44 p. 6"
    if not is_first:
        return "SL 16:47"
    return "SL 16:44" if by_decision else "SL 16:43"


def _pair(provider: Int32, municipality: Int32) -> Int64:
    return provider.astype(np.int64) * MUNICIPALITY_CODES + municipality
