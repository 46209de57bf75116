"""Small random markets with every feature of a round that decides a place, as plain values.

Reception classes by area, decision, national intake and kind of provider; lateness; ranking rules; free quota;
test seats; skill tests that add or are required; pools; held places; cancelled offerings; unknown merit.
"""

import random
from dataclasses import dataclass, replace
from functools import lru_cache

RULES = (
    ("lottery",),
    ("grade_value", "grade_count", "lottery"),
    ("comparison_value", "lottery"),
    ("maths_science", "comparison_value", "lottery"),
    ("english_swedish_social", "swedish", "lottery"),
    ("choice_rank", "grade_value", "grade_count", "lottery"),
    ("maths_science", "choice_rank", "comparison_value", "lottery"),
)
PURE_RULES = tuple(number for number, rule in enumerate(RULES) if "choice_rank" not in rule)
HOMES = (2281, 2280)


@dataclass(frozen=True)
class Place:
    """An offering. pool: None or a number; skill_test: none, adds or required."""

    seats: int
    free_quota_seats: int = 0
    test_seats: int = 0
    skill_test: str = "none"
    pool: int | None = None
    pool_seats: int = 0
    pool_order: int = 1
    provider: int = 0
    public: bool = False
    national: bool = False
    rule: int = 0
    cancelled: bool = False


@dataclass(frozen=True)
class Wish:
    """A choice. reception: None, or first hand decided (True) or second hand (False)."""

    offering: int
    late: bool = False
    approved: bool = False
    test_points: int | None = None
    test_passed: bool = True
    reception: bool | None = None


@dataclass(frozen=True)
class Person:
    """An applicant: merit in whole points, None = not comparable; wishes best first.

    held: the offering of a held place; keep: stands in reserve for higher choices.
    """

    merit: int | None
    lottery: int
    wishes: tuple[Wish, ...]
    grade_count: int = 16
    maths_science: int = 0
    social: int = 0
    swedish: int = 0
    home: int = HOMES[0]
    lives_in_area_of: int = 0
    held: int | None = None
    keep: bool = False


@dataclass(frozen=True)
class Market:
    """Offerings, applicants, and the municipalities (by provider) that are received first hand."""

    places: tuple[Place, ...]
    people: tuple[Person, ...]
    areas: frozenset[tuple[int, int]] = frozenset()

    def with_person(self, number: int, person: Person) -> "Market":
        """The same with another applicant in that place."""
        return replace(self, people=(*self.people[:number], person, *self.people[number + 1 :]))

    def with_place(self, number: int, place: Place) -> "Market":
        """The same with another offering in that place."""
        return replace(self, places=(*self.places[:number], place, *self.places[number + 1 :]))


def random_place(dice: random.Random, rules: tuple[int, ...], pool_seats: int) -> Place:
    seats = dice.choice([0, 1, 1, 1, 2, 2, 3])
    quota = dice.randint(1, seats) if seats and dice.random() < 0.35 else 0
    adds = dice.random() < 0.35
    tests = dice.randint(0, seats - quota) if adds and dice.random() < 0.7 else 0
    pooled = dice.random() < 0.35
    return Place(
        seats=seats,
        free_quota_seats=quota,
        test_seats=tests,
        skill_test="adds" if adds else dice.choice(["none", "none", "none", "required"]),
        pool=0 if pooled else None,
        pool_seats=pool_seats if pooled else 0,
        pool_order=dice.randint(1, 2),
        provider=dice.randint(0, 1),
        public=dice.random() < 0.6,
        national=dice.random() < 0.15,
        rule=dice.choice(rules),
        cancelled=dice.random() < 0.05,
    )


def random_person(dice: random.Random, places: int, *, held: bool, cancelled: list[bool]) -> Person:
    points = dice.choice([200, 200, 200, 210, 240])  # many equals, so that ties have to be broken
    offerings = dice.sample(range(places), min(places, dice.choice([1, 2, 2, 3, 3])))
    wishes = tuple(
        Wish(
            offering,
            late=dice.random() < 0.15,
            approved=dice.random() < 0.3,
            test_points=dice.choice([None, 0, 10, 10, 40]),
            test_passed=dice.random() < 0.8,
            reception=dice.choice([None, None, None, None, True, False]),
        )
        for offering in offerings
    )
    keepable = [one for one in offerings if not cancelled[one]]
    return Person(
        merit=None if dice.random() < 0.1 else points,
        lottery=dice.getrandbits(64),
        wishes=wishes,
        grade_count=dice.choice([15, 16, 16]),
        maths_science=dice.choice([60, 70, 70]),
        social=dice.choice([90, 100, 100]),
        swedish=dice.choice([10, 15]),
        home=dice.choice(HOMES),
        lives_in_area_of=dice.choice([0, 0, 0, *HOMES]),
        held=dice.choice(keepable) if held and keepable and dice.random() < 0.3 else None,
        keep=dice.random() < 0.7,
    )


@lru_cache(maxsize=2000)
def random_market(
    seed: int, people: int = 0, *, rules: tuple[int, ...] = tuple(range(len(RULES))), held: bool | None = None
) -> Market:
    """A market that the seed alone decides; every second one is a reserve round unless told."""
    dice = random.Random(seed)
    pool_seats = dice.randint(0, 3)
    places = tuple(random_place(dice, rules, pool_seats) for _ in range(dice.choice([2, 3, 3, 4])))
    held = seed % 2 == 1 if held is None else held
    number = people or dice.choice([2, 3, 3, 4, 4, 5])
    return Market(
        places=places,
        people=tuple(
            random_person(dice, len(places), held=held, cancelled=[place.cancelled for place in places])
            for _ in range(number)
        ),
        areas=frozenset((provider, home) for provider in (0, 1) for home in HOMES if dice.random() < 0.5),
    )
