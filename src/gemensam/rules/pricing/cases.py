"""What a price is asked for, and the answer with its reasons: values that the decision table speaks of.

The words are those of SL 16:43–55 and of pricelist agreements (samverkansavtal).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gemensam.rules.pricing.book import PriceRow


class Supply(StrEnum):
    """Where the home municipality's pupils can get the education: SL 16:55, 15:30 a."""

    HOME = "home"  # the home municipality arranges it itself
    AREA = "area"  # another municipality of the co-operation area does
    NOWHERE = "nowhere"  # nobody in the area does


class Track(StrEnum):
    """What kind of education, where the price depends on it."""

    NATIONAL_PROGRAMME = "national_programme"
    IB = "ib"
    NATIONAL_VARIANT = "national_variant"  # särskild variant, riksrekryterande, riksidrottsgymnasium
    IMV = "imv"
    INDIVIDUAL = "individual"  # IMA, IMS and IMY for one pupil
    ADAPTED = "adapted"  # anpassad gymnasieskola


class AgreedPrice(StrEnum):
    """What an agreement between home municipality and provider says that the price is."""

    NONE = "none"
    JOINT = "joint"
    SELF_COST = "self_cost"


class Per(StrEnum):
    """What an amount is for."""

    YEAR = "year"
    TERM = "term"


class Part(StrEnum):
    """Which part of the price a line is: IMV has two (SL 17:23)."""

    EDUCATION = "education"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCase:
    """One pupil's education on one day. provider and home: as in the book's ``party``.

    inside_area: home and provider belong to the same co-operation area. imv_start: when the support began.
    placed: lives in a care home (HVB) or the like away from home (SL 17:26 a).
    """

    on: date
    education_start: date
    programme: str
    provider: str
    provider_is_public: bool
    home: str
    orientation: str = ""
    apprenticeship: bool = False
    track: Track = Track.NATIONAL_PROGRAMME
    first_hand: bool = True
    agreed: AgreedPrice = AgreedPrice.NONE
    supply: Supply = Supply.HOME
    host: str = ""
    inside_area: bool = False
    nordic: bool = False
    placed: bool = False
    imv_start: date | None = None
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the decision table and its answer, as codes, with the paragraph that asks it."""

    question: str
    answer: str
    law: str


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One amount of the answer: four decimals, per year or term, the paragraph, and the rows it was taken from.

    ends: the last day it is paid, where the law ends it. operation: what was done with the rows' amounts.
    """

    part: Part
    amount: Decimal
    per: Per
    law: str
    rows: tuple[PriceRow, ...]
    operation: str = "as_listed"
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class ChosenPrice:
    """The answer. Without lines, ``missing`` is the code of what is lacking."""

    lines: tuple[PriceLine, ...]
    steps: tuple[Step, ...]
    reasons: tuple[str, ...]
    missing: str = ""

    @property
    def amount(self) -> Decimal:
        """The sum of the lines."""
        return sum((line.amount for line in self.lines), Decimal(0))
