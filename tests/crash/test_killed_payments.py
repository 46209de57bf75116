"""The job of a month's payments, and the attest that makes invoices, killed (-9) on their way: nothing half done.

After each kill every row is as before or as after; done again it ends as if it had not been killed, and once more
adds no line and no invoice.
"""

import pytest

from tests.crash import payments

pytestmark = [pytest.mark.crash, pytest.mark.slow, pytest.mark.timeout(300)]


def moments(statements: int) -> list[int]:
    """Every third statement, and each of the last ones, where most of the work has been done."""
    return sorted({*range(1, statements, 3), *range(max(1, statements - 3), statements + 1)})


# What is tried is our transaction; import and publication are the ones that run on PostgreSQL.
@pytest.mark.parametrize("crash_template", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("make", "work"),
    [(payments.ask_for_a_month, payments.compute), (payments.ask_for_attest, payments.attest)],
    ids=["lines", "invoices"],
)
def test_killed_payments_are_whole_or_not_begun_and_again_adds_nothing(crash_database, make, work):
    crash_database.run(make)
    again, start = crash_database.keep(), crash_database.content()
    before = crash_database.run(payments.look).value
    statements = crash_database.run(work).statements
    after = crash_database.run(payments.look).value
    grown = [name for name in before if before[name] != after[name]]
    assert ("lines" in grown, after["audit"][1]) == (True, True)
    for kill_at in moments(statements):
        again()
        assert crash_database.run(work, kill_at=kill_at).killed, kill_at
        if kill_at < statements and crash_database.content() == start:
            continue
        assert crash_database.run(payments.look).value in (before, after), kill_at
        crash_database.run(work)
        assert crash_database.run(payments.look).value == after, kill_at
    crash_database.run(work)  # once more
    same = crash_database.run(payments.look).value
    assert [same[name] for name in ("lines", "invoices", "totals", "files")] == [
        after[name] for name in ("lines", "invoices", "totals", "files")
    ]
