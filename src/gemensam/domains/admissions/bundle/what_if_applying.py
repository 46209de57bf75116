"""A round with changes applied to it, checked against what the round holds."""

from dataclasses import replace

import polars as pl

from gemensam.domains.admissions.bundle.mixing import RoundTables
from gemensam.domains.admissions.bundle.what_if_changes import (
    NUMBERS,
    ChangeFault,
    Changes,
    ChangesRefused,
    NewOffering,
    OfferingChange,
)


def applied(tables: RoundTables, changes: Changes) -> RoundTables:
    """The round as it would be. Raises ChangesRefused where a change does not fit the round, with all that does not."""
    faults: list[ChangeFault] = []
    rankings = {**tables.settings.rankings, **changes.rankings}
    settings = replace(
        tables.settings,
        rankings=rankings,
        block_grades=changes.block_grades or tables.settings.block_grades,
        lottery_seed=changes.seed or tables.settings.lottery_seed,
    )
    offerings, choices = tables.offerings, tables.choices
    for one in changes.new:
        offerings, choices = _with_new(offerings, choices, one, faults)
    for change in changes.offerings:
        ranking = change.values.get("ranking")
        if ranking is not None and ranking not in rankings:
            faults.append(ChangeFault(f"{change.key}.ranking", "ranking_unknown", {"value": str(ranking)}))
        offerings = _changed(offerings, change, faults)
    faults += _impossible(offerings)
    areas = _areas(tables.areas, changes, set(offerings["provider_id"]), faults)
    used = {rankings[name] for name in offerings["ranking"] if name in rankings}
    if not settings.lottery_seed and any("lottery" in rule.order for rule in used):
        faults.append(ChangeFault("lottery_seed", "seed_missing", {}))
    if faults:
        raise ChangesRefused(tuple(faults))
    return replace(tables, settings=settings, offerings=offerings, areas=areas, choices=choices)


def _changed(offerings: pl.DataFrame, change: OfferingChange, faults: list[ChangeFault]) -> pl.DataFrame:
    chosen = pl.all_horizontal(
        pl.lit(value=True), *(pl.col(column) == value for column, value in change.where.items())
    )
    if not offerings.select(chosen.any()).item():
        faults.append(ChangeFault(change.key, "nothing_selected", {"where": _told(change)}))
    new = []
    for name, amount in change.amounts.items():
        number = (
            pl.col(name).fill_null(0) + amount.value
            if amount.relative
            else pl.lit(amount.value, dtype=pl.Int64)
        )
        new.append(pl.when(chosen).then(number).otherwise(pl.col(name)).cast(pl.Int64).alias(name))
        if name == "pool_seats" and offerings.filter(chosen & (pl.col("pool") == "")).height:
            faults.append(ChangeFault(f"{change.key}.pool_seats", "no_pool", {"where": _told(change)}))
    new += [
        pl.when(chosen).then(pl.lit(value)).otherwise(pl.col(name)).alias(name)
        for name, value in change.values.items()
    ]
    changed = offerings.with_columns(new)
    if "pool_seats" in change.amounts:  # the same for every member, also for those who were not selected
        pools = changed.filter(chosen).group_by("pool").agg(pl.col("pool_seats").first().alias("now"))
        joined = changed.join(pools, on="pool", how="left", maintain_order="left")
        changed = joined.with_columns(pl.coalesce("now", "pool_seats").alias("pool_seats")).drop("now")
    return changed


def _told(change: OfferingChange) -> str:
    return ", ".join(f"{column} = {value}" for column, value in change.where.items())


def _impossible(offerings: pl.DataFrame) -> list[ChangeFault]:
    """Offerings whose numbers cannot be: below zero, or quota and test seats above the seats."""
    below = offerings.filter(pl.any_horizontal(pl.col(name) < 0 for name in NUMBERS))
    above = offerings.filter(pl.col("free_quota_seats") + pl.col("test_seats") > pl.col("seats"))
    pairs = ((below, "below_zero"), (above, "quota_above_seats"))
    return [
        ChangeFault("change", code, {"offering": one})
        for table, code in pairs
        for one in table["offering_id"]
    ]


def _with_new(
    offerings: pl.DataFrame, choices: pl.DataFrame, new: NewOffering, faults: list[ChangeFault]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    ids = set(offerings["offering_id"])
    if new.offering in ids:
        faults.append(ChangeFault(f"{new.key}.offering", "offering_exists", {"value": new.offering}))
    missing = [name for name in ("like", "after") if getattr(new, name) not in ids]
    faults += [
        ChangeFault(f"{new.key}.{name}", "offering_unknown", {"value": getattr(new, name)})
        for name in missing
    ]
    if missing or new.offering in ids:
        return offerings, choices
    row = offerings.filter(pl.col("offering_id") == new.like).with_columns(
        pl.lit(new.offering).alias("offering_id"),
        pl.lit(new.seats, dtype=pl.Int64).alias("seats"),
        *(pl.lit(0, dtype=pl.Int64).alias(name) for name in ("free_quota_seats", "test_seats")),
        pl.lit("").alias("pool"),
        *(pl.lit(None, dtype=offerings.schema[name]).alias(name) for name in ("pool_seats", "pool_order")),
        pl.lit(value=False).alias("cancelled"),
    )
    return pl.concat([offerings, row]), _next_choice(choices, new)


def _next_choice(choices: pl.DataFrame, new: NewOffering) -> pl.DataFrame:
    """Those who chose `after` get the new one as the next choice; what they ranked lower moves down a step."""
    theirs = choices.filter(pl.col("offering_id") == new.after).select(
        "applicant_id", pl.col("rank").alias("at")
    )
    moved = (
        choices.join(theirs, on="applicant_id", how="left", maintain_order="left")
        .with_columns((pl.col("rank") + (pl.col("rank") > pl.col("at")).fill_null(value=False)).alias("rank"))
        .drop("at")
    )
    added = (
        choices.filter(pl.col("offering_id") == new.after)
        .with_columns(
            pl.col("rank") + 1,
            pl.lit(new.offering).alias("offering_id"),
            pl.lit(value=False).alias("free_quota"),
        )
        .select(choices.columns)
    )
    return pl.concat([table.select(choices.columns).cast(choices.schema) for table in (moved, added)])


def _areas(
    areas: pl.DataFrame, changes: Changes, providers: set[str], faults: list[ChangeFault]
) -> pl.DataFrame:
    for one in changes.areas:
        if one.provider not in providers:
            faults.append(ChangeFault(f"{one.key}.provider", "provider_unknown", {"value": one.provider}))
        row = pl.DataFrame({"provider_id": [one.provider], "municipality": [one.municipality]})
        is_it = (pl.col("provider_id") == one.provider) & (pl.col("municipality") == one.municipality)
        areas = areas.filter(~is_it)
        areas = pl.concat([areas, row.select(areas.columns)]) if one.first_hand else areas
    return areas.sort("provider_id", "municipality")
