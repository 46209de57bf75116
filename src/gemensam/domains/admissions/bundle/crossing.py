"""Faults that show only when rows are held against each other, or tables against tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.faults import NO_COLUMN, FaultCode, FaultList
from gemensam.domains.admissions.bundle.layout import APPLICANTS, AREAS, CHOICES, GRADES_FILE, HELD, OFFERINGS
from gemensam.domains.admissions.bundle.settings import RoundSettings
from gemensam.domains.admissions.bundle.text_table import ROW, TextTable
from gemensam.rules.eligibility import is_known_programme
from gemensam.rules.terms import BLOCKS, MAX_GRADES, PROGRAMMES, ROLE_INDEX, SUBJECT_INDEX

MANY: Final = 2**31  # more than there can be ranks or offerings
_LANGUAGE_CHOICE: Final = (ROLE_INDEX["language_choice"], SUBJECT_INDEX["M2"])


@dataclass(frozen=True, slots=True)
class _Check:
    """A fault that rows of a table can have.

    wrong: which rows have it; those where it is null have not. facts: by name, those that are null are left out.
    suspected: True where any row may have it, quicker to work out than the rows.
    """

    column: str
    code: FaultCode
    wrong: pl.Expr
    facts: Mapping[str, pl.Expr] = field(default_factory=dict)
    suspected: pl.Expr | None = None

    def any_wrong(self) -> pl.Expr:
        return self.wrong.any() if self.suspected is None else self.suspected


class _Tables:
    """The typed tables, with a short way to note a fault on each row that a condition picks."""

    def __init__(
        self, texts: Mapping[str, TextTable], read: Mapping[str, pl.DataFrame], faults: FaultList
    ) -> None:
        self.read = read
        self.texts = texts
        self._faults = faults

    def check(self, name: str, frame: pl.DataFrame, *checks: _Check) -> None:
        """Note what the checks find. One query asks them all; the rows are sought only where there are any."""
        if frame.is_empty():
            return
        found = frame.select(check.any_wrong().alias(str(number)) for number, check in enumerate(checks))
        for check, is_found in zip(checks, found.row(0), strict=True):
            if is_found:
                facts = [expression.alias(fact) for fact, expression in check.facts.items()]
                rows = frame.select(ROW, check.wrong.alias("wrong"), *facts).filter("wrong")
                self.fault(name, rows, check.column, check.code, *check.facts)

    def fault(self, name: str, rows: pl.DataFrame, column: str, code: FaultCode, *facts: str) -> None:
        """Note the fault on every row; the named columns of the row are the facts."""
        if rows.is_empty():
            return
        for row in rows.select(ROW, *facts).iter_rows(named=True):
            line = row.pop(ROW)
            known = {key: value for key, value in row.items() if value is not None}
            self._faults.add(name, line, column, code, **known)


def note_faults(
    texts: Mapping[str, TextTable],
    read: Mapping[str, pl.DataFrame],
    settings: RoundSettings | None,
    faults: FaultList,
) -> None:
    """Note every fault between rows. `settings` None = round.toml has faults of its own."""
    tables = _Tables(texts, read, faults)
    _offerings(tables, settings)
    _pools(tables)
    _areas(tables)
    _applicants(tables, settings)
    _grades(tables, settings)
    _choices(tables)
    _held(tables, settings)


def packed(frame: pl.DataFrame, one: str, other: str) -> pl.Series:
    """Two columns of numbers without null as one that orders like them and is the same only where both are."""
    return pl.Series("packed", frame[one].to_numpy().astype(np.int64) * MANY + frame[other].to_numpy())


def _repeats(
    frame: pl.DataFrame, keys: Sequence[str], pack: Callable[[pl.DataFrame], pl.Series]
) -> pl.DataFrame:
    """The rows whose key stands on an earlier line too; rows with a missing part of the key are left out.

    pack: gives a number that differs whenever the keys do, quick to look through.
    """
    has_null = any(frame[key].null_count() for key in keys)
    whole = frame.drop_nulls(list(keys)) if has_null else frame
    ordered = np.sort(pack(whole).to_numpy())
    if not (ordered[1:] == ordered[:-1]).any():
        return whole.clear()
    return whole.filter(_stands_before(*keys))


def _stands_before(*keys: str) -> pl.Expr:
    """Whether the row's key stands on an earlier line too; null where a part of it is missing."""
    is_later = pl.col(ROW) != pl.col(ROW).min().over(keys)
    return pl.when(pl.all_horizontal(pl.col(key).is_not_null() for key in keys)).then(is_later)


def _fewer_than_rows(*keys: str) -> pl.Expr:
    """Whether any key stands twice."""
    key = pl.col(*keys) if len(keys) == 1 else pl.struct(keys)
    return key.n_unique() < pl.len()


def _first_of(group: str, value: str) -> pl.Expr:
    """The value on the first line of the row's group that has one; rows stand in the order of the lines."""
    return pl.col(value).drop_nulls().first().over(group)


def _offerings(tables: _Tables, settings: RoundSettings | None) -> None:
    held_back = pl.col("free_quota_seats") + pl.col("test_seats")
    kind = _first_of("provider_id", "provider_kind")
    bases = [code for code in PROGRAMMES if is_known_programme("IMV", code)]
    checks = [
        _Check(
            "offering_id",
            FaultCode.KEY_TWICE,
            (pl.col("offering_id") != "") & _stands_before("offering_id"),
            {"value": pl.col("offering_id")},
            suspected=_fewer_than_rows("offering_id"),
        ),
        _Check(
            "provider_kind",
            FaultCode.PROVIDER_KIND_DIFFERS,
            (pl.col("provider_id") != "") & (pl.col("provider_kind") != kind),
            {"first": kind},
        ),
        _Check(
            "free_quota_seats",
            FaultCode.SEATS_EXCEEDED,
            held_back > pl.col("seats"),
            {"sum": held_back, "max": pl.col("seats")},
        ),
        _Check(
            "base_programme",
            FaultCode.BASE_PROGRAMME_MISSING,
            (pl.col("programme") == "IMV") & ~pl.col("base_programme").is_in(bases),
        ),
    ]
    if settings is not None:
        unknown = ~pl.col("ranking").is_in(list(settings.rankings))
        checks.append(
            _Check("ranking", FaultCode.RANKING_UNKNOWN, unknown, {"value": pl.col("ranking")}),
        )
    tables.check(OFFERINGS, tables.read[OFFERINGS], *checks, _pool_seats())


def _pool_seats() -> _Check:
    first = _first_of("pool", "pool_seats")
    differ = (pl.col("pool") != "") & (pl.col("pool_seats") != first)
    return _Check("pool_seats", FaultCode.POOL_SEATS_DIFFER, differ, {"first": first})


def _pools(tables: _Tables) -> None:
    """A pool's members have its seats and their order, as text: whether they are numbers is asked elsewhere."""
    in_pool = pl.col("pool") != ""
    checks = []
    for column in ("pool_seats", "pool_order"):
        empty = pl.col(column) == ""
        checks += [
            _Check(column, FaultCode.POOL_FIELD_MISSING, in_pool & empty),
            _Check(column, FaultCode.POOL_FIELD_WITHOUT_POOL, ~in_pool & ~empty),
        ]
    tables.check(OFFERINGS, tables.texts[OFFERINGS].frame, *checks)


def _areas(tables: _Tables) -> None:
    named = pl.col("provider_id") != ""
    keys = ("provider_id", "municipality")
    checks = [
        _Check(
            "municipality",
            FaultCode.KEY_TWICE,
            named & _stands_before(*keys),
            suspected=_fewer_than_rows(*keys),
        )
    ]
    if tables.texts[OFFERINGS].complete:
        known = tables.read[OFFERINGS]["provider_id"].to_list()
        facts = {"value": pl.col("provider_id"), "target": pl.lit(OFFERINGS)}
        unknown = named & ~pl.col("provider_id").is_in(known)
        checks.append(_Check("provider_id", FaultCode.REFERENCE_UNKNOWN, unknown, facts))
    tables.check(AREAS, tables.read[AREAS], *checks)


def _references(tables: _Tables, name: str, column: str, target: str) -> None:
    """Every id of the column stands in the target table, as far as that table could be read."""
    frame, number = tables.read[name], column.removesuffix("_id")
    if not tables.texts[target].complete or frame[number].null_count() == 0:
        return
    unknown = pl.col(number).is_null() & (pl.col(column) != "")
    facts = {"value": pl.col(column), "target": pl.lit(target)}
    tables.check(name, frame, _Check(column, FaultCode.REFERENCE_UNKNOWN, unknown, facts))


def _applicants(tables: _Tables, settings: RoundSettings | None) -> None:
    checks = [
        _Check(
            "applicant_id",
            FaultCode.KEY_TWICE,
            (pl.col("applicant_id") != "") & _stands_before("applicant_id"),
            suspected=_fewer_than_rows("applicant_id"),
        ),
        _Check(
            "home_municipality",
            FaultCode.HOME_MISSING,
            (pl.col("home_municipality") == "") & (pl.col("lives_in_area_of") == ""),
        ),
    ]
    if settings is not None:
        unborn = pl.col("birth_year").is_between(settings.year + 1, 2200)
        facts = {"value": pl.col("birth_year").cast(pl.String), "max": pl.lit(settings.year)}
        checks.append(_Check("birth_year", FaultCode.ABOVE_MAXIMUM, unborn, facts))
    tables.check(APPLICANTS, tables.read[APPLICANTS], *checks)


def _grades(tables: _Tables, settings: RoundSettings | None) -> None:
    frame = tables.read[GRADES_FILE]
    _references(tables, GRADES_FILE, "applicant_id", APPLICANTS)
    keys = ["applicant", "subject", "language", "registered_at"]
    repeats = _repeats(frame, keys, lambda whole: whole["key"])
    tables.fault(GRADES_FILE, repeats, "subject", FaultCode.KEY_TWICE)
    role, subject = _LANGUAGE_CHOICE
    wrong = (pl.col("role") == role) & (pl.col("subject") != subject)
    tables.check(GRADES_FILE, frame, _Check("role", FaultCode.ROLE_NOT_FOR_SUBJECT, wrong))
    if _most_grades(frame) <= MAX_GRADES:
        return
    cutoff = None if settings is None else settings.grade_cutoff
    counting = frame if cutoff is None else frame.filter(pl.col("registered_at") <= cutoff)
    if counting.height:
        _too_many(tables, counting)


def _most_grades(frame: pl.DataFrame) -> int:
    """At least the most grades of any applicant: every row counts, combined ones as the largest of them does."""
    known = frame.drop_nulls("applicant") if frame["applicant"].null_count() else frame
    applicant = known["applicant"].to_numpy()
    is_block = np.isin(known["subject"].to_numpy(), [SUBJECT_INDEX[block] for block in BLOCKS])
    rows, combined = (
        np.bincount(applicant),
        np.bincount(applicant[is_block], minlength=applicant.max(initial=-1) + 1),
    )
    return int((rows + combined * max(map(len, BLOCKS.values()))).max(initial=0))


def _too_many(tables: _Tables, counting: pl.DataFrame) -> None:
    """A combined grade counts as its subjects; a row that a later one replaces does not count again."""
    weights = {SUBJECT_INDEX[block]: len(members) for block, members in BLOCKS.items()}
    weight = pl.lit(1)
    for subject, number in weights.items():
        weight = pl.when(pl.col("subject") == subject).then(number).otherwise(weight)
    sums = counting.group_by("applicant").agg(weight.sum().alias("sum"))
    suspects = sums.filter(pl.col("sum") > MAX_GRADES)
    if suspects.height == 0:
        return
    rows = counting.join(suspects.select("applicant"), on="applicant", how="semi")
    single = rows.unique(["applicant", "subject", "language"], maintain_order=True)
    counted = single.group_by("applicant").agg(weight.sum().alias("sum"), pl.col(ROW).min())
    many = counted.filter(pl.col("sum") > MAX_GRADES).with_columns(pl.lit(MAX_GRADES).alias("max"))
    tables.fault(GRADES_FILE, many, "applicant_id", FaultCode.TOO_MANY_GRADES, "sum", "max")


def _choices(tables: _Tables) -> None:
    frame = tables.read[CHOICES]
    _references(tables, CHOICES, "applicant_id", APPLICANTS)
    _references(tables, CHOICES, "offering_id", OFFERINGS)
    same_rank = _repeats(
        frame, ["applicant", "rank"], lambda whole: packed(whole, "applicant", "rank")
    ).with_columns(pl.col("rank").alias("value"))
    tables.fault(CHOICES, same_rank, "rank", FaultCode.KEY_TWICE, "value")
    same_offering = _repeats(
        frame, ["applicant", "offering"], lambda whole: packed(whole, "applicant", "offering")
    )
    tables.fault(
        CHOICES,
        same_offering.rename({"offering_id": "value"}),
        "offering_id",
        FaultCode.OFFERING_CHOSEN_TWICE,
        "value",
    )
    if tables.texts[CHOICES].complete:
        _rank_gaps(tables, frame)


def _rank_gaps(tables: _Tables, frame: pl.DataFrame) -> None:
    """An applicant's ranks are 1, 2, 3 …: the first row after each applicant's gap is at fault."""
    if not frame["applicant"].null_count() and not frame["rank"].null_count():
        applicant = frame["applicant"].to_numpy()
        if (frame["rank"].to_numpy() <= np.bincount(applicant)[applicant]).all():
            return
    by_applicant = (
        frame.drop_nulls("applicant")
        .group_by("applicant")
        .agg(pl.len(), pl.col("rank").max().alias("last"), pl.col("rank").null_count().alias("unread"))
    )
    gaps = by_applicant.filter((pl.col("last") > pl.col("len")) & (pl.col("unread") == 0)).select("applicant")
    if gaps.height == 0:
        return
    rows = frame.join(gaps, on="applicant", how="semi").sort("applicant", "rank", ROW)
    expected = pl.col("rank").shift(1, fill_value=0).over("applicant") + 1
    after_gap = rows.with_columns(expected.alias("expected"), pl.col("rank").alias("value")).filter(
        pl.col("rank") > pl.col("expected")
    )
    first = after_gap.unique("applicant", keep="first", maintain_order=True)
    tables.fault(CHOICES, first, "rank", FaultCode.RANK_GAP, "value", "expected")


def _held(tables: _Tables, settings: RoundSettings | None) -> None:
    frame = tables.read[HELD]
    if settings is not None and settings.kind != "reserve":
        tables.fault(HELD, frame, NO_COLUMN, FaultCode.HELD_NOT_RESERVE_ROUND)
    if frame.height == 0:
        return
    _references(tables, HELD, "applicant_id", APPLICANTS)
    _references(tables, HELD, "offering_id", OFFERINGS)
    offerings = tables.read[OFFERINGS]
    cancelled = offerings["offering_id"].filter(offerings["cancelled"]).to_list()
    tables.check(
        HELD,
        frame,
        _Check(
            "applicant_id",
            FaultCode.HELD_TWICE,
            (pl.col("applicant_id") != "") & _stands_before("applicant_id"),
            suspected=_fewer_than_rows("applicant_id"),
        ),
        _Check("offering_id", FaultCode.HELD_CANCELLED, pl.col("offering_id").is_in(cancelled)),
    )
    if tables.texts[CHOICES].complete:
        pairs = ["applicant_id", "offering_id"]
        not_chosen = frame.join(tables.read[CHOICES][pairs], on=pairs, how="anti")
        if not not_chosen.is_empty():
            named = not_chosen.filter((pl.col("applicant_id") != "") & (pl.col("offering_id") != ""))
            tables.fault(HELD, named, "offering_id", FaultCode.HELD_NOT_CHOSEN)
