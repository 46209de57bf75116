"""A published final round becomes a past year of the catalogue; a preliminary one does not."""

import pytest

from gemensam.domains.catalogue.models import PastCutOff
from gemensam.domains.catalogue.queries import past_cut_offs
from tests.factories.small_county import TODAY, make_small_county, prepare, publish

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_published_final_round_is_kept_without_figures_of_few_persons():
    county = make_small_county()
    assert PastCutOff.objects.count() == 0  # only the preliminary round is published
    final = county.final
    publish(county.small, final.pk, prepare(county.small.officer, final.pk, at=TODAY), at=TODAY)
    kept = {row.offering_code: row for row in PastCutOff.objects.all()}
    assert {code: (row.year, row.seats, row.reason, row.source) for code, row in kept.items()} == {
        "EK-1": (2027, 6, "", "published"),
        "NA-1": (2027, 2, "few", "published"),
        "SA-1": (2027, 1, "few", "published"),
        "BA-1": (2027, 2, "few", "published"),
    }
    assert kept["EK-1"].lowest is not None and kept["EK-1"].first_choice_applicants == 12
    assert [kept[code].lowest for code in ("NA-1", "SA-1", "BA-1")] == [None, None, None]


def test_kept_year_is_history_of_next_years_offering():
    county = make_small_county()
    final = county.final
    publish(county.small, final.pk, prepare(county.small.officer, final.pk, at=TODAY), at=TODAY)
    offering = county.small.offerings["EK-1"]
    assert past_cut_offs([offering.pk])[offering.pk] == ()  # its own year is not its past
    offering.pk, offering.year = None, 2028
    offering.save()
    assert [row.year for row in past_cut_offs([offering.pk])[offering.pk]] == [2027]
