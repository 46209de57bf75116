"""A round as tables with ids instead of row numbers, so that it can be changed or mixed with another round."""

from collections.abc import Set
from dataclasses import dataclass, replace

import polars as pl

from gemensam.domains.admissions.bundle.crossing import MANY
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.domains.admissions.bundle.settings import RoundSettings
from gemensam.rules.terms import SUBJECTS

# Kinds of input that a round is made of; each can be taken from another round.
KINDS = ("grades", "facts", "choices", "seats", "rule", "lottery", "areas", "applicants", "held")


@dataclass(frozen=True, slots=True)
class RoundTables:
    """A round's tables as in RoundInput, but with applicant_id and offering_id in grades, choices and held."""

    settings: RoundSettings
    offerings: pl.DataFrame
    areas: pl.DataFrame
    applicants: pl.DataFrame
    grades: pl.DataFrame
    choices: pl.DataFrame
    held: pl.DataFrame


def with_ids(round_: RoundInput) -> RoundTables:
    """The round's tables with ids."""
    people, supply = round_.applicants["applicant_id"], round_.offerings["offering_id"]

    def named(table: pl.DataFrame) -> pl.DataFrame:
        added = [people.gather(table["applicant"]).alias("applicant_id")]
        if "offering" in table.columns:
            added.append(supply.gather(table["offering"]).alias("offering_id"))
        return table.drop("applicant", "offering", "key", strict=False).with_columns(added)

    return RoundTables(
        settings=round_.settings,
        offerings=round_.offerings,
        areas=round_.areas,
        applicants=round_.applicants,
        grades=named(round_.grades),
        choices=named(round_.choices),
        held=named(round_.held),
    )


def numbered(tables: RoundTables) -> RoundInput:
    """The tables as a round that is ready to run. Rows of unknown applicants or offerings fall away."""
    offerings = tables.offerings.sort("offering_id")
    applicants = tables.applicants.sort("applicant_id")
    people, supply = _numbers(applicants, "applicant"), _numbers(offerings, "offering")

    def with_number(table: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
        key = numbers.columns[0]
        return table.join(numbers, on=key, how="inner", maintain_order="left").drop(key)

    choices = with_number(with_number(tables.choices, people), supply)
    grades = with_number(tables.grades, people)
    language = pl.col("language").rank("dense").cast(pl.Int64)
    subject = pl.col("applicant").cast(pl.Int64) * len(SUBJECTS) + pl.col("subject")
    key = subject * (grades.height + 1) + language
    return RoundInput(
        settings=tables.settings,
        offerings=offerings,
        areas=tables.areas.filter(pl.col("provider_id").is_in(offerings["provider_id"].unique().to_list())),
        applicants=applicants,
        grades=grades.with_columns(key.alias("key")).sort("key", "registered_at"),
        choices=choices.sort(pl.col("applicant").cast(pl.Int64) * MANY + pl.col("rank")),
        held=with_number(with_number(tables.held, people), supply).sort("applicant"),
        digests={},
    )


def _numbers(table: pl.DataFrame, name: str) -> pl.DataFrame:
    ids = table[f"{name}_id"]
    return pl.DataFrame({ids.name: ids, name: pl.int_range(ids.len(), dtype=pl.Int32, eager=True)})


def mixed(new: RoundTables, old: RoundTables, kinds: Set[str]) -> RoundTables:
    """The new round with some kinds of input as they were in the old one.

    grades, facts, choices: of those who are in both. seats: the offerings and their seats. rule: rule set, ranking
    rules, weight of combined grades. lottery: the seed. areas. applicants: those who have left are back,
    those who are new are out. held: held places.
    """
    old_ids, new_ids = (set(one.applicants["applicant_id"]) for one in (old, new))
    both = old_ids & new_ids

    def people(name: str, kind: str) -> pl.DataFrame:
        now, then = getattr(new, name), getattr(old, name).select(getattr(new, name).columns)
        stay = (then if kind in kinds else now).filter(pl.col("applicant_id").is_in(both))
        others, ids = (then, old_ids - both) if "applicants" in kinds else (now, new_ids - both)
        return pl.concat([stay, others.filter(pl.col("applicant_id").is_in(ids))])

    held = old.held if "held" in kinds else new.held
    return RoundTables(
        settings=_settings(new.settings, old.settings, kinds),
        offerings=_offerings(new.offerings, old.offerings, kinds),
        areas=old.areas if "areas" in kinds else new.areas,
        applicants=people("applicants", "facts"),
        grades=people("grades", "grades"),
        choices=people("choices", "choices"),
        held=held,
    )


def _settings(new: RoundSettings, old: RoundSettings, kinds: Set[str]) -> RoundSettings:
    mix = replace(new, rankings={**old.rankings, **new.rankings})
    if "rule" in kinds:
        mix = replace(
            mix,
            rankings={**new.rankings, **old.rankings},
            rules=old.rules,
            year=old.year,
            block_grades=old.block_grades,
        )
    return replace(mix, lottery_seed=old.lottery_seed) if "lottery" in kinds else mix


def _offerings(new: pl.DataFrame, old: pl.DataFrame, kinds: Set[str]) -> pl.DataFrame:
    supply, rules = (old if "seats" in kinds else new), (old if "rule" in kinds else new)
    named = rules.select("offering_id", pl.col("ranking").alias("as_in"))
    joined = supply.join(named, on="offering_id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("as_in", "ranking").alias("ranking")).select(new.columns)
