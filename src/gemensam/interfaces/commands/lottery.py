"""``gemensam lottery commit|reveal|check``: a lottery that was bound beforehand and that anyone can check."""

import argparse
import json
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gemensam.interfaces.commands.lottery_texts import TEXTS
from gemensam.interfaces.commands.texts import LANGUAGES

if TYPE_CHECKING:  # loaded when needed: the help shall be quick
    from gemensam.rules.selection.lottery_proof import Beacon, Commitment

WRONG, BAD_INPUT = 1, 2


class Refused(Exception):
    """What cannot be done, in words for whoever typed the command."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Three steps, each with its files."""
    steps = parser.add_subparsers(dest="step", metavar="STEG", required=True, title="steg")
    commit = steps.add_parser("commit", help="Före sista ansökningsdag: bind lotten och skriv en hash.")
    commit.add_argument("--round", required=True, metavar="NAMN", help="omgångens namn, som det publiceras")
    commit.add_argument("--secret", type=Path, required=True, metavar="FILE", help="ny fil, hålls hemlig")
    commit.add_argument("--out", type=Path, required=True, metavar="FILE", help="ny fil att publicera")
    commit.add_argument(
        "--beacon",
        action="append",
        default=[],
        metavar="KÄLLA:RUNDA[@TID]",
        help="kommande runda av en offentlig slumpkälla, till exempel drand-quicknet:30000000; kan upprepas",
    )
    reveal = steps.add_parser("reveal", help="Vid körningen: öppna lotten och skriv fröet.")
    reveal.add_argument("commitment", type=Path, metavar="COMMITMENT", help="den publicerade filen")
    reveal.add_argument("--secret", type=Path, required=True, metavar="FILE", help="den hemliga filen")
    reveal.add_argument("--out", type=Path, required=True, metavar="FILE", help="ny fil att publicera")
    reveal.add_argument(
        "--value", action="append", default=[], metavar="KÄLLA:RUNDA=VÄRDE", help="källans värde"
    )
    reveal.add_argument(
        "--value-file", action="append", default=[], metavar="KÄLLA:RUNDA=FILE", help="källans svar i en fil"
    )
    reveal.add_argument(
        "--missing", action="append", default=[], metavar="KÄLLA:RUNDA", help="källan gav inget värde"
    )
    check = steps.add_parser("check", help="För vem som helst: kontrollera lotten och räkna om lottnummer.")
    check.add_argument("commitment", type=Path, metavar="COMMITMENT", help="filen som publicerades först")
    check.add_argument("reveal", type=Path, metavar="REVEAL", help="filen som publicerades vid körningen")
    check.add_argument("--applicant", action="append", default=[], metavar="ID", help="räkna om lottnumret")
    check.add_argument("--folder", type=Path, metavar="FOLDER", help="omgången: jämför fröet, räkna om alla")
    check.add_argument("--result", type=Path, metavar="RESULT", help="resultatet: jämför lottnumren där")
    for step in (commit, reveal):
        step.add_argument("--at", metavar="TID", help="tidpunkt med zon i stället för nu")
    for step in (commit, reveal, check):
        step.add_argument("--json", action="store_true", help="svara med JSON")
        step.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="språk i meddelanden")


def run(args: argparse.Namespace) -> int:
    """Take the step. 0, 1 when a check finds something wrong, 2 when a file or an option cannot be used."""
    from gemensam.rules.selection.lottery_proof import LotteryRefused

    texts = TEXTS[args.lang]
    step = {"commit": _commit, "reveal": _reveal, "check": _check}[args.step]
    try:
        return step(args, texts)
    except LotteryRefused as error:
        print(texts[error.code].format(subject=error.subject), file=sys.stderr)
    except Refused as error:
        print(error, file=sys.stderr)
    return BAD_INPUT


def _commit(args: argparse.Namespace, texts: dict[str, str]) -> int:
    from gemensam.rules.selection import lottery_files, lottery_proof

    at = _moment(args.at, texts)
    beacons = tuple(_beacon(text, texts) for text in args.beacon)
    secret = secrets.token_hex(32)
    commitment = lottery_proof.commit(lottery_proof.Terms(args.round, at, beacons), secret)
    _not_there(args.secret, texts)
    _not_there(args.out, texts)
    _write(args.secret, secret + "\n", 0o600, texts)
    try:
        _write(args.out, lottery_files.commitment_text(commitment), 0o644, texts)
    except Refused:
        args.secret.unlink()  # it binds nobody to anything
        raise
    moment = lottery_proof.moment_text(at)
    told = {"commitment": commitment.digest, "committed_at": moment, "out": str(args.out)}
    _tell(args, told | {"secret_file": str(args.secret)}, texts["committed"])
    return 0


def _reveal(args: argparse.Namespace, texts: dict[str, str]) -> int:
    from gemensam.rules.selection import lottery_files, lottery_proof

    commitment = _read_commitment(args.commitment, texts)
    secret = _text(args.secret, texts).strip()
    values = _values(args, commitment, texts)
    _not_there(args.out, texts)
    revealed = lottery_proof.reveal(commitment, secret, values, _moment(args.at, texts))
    _write(args.out, lottery_files.reveal_text(revealed), 0o644, texts)
    told = {"seed": revealed.seed, "commitment": commitment.digest, "out": str(args.out)}
    _tell(args, told, texts["revealed"])
    return 0


def _check(args: argparse.Namespace, texts: dict[str, str]) -> int:
    from gemensam.interfaces.commands.lottery_check import RoundFiles, checked
    from gemensam.rules.selection import lottery_files

    commitment = _read_commitment(args.commitment, texts)
    try:
        revealed = lottery_files.read_reveal(_text(args.reveal, texts))
    except lottery_files.LotteryFileUnreadable as error:
        raise Refused(_unreadable(args.reveal, error.field, texts)) from None
    try:
        files = RoundFiles.read(args.folder, args.result)
    except FileNotFoundError as error:
        raise Refused(texts["round_file_missing"].format(path=error)) from None
    except (OSError, ValueError) as error:
        raise Refused(texts["round_unreadable"].format(error=error)) from None
    report = checked(commitment, revealed, args.applicant, files)
    if args.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(report.lines(texts)))
    return 0 if report.ok else WRONG


def _tell(args: argparse.Namespace, told: dict[str, Any], text: str) -> None:
    print(json.dumps(told, ensure_ascii=False, indent=2) if args.json else text.format(**told))


def _moment(text: str | None, texts: dict[str, str]) -> datetime:
    """A moment from the command line, or now; whole seconds."""
    if text is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.microsecond:
        raise Refused(texts["moment_invalid"].format(value=text))
    return moment.astimezone(UTC)


def _beacon(text: str, texts: dict[str, str]) -> "Beacon":
    from gemensam.rules.selection.lottery_proof import Beacon, beacon_moment

    name, _, when = text.partition("@")
    source, _, number = name.partition(":")
    at = _moment(when, texts) if when else beacon_moment(source, number)
    if not number or at is None:
        raise Refused(texts["beacon_option"].format(value=text))
    return Beacon(source, number, at)


def _values(
    args: argparse.Namespace, commitment: "Commitment", texts: dict[str, str]
) -> tuple[str | None, ...]:
    """The value of each beacon in the order of the commitment; every one is given or said to be missing."""
    from gemensam.rules.selection.lottery_files import LotteryFileUnreadable, beacon_answer

    given: dict[str, str | None] = dict.fromkeys(args.missing)
    for option in args.value:
        name, _, value = option.partition("=")
        given[name] = value
    for option in args.value_file:
        name, _, path = option.partition("=")
        given[name] = _text(Path(path), texts)
    named = {f"{one.source}:{one.round}": one.round for one in commitment.terms.beacons}
    for name in (*(one for one in given if one not in named), *(one for one in named if one not in given)):
        raise Refused(
            texts["value_unknown" if name in given else "beacon_value_missing"].format(subject=name)
        )
    values: list[str | None] = []
    for name, number in named.items():
        answer = given[name]
        try:
            values.append(None if answer is None else beacon_answer(number, answer))
        except LotteryFileUnreadable as error:
            raise Refused(texts["answer_invalid"].format(name=name, field=error.field)) from None
    return tuple(values)


def _read_commitment(path: Path, texts: dict[str, str]) -> "Commitment":
    from gemensam.rules.selection.lottery_files import LotteryFileUnreadable, read_commitment

    try:
        return read_commitment(_text(path, texts))
    except LotteryFileUnreadable as error:
        raise Refused(_unreadable(path, error.field, texts)) from None


def _unreadable(path: Path, field: str, texts: dict[str, str]) -> str:
    return texts["field_wrong" if field else "not_json"].format(path=path, field=field)


def _text(path: Path, texts: dict[str, str]) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refused(texts["cannot_read"].format(path=path)) from None


def _not_there(path: Path, texts: dict[str, str]) -> None:
    if path.exists():
        raise Refused(texts["file_exists"].format(path=path))


def _write(path: Path, text: str, mode: int, texts: dict[str, str]) -> None:
    """Write a new file, to the disk itself, and never over another."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise Refused(texts["file_exists"].format(path=path)) from None
    except OSError as error:
        raise Refused(texts["cannot_write"].format(path=path, error=error.strerror)) from None
    with os.fdopen(number, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(number)
