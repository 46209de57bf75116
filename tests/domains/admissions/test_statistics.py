"""Public figures are read alone: a run holds a comparison of every changed applicant, which no list needs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from gemensam.domains.admissions.queries.statistics import latest_outcomes
from tests.factories.small_county import make_small_county
from tests.factories.small_round import YEAR


def test_latest_outcomes_of_all_offerings_fetch_no_run(db: None):
    county = make_small_county()
    with CaptureQueriesContext(connection) as queries:
        outcomes = latest_outcomes(office_id=county.small.office.pk, year=YEAR)
    assert {one.offering_code for one in outcomes.values()} == set(county.small.offerings)
    assert len(queries) == 2
    assert "comparison" not in "".join(query["sql"] for query in queries)
