"""Reads round.toml, offerings, areas, applicants, choices and held places into a Market."""

import itertools
import tomllib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from gemensam_verifier import files
from gemensam_verifier.cells import YES_NO, Value, count, count_or_zero, parsed
from gemensam_verifier.choice_rows import read_choices
from gemensam_verifier.grades import GRADE_CRITERIA
from gemensam_verifier.market import Market, Offering, Round
from gemensam_verifier.programmes import requirement
from gemensam_verifier.report import Unreadable
from gemensam_verifier.rulesets import LAWS

DEFAULT_ORDER = ("choice_rank", "grade_value", "grade_count", "lottery")
CRITERIA = frozenset(GRADE_CRITERIA) | {"choice_rank", "grade_value", "lottery"}
ROUND_KEYS = {"year", "kind", "rules", "grade_cutoff", "lottery_seed", "ranking", "merit"}
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


def read_market(folder: files.Source) -> Market:
    """The round, its offerings and applicants. Raises Unreadable where the files do not follow the format."""
    round_ = _round(folder)
    market = Market(round=round_, offerings=_offerings(folder, round_))
    _check_seed(market)
    _applicants(folder, market)
    return market


def read_wishes(folder: files.Source, market: Market) -> None:
    """The choices and the held places of the market's applicants. Raises Unreadable."""
    index = {name: number for number, name in enumerate(market.applicant_ids)}
    read_choices(folder, market, index)
    if "held.csv" in folder.names():
        _held(folder, market, index)


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
        ("rules", rules, isinstance(rules, str) and rules in LAWS),
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
        seats=read("seats", count),
        free_quota_seats=read("free_quota_seats", count_or_zero),
        test_seats=read("test_seats", count_or_zero),
        test_adds=test == "adds",
        test_required=test == "required",
        pool=cell["pool"],
        pool_seats=read("pool_seats", count if cell["pool"] else count_or_zero),
        pool_order=read("pool_order", count_or_zero),
        cancelled=read("cancelled", YES_NO.__getitem__),
        need=need,
        ranking=read("ranking", lambda name: name if round_.rankings[name or "default"] else "") or "default",
        first_hand=None if everyone else frozenset(areas.get(cell["provider_id"], ())),
    )


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
            years[birth] = parsed(count, birth, "applicants.csv", 0, "birth_year") < latest
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
