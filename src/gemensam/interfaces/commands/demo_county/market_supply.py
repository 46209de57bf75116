"""The supply of a large market as columns, drawn region by region."""

from dataclasses import dataclass

import numpy as np

from gemensam.interfaces.commands.demo_county import programmes
from gemensam.interfaces.commands.demo_county.dice import Booleans, Dice, Floats, Integers
from gemensam.interfaces.commands.demo_county.market_regions import Region

_INDEPENDENT_SHARE = 0.36
_SEATS_PER_APPLICANT = 1.09
_WITH_INTRODUCTION = 0.25  # of the vocational offerings: an introduction programme shares their seats
_QUOTA_FROM_SEATS = 24
_RANKING_SHARES = (0.62, 0.1, 0.18, 0.10)  # default, maths_science_first, comparison, lottery_only


@dataclass(frozen=True, slots=True)
class RegionSupply:
    """One entry per national offering of the region; ``introduction`` counts from the first of these."""

    programme: Integers  # position in programmes.PROGRAMMES
    municipality: Integers  # position in the region's municipalities
    school: Integers  # number within the municipality
    independent: Booleans
    seats: Integers
    free_quota: Integers
    skill_test: Booleans
    popularity: Floats
    ranking: Integers  # position in _RANKING_SHARES
    introduction: Integers  # number of the introduction programme that shares the seats, -1 = none


def draw_supply(dice: Dice, region: Region) -> RegionSupply:
    """As many national offerings as the region is to have; introduction programmes come besides."""
    count = region.offerings
    share = np.array([programme.share for programme in programmes.PROGRAMMES])
    # Every programme is given somewhere, small ones too: draw in proportion to the root of the share.
    programme = dice.pick(np.sqrt(share), count)
    programme[: len(share)] = np.arange(min(count, len(share)))
    municipality = dice.pick(np.sqrt(np.array(region.sizes)), count)
    independent = dice.chance(_INDEPENDENT_SHARE, count)
    popularity = share[programme] / np.bincount(programme, minlength=len(share))[programme]
    popularity = popularity * np.exp(0.55 * dice.bell(count))
    wanted = popularity / popularity.sum() * region.applicants * _SEATS_PER_APPLICANT
    seats = np.maximum(8, np.rint(wanted**0.85 * np.exp(0.2 * dice.bell(count)))).astype(np.int64)
    seats = np.maximum(6, seats * int(region.applicants * _SEATS_PER_APPLICANT) // int(seats.sum()))
    vocational = np.array([one.vocational for one in programmes.PROGRAMMES])[programme]
    shares_seats = vocational & dice.chance(_WITH_INTRODUCTION, count)
    return RegionSupply(
        programme=programme,
        municipality=municipality,
        school=dice.whole(1, 4, count),
        independent=independent,
        seats=seats,
        free_quota=(seats >= _QUOTA_FROM_SEATS).astype(np.int64),
        skill_test=(programme == _position("ES")) & dice.chance(0.6, count),
        popularity=popularity,
        ranking=dice.pick(_RANKING_SHARES, count),
        introduction=np.where(shares_seats, np.cumsum(shares_seats) - 1, -1),
    )


def _position(letters: str) -> int:
    return [programme.letters for programme in programmes.PROGRAMMES].index(letters)
