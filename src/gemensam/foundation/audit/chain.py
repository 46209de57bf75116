"""Checking the log: has anything been changed, removed or put in since it was written?"""

from dataclasses import dataclass

from gemensam.foundation.audit.canonical import FIRST_PREV_HASH, entry_hash
from gemensam.foundation.audit.models import AuditEntry

_HASHED = (
    "seq", "at", "actor_id", "actor_name", "event", "target_type", "target_id", "organisation_id", "facts",
    "prev_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a check found. ``first_bad`` is the number that the first entry at fault has or should have."""

    ok: bool
    entries: int  # how many are right, counted from the first
    first_bad: int | None
    head: str  # hash of the last right entry: note it outside the database to make a cut tail show
    anchor_found: bool | None = None  # None when no anchor was given
    fault: str = (
        ""  # "changed": an entry is wrong; "anchor_missing": all are right but the anchor is not there
    )


def verify_chain(*, anchor: str = "") -> ChainReport:
    """Recompute every entry's hash, in order, reading in portions.

    ``anchor`` is a head hash that was noted earlier, outside the database. Entries cut from the end, or a
    whole log written anew with right hashes, are found only by it.
    """
    expected_prev, entries = FIRST_PREV_HASH, 0
    anchor_found = anchor == FIRST_PREV_HASH if anchor else None
    first_bad = None
    rows = AuditEntry.objects.order_by("seq").values(*_HASHED, "hash").iterator(chunk_size=2000)
    while True:
        try:
            row = next(rows, None)
        except ValueError:  # a value that is no longer a time, a UUID or JSON
            first_bad = entries + 1
            break
        if row is None:
            break
        stored = row.pop("hash")
        in_place = row["seq"] == entries + 1 and row["prev_hash"] == expected_prev
        if (
            not in_place or row["at"] is None or entry_hash(**row) != stored
        ):  # None: a time SQLite cannot read
            first_bad = min(row["seq"], entries + 1)
            break
        expected_prev = stored
        entries += 1
        anchor_found = anchor_found or (stored == anchor if anchor else None)
    fault = "changed" if first_bad else ""
    if first_bad is None and anchor_found is False:
        first_bad, fault = entries + 1, "anchor_missing"
    return ChainReport(
        ok=first_bad is None,
        entries=entries,
        first_bad=first_bad,
        head=expected_prev,
        anchor_found=anchor_found,
        fault=fault,
    )
