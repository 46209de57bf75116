"""Swedish order and search, on whichever database the run uses."""

import random

import pytest

from gemensam.foundation.directory.models import Organisation, OrganisationType, Person
from gemensam.foundation.fields.swedish import folded, matches, swedish_sort_key

IN_ORDER = ["Ale", "Édouardskolan", "edsbyn", "Vara", "Wira", "Zinkgruvan", "Åre", "Ängelholm", "Örebro"]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("", "A"),
        ("Berg", "Bergman"),
        ("Berg 2", "Berga"),
        ("9A", "Anna"),
        ("Vik", "Wik"),
        ("Zackrisson", "Åberg"),
        ("Åberg", "Äng"),
        ("Äng", "Öberg"),
        ("anna", "Anna"),
        ("Anna", "annb"),
        ("Myra", "Müsli"),
        ("Müsli", "Myten"),
        ("Edel", "Edél"),
        ("Edél", "Edem"),
        ("ö", "Жанна"),
    ],
)
def test_sort_key_of_two_names_follows_swedish(earlier, later):
    assert swedish_sort_key(earlier) < swedish_sort_key(later)


def test_sort_key_of_family_name_decides_before_given_name():
    people = [("Berg", "Zara"), ("Bergman", "Anna"), ("Berg", "Åsa")]
    assert sorted(people, key=lambda names: swedish_sort_key(*names)) == [
        ("Berg", "Zara"),
        ("Berg", "Åsa"),
        ("Bergman", "Anna"),
    ]


def test_sort_key_of_composed_and_decomposed_text_is_the_same():
    assert swedish_sort_key("O\u0308rebro") == swedish_sort_key("Örebro")


def test_plain_python_order_is_not_swedish():
    """The control: without the key Åre, Ängelholm and edsbyn stand wrong."""
    assert sorted(IN_ORDER) != IN_ORDER


@pytest.mark.django_db
def test_organisations_ordered_by_sort_key_come_in_swedish_order():
    names = IN_ORDER.copy()
    random.Random(1).shuffle(names)
    Organisation.objects.bulk_create(
        Organisation(display_name=name, organisation_type=OrganisationType.SCHOOL) for name in names
    )
    assert list(Organisation.objects.order_by("sort_key").values_list("display_name", flat=True)) == IN_ORDER
    backwards = Organisation.objects.order_by("-sort_key").values_list("display_name", flat=True)
    assert list(backwards) == IN_ORDER[::-1]


@pytest.mark.django_db
def test_sort_key_when_the_name_is_saved_again_follows_the_name():
    school = Organisation.objects.create(display_name="Ale", organisation_type=OrganisationType.SCHOOL)
    school.display_name = "Örebro"
    school.save()
    school.refresh_from_db()
    assert bytes(school.sort_key) == swedish_sort_key("Örebro")
    assert school.search == "örebro"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("needle", "found"),
    [
        ("ö", {"Örebro"}),
        ("ÖREBRO", {"Örebro"}),
        ("O\u0308re", {"Örebro"}),
        ("edou", {"Édouardskolan"}),
        ("Édou", {"Édouardskolan"}),
        ("ar", {"Édouardskolan", "Vara"}),
        ("å", {"Åre"}),
        ("a", {"Ale", "Édouardskolan", "Vara", "Wira", "Zinkgruvan"}),
        ("%", set()),
        ("_", set()),
        ("", set(IN_ORDER)),
    ],
)
def test_search_of_a_needle_finds_exactly_those(needle, found):
    for name in IN_ORDER:
        Organisation.objects.create(display_name=name, organisation_type=OrganisationType.SCHOOL)
    hits = Organisation.objects.filter(matches("search", needle)).values_list("display_name", flat=True)
    assert set(hits) == found


@pytest.mark.django_db
def test_search_of_words_in_any_order_finds_the_person():
    Person.objects.create(given_name="Åsa", family_name="Öström Berg")
    assert Person.objects.filter(matches("search", "berg åsa")).count() == 1
    assert Person.objects.filter(matches("search", "berg asa")).count() == 0


def test_folded_text_has_no_zero_signs_and_single_spaces():
    assert folded(" Ås\x00a\u00a0 BERG ") == "ås a berg"
