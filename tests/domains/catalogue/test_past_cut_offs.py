"""Earlier years' cut-offs: kept without small cells, found by study path and code."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from gemensam.domains.catalogue.models import Offering, PastCutOff
from gemensam.domains.catalogue.queries import past_cut_offs
from gemensam.domains.catalogue.services.save_past_cut_offs import CutOffRow, save_past_cut_offs
from gemensam.domains.catalogue.study_paths import path_key
from gemensam.foundation.access.actors import ANONYMOUS, PermissionDenied
from tests.factories.small_round import AT, SmallRound, make_small_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallRound:
    return make_small_round(applicants=1)


def row(small: SmallRound, year: int, **values: object) -> CutOffRow:
    defaults = {"seats": 30, "admitted": 30, "first_choice_applicants": 44, "lowest": Decimal(240)}
    return CutOffRow(
        year=year,
        school_unit_id=small.school.pk,
        study_path="NA000",
        programme="NA",
        **{**defaults, **values},
    )


def save(small: SmallRound, *rows: CutOffRow) -> int:
    return save_past_cut_offs(actor=small.officer, rows=rows, source="imported", at=AT)


def found(small: SmallRound, code: str = "NA-1") -> list[tuple[int, Decimal | None]]:
    offering = small.offerings[code]
    return [(one.year, one.lowest) for one in past_cut_offs([offering.pk])[offering.pk]]


@pytest.mark.parametrize(
    ("path", "programme", "expected"),
    [
        ("NA000", "NA25", "NA"),
        ("NA0000000", "NA", "NA"),
        ("", "NA25", "NA"),
        ("NA25", "NA25", "NA"),
        ("FL25", "FL25", "FL25"),
        ("ESMUS", "ES25", "ESMUS"),
        ("BA0000L00", "BA25", "BA0000L"),
        ("EK000000N", "EK25", "EK000000N"),
        ("IMVBA", "IMV", "IMVBA"),
        ("", "IMV", "IMV"),
    ],
)
def test_path_key_of_old_and_new_codes_is_one(path, programme, expected):
    assert path_key(path, programme) == expected


def test_past_cut_offs_of_three_years_come_latest_first(small):
    save(small, *(row(small, year, lowest=Decimal(year - 1800)) for year in (2022, 2023, 2024, 2025, 2026)))
    assert found(small) == [(2026, Decimal(226)), (2025, Decimal(225)), (2024, Decimal(224))]
    assert found(small, "SA-1") == []


def test_past_cut_offs_with_the_offerings_own_code_come_before_one_without(small):
    save(
        small,
        row(small, 2026, lowest=Decimal(200)),
        row(small, 2026, offering_code="NA-1", lowest=Decimal(250)),
        row(small, 2026, offering_code="NA-2", lowest=Decimal(300)),
    )
    assert found(small) == [(2026, Decimal(250))]


def test_save_past_cut_offs_twice_changes_nothing(small):
    assert save(small, row(small, 2026)) == 1
    before = list(PastCutOff.objects.values())
    assert save(small, row(small, 2026)) == 1
    assert list(PastCutOff.objects.values()) == before


def test_save_past_cut_offs_of_few_persons_keeps_no_figure_of_them(small):
    save(small, row(small, 2026, admitted=4, first_choice_applicants=4, median=Decimal(260)))
    kept = PastCutOff.objects.get()
    assert (kept.lowest, kept.median, kept.first_choice_applicants, kept.reason) == (None, None, None, "few")


@pytest.mark.parametrize(
    ("source", "reason", "shown"),
    [
        ("imported", "all_admitted", None),
        ("made_up", "all_admitted", None),
        ("published", "all_admitted", Decimal(260)),
        ("published", "few", None),
        ("imported", "none", None),
        ("imported", "", Decimal(260)),
    ],
)
def test_stored_median_of_an_unknown_number_is_not_shown(source, reason, shown):
    stored = PastCutOff(year=2026, study_path="NA", median=Decimal(260), reason=reason, source=source)
    assert stored.public_median == shown


def test_small_cells_at_rest_are_refused_by_the_database(small):
    with pytest.raises(IntegrityError), transaction.atomic():
        PastCutOff.objects.create(
            year=2026, school_unit=small.school, study_path="NA", programme="NA", first_choice_applicants=3,
            source="imported",
        )  # fmt: skip


def test_save_past_cut_offs_logged_out_is_refused(small):
    with pytest.raises(PermissionDenied):
        save_past_cut_offs(actor=ANONYMOUS, rows=[row(small, 2026)], source="imported", at=AT)
    assert PastCutOff.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_past_cut_offs_of_any_number_take_two_queries(small, count, django_assert_num_queries):
    ids = list(Offering.objects.values_list("pk", flat=True)[:count])
    with django_assert_num_queries(2):
        past_cut_offs(ids)
