"""Reads choices.csv into the market's parallel lists."""

import itertools
import operator
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from gemensam_verifier import files
from gemensam_verifier.cells import YES_NO, count, parsed
from gemensam_verifier.grades import POINT_SCALE
from gemensam_verifier.market import EXEMPTION, FREE_QUOTA, LATE, NO_TEST, TEST_PASSED, Market
from gemensam_verifier.report import Unreadable

NAME = "choices.csv"
COLUMNS = [
    "applicant_id",
    "rank",
    "offering_id",
    "late",
    "free_quota",
    "test_points",
    "test_passed",
    "reception",
    "english_exemption",
]


DECIDED = 1 << 4  # flags from here on: the provider has decided on the reception


@dataclass(slots=True)
class Choices:
    """The rows in the order of the file: numbers of applicant and offering, and what is said of the choice."""

    applicant: list[int] = field(default_factory=list)
    rank: list[int] = field(default_factory=list)
    offering: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    test_points: list[int] = field(default_factory=list)


def read_choices(folder: files.Source, market: Market, index: dict[str, int]) -> None:
    """All choices, sorted by applicant and rank. index: applicant -> number. Raises Unreadable."""
    offerings = {offering.id: number for number, offering in enumerate(market.offerings)}
    choices = _quick(folder, index, offerings) or _one_by_one(folder, index, offerings)
    shift = max(choices.rank, default=0).bit_length()
    keys = [person << shift | rank for person, rank in zip(choices.applicant, choices.rank, strict=True)]
    columns = [choices.applicant, choices.rank, choices.offering, choices.flags, choices.test_points]
    if any(map(operator.gt, keys, itertools.islice(keys, 1, None))):
        order = sorted(range(len(keys)), key=keys.__getitem__)
        columns = [[column[row] for row in order] for column in columns]
    market.applicant, market.rank, market.offering, market.flags, market.test_points = columns
    counts = Counter(market.applicant)
    per_person = [counts[number] for number in range(len(market.applicant_ids))]
    market.starts = list(itertools.accumulate(per_person, initial=0))
    _check_ranks(market, per_person)
    market.second_hand = _second_hand(market)


def _quick(folder: files.Source, index: dict[str, int], offerings: dict[str, int]) -> Choices | None:
    """None for a file that is not quite plain or has a fault, which reading row by row will name."""
    plain = files.plain_lines(folder, NAME)
    if plain is None or plain[0][:3] != COLUMNS[:3]:
        return None
    header, blocks = plain
    empty = dict.fromkeys(COLUMNS[3:], "")
    found = Choices()
    ranks: dict[str, int] = {}
    flags: dict[str, int] = {}
    points: dict[str, int] = {}
    try:
        files.check_header(NAME, header, COLUMNS, COLUMNS[:3])
        for lines in blocks:
            who, rank, what, about = zip(*[line.split(",", 3) for line in lines], strict=True)
            for text in set(about):
                if text not in flags:
                    cells = empty | dict(zip(header[3:], text.split(","), strict=True))
                    flags[text], points[text] = _choice_marks(tuple(cells.values()), row=0)
            for text in set(rank):
                if text not in ranks:
                    ranks[text] = count(text)
            found.applicant.extend(map(index.__getitem__, who))
            found.rank.extend(map(ranks.__getitem__, rank))
            found.offering.extend(map(offerings.__getitem__, what))
            found.flags.extend(map(flags.__getitem__, about))
            found.test_points.extend(map(points.__getitem__, about))
    except (Unreadable, ValueError, KeyError):
        return None
    return found


def _one_by_one(folder: files.Source, index: dict[str, int], offerings: dict[str, int]) -> Choices:
    """Every file of the format. Raises Unreadable."""
    found = Choices()
    marks: dict[files.Row, tuple[int, int]] = {}
    ranks: dict[str, int] = {}
    row = 1
    for cells in files.rows(folder, NAME, COLUMNS, ("applicant_id", "rank", "offering_id")):
        row += 1
        rank, about = cells[1], tuple(cells[3:])
        if about not in marks:
            marks[about] = _choice_marks(about, row)
        if rank not in ranks:
            ranks[rank] = parsed(count, rank, NAME, row, "rank")
        try:
            found.applicant.append(index[cells[0]])
            found.offering.append(offerings[cells[2]])
        except KeyError as error:
            raise Unreadable("unknown_reference", NAME, row, value=",".join(cells[:3])) from error
        found.rank.append(ranks[rank])
        flags, points = marks[about]
        found.flags.append(flags)
        found.test_points.append(points)
    return found


def _choice_marks(about: files.Row, row: int) -> tuple[int, int]:
    """Flags and test points of a choice. Raises Unreadable."""
    late, quota, test, passed, reception, exemption = about
    flags = parsed(
        lambda _: _choice_flags(late, quota, passed, exemption, reception),
        ",".join(about),
        NAME,
        row,
        "yes/no",
    )
    return flags, parsed(_points, test, NAME, row, "test_points")


def _points(text: str) -> int:
    """Test points in POINT_SCALE; NO_TEST when empty."""
    if not text:
        return NO_TEST
    scaled = Decimal(text) * POINT_SCALE
    if not scaled.is_finite() or scaled < 0 or scaled != int(scaled):
        raise ValueError(text)
    return int(scaled)


def _choice_flags(late: str, quota: str, passed: str, exemption: str, reception: str) -> int:
    """Flags of a choice; bits 4-5: reception decided by the provider (1 first, 2 second hand)."""
    decided = {"": 0, "first_hand": 1, "second_hand": 2}[reception]
    flags = LATE * YES_NO[late] | FREE_QUOTA * YES_NO[quota] | TEST_PASSED * YES_NO[passed]
    return flags | EXEMPTION * YES_NO[exemption] | decided << 4


def _check_ranks(market: Market, per_person: list[int]) -> None:
    """Ranks must be 1, 2, 3 ... and nobody may choose an offering twice. Raises Unreadable."""
    ranks = [range(1, number + 1) for number in range(max(per_person, default=0) + 1)]
    right = market.rank == list(itertools.chain.from_iterable(map(ranks.__getitem__, per_person)))
    offering = market.offering
    for applicant, (start, end) in enumerate(itertools.pairwise(market.starts)):
        if len(set(offering[start:end])) != end - start or (
            not right and market.rank[start:end] != list(ranks[end - start])
        ):
            raise Unreadable("rank_gap", NAME, value=market.applicant_ids[applicant])


def _second_hand(market: Market) -> list[bool]:
    """Per choice, whether it is received in second hand: by the areas unless the provider has decided."""
    first_hand = [offering.first_hand for offering in market.offerings]
    areas, homes = (
        map(first_hand.__getitem__, market.offering),
        map(market.reception_home.__getitem__, market.applicant),
    )
    found = [area is not None and home not in area for area, home in zip(areas, homes, strict=True)]
    for choice, flags in enumerate(market.flags):
        if flags >= DECIDED:
            found[choice] = first_hand[market.offering[choice]] is not None and flags >> 4 == 2
    return found
