"""Which choices count for each applicant, and who would rather be where, given a result."""

from dataclasses import dataclass

from gemensam_verifier.market import Market
from gemensam_verifier.obstacles import refusals
from gemensam_verifier.placements import NOWHERE


@dataclass(frozen=True, slots=True)
class Openness:
    """Why a choice does or does not count, from the input alone.

    open: per choice, True when it takes part; refused: choice -> reason codes; outside: choices that a held
    place shuts out (above it without keep_reserve, or below it).
    """

    open: list[bool]
    refused: dict[int, tuple[str, ...]]
    outside: frozenset[int]


def openness(market: Market) -> Openness:
    """Decide for every choice whether it takes part. A held place always does."""
    refused = refusals(market)
    outside: set[int] = set()
    for applicant, held in market.held_by.items():
        for choice in market.choices_of(applicant):
            if choice > held or (choice < held and not market.held[held]):
                outside.add(choice)
    closed = [offering.cancelled for offering in market.offerings]
    taking_part = [not closed[offering] for offering in market.offering]
    for choice in (*refused, *outside):
        taking_part[choice] = False
    for choice in market.held:
        taking_part[choice] = True
        refused.pop(choice, None)
    return Openness(taking_part, refused, frozenset(outside))


def wishes(market: Market, taking_part: list[bool], place: list[int]) -> dict[int, list[int]]:
    """Offering -> the choices of those who have a place there or would rather be there than where they are.

    place: per applicant the admitted choice or NOWHERE.
    """
    found: dict[int, list[int]] = {number: [] for number in range(len(market.offerings))}
    offering, starts = market.offering, market.starts
    for applicant, has in enumerate(place):
        for choice in range(starts[applicant], starts[applicant + 1] if has == NOWHERE else has + 1):
            if taking_part[choice]:
                found[offering[choice]].append(choice)
    return found
