"""The published files of a lottery as text: commitment, reveal, and the answers of known beacons.

JSON, described in docs/lottery.md (policy). Text in, dataclasses out; nothing here opens a file.
"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from gemensam.rules.selection.lottery_proof import (
    SECRET,
    Beacon,
    Commitment,
    Reveal,
    Terms,
    moment_text,
    normal_value,
)

COMMITMENT_FORMAT: Final = "gemensam-lottery-commitment-1"
REVEAL_FORMAT: Final = "gemensam-lottery-reveal-1"
_TERMS_FIELDS: Final = ("format", "round", "committed_at", "beacons", "commitment")
_REVEAL_FIELDS: Final = (*_TERMS_FIELDS, "secret", "seed", "revealed_at")


class LotteryFileUnreadable(Exception):
    """A file that is no commitment or reveal. field: the one that is wrong, empty for the whole file."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def commitment_text(commitment: Commitment) -> str:
    """The file to publish before applications close: docs/lottery.md."""
    terms = commitment.terms
    columns: list[dict[str, str | None]] = [{} for _ in terms.beacons]
    return _json({"format": COMMITMENT_FORMAT, **_head(terms, commitment.digest, columns)})


def reveal_text(revealed: Reveal) -> str:
    """The file to publish at the run: docs/lottery.md."""
    terms = revealed.commitment.terms
    columns: list[dict[str, str | None]] = [{"value": value} for value in revealed.values]
    return _json(
        {
            "format": REVEAL_FORMAT,
            **_head(terms, revealed.commitment.digest, columns),
            "secret": revealed.secret,
            "seed": revealed.seed,
            "revealed_at": moment_text(revealed.revealed_at),
        }
    )


def read_commitment(text: str) -> Commitment:
    """Read what commitment_text writes; LotteryFileUnreadable names the field: docs/lottery.md."""
    return _commitment(_fields(text, COMMITMENT_FORMAT, _TERMS_FIELDS), {"source", "round", "at"})


def read_reveal(text: str) -> Reveal:
    """Read what reveal_text writes; LotteryFileUnreadable names the field: docs/lottery.md."""
    fields = _fields(text, REVEAL_FORMAT, _REVEAL_FIELDS)
    commitment = _commitment(fields, {"source", "round", "at", "value"})
    for field in ("secret", "seed"):
        if not isinstance(fields[field], str) or not SECRET.fullmatch(fields[field]):
            raise LotteryFileUnreadable(field)
    return Reveal(
        commitment=commitment,
        secret=fields["secret"],
        values=tuple(_value(one["value"]) for one in fields["beacons"]),
        seed=fields["seed"],
        revealed_at=_moment(fields["revealed_at"], "revealed_at"),
    )


def beacon_answer(number: str, text: str) -> str:
    """The value in what a source has answered: a text, or the JSON of drand or of NIST's beacon.

    docs/lottery.md. LotteryFileUnreadable: another round (`round`), a drand answer whose randomness is not the
    hash of its signature (`randomness`); LotteryRefused for a value with other characters.
    """
    if not text.lstrip().startswith("{"):
        return normal_value(text)
    answer = _loaded(text)
    pulse = answer.get("pulse")
    if isinstance(pulse, dict):
        told, value = pulse.get("pulseIndex"), pulse.get("outputValue")
    else:
        told, value = answer.get("round"), answer.get("randomness")
    if str(told) != number.rpartition(":")[2]:
        raise LotteryFileUnreadable("round")
    if not isinstance(value, str):
        raise LotteryFileUnreadable("randomness")
    signature = answer.get("signature")
    if isinstance(signature, str):  # a pulse has its own inside, under another name
        try:
            derived = sha256(bytes.fromhex(signature)).hexdigest()
        except ValueError:
            derived = ""
        if derived != value.lower():
            raise LotteryFileUnreadable("randomness")
    return normal_value(value)


def _head(terms: Terms, digest: str, columns: list[dict[str, str | None]]) -> dict[str, object]:
    """The fields of both files. columns: what a beacon has beside its name and moment."""
    return {
        "round": terms.round_name,
        "committed_at": moment_text(terms.committed_at),
        "beacons": [
            {"source": one.source, "round": one.round, "at": moment_text(one.at), **more}
            for one, more in zip(terms.beacons, columns, strict=True)
        ],
        "commitment": digest,
    }


def _json(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _loaded(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise LotteryFileUnreadable("") from None
    if not isinstance(content, dict):
        raise LotteryFileUnreadable("")
    return content


def _fields(text: str, wanted: str, names: tuple[str, ...]) -> dict[str, Any]:
    content = _loaded(text)
    if content.get("format") != wanted:
        raise LotteryFileUnreadable("format")
    for name in (
        *(one for one in names if one not in content),
        *(one for one in content if one not in names),
    ):
        raise LotteryFileUnreadable(name)
    return content


def _commitment(fields: dict[str, Any], columns: set[str]) -> Commitment:
    if not isinstance(fields["round"], str):
        raise LotteryFileUnreadable("round")
    if not isinstance(fields["commitment"], str) or not SECRET.fullmatch(fields["commitment"]):
        raise LotteryFileUnreadable("commitment")
    rows = fields["beacons"]
    if not isinstance(rows, list) or not all(
        isinstance(row, dict)
        and set(row) == columns
        and all(isinstance(row[name], str) for name in columns - {"value"})
        for row in rows
    ):
        raise LotteryFileUnreadable("beacons")
    beacons = tuple(Beacon(row["source"], row["round"], _moment(row["at"], "beacons")) for row in rows)
    terms = Terms(fields["round"], _moment(fields["committed_at"], "committed_at"), beacons)
    return Commitment(terms, fields["commitment"])


def _value(value: object) -> str | None:
    if value is not None and not (isinstance(value, str) and normal_value(value) == value):
        raise LotteryFileUnreadable("value")
    return value


def _moment(value: object, field: str) -> datetime:
    """A moment as moment_text writes it and in no other way: the text is what was hashed."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment_text(moment) != value:
        raise LotteryFileUnreadable(field)
    return moment
