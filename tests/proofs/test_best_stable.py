"""The engine against every possible outcome: stable, and of all stable ones the best for each applicant."""

import pytest

from gemensam.rules import allocation
from tests.proofs.broken import LEFT_OUT, immediate_acceptance, worst_first
from tests.proofs.engine import Allocate, run
from tests.proofs.features import Market, random_market
from tests.proofs.oracle import stable_outcomes

pytestmark = [pytest.mark.proof, pytest.mark.slow]

SMALL, LARGER = 10_000, 300  # markets with 2–5 and with 6–7 applicants


def best(market: Market) -> tuple[int, ...]:
    """The best stable outcome for every applicant at once, by trying all."""
    stable = stable_outcomes(market)
    top = tuple(map(min, zip(*stable, strict=True)))
    assert top in stable  # it exists
    return top


def ranks(markets: list[Market], allocate: Allocate = allocation.allocate) -> list[tuple[int, ...]]:
    return [
        tuple(
            len(one.wishes) if rank is None else rank for one, rank in zip(market.people, given, strict=True)
        )
        for market, given in zip(markets, run(markets, allocate), strict=True)
    ]


@pytest.mark.parametrize("start", range(0, SMALL, 1000))
def test_engine_small_market_gives_everyone_the_best_stable_outcome(start):
    markets = [random_market(seed) for seed in range(start, start + 1000)]
    for seed, (market, given) in enumerate(zip(markets, ranks(markets), strict=True), start=start):
        assert given == best(market), seed


def test_engine_six_or_seven_applicants_get_the_best_stable_outcome():
    seeds = range(50_000, 50_000 + LARGER)
    markets = [random_market(seed, people=6 + seed // 2 % 2) for seed in seeds]
    for seed, market, given in zip(seeds, markets, ranks(markets), strict=True):
        assert given == best(market), seed


def test_small_markets_often_have_a_choice_between_stable_outcomes():
    """Otherwise "best" would say no more than "stable"."""
    assert sum(len(stable_outcomes(random_market(seed))) > 1 for seed in range(800)) > 10


@pytest.fixture(scope="module")
def answers():
    markets = [random_market(seed) for seed in range(1500)]
    return markets, [best(market) for market in markets]


@pytest.mark.parametrize("rule", LEFT_OUT)
def test_every_rule_that_is_left_out_is_noticed(rule, answers):
    """The negative control: the same markets, run without one rule, are not found right."""
    markets, right = answers
    assert ranks([LEFT_OUT[rule](market) for market in markets]) != right


@pytest.mark.parametrize("mechanism", [immediate_acceptance, worst_first])
def test_every_other_mechanism_is_noticed(mechanism, answers):
    markets, right = answers
    assert ranks(markets, mechanism) != right
