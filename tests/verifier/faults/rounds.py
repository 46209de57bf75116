"""Small rounds, drawn by hand, in which every kind of fault has something to forge."""

from tests.verifier.markets import MarketWriter

ALL_A, ALL_C, ALL_D, ALL_E = "A" * 16, "C" * 16, "D" * 16, "E" * 16
NO_MATHS = "CCCCFCCCCCCCCCCC"  # 15 passes, F in mathematics


def ordinary() -> MarketWriter:
    """Reception, lateness, points, ties, obstacles.

    DORA (public, 2 seats): anna 320 and bo 240 in; cia 200, sven second hand 320, lena late 320 wait.
    KLARA (1 seat): dan 240 in by choice rank before eva 240. LOTTA (1 seat, lottery alone): one of two twins.
    STORA has room for all.
    """
    market = MarketWriter()
    market.rankings["lot"] = ("lottery",)
    market.add("areas.csv", provider_id="P1", municipality="2281")
    market.offering("DORA", 2, provider_id="P1", provider_kind="public")
    market.offering("KLARA", 1)
    market.offering("LOTTA", 1, ranking="lot")
    market.offering("NEJ", 3, cancelled="yes")
    market.offering("PROV", 2, skill_test="required")
    market.offering("STORA", 20)
    for name, grades, cells, choices in (
        ("anna", ALL_A, {}, ("DORA", "STORA")),
        ("bo", ALL_C, {}, ("DORA", "KLARA", "STORA")),
        ("cia", ALL_D, {}, ("DORA", "STORA")),
        ("dan", ALL_C, {}, ("KLARA", "STORA")),
        ("eva", ALL_C, {}, ("NEJ", "KLARA", "STORA")),
        ("sven", ALL_A, {"home_municipality": "2284"}, ("DORA", "STORA")),
        ("ture", ALL_C, {}, ("LOTTA",)),
        ("tyra", ALL_C, {}, ("LOTTA",)),
        ("fia", NO_MATHS, {}, ("STORA", "DORA")),
        ("gusten", ALL_A, {"birth_year": 2007}, ("STORA",)),
        ("hanna", ALL_A, {"completed_upper_secondary": "yes"}, ("STORA",)),
        ("ivar", ALL_A, {"comparable_grades": "no"}, ("DORA",)),
        ("karin", ALL_C, {}, ("PROV", "STORA")),
        ("maja", ALL_E, {}, ("STORA", "KLARA")),
    ):
        market.applicant(name, grades, **cells)
        market.choose(name, *choices)
    market.applicant("lena", ALL_A)
    market.choose("lena", "DORA", late="yes")
    market.choose("lena", "STORA")
    market.applicant("dansk", "AABBBCCCCCD   D ", reduced_timetable="yes")
    market.choose("dansk", "STORA")
    market.applicant("rosa", ALL_D)
    market.grade("rosa", "EN", "A", registered_at="2027-06-20T12:00:00+02:00")
    market.choose("rosa", "STORA")
    return market


def quotas() -> MarketWriter:
    """FRI (2 seats, 1 in the free quota) and ESTET (2 seats, 1 by test points alone, test adds)."""
    market = MarketWriter()
    market.offering("FRI", 2, free_quota_seats=1)
    market.offering("ESTET", 2, test_seats=1, skill_test="adds", programme="ES25")
    market.offering("ANNAN", 9, programme="IN25")
    market.offering("HEM", 1, free_quota_seats=1)
    for name, grades in (("anna", ALL_A), ("bo", ALL_C), ("cia", ALL_D), ("ulf", ALL_E)):
        market.applicant(name, grades)
    market.choose("anna", "FRI", free_quota="yes")
    market.choose("bo", "FRI", "ANNAN")
    market.choose("cia", "FRI", free_quota="yes")
    market.choose("cia", "ANNAN")
    market.choose("ulf", "FRI", free_quota="yes")
    market.choose("ulf", "ANNAN")
    market.applicant("ida", comparable_grades="no")
    market.choose("ida", "HEM", free_quota="yes")
    market.applicant("jon", comparable_grades="no")
    market.choose("jon", "HEM", "ANNAN")
    for name, grades, test in (
        ("moa", ALL_E, "60"),
        ("nils", ALL_A, "0"),
        ("olga", ALL_C, "40"),
        ("per", ALL_C, ""),
    ):
        market.applicant(name, grades)
        market.choose(name, "ESTET", test_points=test)
        market.choose(name, "ANNAN")
    return market


def pools() -> MarketWriter:
    """BYGG (2 seats, served first) and its introduction IMV (2 seats) share 3 seats."""
    market = MarketWriter()
    shared = {"pool": "bygg", "pool_seats": 3}
    market.offering("BYGG", 2, pool_order=1, **shared)
    market.offering("INTRO", 2, programme="IMV", base_programme="BA25", pool_order=2, **shared)
    market.offering("RESTEN", 9, programme="IMY", base_programme="BA25")
    for name, grades in (("anna", ALL_A), ("bo", ALL_C), ("cia", ALL_D)):
        market.applicant(name, grades)
        market.choose(name, "BYGG")
    for name, grades in (
        ("ulla", NO_MATHS),
        ("vera", NO_MATHS.replace("C", "D")),
        ("wim", NO_MATHS.replace("C", "E")),
    ):
        market.applicant(name, grades)
        market.choose(name, "INTRO", "RESTEN")
    return market


def later() -> MarketWriter:
    """A reserve round: hera holds SKOLA and stays in the queue for DROM; hugo holds SKOLA and does not."""
    market = MarketWriter(kind="reserve")
    market.offering("DROM", 1)
    market.offering("SKOLA", 2)
    market.offering("ANNAN", 9)
    for name, grades in (("anna", ALL_A), ("hera", ALL_C), ("hugo", ALL_C), ("nina", ALL_D), ("odd", ALL_E)):
        market.applicant(name, grades)
    market.choose("anna", "DROM", "SKOLA")
    market.choose("hera", "DROM", "SKOLA", "ANNAN")
    market.choose("hugo", "DROM", "SKOLA", "ANNAN")
    market.choose("nina", "SKOLA", "ANNAN")
    market.choose("odd", "SKOLA", "ANNAN")
    market.add("held.csv", applicant_id="hera", offering_id="SKOLA", keep_reserve="yes")
    market.add("held.csv", applicant_id="hugo", offering_id="SKOLA", keep_reserve="no")
    return market


def crossing(pairs: int = 2) -> MarketWriter:
    """Everybody's first choice prefers the next one: two results without envy, one better for all pupils."""
    market = MarketWriter()
    names = [f"p{number}" for number in range(pairs)]
    for name in names:
        market.offering(f"SKOLA{name}", 1, skill_test="adds", programme="ES25")
    for number, name in enumerate(names):
        market.applicant(name, ALL_C)
        market.choose(name, f"SKOLA{name}", test_points="10")
        market.choose(name, f"SKOLA{names[(number + 1) % pairs]}", test_points="50")
    for number in range(8):  # too many for the complete search, so that the ring itself is tested
        market.applicant(f"q{number}", ALL_E)
        market.choose(f"q{number}", *(f"SKOLA{name}" for name in names))
    return market


def small_crossing() -> MarketWriter:
    """The same with two applicants, small enough for the complete search."""
    market = crossing()
    for file in ("applicants.csv", "grades.csv", "choices.csv"):
        market.tables[file] = [row for row in market.tables[file] if not row["applicant_id"].startswith("q")]
    return market


def long_crossing() -> MarketWriter:
    """A ring of five."""
    return crossing(5)


ROUNDS = (ordinary, quotas, pools, later, crossing, small_crossing, long_crossing)
