"""gemensam demo-data: write a round bundle of invented people, for demonstrations, tests and measurements."""

import argparse
import sys
from pathlib import Path

SIZES = ("county", "gr", "sweden")
KINDS = ("preliminary", "final")
SEED = 2027
FILES = ("round.toml", "offerings.csv", "areas.csv", "applicants.csv", "grades.csv", "choices.csv")
_COUNTED = (
    ("applicants.csv", "sökande"),
    ("offerings.csv", "utbildningar"),
    ("choices.csv", "val"),
    ("grades.csv", "betygsrader"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare --size, --out, --seed, --kind and --school-files."""
    parser.add_argument(
        "--size",
        choices=SIZES,
        default="county",
        help="county ≈ 2 900, gr ≈ 13 000, sweden ≈ 130 000 sökande",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="MAPP", help="mapp att skriva omgången i")
    parser.add_argument("--seed", type=int, default=SEED, help=f"startvärde för slumpen, annars {SEED}")
    parser.add_argument("--kind", choices=KINDS, default="final", help="preliminär eller slutlig antagning")
    parser.add_argument(
        "--school-files",
        type=Path,
        metavar="MAPP",
        help="skriv även de filer som skolor skickar in (bara county)",
    )


def run(args: argparse.Namespace) -> int:
    """Write the bundle and say what it holds. 0 = written, 2 = cannot be written there or so."""
    fault = _fault(args)
    if fault:
        print(fault, file=sys.stderr)
        return 2
    if args.size == "county":
        from gemensam.interfaces.commands.demo_county.build import build_county
        from gemensam.interfaces.commands.demo_county.bundle_files import write_bundle
        from gemensam.interfaces.commands.demo_county.school_files import demo_files

        county = build_county(seed=args.seed)
        write_bundle(county, args.out, kind=args.kind)
        if args.school_files:
            args.school_files.mkdir(parents=True, exist_ok=True)
            for name, content in demo_files(county).items():
                (args.school_files / name).write_bytes(content)
    else:
        from gemensam.interfaces.commands.demo_county.market import write_market

        write_market(args.size, args.out, seed=args.seed, kind=args.kind)
    print(f"{args.out}: {_contents(args.out)}")
    return 0


def _fault(args: argparse.Namespace) -> str:
    """What hinders, in Swedish; empty when nothing does."""
    if args.seed < 0:
        return "Startvärdet kan inte vara negativt."
    if args.school_files and args.size != "county":
        return "Skolfiler finns bara för storleken county."
    if args.out.exists() and not args.out.is_dir():
        return f"{args.out} är en fil, inte en mapp."
    others = [path.name for path in args.out.iterdir() if path.name not in FILES] if args.out.exists() else []
    if others:
        return f"{args.out} innehåller annat än en omgång ({min(others)}). Välj en tom mapp."
    return ""


def _contents(folder: Path) -> str:
    """How many rows the tables hold, as a Swedish list."""
    parts = []
    for name, word in _COUNTED:
        with (folder / name).open("rb") as file:
            rows = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1
        parts.append(f"{rows:,} {word}".replace(",", "\u00a0"))
    return ", ".join(parts)
