"""Faults that show only when rows are held against each other, or tables against tables."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.faults import NO_COLUMN, FaultCode, FaultList
from gemensam.domains.admissions.bundle.layout import APPLICANTS, AREAS, CHOICES, GRADES_FILE, HELD, OFFERINGS
from gemensam.domains.admissions.bundle.settings import RoundSettings
from gemensam.domains.admissions.bundle.text_table import ROW, TextTable
from gemensam.rules.eligibility import is_known_programme
from gemensam.rules.terms import BLOCKS, MAX_GRADES, ROLE_INDEX, SUBJECT_INDEX

MANY: Final = 2**31  # more than there can be ranks or offerings
_LANGUAGE_CHOICE: Final = (ROLE_INDEX["language_choice"], SUBJECT_INDEX["M2"])


class _Tables:
    """The typed tables, with a short way to note a fault on each row that a condition picks."""

    def __init__(
        self, texts: Mapping[str, TextTable], read: Mapping[str, pl.DataFrame], faults: FaultList
    ) -> None:
        self.read = read
        self.texts = texts
        self._faults = faults

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


def _repeats(frame: pl.DataFrame, keys: Sequence[str], packed: pl.Expr | None = None) -> pl.DataFrame:
    """The rows whose key stands on an earlier line too; rows with a missing part of the key are left out.

    packed: a number that differs whenever the keys do, quick to look through.
    """
    has_null = any(frame[key].null_count() for key in keys)
    whole = frame.drop_nulls(list(keys)) if has_null else frame
    quick = whole.select(packed.alias("packed") if packed is not None else pl.struct(keys).alias("packed"))
    if _all_differ(quick["packed"]):
        return whole.clear()
    return whole.filter(pl.col(ROW) != pl.col(ROW).min().over(list(keys)))


def _all_differ(packed: pl.Series) -> bool:
    """Whether no value stands twice."""
    if packed.dtype != pl.Int64:
        return packed.n_unique() == packed.len()
    ordered = np.sort(packed.to_numpy())
    return not (ordered[1:] == ordered[:-1]).any()


def _unlike_first(frame: pl.DataFrame, group: str, value: str) -> pl.DataFrame:
    """The rows whose value differs from the one on the group's first line."""
    first = pl.col(value).sort_by(ROW).first().over(group)
    return frame.with_columns(first.alias("first")).filter(pl.col(value) != pl.col("first"))


def _offerings(tables: _Tables, settings: RoundSettings | None) -> None:
    frame = tables.read[OFFERINGS]
    text = tables.texts[OFFERINGS].frame
    repeats = _repeats(frame.filter(pl.col("offering_id") != ""), ["offering_id"])
    tables.fault(
        OFFERINGS, repeats.rename({"offering_id": "value"}), "offering_id", FaultCode.KEY_TWICE, "value"
    )
    differs = _unlike_first(text.filter(pl.col("provider_id") != ""), "provider_id", "provider_kind")
    tables.fault(OFFERINGS, differs, "provider_kind", FaultCode.PROVIDER_KIND_DIFFERS, "first")
    held_back = pl.col("free_quota_seats") + pl.col("test_seats")
    tables.fault(
        OFFERINGS,
        frame.with_columns(held_back.alias("sum"), pl.col("seats").alias("max")).filter(
            held_back > pl.col("seats")
        ),
        "free_quota_seats",
        FaultCode.SEATS_EXCEEDED,
        "sum",
        "max",
    )
    if settings is not None:
        unknown = text.filter(~pl.col("ranking").is_in(list(settings.rankings))).rename({"ranking": "value"})
        tables.fault(OFFERINGS, unknown, "ranking", FaultCode.RANKING_UNKNOWN, "value")
    pairs = text.select("programme", "base_programme").unique()
    without_base = [
        code for code, base in pairs.iter_rows() if code == "IMV" and not is_known_programme(code, base or "")
    ]
    if without_base:
        bases = [base for _, base in pairs.iter_rows() if is_known_programme("IMV", base or "")]
        rows = text.filter((pl.col("programme") == "IMV") & ~pl.col("base_programme").is_in(bases))
        tables.fault(OFFERINGS, rows, "base_programme", FaultCode.BASE_PROGRAMME_MISSING)


def _pools(tables: _Tables) -> None:
    text = tables.texts[OFFERINGS].frame
    in_pool = pl.col("pool") != ""
    for column in ("pool_seats", "pool_order"):
        tables.fault(
            OFFERINGS, text.filter(in_pool & (pl.col(column) == "")), column, FaultCode.POOL_FIELD_MISSING
        )
        tables.fault(
            OFFERINGS,
            text.filter(~in_pool & (pl.col(column) != "")),
            column,
            FaultCode.POOL_FIELD_WITHOUT_POOL,
        )
    members = tables.read[OFFERINGS].filter(in_pool).drop_nulls("pool_seats")
    differs = _unlike_first(members, "pool", "pool_seats")
    tables.fault(OFFERINGS, differs, "pool_seats", FaultCode.POOL_SEATS_DIFFER, "first")


def _areas(tables: _Tables) -> None:
    frame = tables.read[AREAS].filter(pl.col("provider_id") != "")
    tables.fault(AREAS, _repeats(frame, ["provider_id", "municipality"]), "municipality", FaultCode.KEY_TWICE)
    _references(tables, AREAS, "provider_id", OFFERINGS)


def _references(tables: _Tables, name: str, column: str, target: str) -> None:
    """Every id of the column stands in the target table, as far as that table could be read."""
    if not tables.texts[target].complete:
        return
    number = column.removesuffix("_id")
    frame = tables.read[name]
    if number in frame.columns:
        if frame[number].null_count() == 0:
            return
        rows = frame.filter(pl.col(number).is_null() & (pl.col(column) != ""))
    else:
        known = tables.read[target].select(column).unique()
        rows = frame.filter(pl.col(column) != "").join(known, on=column, how="anti")
    facts = rows.rename({column: "value"}).with_columns(pl.lit(target).alias("target"))
    tables.fault(name, facts, column, FaultCode.REFERENCE_UNKNOWN, "value", "target")


def _applicants(tables: _Tables, settings: RoundSettings | None) -> None:
    frame = tables.read[APPLICANTS]
    repeats = _repeats(frame.filter(pl.col("applicant_id") != ""), ["applicant_id"])
    tables.fault(APPLICANTS, repeats, "applicant_id", FaultCode.KEY_TWICE)
    homeless = frame.filter((pl.col("home_municipality") == "") & (pl.col("lives_in_area_of") == ""))
    tables.fault(APPLICANTS, homeless, "home_municipality", FaultCode.HOME_MISSING)
    if settings is not None:
        unborn = frame.filter(pl.col("birth_year").is_between(settings.year + 1, 2200)).with_columns(
            pl.col("birth_year").cast(pl.String).alias("value"), pl.lit(settings.year).alias("max")
        )
        tables.fault(APPLICANTS, unborn, "birth_year", FaultCode.ABOVE_MAXIMUM, "value", "max")


def _grades(tables: _Tables, settings: RoundSettings | None) -> None:
    frame = tables.read[GRADES_FILE]
    _references(tables, GRADES_FILE, "applicant_id", APPLICANTS)
    repeats = _repeats(frame, ["applicant", "subject", "language", "registered_at"], pl.col("key"))
    tables.fault(GRADES_FILE, repeats, "subject", FaultCode.KEY_TWICE)
    role, subject = _LANGUAGE_CHOICE
    wrong = frame.filter((pl.col("role") == role) & (pl.col("subject") != subject))
    tables.fault(GRADES_FILE, wrong, "role", FaultCode.ROLE_NOT_FOR_SUBJECT)
    if _most_grades(frame) <= MAX_GRADES:
        return
    cutoff = None if settings is None else settings.grade_cutoff
    counting = frame if cutoff is None else frame.filter(pl.col("registered_at") <= cutoff)
    if counting.height:
        _too_many(tables, counting)


def _most_grades(frame: pl.DataFrame) -> int:
    """At least the most grades of any applicant: every row counts, combined ones as the largest of them does."""
    known = frame.drop_nulls("applicant") if frame["applicant"].null_count() else frame
    blocks = known.filter(pl.col("subject").is_in([SUBJECT_INDEX[block] for block in BLOCKS]))
    size = known["applicant"].len() and int(known["applicant"].to_numpy().max()) + 1
    rows, combined = (np.bincount(one["applicant"].to_numpy(), minlength=size) for one in (known, blocks))
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
    applicant = pl.col("applicant").cast(pl.Int64)
    same_rank = _repeats(frame, ["applicant", "rank"], applicant * MANY + pl.col("rank")).with_columns(
        pl.col("rank").alias("value")
    )
    tables.fault(CHOICES, same_rank, "rank", FaultCode.KEY_TWICE, "value")
    same_offering = _repeats(frame, ["applicant", "offering"], applicant * MANY + pl.col("offering"))
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
    twice = _repeats(frame.filter(pl.col("applicant_id") != ""), ["applicant_id"])
    tables.fault(HELD, twice, "applicant_id", FaultCode.HELD_TWICE)
    if tables.texts[CHOICES].complete:
        known = frame.filter((pl.col("applicant_id") != "") & (pl.col("offering_id") != ""))
        pairs = ["applicant_id", "offering_id"]
        not_chosen = known.join(tables.read[CHOICES].select(pairs).unique(), on=pairs, how="anti")
        tables.fault(HELD, not_chosen, "offering_id", FaultCode.HELD_NOT_CHOSEN)
    cancelled = tables.read[OFFERINGS].filter(pl.col("cancelled")).select("offering_id").unique()
    stopped = frame.join(cancelled, on="offering_id", how="semi")
    tables.fault(HELD, stopped, "offering_id", FaultCode.HELD_CANCELLED)
