"""Writing the log: in a transaction, in order, without personal data, and never changed afterwards."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from gemensam.foundation.access.actors import ANONYMOUS, SYSTEM, Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.canonical import UnfitFactError, clean_facts, entry_hash, masked
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import OutsideTransactionError, record, record_reading
from gemensam.foundation.audit.models import AuditEntry

AT = datetime(2027, 6, 14, 10, 0, tzinfo=UTC)


def write(**changes: object) -> None:
    values = {
        "actor": SYSTEM, "event": AuditEvent.ACCOUNT_OPENED, "target_type": "account", "target_id": "1",
        "at": AT,
    }  # fmt: skip
    record(**(values | changes))


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_refuses():
    with pytest.raises(OutsideTransactionError):
        write()
    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_record_when_the_transaction_fails_leaves_nothing():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db
def test_record_three_times_numbers_and_chains_them():
    for target in ("a", "b", "c"):
        write(target_id=target)
    rows = list(AuditEntry.objects.values_list("seq", "prev_hash", "hash", "target_id"))
    assert [(seq, target) for seq, _, _, target in rows] == [(1, "a"), (2, "b"), (3, "c")]
    assert [previous for _, previous, _, _ in rows] == ["0" * 64, rows[0][2], rows[1][2]]


@pytest.mark.django_db
def test_record_without_time_zone_refuses():
    with pytest.raises(ValueError, match="time zone"):
        write(at=datetime(2027, 6, 14))  # noqa: DTZ001 - the point of the test


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["201001011234", "20100101-1234", "1001611234", "100101+1234"])
def test_record_with_identity_number_as_target_refuses(number: str):
    with pytest.raises(ValueError, match="identity number"):
        write(target_id=number)


@pytest.mark.django_db
def test_record_by_a_pupil_keeps_no_name_by_staff_keeps_it():
    grant = Grant(Role.AUDITOR, None, date(2020, 1, 1))
    write(actor=Actor(uuid4(), None, "Elev Elevsson", (Grant(Role.PUPIL, None, date(2020, 1, 1)),)))
    write(actor=Actor(uuid4(), None, "Rut Revisor", (grant,)))
    write(actor=SYSTEM)
    write(actor=ANONYMOUS)
    assert list(AuditEntry.objects.values_list("actor_name", flat=True)) == [
        "",
        "Rut Revisor",
        "Gemensam",
        "",
    ]


@pytest.mark.django_db(transaction=True)
def test_record_reading_without_transaction_writes_one_entry_per_person():
    record_reading(actor=SYSTEM, target_type="person", target_ids=["a", "b"], at=AT)
    assert list(AuditEntry.objects.values_list("event", "target_id")) == [
        ("protected_person.read", "a"),
        ("protected_person.read", "b"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET facts = '{}' WHERE seq = 1",
        "DELETE FROM audit_entry WHERE seq = 2",
        "DELETE FROM audit_entry",
    ],
)
def test_database_when_an_entry_is_changed_or_removed_refuses(statement: str):
    write()
    write()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEntry.objects.count() == 2


@pytest.mark.django_db
def test_database_when_a_row_is_replaced_refuses():
    write()
    if connection.vendor != "sqlite":
        return  # only SQLite has INSERT OR REPLACE
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(
            "INSERT OR REPLACE INTO audit_entry SELECT seq, at, actor_id, 'X', event, target_type, target_id,"
            " organisation_id, facts, prev_hash, hash FROM audit_entry"
        )


def test_clean_facts_with_each_kind_gives_plain_json():
    number = UUID("12345678-1234-5678-1234-567812345678")
    facts = {
        "n": 3,
        "yes": True,
        "none": None,
        "list": (1, "å"),
        "day": date(2027, 6, 14),
        number: Role.PUPIL,
    }
    assert clean_facts(facts) == {
        "n": 3, "yes": True, "none": None, "list": [1, "å"], "day": "2027-06-14", str(number): "pupil",
    }  # fmt: skip


@pytest.mark.parametrize("value", [1.5, b"x", object(), "a\x00b", "\ud800"])
def test_clean_facts_with_unfit_value_refuses(value: object):
    with pytest.raises(UnfitFactError):
        clean_facts({"x": value})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("betyg 20100101-1234.xlsx", "betyg ••••••••-••••.xlsx"),
        ("elev 1001611234", "elev ••••••••-••••"),
        ("262000-0881", "262000-0881"),  # a municipality's organisation number
        ("12345678", "12345678"),  # a school unit code
        ("a2010010112345678b", "a2010010112345678b"),  # inside a hash
    ],
)
def test_masked_hides_identity_numbers_only(text: str, expected: str):
    assert masked(text) == expected


def test_entry_hash_with_the_same_instant_in_another_zone_is_the_same():
    def at_hour(text: str) -> str:
        return entry_hash(
            seq=1,
            at=datetime.fromisoformat(text),
            actor_id=None,
            actor_name="",
            event="e",
            target_type="t",
            target_id="1",
            organisation_id=None,
            facts={},
            prev_hash="0" * 64,
        )

    assert at_hour("2027-06-14T12:00:00+02:00") == at_hour("2027-06-14T10:00:00+00:00")
    assert at_hour("2027-06-14T12:00:00+02:00") != at_hour("2027-06-14T12:00:00+00:00")
