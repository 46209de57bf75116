"""Writes what the oracle placed, file by file as the format says."""

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

from tests.verifier.oracle import (
    DEFAULT,
    Choice,
    World,
    considered,
    first_hand,
    groups,
    number,
    place_everybody,
    read,
    table,
    tested,
)

PLACEMENTS = [
    "applicant_id",
    "rank",
    "offering_id",
    "status",
    "seat_kind",
    "reserve_position",
    "reason",
    "merit",
    "sort_key",
]
CUTOFFS = [
    "offering_id",
    "seats",
    "eligible",
    "first_hand_first_choice",
    "admitted",
    "admitted_free_quota",
    "admitted_test",
    "admitted_second_hand",
    "lowest_merit",
    "median_merit",
    "mean_merit",
    "tie_at_cutoff",
    "reserves",
    "vacant",
]
POINT = 720_720_000_000  # parts of a point in which sort keys are written
WRITTEN = {  # criterion -> hexadecimal digits and parts of a unit; others as points
    "grade_count": (2, 1),
    "comparison_value": (16, 106_858_629_141_264_000),
    "lottery": (16, 1),
}
OUTPUTS = ("placements.csv", "cutoffs.csv", "summary.json")


def admit(folder: Path, out: Path) -> Path:
    """Place everybody and write the whole result folder."""
    world = read(folder)
    place_everybody(world)
    out.mkdir(parents=True, exist_ok=True)
    (out / "timing.json").write_text("{}\n", encoding="utf-8")
    write_outputs(world, out)
    write_manifest(folder, out)
    return out


def write_outputs(world: World, out: Path) -> None:
    """Everything that follows from who has which place; the manifest is left as it is."""
    rows = placements(world)
    write_table(out / "placements.csv", PLACEMENTS, rows)
    write_table(out / "cutoffs.csv", CUTOFFS, cutoffs(world, rows))
    (out / "summary.json").write_text(
        json.dumps(summary(world, rows), sort_keys=True) + "\n", encoding="utf-8"
    )


def write_table(path: Path, columns: Sequence[str], rows: Iterable[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_manifest(folder: Path, out: Path) -> None:
    """Hashes of everything as it is now; what a forger would also do."""
    manifest = {
        "inputs": {path.name: input_digest(path) for path in sorted(folder.iterdir())},
        "outputs": {name: digest(out / name) for name in sorted(OUTPUTS)},
        "rules": read(folder).settings["rules"],
        "engine": "oracle",
        "result_hash": canonical_digest(out),
    }
    (out / "manifest.json").write_text(json.dumps(manifest) + "\n", encoding="utf-8")


def canonical_digest(out: Path) -> str:
    """Over the format's columns of placements.csv, sorted by applicant and rank."""
    rows = sorted(table(out, "placements.csv"), key=lambda row: (row["applicant_id"], int(row["rank"])))
    lines = [PLACEMENTS, *([row[column] for column in PLACEMENTS] for row in rows)]
    return hashlib.sha256("".join(",".join(line) + "\n" for line in lines).encode()).hexdigest()


def input_digest(path: Path) -> str:
    """A table's rows may stand in any order."""
    header, *lines = path.read_bytes().splitlines()
    if path.suffix != ".csv":
        return digest(path)
    return hashlib.sha256(b"".join(line + b"\n" for line in (header, *sorted(lines)))).hexdigest()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def text(value: Fraction | None) -> str:
    """Decimal with at least one and at most six decimals, half up."""
    if value is None:
        return ""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    shown = str(exact.quantize(Decimal("0.000001"), ROUND_HALF_UP)).rstrip("0")
    return shown + "0" if shown.endswith(".") else shown


def share(part: int, whole: int) -> float | None:
    """Four decimals, half up."""
    if not whole:
        return None
    return float((Decimal(part) / Decimal(whole)).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def sort_key(world: World, choice: Choice) -> str:
    """The order as text, from the parts that the oracle ordered by."""
    if not considered(world, choice):
        return ""
    unknown, second, late, points, *criteria = choice.key
    parts = [f"{int(unknown)}", f"{int(second) + 1}", f"{int(late)}", downwards(-points, 15, POINT)]
    for name, value in zip(order_names(world, choice), criteria, strict=True):
        if name == "choice_rank":
            parts.append(f"{int(value):04d}")
        else:
            parts.append(downwards(-value, *WRITTEN.get(name, (15, POINT))))
        if name == "lottery":
            break
    return ".".join(parts)


def order_names(world: World, choice: Choice) -> list[str]:
    """Criteria after points, as the oracle ordered by them."""
    name = world.offerings[choice.offering].get("ranking") or "default"
    return [*world.settings.get("ranking", {}).get(name, {}).get("order", DEFAULT), "lottery"]


def downwards(value: Fraction, digits: int, unit: int) -> str:
    units = value * unit
    assert units.denominator == 1
    return format(16**digits - 1 - units.numerator, f"0{digits}x")


def placements(world: World) -> list[dict[str, object]]:
    """Every row, sorted by applicant and rank."""
    waiting: dict[str, list[Choice]] = {name: [] for name in world.offerings}
    for applicant, choices in world.choices.items():
        placed = world.place.get(applicant)
        for choice in choices:
            if considered(world, choice) and (placed is None or choice.rank < placed.rank):
                waiting[choice.offering].append(choice)
    for queue in waiting.values():
        queue.sort(key=lambda choice: choice.key)
    rows = []
    for applicant in sorted(world.choices):
        for choice in world.choices[applicant]:
            status, reason = outcome(world, choice)
            position = waiting[choice.offering].index(choice) + 1 if status == "reserve" else ""
            rows.append(
                {
                    "applicant_id": applicant,
                    "rank": choice.rank,
                    "offering_id": choice.offering,
                    "status": status,
                    "seat_kind": world.kind.get((applicant, choice.rank), "") if status == "admitted" else "",
                    "reserve_position": position,
                    "reason": reason,
                    "merit": text(choice.merit),
                    "sort_key": sort_key(world, choice),
                }
            )
    return rows


def outcome(world: World, choice: Choice) -> tuple[str, str]:
    """Status and reason of one choice."""
    placed = world.place.get(choice.applicant)
    if placed is choice:
        return "admitted", ""
    if placed is not None and placed.rank < choice.rank:
        return "struck", "choice:higher_admitted"
    if choice.outside:
        return "not_considered", "held:not_considered"
    if world.offerings[choice.offering].get("cancelled") == "yes":
        return "not_considered", "offering:cancelled"
    if choice.why_not:
        return "ineligible", choice.why_not[0]
    return "reserve", lost_on(world, choice)


def lost_on(world: World, choice: Choice) -> str:
    """The first part of the order in which the last one on a merit seat is ahead."""
    if choice.merit is None and not choice.approved:
        return "quota:not_approved"
    there = [placed for placed in world.place.values() if placed.offering == choice.offering]
    kinds = {placed.applicant: world.kind[placed.applicant, placed.rank] for placed in there}
    rivals = [placed for placed in there if kinds[placed.applicant] == "merit"]
    if not rivals and choice.approved:
        rivals = [placed for placed in there if kinds[placed.applicant] == "free_quota"]
    if not rivals:
        if "free_quota" in kinds.values():
            return "quota:not_approved"
        untested = not tested(world.offerings[choice.offering], choice.row) or choice.merit is None
        return "test:missing" if "test" in kinds.values() and untested else "merit:below"
    last = max(rivals, key=lambda placed: placed.key)
    names = ["quota:full", "reception:second_hand_full", "late:behind_in_time", "merit:below"]
    names += [f"tie:{name}" for name in order_names(world, choice)]
    parts = zip(names, last.key, choice.key, strict=True)
    return next(name for name, mine, other in parts if mine != other)


def cutoffs(world: World, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """One row per offering, sorted by id."""
    left = vacancies(world)
    found = []
    for name in sorted(world.offerings):
        offering = world.offerings[name]
        choices = [choice for some in world.choices.values() for choice in some if choice.offering == name]
        eligible = [
            one for one in choices if (one.held or not one.why_not) and offering.get("cancelled") != "yes"
        ]
        admitted = [one for one in choices if world.place.get(one.applicant) is one]
        reserve = [one for one in choices if outcome(world, one)[0] == "reserve"]
        kinds = [world.kind[one.applicant, one.rank] for one in admitted]
        merits = sorted(
            one.merit
            for one in admitted
            if one.merit is not None and world.kind[one.applicant, one.rank] in {"merit", "held"}
        )
        last = max(
            (one.key for one in admitted if world.kind[one.applicant, one.rank] == "merit"), default=None
        )

        def local(one: Choice, offering: dict[str, str] = offering) -> bool:
            return first_hand(world, offering, world.applicants[one.applicant], one.row)

        middle = len(merits) // 2
        found.append(
            {
                "offering_id": name,
                "seats": offering["seats"],
                "eligible": len(eligible),
                "first_hand_first_choice": sum(one.rank == 1 and local(one) for one in eligible),
                "admitted": len(admitted),
                "admitted_free_quota": kinds.count("free_quota"),
                "admitted_test": kinds.count("test"),
                "admitted_second_hand": sum(not local(one) for one in admitted),
                "lowest_merit": text(merits[0]) if merits else "",
                "median_merit": text((merits[middle] + merits[~middle]) / 2) if merits else "",
                "mean_merit": text(sum(merits, Fraction(0)) / len(merits)) if merits else "",
                "tie_at_cutoff": "yes" if last and any(one.key[:4] == last[:4] for one in reserve) else "no",
                "reserves": len(reserve),
                "vacant": left[name],
            }
        )
    return found


def vacancies(world: World) -> dict[str, int]:
    """Free seats per offering, at most what its pool has left."""
    left = {}
    for members in groups(world):
        taken = {name: sum(one.offering == name for one in world.place.values()) for name in members}
        first = world.offerings[members[0]]
        for name in members:
            free = number(world.offerings[name]["seats"]) - taken[name]
            if first.get("pool"):
                free = min(free, number(first["pool_seats"]) - sum(taken.values()))
            left[name] = max(0, free)
    return left


def summary(world: World, rows: list[dict[str, object]]) -> dict[str, object]:
    """Counts and shares, in all and per home municipality."""

    def group(names: list[str]) -> dict[str, object]:
        placed = [world.place[name] for name in names if name in world.place]
        first = sum(choice.rank == 1 for choice in placed)
        return {
            "applicants": len(names),
            "admitted": len(placed),
            "first_choice": first,
            "first_choice_share": share(first, len(names)),
            "admitted_share": share(len(placed), len(names)),
        }

    homes = sorted({about["home_municipality"] for about in world.applicants.values()})
    return {
        "year": world.settings["year"],
        "kind": world.settings["kind"],
        "rules": world.settings["rules"],
        "choices": len(rows),
        "reserves": sum(row["status"] == "reserve" for row in rows),
        **group(sorted(world.applicants)),
        "municipalities": {
            home: group(
                [name for name, about in world.applicants.items() if about["home_municipality"] == home]
            )
            for home in homes
        },
    }
