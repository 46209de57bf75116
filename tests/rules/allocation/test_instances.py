"""Hospital–residents instances: read, written, matched, and refused at the right line and column."""

import random
from itertools import permutations, product

import pytest

from gemensam.rules.allocation import instance_json as json_files
from gemensam.rules.allocation import instance_preflib as preflib
from gemensam.rules.allocation.instances import Instance, InstanceFault, InstanceFaultCode, match

# A worked example: Ada and Sam both want City, which holds one; General holds all equal.
EXAMPLE = Instance(
    residents={"Ada": ("City", "General"), "Sam": ("City", "General"), "Lea": ("General",), "Jo": ("Mercy",)},
    hospitals={
        "City": (("Sam",), ("Ada",)),
        "General": (("Lea", "Ada", "Sam"),),
        "Mercy": (("Ada",),),
    },
    capacities={"City": 1, "General": 1, "Mercy": 2},
)


def random_instance(seed: int, *, ties: bool = True) -> Instance:
    dice = random.Random(seed)
    people = [f"r{number}" for number in range(dice.randint(1, 5))]
    places = [f"h{number}" for number in range(dice.randint(1, 3))]
    hospitals = {}
    for place in places:
        ranked = dice.sample(people, dice.randint(0, len(people)))
        groups: list[tuple[str, ...]] = []
        for one in ranked:
            if groups and ties and dice.random() < 0.3:
                groups[-1] += (one,)
            else:
                groups.append((one,))
        hospitals[place] = tuple(groups)
    return Instance(
        residents={one: tuple(dice.sample(places, dice.randint(0, len(places)))) for one in people},
        hospitals=hospitals,
        capacities={place: dice.randint(0, 2) for place in places},
    )


def blocking_pairs(instance: Instance, matching: dict[str, str | None]) -> bool:
    """Would a resident and a hospital that list each other rather have each other? (Strict orders.)"""
    for resident, wanted in instance.residents.items():
        place = matching[resident]
        for hospital in wanted[: wanted.index(place)] if place else wanted:
            order = [one for (one,) in instance.hospitals[hospital]]
            there = [one for one, has in matching.items() if has == hospital]
            if resident in order and (
                len(there) < instance.capacities[hospital]
                or any(order.index(resident) < order.index(one) for one in there)
            ):
                return True
    return False


def stable_matchings(instance: Instance) -> list[dict[str, str | None]]:
    people = list(instance.residents)
    found = []
    for places in product(*([*instance.residents[one], None] for one in people)):
        matching = dict(zip(people, places, strict=True))
        fits = all(places.count(hospital) <= seats for hospital, seats in instance.capacities.items())
        listed = all(not place or (one,) in instance.hospitals[place] for one, place in matching.items())
        if fits and listed and not blocking_pairs(instance, matching):
            found.append(matching)
    return found


def test_match_random_instance_is_the_best_stable_one_for_all():
    for seed in range(300):
        instance = random_instance(seed, ties=False)
        mine = match(instance)
        stable = stable_matchings(instance)
        assert mine in stable, seed
        for other in stable:
            for resident, wanted in instance.residents.items():
                rank = [*wanted, None].index
                assert rank(mine[resident]) <= rank(other[resident]), seed


def test_match_breaks_ties_by_order_or_by_lots():
    assert match(EXAMPLE) == {"Ada": "General", "Sam": "City", "Lea": None, "Jo": None}
    lots = {"Ada": 1, "Sam": 2, "Lea": 3, "Jo": 4}
    assert match(EXAMPLE, lots) == {"Ada": None, "Sam": "City", "Lea": "General", "Jo": None}


def test_match_without_a_lot_or_with_equal_lots_is_refused():
    with pytest.raises(ValueError, match="no lot: Jo"):
        match(EXAMPLE, {"Ada": 1, "Sam": 2, "Lea": 3})
    with pytest.raises(ValueError, match="equal lots: General"):
        match(EXAMPLE, {"Ada": 1, "Sam": 2, "Lea": 2, "Jo": 3})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"capacities": {"City": 1, "General": 1}}, InstanceFaultCode.CAPACITY_MISSING),
        ({"capacities": {"City": 1, "General": 1, "Mercy": -1}}, InstanceFaultCode.CAPACITY_INVALID),
        ({"capacities": {"City": 1, "General": 1, "Mercy": 1, "X": 1}}, InstanceFaultCode.UNKNOWN_HOSPITAL),
        ({"residents": {"Ada": ("X",)}}, InstanceFaultCode.UNKNOWN_HOSPITAL),
        ({"residents": {"Ada": ("City", "City")}}, InstanceFaultCode.LISTED_TWICE),
        ({"hospitals": {"City": (("X",),), "General": (), "Mercy": ()}}, InstanceFaultCode.UNKNOWN_RESIDENT),
        (
            {"hospitals": {"City": (("Ada",), ("Ada",)), "General": (), "Mercy": ()}},
            InstanceFaultCode.LISTED_TWICE,
        ),
    ],
)
def test_instance_that_contradicts_itself_is_refused(change, code):
    parts = {name: getattr(EXAMPLE, name) for name in ("residents", "hospitals", "capacities")}
    with pytest.raises(InstanceFault) as caught:
        Instance(**(parts | change))
    assert caught.value.code == code


def test_json_and_preflib_read_what_they_write():
    for seed in range(200):
        instance = random_instance(seed)
        assert json_files.read_json(json_files.write_json(instance)) == instance, seed
        texts = [preflib.write_preflib(side, "A title\nof two lines") for side in preflib.orders_of(instance)]
        assert preflib.instance_of(*map(preflib.read_preflib, texts)) == instance, seed


def test_json_takes_numbers_as_names_capacity_beside_preferences_and_three_texts():
    one = json_files.read_json(
        '{"residents": {"1": [2]}, "hospitals": {"2": {"capacity": 3, "preferences": [1]}}}'
    )
    other = json_files.read_json('{"1": ["2"]}', '{"2": [["1"]]}', '{"2": 3}')
    assert one == other == Instance({"1": ("2",)}, {"2": (("1",),)}, {"2": 3})


def test_json_equals_may_stand_in_a_hospital_with_its_capacity_elsewhere():
    text = '{"residents": {"a": [], "b": []}, "hospitals": {"H": {"preferences": [["a", "b"]]}}, "capacities": {"H": 4}}'
    assert json_files.read_json(text) == Instance({"a": (), "b": ()}, {"H": (("a", "b"),)}, {"H": 4})


@pytest.mark.parametrize("parts", [("{}", "{}"), ("{}", None, "{}")])
def test_json_two_texts_of_three_are_refused(parts):
    with pytest.raises(InstanceFault) as caught:
        json_files.read_json(*parts)
    assert caught.value.code == InstanceFaultCode.PART_MISSING


def test_json_fault_in_the_third_text_tells_which():
    with pytest.raises(InstanceFault) as caught:
        json_files.read_json("{}", '{"H": []}', '{"H": "x"}')
    assert (caught.value.part, caught.value.line, caught.value.column) == (2, 1, 7)


def test_files_write_equals_in_a_group_of_their_own_and_others_bare():
    instance = Instance({"a": ("H",), "b": (), "c": ()}, {"H": (("a",), ("b", "c"))}, {"H": 1})
    assert '"H": [\n   "a",\n   [\n    "b",\n    "c"\n   ]\n  ]' in json_files.write_json(instance)
    assert preflib.write_preflib(preflib.orders_of(instance)[1]).splitlines()[-1] == "1: 1,{2,3}"


def test_fault_is_told_with_place_and_subject_where_it_has_them():
    assert str(InstanceFault(InstanceFaultCode.SYNTAX, 2, 7, "x")) == "line 2, column 7: syntax: x"
    assert str(InstanceFault(InstanceFaultCode.SIDES_DIFFER)) == "sides_differ"


JSON = """{
 "residents": {"A": ["C", "G"], "B": ["C"]},
 "hospitals": {"C": ["B", ["A"]], "G": ["A"]},
 "capacities": {"C": 1, "G": 2}
}"""


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"G"], "B"', '"G", "B"', (InstanceFaultCode.SYNTAX, 2, 35)),
        ('"C": 1', '"C": 1.5', (InstanceFaultCode.CAPACITY_INVALID, 4, 22)),
        ('"C": 1', '"C": -1', (InstanceFaultCode.CAPACITY_INVALID, 4, 22)),
        ('"C": 1', '"C": true', (InstanceFaultCode.CAPACITY_INVALID, 4, 22)),
        ('"C": 1, ', "", (InstanceFaultCode.CAPACITY_MISSING, 3, 21)),
        ('["C", "G"]', '["C", "X"]', (InstanceFaultCode.UNKNOWN_HOSPITAL, 2, 27)),
        ('["C", "G"]', '["C", "C"]', (InstanceFaultCode.LISTED_TWICE, 2, 27)),
        ('["C", "G"]', '[["C", "G"]]', (InstanceFaultCode.TIE_OF_RESIDENT, 2, 21)),
        ('["C", "G"]', '"C"', (InstanceFaultCode.LIST_INVALID, 2, 21)),
        ('["C", "G"]', '["C", null]', (InstanceFaultCode.NAME_INVALID, 2, 27)),
        ('["B", ["A"]]', '["B", ["X"]]', (InstanceFaultCode.UNKNOWN_RESIDENT, 3, 28)),
        ('"B": ["C"]', '"A": ["C"]', (InstanceFaultCode.NAME_TWICE, 2, 33)),
        ('"capacities"', '"seats"', (InstanceFaultCode.PART_UNKNOWN, 4, 2)),
        ('"residents"', '"hospitals"', (InstanceFaultCode.NAME_TWICE, 3, 2)),
        ('"G": 2', '"G": 2, "X": 1', (InstanceFaultCode.UNKNOWN_HOSPITAL, 4, 38)),
        ('"G": 2}\n}', '"G": 2}', (InstanceFaultCode.SYNTAX, 4, 32)),
        ('"G": 2}\n}', '"G": 2}}\n x', (InstanceFaultCode.SYNTAX, 5, 2)),
        ('"G": 2}', '"G": 2,}', (InstanceFaultCode.SYNTAX, 4, 32)),
        ('"G": 2}\n}', '"G": 2}\n} []', (InstanceFaultCode.SYNTAX, 5, 3)),
        ('{"C": 1, "G": 2}', '[]', (InstanceFaultCode.SYNTAX, 4, 16)),
        ('"G": 2}', '7: 2}', (InstanceFaultCode.SYNTAX, 4, 25)),
        ('["B", ["A"]]', '{"capacity": 1}', (InstanceFaultCode.PART_MISSING, 3, 21)),
        ('["B", ["A"]]', '{"preferences": [], "x": 1}', (InstanceFaultCode.PART_UNKNOWN, 3, 41)),
    ],
)  # fmt: skip
def test_read_json_tells_line_and_column(old, new, place):
    assert JSON.count(old) == 1
    with pytest.raises(InstanceFault) as caught:
        json_files.read_json(JSON.replace(old, new))
    assert (caught.value.code, caught.value.line, caught.value.column) == place


def test_read_json_unharmed_text_is_read():
    assert match(json_files.read_json(JSON)) == {"A": "G", "B": "C"}


@pytest.mark.parametrize("text", ["", "[", "[]", "{}", "[" * 50_000, '{"residents": {}}', '"\\x"', "\x00"])
def test_read_json_of_something_else_is_refused(text):
    with pytest.raises(InstanceFault):
        json_files.read_json(text)


RESIDENTS = """# FILE NAME: example.soi
# TITLE: three who choose between two
# DATA TYPE: soi
# NUMBER ALTERNATIVES: 2
# NUMBER VOTERS: 3
# NUMBER UNIQUE ORDERS: 2
# ALTERNATIVE NAME 1: City
# ALTERNATIVE NAME 2: General
# CAPACITY 1: 2
2: 1,2
1: 1
"""


def test_preflib_one_file_is_a_choice_between_places_that_hold_everybody_equal():
    instance = preflib.instance_of(preflib.read_preflib(RESIDENTS))
    assert instance == Instance(
        {"1": ("City", "General"), "2": ("City", "General"), "3": ("City",)},
        {"City": (("1", "2", "3"),), "General": (("1", "2", "3"),)},
        {"City": 2, "General": 1},
    )
    assert match(instance, {"1": 1, "2": 2, "3": 3}) == {"1": "General", "2": "City", "3": "City"}


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("2: 1,2", "2; 1,2", (InstanceFaultCode.SYNTAX, 10, 1)),
        ("2: 1,2", "2: 1;2", (InstanceFaultCode.SYNTAX, 10, 5)),
        ("2: 1,2", "2: 1,,2", (InstanceFaultCode.SYNTAX, 10, 6)),
        ("2: 1,2", "2: 1,2,", (InstanceFaultCode.SYNTAX, 10, 7)),
        ("2: 1,2", "2: 1,{2", (InstanceFaultCode.SYNTAX, 10, 6)),
        ("2: 1,2", "2: 1,3", (InstanceFaultCode.NUMBER_UNKNOWN, 10, 1)),
        ("2: 1,2", "2: 1,1", (InstanceFaultCode.LISTED_TWICE, 10, 1)),
        ("2: 1,2", "2: {1,2}", (InstanceFaultCode.TIE_NOT_ALLOWED, 10, 1)),
        ("TYPE: soi", "TYPE: soc", (InstanceFaultCode.NOT_COMPLETE, 11, 1)),
        ("TYPE: soi", "TYPE: cat", (InstanceFaultCode.HEADER_WRONG, 3, 1)),
        ("ALTERNATIVES: 2", "ALTERNATIVES: 3", (InstanceFaultCode.HEADER_WRONG, 4, 1)),
        ("# NUMBER ALTERNATIVES: 2\n", "", (InstanceFaultCode.HEADER_MISSING, 0, 0)),
        ("NAME 2: General", "NAME 3: General", (InstanceFaultCode.HEADER_MISSING, 4, 1)),
        ("VOTERS: 3", "VOTERS: 4", (InstanceFaultCode.HEADER_WRONG, 5, 1)),
        ("ORDERS: 2", "ORDERS: 1", (InstanceFaultCode.HEADER_WRONG, 6, 1)),
        ("CAPACITY 1: 2", "CAPACITY 1: x", (InstanceFaultCode.CAPACITY_INVALID, 9, 1)),
        ("CAPACITY 1: 2", "CAPACITY 1: 2147483648", (InstanceFaultCode.CAPACITY_INVALID, 9, 1)),
        ("CAPACITY 1: 2", "CAPACITY 3: 2", (InstanceFaultCode.NUMBER_UNKNOWN, 9, 1)),
    ],
)
def test_read_preflib_tells_line_and_column(old, new, place):
    assert RESIDENTS.count(old) == 1
    with pytest.raises(InstanceFault) as caught:
        preflib.read_preflib(RESIDENTS.replace(old, new))
    assert (caught.value.code, caught.value.line, caught.value.column) == place


def test_preflib_files_that_do_not_fit_each_other_are_refused():
    one = preflib.read_preflib(RESIDENTS)
    for other in (preflib.Orders(("a", "b"), (), {}), preflib.Orders(("a", "b", "c"), ((),), {})):
        with pytest.raises(InstanceFault) as caught:
            preflib.instance_of(one, other)
        assert caught.value.code == InstanceFaultCode.SIDES_DIFFER
    tied = preflib.Orders(("City", "General"), (((1, 2),),), {})
    with pytest.raises(InstanceFault) as caught:
        preflib.instance_of(tied)
    assert caught.value.code == InstanceFaultCode.TIE_OF_RESIDENT


def test_preflib_empty_lines_are_passed_over_and_nobody_may_order():
    text = (
        RESIDENTS.replace("VOTERS: 3", "VOTERS: 0").replace("ORDERS: 2", "ORDERS: 0").partition("2: 1,2")[0]
    )
    instance = preflib.instance_of(preflib.read_preflib(text + "\n  \n"))
    assert instance == Instance({}, {"City": (), "General": ()}, {"City": 2, "General": 1})
    assert match(instance) == {}


def test_preflib_two_alternatives_of_one_name_are_refused():
    with pytest.raises(InstanceFault) as caught:
        preflib.instance_of(preflib.read_preflib(RESIDENTS.replace("General", "City")))
    assert (caught.value.code, caught.value.subject) == (InstanceFaultCode.NAME_TWICE, "City")


def test_preflib_type_is_the_narrowest():
    def told(*orders):
        return preflib.write_preflib(preflib.Orders(("a", "b"), orders, {})).splitlines()[1]

    assert told(((1,), (2,))) == "# DATA TYPE: soc"
    assert told(((1,),)) == "# DATA TYPE: soi"
    assert told(((1, 2),)) == "# DATA TYPE: toc"
    assert told(((1, 2),), ()) == "# DATA TYPE: toi"


def test_match_does_not_depend_on_the_order_of_names_where_orders_are_strict():
    instance = random_instance(5, ties=False)
    for people in permutations(instance.residents):
        turned = Instance(
            {one: instance.residents[one] for one in people}, instance.hospitals, instance.capacities
        )
        assert match(turned) == match(instance)
