"""Reads placements.csv against the choices: V1 (one row per choice, one place) and V11 (same set)."""

import csv
import hashlib
import io

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


class Result:
    """placements.csv spread over the choices of the market. status is NO_ROW where a choice has no row.

    place: per applicant the admitted choice with the best rank, or NOWHERE; extra: admitted beside it.
    """

    def __init__(self, choices: int) -> None:
        self.status = [NO_ROW] * choices
        self.seat_kind = [""] * choices
        self.position = [""] * choices
        self.reason = [""] * choices
        self.merit = [""] * choices
        self.sort_key = [""] * choices
        self.place: list[int] = []
        self.extra: list[int] = []
        self.result_hash = ""
        self.rows = 0


def read_result(folder: files.Source, market: Market, findings: Findings) -> Result:
    """All rows, with violations for those that are repeated, missing, foreign or for another offering."""
    size = len(market.applicant)
    result = Result(size)
    index = {name: number for number, name in enumerate(market.applicant_ids)}
    names = [offering.id for offering in market.offerings]
    starts = market.starts
    shared: dict[str, str] = {}
    again: set[int] = set()
    sequence = -1
    in_order = True
    for row in files.rows(folder, NAME, COLUMNS, COLUMNS, findings.foreign_column(NAME)):
        identity, rank, offering, status, kind, position, reason, merit, sort_key = row
        result.rows += 1
        applicant = index.get(identity, NOWHERE)
        number = int(rank) if rank.isascii() and rank.isdigit() else 0
        if applicant == NOWHERE or not 0 < number <= starts[applicant + 1] - starts[applicant]:
            findings.add("V11", "foreign_row", applicants=(identity,), offerings=(offering,), rank=rank)
            in_order = False
            continue
        choice = starts[applicant] + number - 1
        in_order = in_order and choice > sequence
        sequence = choice
        if result.status[choice] != NO_ROW:
            again.add(choice)
        if names[market.offering[choice]] != offering:
            wanted = names[market.offering[choice]]
            findings.add("V1", "other_offering", applicants=(identity,), offerings=(offering, wanted),
                         spreads=True, rank=number)  # fmt: skip
        result.status[choice] = shared.setdefault(status, status)
        result.seat_kind[choice] = shared.setdefault(kind, kind)
        result.position[choice] = shared.setdefault(position, position)
        result.reason[choice] = shared.setdefault(reason, reason)
        result.merit[choice] = shared.setdefault(merit, merit)
        result.sort_key[choice] = sort_key
    result.result_hash = _canonical_hash(folder, in_order=in_order)
    _check_rows(market, result, again, findings)
    _find_places(market, result, findings)
    return result


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


def _canonical_hash(folder: files.Source, *, in_order: bool) -> str:
    """SHA-256 of placements.csv with the format's columns in order, rows by applicant and rank, LF.

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
    return digest.hexdigest() if plain and last == b"\n" else _rewritten_hash(folder)


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
