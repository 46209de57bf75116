"""Many small random rounds as one round: they share nothing but the settings, so one run decides them all."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.verifier.markets import RANKINGS, MarketWriter, Rows, random_market

IDS = ("offering_id", "applicant_id", "provider_id", "pool")


def archipelago(
    seeds: Sequence[int], *, kind: str, applicants: int = 0, blocks: str = "weighted"
) -> MarketWriter:
    """The rounds of the seeds side by side, as one of a kind; held places only count in a reserve round."""
    whole = MarketWriter(kind=kind, blocks=blocks)
    whole.rankings = {f"r{number}": order for number, order in enumerate(RANKINGS)}
    for seed in seeds:
        market = random_market(seed, applicants=applicants)
        common = {name: f"r{RANKINGS.index(order)}" for name, order in market.rankings.items()}
        for file, rows in market.tables.items():
            if file != "held.csv" or kind == "reserve":
                whole.tables[file] += [island(row, seed, common) for row in rows]
    return whole


def island(row: dict[str, str], seed: int, common: dict[str, str]) -> dict[str, str]:
    """A row with ids of its own."""
    named = {key: f"{seed}-{row[key]}" for key in IDS if row.get(key)}
    if row.get("ranking"):
        named["ranking"] = common[row["ranking"]]
    elif "ranking" in row:
        named["ranking"] = "r0"  # the order that applies where none is named
    return row | named


def island_of(applicant: str) -> str:
    """The seed that an id begins with."""
    return applicant.partition("-")[0]


def changed(whole: MarketWriter, file: str, change: Callable[[Rows], Rows], folder: Path) -> Path:
    """The same round with another table, in a folder."""
    before = whole.tables[file]
    whole.tables[file] = change(before)
    try:
        return whole.write(folder)
    finally:
        whole.tables[file] = before
