"""Earlier years, schools' words and a national service's list of educations, through the whole flow of a file.

The list's form is that of Skolverket's planned educations, version 4: pages with body, _embedded and page.
"""

import json

import pytest

from gemensam.domains.admissions.models import ImportBatch, ImportChange
from gemensam.domains.admissions.services.commit_import import commit_import
from gemensam.domains.admissions.services.undo_import import undo_import
from gemensam.domains.admissions.services.upload_file import upload_file
from gemensam.domains.catalogue.models import Offering, OfferingFacts, OpenHouse, PastCutOff
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.documents.tables import TableRefused, read_workbook
from gemensam.interfaces.web.layout.import_texts import refusal_sentence
from tests.factories.import_files import checked, confirmed, counts, faults, xlsx
from tests.factories.small_round import AT, YEAR, SmallRound, make_small_round, staff

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CUT_OFFS = (
    "Antagningsår",
    "Skolenhetskod",
    "Studievägskod",
    "Platser",
    "Antagna",
    "Förstahandssökande",
    "Lägsta",
    "Median",
)
FACTS = ("Utbildningskod", "Språk", "Beskrivning", "Leder till arbete", "Webbadress")
UNIT = "99228101"


@pytest.fixture
def small() -> SmallRound:
    return make_small_round(applicants=1)


def event(path: str, name: str, unit: str = UNIT, **more: object) -> dict[str, object]:
    return {
        "schoolUnitCode": unit,
        "schoolUnitName": "Örgymnasiet",
        "typeOfSchooling": {"code": "gy", "displayName": "Gymnasieskolan"},
        "studyPathCode": path,
        "studyPathName": name,
        "_links": {"school-unit": {"href": "https://api.skolverket.se/x"}},
        **more,
    }


def pages(*events: dict[str, object], total: int | None = None) -> bytes:
    """The events in pages of two, one page after the other."""
    made = []
    for start in range(0, len(events), 2):
        some = list(events[start : start + 2])
        page = {"size": 2, "totalElements": len(events) if total is None else total, "number": start // 2}
        made.append({"status": "OK", "body": {"_embedded": {"educationEvents": some}, "page": page}})
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in made).encode()


def load(small: SmallRound, kind: str, content: bytes, name: str = "fil.xlsx") -> ImportBatch:
    batch = confirmed(small, kind, content, name=name)
    return commit_import(actor=small.officer, batch_id=batch.pk, at=AT)


def test_earlier_years_from_excel_are_kept_without_small_cells_and_undone(small):
    content = xlsx([
        CUT_OFFS,
        (2025, UNIT, "NA000", 30, 30, 44, "242,5", 270),
        (2026, UNIT, "NA000", 30, 4, 4, 300, 310),
    ])  # fmt: skip
    batch = load(small, "cut_offs", content)
    assert counts(batch) == {"cut_off": {"added": 2, "changed": 0}}
    kept = list(
        PastCutOff.objects.order_by("year").values_list("year", "lowest", "first_choice_applicants", "reason")
    )
    assert kept == [(2025, 242.5, 44, ""), (2026, None, None, "few")]
    assert not any(
        "300" in change.after for change in ImportChange.objects.all()
    )  # few persons' figure is nowhere
    undo_import(actor=small.officer, batch_id=batch.pk, at=AT)
    assert PastCutOff.objects.count() == 0


def test_earlier_years_read_twice_change_nothing_the_second_time(small):
    content = xlsx([CUT_OFFS, (2025, UNIT, "NA000", 30, 30, 44, "242,50", 270)])
    load(small, "cut_offs", content)
    again = confirmed(small, "cut_offs", content)
    assert counts(again) == {}
    changed = load(small, "cut_offs", xlsx([CUT_OFFS, (2025, UNIT, "NA25", 30, 30, 44, 245, 270)]))
    assert counts(changed) == {"cut_off": {"added": 0, "changed": 1}}
    undo_import(actor=small.officer, batch_id=changed.pk, at=AT)
    assert PastCutOff.objects.get().lowest == 242.5


def test_earlier_years_with_faults_tell_row_and_column_of_each(small):
    batch = checked(small, "cut_offs", xlsx([
        CUT_OFFS,
        ("i fjol", UNIT, "NA000", 30, 30, 44, 240, 270),
        (2025, "99999999", "NA000", 30, 30, 44, 240, 270),
        (2025, UNIT, "SA000", 30, 30, 44, 280, 270),
        (2025, UNIT, "BA000", 30, 30, 44, 2400, 2700),
    ]))  # fmt: skip
    assert faults(batch) == [
        (2, "Antagningsår", "admission_year"),
        (3, "", "school_unit_unknown"),
        (4, "Lägsta", "lowest_over_median"),
        (5, "Lägsta", "merit_too_high"),
        (5, "Median", "merit_too_high"),
    ]
    assert PastCutOff.objects.count() == 0


def test_schools_words_from_excel_are_kept_by_language_and_undone(small):
    content = xlsx([
        FACTS,
        ("NA-1", "sv", "Nära skogen.", "Geolog", "https://skolan.example/na"),
        ("NA-1", "engelska", "By the woods.", "Geologist", ""),
    ])  # fmt: skip
    batch = load(small, "facts", content)
    words = {row.language: (row.description, row.leads_to_work) for row in OfferingFacts.objects.all()}
    assert words == {"sv": ("Nära skogen.", "Geolog"), "en": ("By the woods.", "Geologist")}
    assert counts(confirmed(small, "facts", content)) == {}
    undo_import(actor=small.officer, batch_id=batch.pk, at=AT)
    assert {row.description for row in OfferingFacts.objects.all()} == {""}


def test_schools_words_with_faults_tell_each(small):
    batch = checked(
        small, "facts", xlsx([FACTS, ("XX-9", "sv", "", "", ""), ("NA-1", "fi", "", "", "javascript:x")])
    )
    assert faults(batch) == [
        (2, "", "offering_unknown"),
        (3, "Språk", "language_of_words"),
        (3, "Webbadress", "web_address"),
    ]


def test_services_list_adds_what_is_new_and_leaves_what_is_stored(small):
    before = Offering.objects.get(code="NA-1")
    content = pages(
        event("NA25", "Naturvetenskapsprogrammet"),
        event("SA25", "Samhällsvetenskapsprogrammet"),
        event("BA25", "Bygg- och anläggningsprogrammet"),
        event("TE25", "Teknikprogrammet"),
        event("TE25", "Teknikprogrammet", unit="12345678"),
    )
    batch = load(small, "supply", content, name="planerade.json")
    assert counts(batch) == {"offering": {"added": 1, "changed": 3}}
    assert batch.totals["other_schools"] == 1
    new = Offering.objects.get(code=f"{UNIT}-TE25")
    assert (new.title, new.programme, new.seats) == ("Teknikprogrammet", "TE25", 0)
    after = Offering.objects.get(code="NA-1")
    assert (after.title, after.seats, after.planned_seats) == (
        "Naturvetenskapsprogrammet",
        before.seats,
        before.planned_seats,
    )
    assert counts(confirmed(small, "supply", content, name="planerade.json")) == {}  # twice changes nothing


def test_services_list_of_which_half_is_missing_is_stopped(small):
    with pytest.raises(TableRefused) as refused:
        checked(small, "supply", pages(event("NA25", "Natur"), total=3), name="planerade.json")
    assert refused.value.code == "pages_missing"
    batch = checked(small, "supply", pages(event("NA25", "Natur")), name="planerade.json")
    assert faults(batch) == [(0, "", "half_dump")]
    assert Offering.objects.filter(title="Natur").count() == 0


def test_services_list_with_an_unknown_programme_tells_row_and_column(small):
    content = pages(*(event(path, "Namn") for path in ("NA25", "SA25", "BA25", "QQ25")))
    batch = checked(small, "supply", content, name="planerade.json")
    assert faults(batch) == [(5, "studyPathCode", "programme")]


def test_services_list_of_the_whole_country_is_read_without_what_is_not_ours(small):
    ours = [event(path, "Namn") for path in ("NA25", "SA25", "BA25", "NA25")]  # one of them starts twice
    content = pages(
        *ours,
        event("QQ99", "Okänt program på annan skola", unit="12345678"),
        event("QQ99", "Okänt program på annan skola", unit="12345678"),
        event("FB25", "Fastighet", typeOfSchooling={"code": "gyan", "displayName": "Anpassad gymnasieskola"}),
        event("", "", unit=""),
    )
    batch = checked(small, "supply", content, name="hela-landet.json")
    assert (faults(batch), batch.totals["other_schools"], batch.totals["rows"]) == ([], 4, 8)


def test_services_list_with_a_page_twice_and_another_missing_is_stopped(small):
    whole = pages(*(event(path, "Namn", eventId=path) for path in ("NA25", "SA25", "BA25", "TE25"))).split(
        b"\n"
    )
    with pytest.raises(TableRefused) as refused:
        checked(small, "supply", b"\n".join([whole[0], whole[0]]), name="planerade.json")
    assert (refused.value.code, refused.value.facts) == ("pages_missing", {"found": 2, "stated": 4})
    batch = checked(small, "supply", b"\n".join([whole[1], whole[0], whole[1]]), name="planerade.json")
    assert (faults(batch), batch.totals["rows"]) == ([], 4)


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (b"<!DOCTYPE html><h1>503</h1>", "web_page", "Filen är en webbsida, inte data."),
        (b'{"body": {"_embedded"', "not_json", "från rad 1. Den kan vara avbruten"),
        (b'[{"a": 1},\n{"a": 2},]', "not_json", "från rad 2."),
        (b'[{"a": ' + b"9" * 5000 + b"}]", "not_json", "från rad 1."),
        (b'{"status": "ERROR", "message": "Not found"}', "no_objects", "Filen har ingen lista att läsa in."),
        (b"null", "no_objects", "Filen har ingen lista att läsa in."),
    ],
)
def test_json_that_is_no_list_is_refused_with_what_to_do(content, code, told):
    with pytest.raises(TableRefused) as refused:
        read_workbook(content, "planerade.json")
    assert refused.value.code == code
    assert told in refusal_sentence(code, refused.value.facts)


def test_json_with_one_object_on_each_line_is_read_as_rows():
    sheet = read_workbook(b'{"a": 1, "b": 2}\n{"a": 3}\n', "rader.json").sheets[0]
    assert [[cell.text for cell in row] for row in sheet.rows] == [["a", "b"], ["1", "2"], ["3", ""]]


def test_services_cut_offs_are_kept_where_there_is_a_figure(small):
    figures = {
        "admissionPointsMin": "222,5",
        "admissionPointsAverage": "255,0",
        "admissionPointsSemester": "HT25",
    }
    series = {
        "admissionPointsMin": [{"value": "210,0", "valueType": "EXISTS", "timePeriod": "2025"}],
        "admissionPointsSemester": "2025/26",
    }
    hidden = {"admissionPointsMin": "..", "admissionPointsSemester": "HT25"}
    load(small, "cut_offs", pages(event("NA25", "N", **figures), event("BA25", "B", **hidden)), name="a.json")
    load(small, "cut_offs", pages(event("SA25", "S", **series)), name="b.json")
    kept = list(
        PastCutOff.objects.order_by("study_path").values_list("study_path", "year", "lowest", "median")
    )
    assert kept == [("NA", 2025, 222.5, None), ("SA", 2025, 210, None)]


def test_catalogue_files_from_a_school_are_refused(small):
    school = staff(Role.SCHOOL_ADMINISTRATOR, small.feeder)
    for kind in ("cut_offs", "facts"):
        with pytest.raises(PermissionDenied):
            upload_file(
                actor=school, office_id=small.office.pk, year=YEAR, kind=kind, sender_id=small.feeder.pk, name="x.xlsx",
                content=xlsx([CUT_OFFS]), registered_at=None, declared={}, at=AT,
            )  # fmt: skip


VISITS = ("Skolenhetskod", "Utbildningskod", "Datum", "Från", "Till", "Plats")


def visits() -> list[tuple[str, str, str]]:
    """Every open house: education, start and end in Swedish time."""
    rows = OpenHouse.objects.order_by("starts", "pk").select_related("offering")
    return [
        (row.offering.code if row.offering else "", f"{row.starts:%m-%d %H:%M}", f"{row.ends:%H:%M}")
        for row in rows
    ]


def test_open_houses_from_excel_are_kept_changed_and_undone(small):
    first = load(small, "open_house", xlsx([
        VISITS,
        (UNIT, "", "2027-01-14", "17:30", "19.00", "Aulan"),
        (UNIT, "NA-1", "2027-01-14", "18:00", "19:00", ""),
    ]))  # fmt: skip
    assert counts(first) == {"open_house": {"added": 2, "changed": 0}}
    assert visits() == [("", "01-14 16:30", "18:00"), ("NA-1", "01-14 17:00", "18:00")]
    second = load(
        small, "open_house", xlsx([VISITS, (UNIT, "", "2027-01-14", "17:30", "20:00", "Aulan")]), "b.xlsx"
    )
    assert counts(second) == {"open_house": {"added": 0, "changed": 1}}
    same = checked(
        small,
        "open_house",
        xlsx([VISITS, (UNIT, "", "2027-01-14", "17:30", "20:00", "Aulan")]),
        name="c.xlsx",
    )
    assert counts(same) == {}
    undo_import(actor=small.officer, batch_id=second.pk, at=AT)
    assert visits() == [("", "01-14 16:30", "18:00"), ("NA-1", "01-14 17:00", "18:00")]
    undo_import(actor=small.officer, batch_id=first.pk, at=AT)
    assert visits() == []


def test_open_houses_that_cannot_be_are_told_row_by_row(small):
    content = xlsx([
        VISITS,
        (UNIT, "", "2027-01-14", "19:00", "17:30", ""),
        (UNIT, "", "i januari", "kvällen", "19:00", ""),
        ("99990000", "", "2027-01-14", "17:30", "19:00", ""),
        (UNIT, "XX", "2027-01-15", "17:30", "19:00", ""),
    ])  # fmt: skip
    assert faults(checked(small, "open_house", content)) == [
        (2, "Till", "closes_before_it_opens"),
        (3, "Datum", "not_a_date"),
        (3, "Från", "clock"),
        (4, "", "school_unit_unknown"),
        (5, "", "offering_unknown"),
    ]
    assert visits() == []


def test_offering_from_a_list_without_seats_says_that_nobody_has_stated_them(small):
    events = [
        event("NA000", "Naturvetenskap"),
        event("SA000", "Samhälle"),
        event("BA000", "Bygg"),
        event("TE000", "Teknik"),
    ]
    load(small, "supply", pages(*events), "planerade.json")
    new = Offering.objects.get(study_path="TE000")
    assert (new.seats, new.known_seats) == (0, None)
    assert Offering.objects.get(code="NA-1").known_seats == 2  # the control: what was stated stays
    load(small, "supply", xlsx([
        ("Utbildningskod", "Utbildning", "Skolenhetskod", "Program", "Antagningstal"),
        (new.code, new.title, UNIT, "TE25", 12),
    ]))  # fmt: skip
    assert Offering.objects.get(pk=new.pk).known_seats == 12
