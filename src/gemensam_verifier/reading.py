"""Reads round.toml, offerings, areas, applicants, choices and held places into a Market."""

import itertools
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from gemensam_verifier import files
from gemensam_verifier.grade_rows import read_standings
from gemensam_verifier.grades import GRADE_CRITERIA, POINT_SCALE
from gemensam_verifier.market import (
    EXEMPTION,
    FREE_QUOTA,
    LATE,
    NO_TEST,
    TEST_PASSED,
    Market,
    Offering,
    Round,
)
from gemensam_verifier.programmes import requirement
from gemensam_verifier.report import Unreadable

YES_NO = {"yes": True, "no": False, "": False}
DEFAULT_ORDER = ("choice_rank", "grade_value", "grade_count", "lottery")
CRITERIA = frozenset(GRADE_CRITERIA) | {"choice_rank", "grade_value", "lottery"}
ROUND_KEYS = {"year", "kind", "rules", "grade_cutoff", "lottery_seed", "ranking", "merit"}
RULE_SETS = ("se-2026",)
INPUT_FILES = ("round.toml", "offerings.csv", "areas.csv", "applicants.csv", "grades.csv", "choices.csv")

OFFERING_COLUMNS = [
    "offering_id",
    "provider_id",
    "provider_kind",
    "municipality",
    "school_unit",
    "programme",
    "study_path",
    "base_programme",
    "seats",
    "free_quota_seats",
    "test_seats",
    "skill_test",
    "pool",
    "pool_seats",
    "pool_order",
    "national_intake",
    "ranking",
    "cancelled",
]
APPLICANT_COLUMNS = [
    "applicant_id",
    "birth_year",
    "home_municipality",
    "completed_upper_secondary",
    "comparable_grades",
    "lives_in_area_of",
    "reduced_timetable",
]
CHOICE_COLUMNS = [
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

Value = TypeVar("Value")


def read_market(folder: files.Source) -> Market:
    """The whole round. Raises Unreadable where the files do not follow the format."""
    round_ = _round(folder)
    market = Market(round=round_, offerings=_offerings(folder, round_))
    _check_seed(market)
    _applicants(folder, market)
    index = {name: number for number, name in enumerate(market.applicant_ids)}
    market.standing, market.grade_rows = read_standings(
        folder, index, market.reduced, cutoff=round_.cutoff, weighted=round_.weighted_blocks
    )
    _choices(folder, market, index)
    if "held.csv" in folder.names():
        _held(folder, market, index)
    return market


def parsed(read: Callable[[str], Value], text: str, file: str, row: int, column: str) -> Value:
    """One cell through `read`. Raises Unreadable naming file, row and column."""
    try:
        return read(text)
    except (ValueError, KeyError, InvalidOperation) as error:
        raise Unreadable("bad_value", file, row, column=column, value=text) from error


def _round(folder: files.Source) -> Round:
    name = "round.toml"
    with folder.open(name) as stream:
        try:
            table = tomllib.load(stream)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Unreadable("not_toml", name) from error
    unknown = sorted(set(table) - ROUND_KEYS)
    if unknown:
        raise Unreadable("unknown_key", name, key=", ".join(unknown))
    year: Any = table.get("year")
    kind: Any = table.get("kind")
    rules: Any = table.get("rules")
    blocks = table.get("merit", {}).get("block_grades", "weighted")
    for key, value, good in (
        ("year", year, isinstance(year, int)),
        ("kind", kind, kind in {"preliminary", "final", "reserve"}),
        ("rules", rules, rules in RULE_SETS),
        ("block_grades", blocks, blocks in {"weighted", "single"}),
    ):
        if not good:
            raise Unreadable("bad_value", name, column=key, value=str(value))
    rankings = {"default": DEFAULT_ORDER} | {
        title: _ranking_order(part, name) for title, part in table.get("ranking", {}).items()
    }
    return Round(
        year=year,
        kind=kind,
        rules=rules,
        seed=str(table.get("lottery_seed", "")),
        weighted_blocks=blocks == "weighted",
        cutoff=_instant(table["grade_cutoff"], name) if "grade_cutoff" in table else None,
        rankings=rankings,
    )


def _ranking_order(part: dict[str, object], file: str) -> tuple[str, ...]:
    order = part.get("order")
    if not isinstance(order, list) or set(order) - CRITERIA or set(part) - {"order"}:
        raise Unreadable("bad_value", file, column="ranking", value=str(part))
    return tuple(order) if "lottery" in order else (*order, "lottery")


def _instant(value: object, file: str) -> float:
    moment = parsed(datetime.fromisoformat, str(value), file, 0, "grade_cutoff")
    if moment.tzinfo is None:
        raise Unreadable("no_zone", file, value=str(value))
    return moment.timestamp()


def _check_seed(market: Market) -> None:
    seed = market.round.seed
    if len(seed) != 64 or set(seed.lower()) - set("0123456789abcdef"):
        used = {market.round.rankings[offering.ranking] for offering in market.offerings}
        if seed or any("lottery" in order for order in used):
            raise Unreadable("bad_value", "round.toml", column="lottery_seed", value=seed)


def _offerings(folder: files.Source, round_: Round) -> list[Offering]:
    areas: dict[str, set[str]] = {}
    for provider, municipality in files.rows(
        folder, "areas.csv", ("provider_id", "municipality"), ("provider_id", "municipality")
    ):
        areas.setdefault(provider, set()).add(municipality)
    required = ("offering_id", "provider_id", "provider_kind", "programme", "seats")
    table = files.rows(folder, "offerings.csv", OFFERING_COLUMNS, required)
    found = [_offering(cells, row, areas, round_) for row, cells in enumerate(table, start=2)]
    found.sort(key=lambda offering: offering.id)
    for one, other in itertools.pairwise(found):
        if one.id == other.id:
            raise Unreadable("repeated", "offerings.csv", value=one.id)
    pools: dict[str, int] = {}
    for offering in found:
        if offering.pool and pools.setdefault(offering.pool, offering.pool_seats) != offering.pool_seats:
            raise Unreadable("pool_differs", "offerings.csv", value=offering.pool)
    return found


def _offering(cells: files.Row, row: int, areas: dict[str, set[str]], round_: Round) -> Offering:
    """One row of offerings.csv."""
    cell = dict(zip(OFFERING_COLUMNS, cells, strict=True))

    def read(column: str, reader: Callable[[str], Value]) -> Value:
        return parsed(reader, cell[column], "offerings.csv", row, column)

    public = read("provider_kind", {"public": True, "independent": False}.__getitem__)
    national = read("national_intake", YES_NO.__getitem__)
    test = read("skill_test", {"": "", "none": "", "adds": "adds", "required": "required"}.__getitem__)
    need = requirement(cell["programme"], cell["base_programme"])
    if need is None:
        raise Unreadable("unknown_programme", "offerings.csv", row, value=cell["programme"])
    everyone = not public or national
    return Offering(
        id=cell["offering_id"],
        seats=read("seats", _count),
        free_quota_seats=read("free_quota_seats", _count_or_zero),
        test_seats=read("test_seats", _count_or_zero),
        test_adds=test == "adds",
        test_required=test == "required",
        pool=cell["pool"],
        pool_seats=read("pool_seats", _count if cell["pool"] else _count_or_zero),
        pool_order=read("pool_order", _count_or_zero),
        cancelled=read("cancelled", YES_NO.__getitem__),
        need=need,
        ranking=read("ranking", lambda name: name if round_.rankings[name or "default"] else "") or "default",
        first_hand=None if everyone else frozenset(areas.get(cell["provider_id"], ())),
    )


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _count_or_zero(text: str) -> int:
    return _count(text) if text else 0


def _applicants(folder: files.Source, market: Market) -> None:
    required = ("applicant_id", "birth_year", "home_municipality")
    comparable = {"yes": True, "": True, "no": False}
    table = sorted(files.rows(folder, "applicants.csv", APPLICANT_COLUMNS, required), key=tuple)
    latest = market.round.year - 19  # skollagen 15 kap. 5 §: begun no later than the year one turns 20
    years: dict[str, bool] = {}
    for identity, birth, home, completed, grades, area, reduced in table:
        if market.applicant_ids and market.applicant_ids[-1] == identity:
            raise Unreadable("repeated", "applicants.csv", value=identity)
        if birth not in years:
            years[birth] = parsed(_count, birth, "applicants.csv", 0, "birth_year") < latest
        try:
            market.completed.append(YES_NO[completed])
            market.comparable.append(comparable[grades])
            market.reduced.append(YES_NO[reduced])
        except KeyError as error:
            raise Unreadable("bad_value", "applicants.csv", column="yes/no", value=identity) from error
        market.applicant_ids.append(identity)
        market.municipality.append(home)
        market.reception_home.append(area or home)
        market.too_old.append(years[birth])


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


def _choices(folder: files.Source, market: Market, index: dict[str, int]) -> None:
    name = "choices.csv"
    offering_index = {offering.id: number for number, offering in enumerate(market.offerings)}
    marks: dict[files.Row, tuple[int, int]] = {}
    ranks: dict[str, int] = {}
    table: list[tuple[int, int, int, tuple[int, int]]] = []
    row = 1
    for cells in files.rows(folder, name, CHOICE_COLUMNS, ("applicant_id", "rank", "offering_id")):
        row += 1
        rank, about = cells[1], tuple(cells[3:])
        if about not in marks:
            marks[about] = _choice_marks(about, row)
        if rank not in ranks:
            ranks[rank] = parsed(_count, rank, name, row, "rank")
        try:
            table.append((index[cells[0]], ranks[rank], offering_index[cells[2]], marks[about]))
        except KeyError as error:
            raise Unreadable("unknown_reference", name, row, value=",".join(cells[:3])) from error
    table.sort()
    _fill_choices(market, table)


def _choice_marks(about: files.Row, row: int) -> tuple[int, int]:
    """Flags and test points of a choice. Raises Unreadable."""
    late, quota, test, passed, reception, exemption = about
    flags = parsed(
        lambda _: _choice_flags(late, quota, passed, exemption, reception),
        ",".join(about),
        "choices.csv",
        row,
        "yes/no",
    )
    return flags, parsed(_points, test, "choices.csv", row, "test_points")


def _fill_choices(market: Market, table: list[tuple[int, int, int, tuple[int, int]]]) -> None:
    """Spread sorted choices over the market's parallel lists; ranks must be 1, 2, 3 ... without repeats."""
    if table:
        market.applicant, market.rank, market.offering, marks = map(list, zip(*table, strict=True))
        market.flags = [flags for flags, _ in marks]
        market.test_points = [points for _, points in marks]
    counts = Counter(market.applicant)
    market.starts = list(
        itertools.accumulate((counts[number] for number in range(len(market.applicant_ids))), initial=0)
    )
    for applicant, (start, end) in enumerate(itertools.pairwise(market.starts)):
        if market.rank[start:end] != list(range(1, end - start + 1)) or (
            len(set(market.offering[start:end])) != end - start
        ):
            raise Unreadable("rank_gap", "choices.csv", value=market.applicant_ids[applicant])
    first_hand = [offering.first_hand for offering in market.offerings]
    home = market.reception_home
    for applicant, offering, flags in zip(market.applicant, market.offering, market.flags, strict=True):
        area, decided = first_hand[offering], flags >> 4
        market.second_hand.append(
            area is not None and (decided == 2 or (not decided and home[applicant] not in area))
        )


def _held(folder: files.Source, market: Market, index: dict[str, int]) -> None:
    columns = ("applicant_id", "offering_id", "keep_reserve")
    for row, (identity, offering, keep) in enumerate(
        files.rows(folder, "held.csv", columns, columns[:2]), start=2
    ):
        kept = parsed(YES_NO.__getitem__, keep, "held.csv", row, "keep_reserve")
        applicant = index.get(identity, -1)
        mine = market.choices_of(applicant) if applicant >= 0 else range(0)
        found = [choice for choice in mine if market.offering_of(choice).id == offering]
        if not found or applicant in market.held_by or market.round.kind != "reserve":
            raise Unreadable("bad_held", "held.csv", row, value=f"{identity},{offering}")
        market.held[found[0]] = kept
        market.held_by[applicant] = found[0]
