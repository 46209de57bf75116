"""Files of all four kinds, from upload to register and back, called as the office calls them."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from gemensam.domains.admissions.models import (
    CalendarDate,
    Choice,
    Grade,
    ImportBatch,
    ImportChange,
)
from gemensam.domains.admissions.services.check_import import check_import
from gemensam.domains.admissions.services.commit_import import commit_import
from gemensam.domains.admissions.services.confirm_import import confirm_import
from gemensam.domains.admissions.services.save_matching import MatchingRefused, save_matching
from gemensam.domains.admissions.services.undo_import import undo_import
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.documents.tables import TableRefused
from gemensam.foundation.fields.swedish import swedish_sort_key
from tests.factories.import_files import (
    CHOICES,
    LATER,
    SUPPLY,
    checked,
    committed,
    confirmed,
    counts,
    csv,
    faults,
    ods,
    register,
    upload,
    wide,
    xlsx,
)
from tests.factories.small_round import AT, REGISTERED, SmallRound, civic_number, make_small_round

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def small() -> SmallRound:
    return make_small_round(applicants=2)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("betyg.xlsx", xlsx),
        ("betyg.ods", lambda rows: ods([[str(value) for value in row] for row in rows])),
        ("betyg.csv", csv),
        ("gammal.csv", lambda rows: csv(rows, encoding="cp1252")),
    ],
)
def test_wide_grades_of_every_format_are_previewed_committed_and_undone(small, name, make):
    before = register()
    batch = confirmed(small, "grades", make(wide(MA="B")), name=name)
    assert (batch.header_row, batch.fault_count) == (1, 0)
    assert counts(batch) == {"grade": {"added": 0, "changed": 1}}
    # Sixteen A = 320; one of them B = 317.5. The other pupil: fifteen A and one E = 310.
    assert (batch.totals["rows"], batch.totals["persons"], batch.totals["merit"]) == (2, 2, "627.50")
    assert batch.totals["schools"] == [{"school": "Åskolan", "persons": 2, "merit": "627.50"}]
    assert register() == before
    for _ in range(2):  # again does nothing more
        assert commit_import(actor=small.officer, batch_id=batch.pk, at=AT).state == "committed"
    latest = Grade.objects.filter(person=small.applications[0].person, subject="MA").latest("registered_at")
    assert (latest.grade, Grade.objects.count()) == ("B", 33)
    assert ImportChange.objects.count() == 1
    for _ in range(2):
        assert undo_import(actor=small.officer, batch_id=batch.pk, at=AT).state == "undone"
    assert register() == before


def test_same_grades_again_change_nothing_also_without_dates_and_later(small):
    committed(small, "grades", xlsx(wide(MA="B")))
    before = register()
    again = committed(small, "grades", xlsx(wide(MA="B")))
    undated = [[*row[:2], *row[3:]] for row in wide(MA="B")]
    later = committed(small, "grades", xlsx(undated), at=LATER, registered_at=LATER - timedelta(hours=1))
    assert [json.loads(batch.preview)["unchanged"] for batch in (again, later)] == [32, 32]
    assert (ImportChange.objects.filter(batch__in=[again, later]).count(), register()) == (0, before)


def test_reversed_rows_give_the_same_end(small):
    title, *rows = wide(MA="C")
    first = committed(small, "grades", xlsx([title, *rows]))
    one = register()
    undo_import(actor=small.officer, batch_id=first.pk, at=AT)
    committed(small, "grades", xlsx([title, *reversed(rows)]))
    assert register() == one


def test_long_grades_keep_language_and_role_that_the_file_does_not_say(small):
    owner = small.applications[0].person
    Grade.objects.create(
        person=owner, subject="M2", language="FRE", grade="C", role="other", registered_at=REGISTERED
    )
    rows = [
        ("Personnummer", "Ämneskod", "Betyg"),
        (civic_number(0).value, "M2", "B"),
        (civic_number(0).value, "MA", "A"),
    ]
    batch = committed(small, "grades", csv(rows), name="b.csv", registered_at=AT - timedelta(hours=1))
    assert counts(batch) == {"grade": {"added": 0, "changed": 1}}
    latest = Grade.objects.filter(person=owner, subject="M2").latest("registered_at")
    assert (latest.language, latest.role, latest.grade) == ("FRE", "other", "B")
    assert batch.totals["merit"] == "37.50"  # of the file's two grades alone: B = 17.5 and A = 20


def test_language_that_can_be_two_is_a_fault(small):
    for language in ("FRE", "SPA"):
        Grade.objects.create(
            person=small.applications[0].person, subject="ML", language=language, grade="C", role="mother_tongue",
            registered_at=REGISTERED,
        )  # fmt: skip
    batch = checked(
        small,
        "grades",
        csv([("Personnummer", "ML"), (civic_number(0).value, "B")]),
        name="b.csv",
        registered_at=REGISTERED,
    )
    assert faults(batch) == [(2, "", "language_missing")]


def test_corrected_grade_of_the_same_moment_is_put_back_by_undo(small):
    rows = [("Personnummer", "MA", "Datum"), (civic_number(0).value, "D", REGISTERED.isoformat())]
    batch = committed(small, "grades", csv(rows), name="b.csv")
    grade = Grade.objects.get(person=small.applications[0].person, subject="MA")
    assert grade.grade == "D"
    undo_import(actor=small.officer, batch_id=batch.pk, at=AT)
    grade.refresh_from_db()
    assert grade.grade == "A"


def test_sheet_with_titles_above_merged_cells_and_sums_is_answered_row_by_row(small):
    title, *rows = wide()
    content = xlsx(
        [["Betygskatalog våren 2027"], [], title, rows[0], [], [civic_number(1).value, "x", date(2027, 6, 18), "=A1"],
         ["Summa", "", "", 2]],
        merge="A1:D1",
    )  # fmt: skip
    batch = checked(small, "grades", content)
    assert batch.header_row == 3
    assert faults(batch) == [(6, "BL", "formula"), (7, "Personnummer", "civic_no_form")]
    assert Grade.objects.count() == 32


def test_supply_changes_only_what_the_file_has_columns_for(small):
    Offering.objects.filter(code="NA-1").update(free_quota_seats=1, planned_seats=9)
    before = register()
    rows = [
        SUPPLY,
        ("NA-1", "Ännu mer natur", "99228101", "NA25", 4),
        ("IM-1", "Yrkesintroduktion", "99228101", "IMY", 3),
    ]
    batch = confirmed(small, "supply", xlsx(rows))
    assert (counts(batch), batch.totals["seats"]) == ({"offering": {"added": 1, "changed": 1}}, 7)
    commit_import(actor=small.officer, batch_id=batch.pk, at=AT)
    changed = Offering.objects.get(code="NA-1")
    assert (changed.seats, changed.free_quota_seats, changed.planned_seats) == (4, 1, 9)
    assert changed.sort_key == swedish_sort_key("Ännu mer natur")
    undo_import(actor=small.officer, batch_id=batch.pk, at=AT)
    assert register() == before


def test_supply_that_does_not_fit_what_is_stored_is_a_fault(small):
    Offering.objects.filter(code="NA-1").update(free_quota_seats=2)
    rows = [
        (*SUPPLY, "Urvalsregel"),
        ("NA-1", "Natur", "99228101", "NA25", 1, "default"),
        ("NA-2", "N", "99229999", "NA25", 1, ""),
        ("NA-3", "N", "99228101", "NA25", 1, "lotteri"),
    ]
    batch = checked(small, "supply", xlsx(rows))
    assert faults(batch) == [
        (2, "", "quotas_over_seats"),
        (3, "", "school_unit_unknown"),
        (4, "", "not_one_of"),
    ]


def test_choices_replace_the_list_and_keep_what_the_file_does_not_say(small):
    application = small.applications[0]
    Choice.objects.filter(application=application, rank=1).update(
        test_points=Decimal("12.5"), free_quota=True
    )
    before = register()
    number = civic_number(0).value
    batch = committed(
        small, "choices", csv([CHOICES, (number, 2, "NA-1"), (number, 1, "BA-1")]), name="v.csv"
    )
    chosen = application.choices.order_by("rank").values_list(
        "offering__code", "late", "free_quota", "test_points"
    )
    assert list(chosen) == [("BA-1", False, False, None), ("NA-1", False, True, Decimal("12.5"))]
    undo_import(actor=small.officer, batch_id=batch.pk, at=AT)
    assert register() == before


def test_choices_after_the_closing_are_judged_by_when_the_file_came(small):
    CalendarDate.objects.create(
        office=small.office, year=2027, event="re_choice_closes", at=AT + timedelta(hours=1)
    )
    number = civic_number(0).value
    content = csv([CHOICES, (number, 1, "SA-1"), (number, 2, "NA-1")])
    early = confirmed(small, "choices", content, name="v.csv")
    assert commit_import(actor=small.officer, batch_id=early.pk, at=LATER).state == "committed"
    assert not Choice.objects.filter(late=True).exists()
    undo_import(actor=small.officer, batch_id=early.pk, at=LATER)
    committed(small, "choices", content, name="v.csv", at=LATER)
    late = committed(small, "choices", content, name="v.csv", at=LATER)
    assert json.loads(late.preview)["total"] == 0
    assert list(Choice.objects.filter(late=True).values_list("offering__code", flat=True)) == ["SA-1"]


def test_choices_with_faults_name_each_once(small):
    number, other = civic_number(0).value, civic_number(1).value
    rows = [CHOICES, (number, 1, "NA-1"), (number, 2, "XX-1"), (other, 1, "NA-1"), (other, 3, "SA-1"),
            (civic_number(99).value, 1, "NA-1"), (number, "tre", "SA-1")]  # fmt: skip
    batch = checked(small, "choices", csv(rows), name="v.csv")
    assert faults(batch) == [
        (3, "", "offering_unknown"), (5, "", "rank_gap"), (6, "", "person_unknown"), (7, "Val", "not_whole"),
    ]  # fmt: skip
    assert (batch.state, Choice.objects.count()) == ("faulty", 6)


def test_matching_is_remembered_for_the_sender_and_the_titles(small):
    rows = [("Vem", "Hur bra i matte", "Datum"), (civic_number(0).value, "B", "2027-06-18")]
    batch = upload(small, "grades", csv(rows), name="b.csv")
    assert batch.mapping == {"registered_at": 2}
    mapping = {"civic_no": 0, "grade:MA": 1, "registered_at": 2}
    save_matching(actor=small.officer, batch_id=batch.pk, mapping=mapping, registered_at=None, at=AT)
    for service in (check_import, confirm_import, commit_import):
        service(actor=small.officer, batch_id=batch.pk, at=AT)
    assert upload(small, "grades", csv(rows), name="c.csv").mapping == mapping
    assert upload(small, "grades", csv(rows), name="c.csv", sender=small.feeder.pk).mapping == {
        "registered_at": 2
    }


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        ({"persons": "2", "merit": "630,0"}, []),
        ({"persons": " 2", "merit": "630"}, []),
        ({"persons": "3", "merit": "6 30,5"}, ["declared_merit", "declared_persons"]),
    ],
)
def test_totals_that_the_sender_states_must_be_the_files(small, declared, found):
    batch = checked(small, "grades", csv(wide(day="2027-06-18")), name="b.csv", declared=declared)
    assert [code for _, _, code in faults(batch)] == found


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "tom.csv", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "bild.xlsx", "type_mismatch"),
        (csv([]), "tom.csv", "empty"),
        (b"%PDF-1.7", "fil.pdf", "type_unknown"),
    ],
)
def test_file_that_is_no_list_is_refused_and_leaves_nothing(small, content, name, code):
    with pytest.raises(TableRefused) as refused:
        upload(small, "grades", content, name=name)
    assert (refused.value.code, ImportBatch.objects.count()) == (code, 0)


def test_file_of_another_kind_lacks_columns(small):
    batch = upload(small, "choices", xlsx(wide()))
    with pytest.raises(MatchingRefused) as refused:
        save_matching(
            actor=small.officer, batch_id=batch.pk, mapping=batch.mapping, registered_at=None, at=AT
        )
    assert refused.value.missing == ("rank", "offering_code")


def test_registration_to_come_is_a_fault(small):
    batch = checked(small, "grades", xlsx(wide(day=datetime(2027, 6, 30, 8, 0))))  # noqa: DTZ001 - as in a cell
    assert {code for _, _, code in faults(batch)} == {"in_the_future"}


def test_row_of_grades_that_stands_twice_is_one_fault_and_so_is_a_date_to_come(small):
    rows = wide(pupils=2)
    batch = checked(small, "grades", csv([*rows, rows[-1]]), name="dubbel.csv")
    assert faults(batch) == [(len(rows) + 1, "Personnummer", "repeated")]
    assert batch.fault_count == 1
    batch = checked(small, "grades", csv(wide(day="2099-01-01", pupils=1)), name="sen.csv")
    assert [(row, code) for row, _, code in faults(batch)] == [(2, "in_the_future")]
