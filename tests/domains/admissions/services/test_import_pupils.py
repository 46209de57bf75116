"""Files of pupils and guardians: persons, ties, accounts and protection."""

import json

import pytest

from gemensam.domains.admissions.queries.imports import import_view
from gemensam.domains.admissions.services.commit_import import commit_import
from gemensam.domains.admissions.services.save_matching import MatchingRefused, save_matching
from gemensam.domains.admissions.services.undo_import import undo_import
from gemensam.foundation.access.models import Account
from gemensam.foundation.directory.models import Person, Responsible
from gemensam.foundation.fields.swedish import swedish_sort_key
from tests.factories.import_files import (
    LATER,
    PUPILS,
    checked,
    committed,
    confirmed,
    counts,
    csv,
    faults,
    ods,
    pupil,
    register,
    upload,
)
from tests.factories.small_round import AT, SmallRound, make_small_round

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def small() -> SmallRound:
    return make_small_round(applicants=2)


def test_pupils_and_guardians_get_persons_ties_and_accounts(small):
    rows = [PUPILS, pupil(50, email="Alva@exempel.se", guardian=60), pupil(51, guardian=60, family="Åhl")]
    batch = confirmed(small, "pupils", ods(rows), name="elever.ods")
    assert counts(batch) == {
        "person": {"added": 3, "changed": 0},
        "application": {"added": 2, "changed": 0},
        "responsible": {"added": 2, "changed": 0},
    }
    before = register()
    commit_import(actor=small.officer, batch_id=batch.pk, at=AT)
    assert sorted(Account.objects.values_list("email", "display_name", "grants__role")) == [
        ("alva@exempel.se", "Alva Ek", "pupil"), ("bo60@exempel.se", "Bo Ek", "guardian"),
    ]  # fmt: skip
    assert Person.objects.get(family_name="Åhl").home_municipality == "2281"
    assert Responsible.objects.filter(has_custody=True).count() == 2
    again = committed(small, "pupils", ods(rows), name="elever.ods", at=LATER)
    assert (json.loads(again.preview)["total"], Account.objects.count()) == (0, 2)
    undo_import(actor=small.officer, batch_id=batch.pk, at=AT)
    assert (register(), Account.objects.count()) == (before, 0)


def test_siblings_far_apart_share_one_guardian_in_any_order(small):
    rows = [pupil(50 + number, guardian=140 if number in {0, 59} else None) for number in range(60)]
    first = committed(small, "pupils", csv([PUPILS, *rows]), name="e.csv")
    one = register()
    undo_import(actor=small.officer, batch_id=first.pk, at=AT)
    committed(small, "pupils", csv([PUPILS, *reversed(rows)]), name="e.csv")
    assert register() == one
    assert Responsible.objects.count() == 2


def test_guardian_with_two_names_is_a_fault(small):
    other = pupil(51, guardian=60)
    other[10] = "Berg"
    batch = checked(small, "pupils", csv([PUPILS, pupil(50, guardian=60), other]), name="e.csv")
    assert faults(batch) == [(3, "", "guardian_differs")]


def test_changed_name_is_found_and_sorted_by_the_new_name(small):
    row = pupil(0, family="Östlund")
    committed(small, "pupils", csv([PUPILS, row]), name="e.csv")
    owner = Person.objects.get(pk=small.applications[0].person_id)
    assert (owner.sort_key, owner.search) == (swedish_sort_key("Östlund", "Alva"), "alva östlund")


def test_pupils_without_the_column_of_protection_are_refused(small):
    rows = [(*PUPILS[:6], *PUPILS[7:]), [value for place, value in enumerate(pupil(50)) if place != 6]]
    batch = upload(small, "pupils", csv(rows), name="e.csv")
    with pytest.raises(MatchingRefused) as refused:
        save_matching(
            actor=small.officer, batch_id=batch.pk, mapping=batch.mapping, registered_at=None, at=AT
        )
    assert refused.value.missing == ("security_marking",)


def test_protection_is_raised_never_lowered_and_hides_before_it_is_saved(small):
    owner = small.applications[0].person
    content = csv([PUPILS, pupil(0, marking="sekretess", family="Kanariefågel", guardian=60)])
    batch = confirmed(small, "pupils", content, name="e.csv")
    shown = import_view(small.officer, batch.pk).changes
    assert {(change.table, change.who, change.before, str(change.after)) for change in shown} == {
        (table, "", None, "{}") for table in ("person", "application", "responsible")
    }
    commit_import(actor=small.officer, batch_id=batch.pk, at=AT)
    owner.refresh_from_db()
    guardian = Responsible.objects.get(child=owner).guardian
    assert (owner.security_marking, guardian.security_marking) == ("confidential", "confidential")
    assert list(Account.objects.values_list("display_name", flat=True)) == [""]
    committed(small, "pupils", csv([PUPILS, pupil(0, marking="nej", family="Kanariefågel")]), name="e.csv")
    owner.refresh_from_db()
    assert owner.security_marking == "confidential"
    last = committed(
        small,
        "pupils",
        csv([PUPILS, pupil(0, marking="skyddad folkbokföring", family="Kanariefågel")]),
        name="e.csv",
    )
    owner.refresh_from_db()
    assert owner.security_marking == "protected_registration"
    undo_import(actor=small.officer, batch_id=last.pk, at=AT)
    owner.refresh_from_db()
    assert owner.security_marking == "protected_registration"
