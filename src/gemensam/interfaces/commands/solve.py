"""``gemensam solve FILE``: match a hospital–residents instance of another field."""

import argparse
import csv
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gemensam.interfaces.commands.solve_texts import TEXTS
from gemensam.interfaces.commands.texts import LANGUAGES

if TYPE_CHECKING:  # loaded when needed: the help shall be quick
    from gemensam.rules.allocation.instances import Instance, InstanceFault

BAD_INPUT = 2


class Refused(Exception):
    """A file or an option that cannot be used, in words."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The instance, how ties are broken, and the form of the answer."""
    parser.add_argument(
        "file", type=Path, nargs="+", metavar="FILE",
        help="JSON med allt; tre JSON-filer: residents, hospitals, capacities; eller PrefLib: residents [hospitals]",
    )  # fmt: skip
    parser.add_argument(
        "--seed", metavar="HEX", help="frö som lottar mellan lika; utan frö avgör filens ordning"
    )
    parser.add_argument("--json", action="store_true", help="svara med JSON i stället för CSV")
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="språk i meddelanden")


def run(args: argparse.Namespace) -> int:
    """Print the best stable matching for every resident. 0, or 2 with the fault's file, line and column."""
    from gemensam.rules.allocation.instances import match
    from gemensam.rules.selection import lottery_number

    texts = TEXTS[args.lang]
    try:
        if args.seed is not None and not re.fullmatch(r"[0-9a-f]{64}", args.seed):
            raise Refused(texts["seed"])
        instance = _read(args.file, texts)
    except Refused as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    lots = None
    if args.seed is not None:
        lots = {name: lottery_number(args.seed, name) for name in instance.residents}
    matching = match(instance, lots)
    if args.json:
        print(json.dumps({"matching": matching}, ensure_ascii=False, indent=1))
        return 0
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["resident", "hospital"])
    writer.writerows((resident, hospital or "") for resident, hospital in matching.items())
    return 0


def _read(paths: list[Path], texts: dict[str, str]) -> "Instance":
    from gemensam.rules.allocation import instance_json
    from gemensam.rules.allocation.instances import InstanceFault

    contents = [_text(path, texts) for path in paths]
    try:
        is_preflib = contents[0].lstrip().startswith("#")
        if len(paths) not in ({1, 2} if is_preflib else {1, 3}):
            raise Refused(texts["too_many"])
        if is_preflib:
            return _read_preflib(paths, contents, texts)
        return instance_json.read_json(*contents)
    except InstanceFault as error:
        raise Refused(_told(paths[error.part], error, texts)) from None


def _read_preflib(paths: list[Path], contents: list[str], texts: dict[str, str]) -> "Instance":
    from gemensam.rules.allocation import instance_preflib
    from gemensam.rules.allocation.instances import InstanceFault

    sides = []
    for path, content in zip(paths, contents, strict=True):
        try:
            sides.append(instance_preflib.read_preflib(content))
        except InstanceFault as error:
            raise Refused(_told(path, error, texts)) from None
    return instance_preflib.instance_of(*sides)


def _told(path: Path, error: "InstanceFault", texts: dict[str, str]) -> str:
    where = f":{error.line}:{error.column}" if error.line else ""
    return f"{path}{where}: {texts[error.code].format(subject=error.subject)}"


def _text(path: Path, texts: dict[str, str]) -> str:
    if not path.exists():
        raise Refused(texts["not_there"].format(path=path))
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors begin a file with a mark of its own
    except (OSError, UnicodeDecodeError):
        raise Refused(texts["cannot_read"].format(path=path)) from None
    if not text.strip():
        raise Refused(texts["empty"].format(path=path))
    return text
