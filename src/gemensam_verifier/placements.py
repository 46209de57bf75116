"""Reads placements.csv against the choices: V1 (one row per choice, one place) and V11 (same set)."""

import csv
import hashlib
import io
from collections.abc import Sequence
from typing import NamedTuple

from gemensam_verifier import files
from gemensam_verifier.market import Market
from gemensam_verifier.report import Findings

NAME = "placements.csv"
COLUMNS = (
    "applicant_id",
    "rank",
    "offering_id",
    "status",
    "seat_kind",
    "reserve_position",
    "reason",
    "merit",
    "sort_key",
)
ADMITTED, RESERVE, STRUCK = "admitted", "reserve", "struck"
INELIGIBLE, NOT_CONSIDERED = "ineligible", "not_considered"
NO_ROW = ""
NOWHERE = -1
SEAT_KINDS = frozenset({"merit", "free_quota", "test", "held"})


class Outcome(NamedTuple):
    """What a row says beside whom and what it is about. status is NO_ROW where a choice has no row."""

    status: str
    seat_kind: str
    position: str
    reason: str
    merit: str


NOTHING = Outcome(NO_ROW, "", "", "", "")


class Result:
    """placements.csv spread over the choices of the market.

    outcome: per choice; equal outcomes are one object, found in `known`. place: per applicant the admitted
    choice with the best rank, or NOWHERE; extra: admitted beside it. result_hash: of the canonical text; file_hash: of
    the file as it is.
    """

    def __init__(self, choices: int) -> None:
        self.outcome = [NOTHING] * choices
        self.status: list[str] = []
        self.sort_key = [""] * choices
        self.known: dict[Sequence[str], Outcome] = {}
        self.place: list[int] = []
        self.extra: list[int] = []
        self.result_hash = ""
        self.file_hash = ""
        self.rows = 0


def read_result(folder: files.Source, market: Market, findings: Findings) -> Result:
    """All rows, with violations for those that are repeated, missing, foreign or for another offering."""
    result, in_order = _quick(folder, market), True
    again: set[int] = set()
    if result is None:
        result = Result(len(market.applicant))
        again, in_order = _one_by_one(folder, market, result, findings)
    result.status = [said[0] for said in result.outcome]
    result.result_hash, result.file_hash = _hashes(folder, in_order=in_order)
    _check_rows(market, result, again, findings)
    _find_places(market, result, findings)
    return result


def _quick(folder: files.Source, market: Market) -> Result | None:
    """The result, where the file is plain and its rows are those of the choices, in their order; else None."""
    plain = files.plain_lines(folder, NAME)
    if plain is None or plain[0] != list(COLUMNS):
        return None
    result = Result(0)
    said: dict[str, Outcome] = {}
    names = [offering.id for offering in market.offerings]
    ranks = [str(rank) for rank in range(1 + max(market.rank, default=0))]
    start = 0
    try:
        for lines in plain[1]:
            who, rank, what, rest = zip(*[line.split(",", 3) for line in lines], strict=True)
            end = start + len(lines)
            if (
                who != tuple(map(market.applicant_ids.__getitem__, market.applicant[start:end]))
                or rank != tuple(map(ranks.__getitem__, market.rank[start:end]))
                or what != tuple(map(names.__getitem__, market.offering[start:end]))
            ):
                return None
            start = end
            about, _, keys = zip(*[text.rpartition(",") for text in rest], strict=True)
            try:
                outcomes = list(map(said.__getitem__, about))
            except KeyError:
                for text in about:
                    if text not in said:
                        said[text] = Outcome(*text.split(","))
                outcomes = list(map(said.__getitem__, about))
            result.outcome.extend(outcomes)
            result.sort_key.extend(keys)
    except (ValueError, TypeError):  # a row of another length
        return None
    result.known = {tuple(outcome): outcome for outcome in said.values()}
    result.rows = start
    return result if start == len(market.applicant) else None


def _one_by_one(
    folder: files.Source, market: Market, result: Result, findings: Findings
) -> tuple[set[int], bool]:
    """Fill the result from any file; returns the choices with more than one row, and whether rows are in order."""
    places = RowPlaces(market, findings)
    outcome, sort_key, known = result.outcome, result.sort_key, result.known
    for row in files.rows(folder, NAME, COLUMNS, COLUMNS, findings.foreign_column(NAME)):
        result.rows += 1
        choice = places.choice_of(row)
        if choice == NOWHERE:
            continue
        cells = tuple(row[3:8])
        said = known.get(cells)
        if said is None:
            said = known[cells] = Outcome(*cells)
        if outcome[choice] is not NOTHING:
            places.again.add(choice)
        outcome[choice] = said
        sort_key[choice] = row[8]
    return places.again, places.in_order


class RowPlaces:
    """Finds the choice of each row; the next one in order is tried first."""

    def __init__(self, market: Market, findings: Findings) -> None:
        self.market = market
        self.findings = findings
        self.index = {name: number for number, name in enumerate(market.applicant_ids)}
        self.names = [offering.id for offering in market.offerings]
        self.ranks = [str(rank) for rank in range(1 + max(market.rank, default=0))]
        self.again: set[int] = set()
        self.in_order = True
        self.following = 0

    def choice_of(self, row: files.Row) -> int:
        """Number of the choice, or NOWHERE (V11); V1 when the row is for another offering."""
        market, choice = self.market, self.following
        if (
            choice < len(market.applicant)
            and row[0] == market.applicant_ids[market.applicant[choice]]
            and row[1] == self.ranks[market.rank[choice]]
        ):
            self.following = choice + 1
        else:
            choice = self._search(row)
        if choice != NOWHERE and row[2] != self.names[market.offering[choice]]:
            self.findings.add("V1", "other_offering", applicants=(row[0],),
                              offerings=(row[2], self.names[market.offering[choice]]),
                              spreads=True, rank=row[1])  # fmt: skip
        return choice

    def _search(self, row: files.Row) -> int:
        applicant = self.index.get(row[0], NOWHERE)
        number = int(row[1]) if row[1].isascii() and row[1].isdigit() else 0
        starts = self.market.starts
        if applicant == NOWHERE or not 0 < number <= starts[applicant + 1] - starts[applicant]:
            self.in_order = False
            self.findings.add("V11", "foreign_row", applicants=(row[0],), offerings=(row[2],), rank=row[1])
            return NOWHERE
        choice = starts[applicant] + number - 1
        self.in_order = self.in_order and choice >= self.following
        self.following = choice + 1
        return choice


def _check_rows(market: Market, result: Result, again: set[int], findings: Findings) -> None:
    """V1: exactly one row per choice. V11: no applicant is missing altogether."""
    findings.count("V1", len(market.applicant))
    findings.count("V11", len(market.applicant_ids))
    for choice in sorted(again):
        findings.add("V1", "repeated_row", applicants=(market.name(choice),),
                     offerings=(market.offering_of(choice).id,), rank=market.rank[choice])  # fmt: skip
    if NO_ROW not in result.status:
        return
    for applicant, name in enumerate(market.applicant_ids):
        mine = market.choices_of(applicant)
        missing = [choice for choice in mine if result.status[choice] == NO_ROW]
        for choice in missing:
            findings.add("V1", "missing_row", applicants=(name,), offerings=(market.offering_of(choice).id,),
                         spreads=True, rank=market.rank[choice])  # fmt: skip
        if missing and len(missing) == len(mine):
            findings.add("V11", "missing_applicant", applicants=(name,),
                         offerings=tuple(market.offering_of(choice).id for choice in mine))  # fmt: skip


def _find_places(market: Market, result: Result, findings: Findings) -> None:
    """V1: every applicant has at most one place."""
    result.place = [NOWHERE] * len(market.applicant_ids)
    for choice, status in enumerate(result.status):
        if status != ADMITTED:
            continue
        applicant = market.applicant[choice]
        if result.place[applicant] == NOWHERE:
            result.place[applicant] = choice
            continue
        result.extra.append(choice)
        both = (result.place[applicant], choice)
        findings.add("V1", "two_places", applicants=(market.applicant_ids[applicant],),
                     offerings=tuple(market.offering_of(one).id for one in both), spreads=True)  # fmt: skip


def _hashes(folder: files.Source, *, in_order: bool) -> tuple[str, str]:
    """SHA-256 of placements.csv with the format's columns in order, rows by applicant and rank, LF; and as it is.

    in_order: rows were seen to be sorted. Then the file itself is the canonical text, unless it is
    written with quotes, other line ends or another column order.
    """
    digest = hashlib.sha256()
    plain = in_order
    last = b"\n"
    with folder.open(NAME) as stream:
        first = stream.readline()
        plain = plain and first == (",".join(COLUMNS) + "\n").encode()
        digest.update(first)
        while plain and (block := stream.read(1 << 20)):
            digest.update(block)
            plain = b'"' not in block and b"\r" not in block
            last = block[-1:]
    if plain and last == b"\n":
        return digest.hexdigest(), digest.hexdigest()
    return _rewritten_hash(folder), files.sha256(folder, NAME)


def _rewritten_hash(folder: files.Source) -> str:
    table = list(files.rows(folder, NAME, COLUMNS, COLUMNS, lambda _: None))  # told of before
    table.sort(
        key=lambda row: (row[0], int(row[1]) if row[1].isascii() and row[1].isdigit() else -1, row[1:])
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(table)
    return hashlib.sha256(text.getvalue().encode()).hexdigest()
