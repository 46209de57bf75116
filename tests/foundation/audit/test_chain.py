"""The check of the log finds every change made behind its back."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.canonical import entry_hash
from gemensam.foundation.audit.chain import ChainReport, verify_chain
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.audit.models import AuditEntry
from tests.append_only import log_unguarded

AT = datetime(2027, 6, 14, 10, 0, 0, 123456, tzinfo=UTC)
ENTRIES = 12
EVENTS = list(AuditEvent)


def fill(entries: int = ENTRIES, target: str = "r") -> None:
    for number in range(entries):
        record(
            actor=SYSTEM,
            event=EVENTS[number % len(EVENTS)],
            target_type="round",
            target_id=f"{target}{number}",
            at=AT + timedelta(minutes=number),
            organisation_id=UUID(int=number + 1) if number % 2 else None,
            facts={"rows": number, "hash": "ab" * 32},
        )


def change_field(dice: random.Random, seq: int) -> int:
    """Change one field of one entry in a way that matters; returns the entry at fault."""
    field = dice.choice(
        ["at", "actor_id", "actor_name", "event", "target_type", "target_id", "organisation_id", "facts",
         "prev_hash", "hash"]
    )  # fmt: skip
    entry = AuditEntry.objects.get(pk=seq)
    values: dict[str, object] = {
        "at": entry.at + timedelta(microseconds=dice.choice([-1, 1, 3600_000_000])),
        "actor_id": UUID(int=dice.getrandbits(128)),
        "actor_name": entry.actor_name + "x",
        "event": "role.granted" if entry.event != "role.granted" else "role.ended",
        "target_type": entry.target_type.upper(),
        "target_id": entry.target_id + " ",
        "organisation_id": UUID(int=dice.getrandbits(128)),
        "facts": entry.facts | {"rows": entry.facts["rows"] + dice.choice([-1, 1])},
        "prev_hash": f"{dice.getrandbits(256):064x}",
        "hash": f"{dice.getrandbits(256):064x}",
    }
    AuditEntry.objects.filter(pk=seq).update(**{field: values[field]})
    return seq


def remove(dice: random.Random, seq: int) -> int:
    AuditEntry.objects.filter(pk=seq).delete()
    return seq


def remove_and_close_the_gap(dice: random.Random, seq: int) -> int:
    """Remove one and renumber those after it."""
    AuditEntry.objects.filter(pk=seq).delete()
    for later in range(seq + 1, ENTRIES + 1):
        AuditEntry.objects.filter(pk=later).update(seq=later - 1)
    return seq


def swap(dice: random.Random, seq: int) -> int:
    other = dice.choice([number for number in range(1, ENTRIES + 1) if number != seq])
    first, second = min(seq, other), max(seq, other)
    AuditEntry.objects.filter(pk=first).update(seq=1000)
    AuditEntry.objects.filter(pk=second).update(seq=first)
    AuditEntry.objects.filter(pk=1000).update(seq=second)
    return first


def rewrite_one_with_a_right_hash(dice: random.Random, seq: int) -> int:
    """Change an entry and compute its own hash anew, but not those after it."""
    entry = AuditEntry.objects.get(pk=seq)
    content = {
        name: getattr(entry, name)
        for name in ("seq", "at", "actor_id", "actor_name", "event", "target_type", "target_id",
                     "organisation_id", "facts", "prev_hash")
    }  # fmt: skip
    content["facts"] = {"rows": -1}
    AuditEntry.objects.filter(pk=seq).update(facts=content["facts"], hash=entry_hash(**content))
    return seq + 1


def cut_the_tail(dice: random.Random, seq: int) -> int:
    AuditEntry.objects.filter(pk__gte=seq).delete()
    return seq


def cut_the_tail_and_write_on(dice: random.Random, seq: int) -> int:
    """Remove the last entries and log other things through the application's own door."""
    AuditEntry.objects.filter(pk__gte=seq).delete()
    fill(ENTRIES - seq + 1 + dice.choice([0, 2]), target="other")
    return AuditEntry.objects.count() + 1


TAMPERINGS: list[Callable[[random.Random, int], int]] = [
    change_field, change_field, change_field, change_field, remove, remove_and_close_the_gap, swap,
    rewrite_one_with_a_right_hash, cut_the_tail, cut_the_tail_and_write_on,
]  # fmt: skip


@pytest.mark.django_db
def test_verify_chain_when_untouched_is_right():
    fill()
    head = AuditEntry.objects.get(pk=ENTRIES).hash
    assert verify_chain() == ChainReport(ok=True, entries=ENTRIES, first_bad=None, head=head)
    for anchor in AuditEntry.objects.values_list("hash", flat=True):
        assert verify_chain(anchor=anchor).ok


@pytest.mark.django_db
def test_verify_chain_when_empty_is_right():
    assert verify_chain() == ChainReport(ok=True, entries=0, first_bad=None, head="0" * 64)


@pytest.mark.slow
@pytest.mark.django_db
def test_verify_chain_after_each_of_200_tamperings_finds_the_first_bad_entry():
    fill()
    anchor = AuditEntry.objects.get(pk=ENTRIES).hash
    dice = random.Random(20270614)
    missed = []
    with log_unguarded():
        for number in range(200):
            tamper = TAMPERINGS[number % len(TAMPERINGS)]
            with transaction.atomic():
                last = ENTRIES - 1 if tamper is rewrite_one_with_a_right_hash else ENTRIES
                seq = dice.randint(1, last)
                expected = tamper(dice, seq)
                report = verify_chain(anchor=anchor)
                if report.ok or report.first_bad != expected:
                    missed.append((number, tamper.__name__, seq, expected, report))
                transaction.set_rollback(True)
    assert missed == []
    assert verify_chain(anchor=anchor).ok


@pytest.mark.django_db
def test_verify_chain_with_cut_tail_and_no_anchor_cannot_see_it():
    """The negative control: this is why the head is noted outside the database."""
    fill()
    anchor = AuditEntry.objects.get(pk=ENTRIES).hash
    with log_unguarded():
        AuditEntry.objects.filter(pk__gte=ENTRIES - 1).delete()
    assert verify_chain().ok
    assert not verify_chain(anchor=anchor).ok


@pytest.mark.django_db
@pytest.mark.parametrize(("column", "value"), [("at", "soon"), ("actor_id", "nobody")])
def test_verify_chain_with_a_value_that_cannot_be_read_reports_the_entry(column: str, value: str):
    if connection.vendor != "sqlite":
        return  # PostgreSQL's types refuse such values themselves
    fill(4)
    with log_unguarded():
        connection.cursor().execute(f"UPDATE audit_entry SET {column} = %s WHERE seq = 3", [value])
        assert verify_chain().first_bad == 3


@pytest.mark.django_db
def test_facts_from_the_database_are_the_same_json_as_written():
    record(
        actor=SYSTEM,
        event=AuditEvent.ACCOUNT_OPENED,
        target_type="round",
        target_id="r",
        at=AT,
        facts={"z": [1, 2**60, -3], "a": {"å": "”", "b": True}, "n": None},
    )
    stored = AuditEntry.objects.get().facts
    assert json.dumps(stored, sort_keys=True) == json.dumps(
        {"z": [1, 2**60, -3], "a": {"å": "”", "b": True}, "n": None}, sort_keys=True
    )
    assert verify_chain().ok
