"""What an offering demands of grades, as its page tells: SL 16:30–31 and 17:10, GF 7:1."""

import pytest
from django.test import Client

from gemensam.domains.catalogue.models import Offering
from gemensam.domains.catalogue.queries import Demands, demands
from tests.factories.small_round import make_small_round

SOCIAL, NATURAL = ("GE", "HI", "RE", "SH"), ("BI", "FY", "KE")


@pytest.mark.parametrize(
    ("programme", "base", "expected"),
    [
        ("BA25", "", Demands("vocational", 5, 5, ())),
        ("EK25", "", Demands("higher_education", 9, 9, SOCIAL)),
        ("TE", "", Demands("higher_education", 9, 9, NATURAL)),
        ("ES25", "", Demands("higher_education", 9, 9, ())),
        ("IMV", "BA25", Demands("IMV", 4, 3, ())),
    ],
)
def test_demands_of_a_programme_are_those_of_the_law(programme: str, base: str, expected: Demands):
    assert demands(Offering(programme=programme, base_programme=base), rules="se-2026") == expected


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            "SA-1",
            "9 ämnen till, och bland dem ska finnas geografi, historia, religionskunskap och samhällskunskap.",
        ),
        ("BA-1", "5 ämnen till."),
    ],
)
def test_page_of_an_offering_tells_what_it_demands(client: Client, db: None, code: str, sentence: str):
    made = make_small_round(applicants=1)
    page = client.get(f"/utbildningar/{made.offerings[code].pk}/")
    assert sentence in " ".join(page.content.decode().split())
