"""``gemensam chances ROUND``: how likely every choice is to give a place, in words with an interval."""

import argparse
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from gemensam.interfaces.commands.admit import BAD_INPUT, print_faults
from gemensam.interfaces.commands.texts import LANGUAGES, texts_for, texts_of
from gemensam.interfaces.commands.workers import WorkersRefused, workers_of

if TYPE_CHECKING:  # loaded when needed: the help shall be quick
    from gemensam.domains.admissions.bundle.chances import Chances
    from gemensam.rules.forecasting import Calibration

_MOST_DRAWS: Final = 1_000_000
_SEED: Final = re.compile(r"[0-9a-fA-F]{1,64}")


class _Refused(Exception):
    """The options cannot be used. ``code`` and ``facts`` say why."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The round, what to learn from, how many draws, and whose chances to tell."""
    parser.add_argument("folder", type=Path, metavar="ROUND", help="mapp eller .zip med omgången")
    parser.add_argument(
        "--past", type=Path, nargs="+", default=[], metavar="FOLDER", help="tidigare års omgångar att dra ur"
    )
    parser.add_argument(
        "--drift",
        type=Path,
        nargs=2,
        metavar=("APRIL", "JUNE"),
        help="ett års preliminära och slutliga omgång: så ändras betyg och val",
    )
    parser.add_argument("--draws", type=int, default=1000, metavar="N", help="antal dragningar, annars 1000")
    parser.add_argument("--seed", default="00", metavar="HEX", help="frö: samma frö ger samma svar")
    parser.add_argument("--workers", default="1", metavar="N", help="antal processer, eller dask://värd:port")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--applicant", metavar="ID", help="visa en sökandes val")
    chosen.add_argument("--offering", metavar="ID", help="visa en utbildning efter meritvärde")
    chosen.add_argument(
        "--calibrate", type=Path, metavar="FINAL", help="jämför prognosen med den slutliga omgångens utfall"
    )
    parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="språk i svar och meddelanden"
    )


def run(args: argparse.Namespace) -> int:
    """Print the chances. 0, or 2 where a file or an option cannot be used."""
    from gemensam.domains.admissions import bundle
    from gemensam.domains.admissions.bundle.chances_pool import HeldPlaces

    words = texts_for("chances", args.lang)
    try:
        lines = _answer(args, words)
    except bundle.BundleFaults as error:
        print_faults(error, texts_of(args.lang))
        return BAD_INPUT
    except HeldPlaces:
        print(words.FAULTS["held"], file=sys.stderr)
        return BAD_INPUT
    except _Refused as error:
        print(words.FAULTS[error.code].format(**error.facts), file=sys.stderr)
        return BAD_INPUT
    print("\n".join(lines))
    return 0


def _answer(args: argparse.Namespace, words: ModuleType) -> list[str]:
    from gemensam.domains.admissions import bundle
    from gemensam.domains.admissions.bundle.chances import came_true, chances
    from gemensam.domains.admissions.bundle.drift import learn_drift

    try:
        workers, spread = workers_of(args.workers)
    except WorkersRefused as error:
        raise _Refused(error.code) from None
    if not 1 <= args.draws <= _MOST_DRAWS:
        raise _Refused("draws")
    if not _SEED.fullmatch(args.seed):
        raise _Refused("seed")
    round_ = bundle.read_round(args.folder)
    for name, table in (("applicant", round_.applicants), ("offering", round_.offerings)):
        value = getattr(args, name)
        if value is not None and value not in table[f"{name}_id"]:
            raise _Refused(name, value=value)
    past = [bundle.read_round(folder) for folder in args.past]
    drift = learn_drift(*(bundle.read_round(folder) for folder in args.drift)) if args.drift else None
    outcome = bundle.read_round(args.calibrate) if args.calibrate else None
    found = chances(
        round_, past, drift, draws=args.draws, seed=args.seed.lower(), workers=workers, spread=spread
    )
    if outcome is not None:
        return _calibrated(found, came_true(outcome), words, as_json=args.json)
    if args.json:
        return [json.dumps(_data(found, args.applicant, args.offering), ensure_ascii=False, indent=2)]
    head = [words.HEAD.format(draws=found.draws), words.NO_LAW, ""]
    if args.applicant is not None:
        return [*head, *_applicant_lines(found, args.applicant, words)]
    if args.offering:
        return [*head, *_offering_lines(found, args.offering, words)]
    return [*head, *_supply_lines(found, words)]


def _told(happened: int, draws: int, words: ModuleType) -> str:
    """The word and the interval, rounded outwards to whole hundredths: never a bare percentage."""
    from gemensam.rules.forecasting import likelihood

    found = likelihood(happened, draws)
    low, high = found.low * 100, found.high * 100
    return words.INTERVAL.format(
        word=words.WORDS[found.word],
        low=low.numerator // low.denominator,
        high=-(-high.numerator // high.denominator),
    )


def _rows(found: "Chances", applicant: str | None) -> list[dict[str, Any]]:
    """Applicants with their choices and how often each would have taken them."""
    round_ = found.round_
    ids, supply = round_.applicants["applicant_id"], round_.offerings
    rows: list[dict[str, Any]] = [
        {"applicant": one, "anywhere": int(number), "choices": []}
        for one, number in zip(ids, found.counts.anywhere, strict=True)
    ]
    offerings = list(zip(supply["offering_id"], supply["programme"], strict=True))
    columns = (
        round_.choices["applicant"],
        round_.choices["rank"],
        round_.choices["offering"],
        found.counts.choice,
    )
    for person, rank, offering, number in zip(*columns, strict=True):
        name, programme = offerings[offering]
        choice = {"rank": rank, "offering": name, "programme": programme, "happened": int(number)}
        rows[person]["choices"].append(choice)
    return [row for row in rows if applicant in (None, row["applicant"])]


def _applicant_lines(found: "Chances", applicant: str, words: ModuleType) -> list[str]:
    (row,) = _rows(found, applicant)
    lines = [words.APPLICANT.format(applicant=applicant, answer=_told(row["anywhere"], found.draws, words))]
    for choice in row["choices"]:
        answer = _told(choice["happened"], found.draws, words)
        lines.append(
            words.CHOICE.format(
                rank=choice["rank"], offering=choice["offering"], programme=choice["programme"], answer=answer
            )
        )
    return lines


def _offering_lines(found: "Chances", offering: str, words: ModuleType) -> list[str]:
    number = found.round_.offerings["offering_id"].to_list().index(offering)
    programme = found.round_.offerings["programme"][number]
    lines = [words.OFFERING.format(offering=offering, programme=programme)]
    for low, happened in zip(found.bands, found.counts.band[number].tolist(), strict=True):
        lines.append(words.BAND.format(low=low, high=low + 10, answer=_told(happened, found.draws, words)))
    return lines


def _supply_lines(found: "Chances", words: ModuleType) -> list[str]:
    """Every offering: from which merit it is very likely and likely, and below which it is not."""
    from gemensam.rules.forecasting import Word, likelihood

    rows = [(words.SUPPLY, *words.SUPPLY_COLUMNS)]
    for offering, counts in zip(
        found.round_.offerings["offering_id"], found.counts.band.tolist(), strict=True
    ):
        told = [likelihood(happened, found.draws).word for happened in counts]
        very = [low for low, word in zip(found.bands, told, strict=True) if word == Word.VERY_LIKELY]
        likely = [
            low
            for low, word in zip(found.bands, told, strict=True)
            if word in (Word.LIKELY, Word.VERY_LIKELY)
        ]
        above = [low for low, word in zip(found.bands, told, strict=True) if word != Word.UNLIKELY]
        cells = (str(one[0]) if one else words.NEVER for one in (very, likely, above))
        rows.append((offering, *cells))
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    return [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _data(found: "Chances", applicant: str | None, offering: str | None) -> dict[str, Any]:
    """Everything as counts of draws with the words; exact, so that others may round as they like."""
    from gemensam.rules.forecasting import likelihood

    def with_word(row: dict[str, Any], name: str) -> dict[str, Any]:
        one = likelihood(row[name], found.draws)
        return {**row, "low": _decimal(one.low), "high": _decimal(one.high), "word": one.word.value}

    people = [
        with_word(row, "anywhere") | {"choices": [with_word(choice, "happened") for choice in row["choices"]]}
        for row in _rows(found, applicant)
    ]
    bands = {
        name: [
            with_word({"merit": low, "happened": happened}, "happened")
            for low, happened in zip(found.bands, counts, strict=True)
        ]
        for name, counts in zip(
            found.round_.offerings["offering_id"], found.counts.band.tolist(), strict=True
        )
        if offering in (None, name)
    }
    return {
        "draws": found.draws,
        "applicants": [] if offering else people,
        "offerings": {} if applicant else bands,
    }


def _decimal(value: Any) -> str:
    """A fraction of millionths as text."""
    millionths = value.numerator * 1_000_000 // value.denominator
    return f"{millionths // 1_000_000}.{millionths % 1_000_000:06d}"


def _calibrated(
    found: "Chances", outcome: dict[tuple[str, str], bool], words: ModuleType, *, as_json: bool
) -> list[str]:
    """The forecasts held against what came, for the choices that are in both rounds."""
    from gemensam.rules.forecasting import calibration

    happened, came = [], []
    for row in _rows(found, None):
        for choice in row["choices"]:
            key = (row["applicant"], choice["offering"])
            if key in outcome:
                happened.append(choice["happened"])
                came.append(outcome[key])
    if not came:
        raise _Refused("outcome")
    table = calibration(happened, found.draws, came)
    if as_json:
        return [json.dumps(_table_data(table), indent=2)]
    lines = [
        words.CALIBRATION.format(
            number=len(came), brier=_short(table.brier, words), base=_short(table.base, words)
        )
    ]
    for one in table.bins:
        low, high = int(one.low * 100), int(one.high * 100)
        share = one.share
        if share is None:
            lines.append(words.EMPTY_BIN.format(low=low, high=high))
            continue
        part = (200 * share.numerator + share.denominator) // (2 * share.denominator)
        lines.append(
            words.BIN.format(low=low, high=high, forecasts=one.forecasts, came_true=one.came_true, share=part)
        )
    return lines


def _short(value: Any, words: ModuleType) -> str:
    text: str = _decimal(value)[:6].replace(".", words.POINT)
    return text


def _table_data(table: "Calibration") -> dict[str, Any]:
    return {
        "brier": _decimal(table.brier),
        "base": _decimal(table.base),
        "bins": [
            {
                "low": _decimal(one.low),
                "high": _decimal(one.high),
                "forecasts": one.forecasts,
                "came_true": one.came_true,
                "mean": None if one.mean is None else _decimal(one.mean),
            }
            for one in table.bins
        ],
    }
