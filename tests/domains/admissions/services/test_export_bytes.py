"""What a round's export holds depends on the round alone: the same bytes from SQLite and from PostgreSQL.

The digests below belong to both. ``GEMENSAM_TEST_DATABASE=postgres`` runs this very file on PostgreSQL.
"""

import pytest

from gemensam.domains.admissions.models import Choice, Grade
from gemensam.domains.admissions.services.check_round import check_round
from gemensam.domains.admissions.services.freeze_round import freeze_round
from gemensam.domains.admissions.services.run_allocation import run_allocation
from tests.factories.small_round import AT, SmallRound, make_small_round

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Of the round that tests/factories/small_round.py makes: they change with it, on both databases alike.
FROZEN = "54d9e9e3e53b9be5e1477bfcf224e8eaf64ec1d43401794e32ec50ea9df10542"
RESULT = "c874c86abd65331574634c151e27a5694ba42604c17b24c9af3a6886561f16d6"


def digests(small: SmallRound) -> tuple[str, str]:
    """The digest of the frozen input, and the result hash of a run on it."""
    check_round(actor=small.officer, round_id=small.round.pk, at=AT)
    frozen = freeze_round(actor=small.officer, round_id=small.round.pk, at=AT)
    run = run_allocation(actor=small.officer, round_id=small.round.pk, at=AT)
    return frozen.digest, run.result_hash


def test_export_and_result_are_the_same_bytes_on_every_database():
    assert digests(make_small_round()) == (FROZEN, RESULT)


def test_export_does_not_depend_on_the_order_in_which_rows_were_stored():
    small = make_small_round()
    for model in (Grade, Choice):
        rows = list(model.objects.order_by("pk"))
        model.objects.all().delete()
        for row in reversed(rows):
            row.pk = None
        model.objects.bulk_create(reversed(rows))
    assert digests(small) == (FROZEN, RESULT)


def test_export_with_one_other_grade_has_another_digest():
    """The negative control."""
    small = make_small_round()
    changed = Grade.objects.filter(grade="A").order_by("pk")[:1].get()
    Grade.objects.filter(pk=changed.pk).update(grade="B")
    frozen, _ = digests(small)
    assert frozen != FROZEN
