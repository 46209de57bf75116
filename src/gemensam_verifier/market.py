"""The round as the verifier sees it: offerings, applicants and choices in parallel lists."""

from dataclasses import dataclass, field

from gemensam_verifier.grades import Standing
from gemensam_verifier.programmes import Requirement

LATE, FREE_QUOTA, TEST_PASSED, EXEMPTION = 1, 2, 4, 8
NO_TEST = -1  # test_points is empty


@dataclass(frozen=True, slots=True)
class Offering:
    """One row of offerings.csv. first_hand: municipalities received first hand (None = everyone)."""

    id: str
    seats: int
    free_quota_seats: int
    test_seats: int
    test_adds: bool
    test_required: bool
    pool: str
    pool_seats: int
    pool_order: int
    cancelled: bool
    need: Requirement
    ranking: str
    first_hand: frozenset[str] | None


@dataclass(slots=True)
class Round:
    """round.toml. rankings: name -> criteria, always ended by the lottery."""

    year: int
    kind: str
    rules: str
    seed: str
    weighted_blocks: bool
    cutoff: float | None
    rankings: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Market:
    """Everything that decides a round. Applicants are numbered in the order of their ids, choices in the
    order (applicant, rank), so that choice numbers are row numbers of the canonical placements.csv.

    starts[a] .. starts[a + 1] are the choices of applicant a. points in POINT_SCALE.
    """

    round: Round
    offerings: list[Offering]
    applicant_ids: list[str] = field(default_factory=list)
    municipality: list[str] = field(default_factory=list)
    reception_home: list[str] = field(default_factory=list)
    too_old: list[bool] = field(default_factory=list)
    completed: list[bool] = field(default_factory=list)
    comparable: list[bool] = field(default_factory=list)
    reduced: list[bool] = field(default_factory=list)
    standing: list[Standing] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    applicant: list[int] = field(default_factory=list)
    rank: list[int] = field(default_factory=list)
    offering: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    test_points: list[int] = field(default_factory=list)
    second_hand: list[bool] = field(default_factory=list)
    held: dict[int, bool] = field(default_factory=dict)  # held choice -> keep_reserve
    held_by: dict[int, int] = field(default_factory=dict)  # applicant -> held choice
    grade_rows: int = 0

    def choices_of(self, applicant: int) -> range:
        """The choice numbers of one applicant, best rank first."""
        return range(self.starts[applicant], self.starts[applicant + 1])

    def name(self, choice: int) -> str:
        """Id of the applicant who made a choice."""
        return self.applicant_ids[self.applicant[choice]]

    def offering_of(self, choice: int) -> Offering:
        """The offering that a choice is for."""
        return self.offerings[self.offering[choice]]

    def has_points(self, choice: int) -> bool:
        """False for those whose grades cannot be compared."""
        return self.comparable[self.applicant[choice]]

    def tested(self, choice: int) -> bool:
        """True when the choice can win a test seat."""
        return (
            self.test_points[choice] != NO_TEST
            and self.offering_of(choice).test_adds
            and self.has_points(choice)
        )
