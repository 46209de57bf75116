"""The edges of prices, models, validation, flows and codes."""

from decimal import Decimal
from fractions import Fraction

from gemensam.rules.pricing.codes import (
    PriceKey,
    is_running,
    name_of,
    national_key,
    programme_code,
    school_form,
)
from gemensam.rules.pricing.components import (
    Administration,
    PriceRules,
    base_from_independent,
    base_of,
    build_price,
)
from gemensam.rules.pricing.cost_models import (
    NO_LAST_YEAR,
    NO_NATIONAL,
    NO_PUPILS,
    NO_REPORTS,
    Basis,
    Model,
    ModelSettings,
    Reported,
    calculate,
    median_cost,
    simple_mean,
    trimmed_mean,
)
from gemensam.rules.pricing.flows import Flow, cohort_growth, consequence, forecast, shown_nets
from gemensam.rules.pricing.validation import (
    Level,
    Row,
    Surroundings,
    check_administration,
    check_row,
    check_sum,
    copied_values,
)
from gemensam.rules.terms import PROGRAMMES

RULES = PriceRules()
BA = PriceKey("BA")
ALL = {name: Decimal(10) for name in ("teaching", "materials", "health", "meals", "premises", "other")}


def codes(row: Row, around: Surroundings | None = None) -> list[tuple[Level, str, str]]:
    return [(one.level, one.code, one.field) for one in check_row(row, around or Surroundings())]


def test_base_with_a_component_missing_is_unknown_and_never_zero():
    assert base_of({**ALL, "health": None}) is None
    assert base_of({**ALL, "health": None}, {"health": Decimal(7)}) == 57
    assert base_of(ALL, {"health": Decimal(7)}) == 60


def test_base_from_independent_turns_the_price_around_in_both_readings():
    for administration in Administration:
        rules = PriceRules(administration=administration)
        assert base_from_independent(build_price(Decimal(100000), rules).independent, rules) == 100000


def test_month_is_a_twelfth_with_four_places():
    assert build_price(Decimal(113973), RULES).month == Decimal("9782.6825")


def test_row_without_fault_has_no_findings():
    assert codes(Row(BA, ALL, Decimal(3))) == []


def test_row_with_unknown_code_missing_component_and_no_pupils_tells_all_at_once():
    row = Row(PriceKey("QQ"), {**ALL, "meals": None, "other": Decimal(-1)}, None)
    assert codes(row) == [
        (Level.ERROR, "code_unknown", "code"),
        (Level.ERROR, "component_missing", "meals"),
        (Level.ERROR, "negative", "other"),
        (Level.ERROR, "pupils_missing", "pupils"),
    ]


def test_row_with_no_pupils_but_a_cost_is_a_warning_and_without_a_cost_nothing():
    zero = {name: Decimal(0) for name in ALL}
    assert codes(Row(BA, ALL, Decimal(0))) == [(Level.WARNING, "pupils_zero", "pupils")]
    assert codes(Row(BA, zero, Decimal(0))) == []
    assert codes(Row(BA, ALL, Decimal(-1))) == [(Level.ERROR, "negative", "pupils")]


def test_row_with_a_stated_base_two_kronor_off_is_an_error_and_one_is_not():
    assert codes(Row(BA, ALL, Decimal(3), stated_base=Decimal(61))) == [(Level.INFO, "rounding", "total")]
    assert codes(Row(BA, ALL, Decimal(3), stated_base=Decimal(62))) == [(Level.ERROR, "arithmetic", "total")]


def test_stated_total_without_administration_is_compared_with_the_standard_rate():
    row = Row(BA, {**ALL, "teaching": Decimal(1000)}, Decimal(3), stated_total=Decimal(1082))
    assert codes(row) == []
    assert codes(Row(row.key, row.components, row.pupils, stated_total=Decimal(1200))) == [
        (Level.ERROR, "arithmetic", "total")
    ]


def test_administration_far_from_the_rate_is_an_error():
    finding = check_administration(Decimal(100000), Decimal(2000), RULES)
    assert finding is not None
    assert (finding.level, finding.facts["expected"]) == (Level.ERROR, 3000)
    assert check_administration(Decimal(100000), Decimal(3000), RULES) is None


def test_sum_of_three_parts_gives_no_hint():
    finding = check_sum([Decimal(1), Decimal(2), Decimal(3)], Decimal(60), rules=RULES)
    assert finding is not None
    assert finding.facts == {"difference": 54}


def test_distance_from_median_needs_three_and_an_even_number_has_two_middles():
    row = Row(BA, {**ALL, "teaching": Decimal(150)}, Decimal(3))
    assert codes(row, Surroundings(others=[Decimal(100)])) == []
    assert codes(row, Surroundings(others=[Decimal(100), Decimal(110)])) == [
        (Level.WARNING, "far_from_median", "base")
    ]
    assert codes(row, Surroundings(others=[Decimal(100), Decimal(190), Decimal(200)])) == []


def test_distance_from_the_national_list_is_information():
    assert codes(Row(BA, ALL, Decimal(3)), Surroundings(national=Decimal(100))) == [
        (Level.INFO, "far_from_national", "base")
    ]


def test_copied_value_within_a_programme_is_not_told():
    same = {
        BA: Decimal(100),
        PriceKey("BA", "MA"): Decimal(100),
        PriceKey("EK"): Decimal(0),
        PriceKey("NA"): Decimal(0),
    }
    assert copied_values(same) == {}


def test_models_without_what_they_need_say_why():
    empty = Basis(BA)
    assert calculate(empty, ModelSettings()).reason == NO_REPORTS
    assert calculate(Basis(BA, [Reported("A", Decimal(0), Decimal(5))]), ModelSettings()).reason == NO_PUPILS
    assert calculate(empty, ModelSettings(), Model.INDEX).reason == NO_LAST_YEAR
    assert calculate(empty, ModelSettings(), Model.NATIONAL_SHARE).reason == NO_NATIONAL
    assert calculate(empty, ModelSettings(), Model.TRIMMED).reason == NO_REPORTS
    assert (simple_mean([]), median_cost([]), trimmed_mean([])) == (None, None, None)


def test_trimmed_mean_of_two_reports_is_the_mean_of_both():
    assert (
        trimmed_mean([Reported("A", Decimal(1), Decimal(10)), Reported("B", Decimal(9), Decimal(20))]) == 15
    )


def test_share_of_the_national_list_takes_vat_and_administration_off():
    settings = ModelSettings(Model.NATIONAL_SHARE, national_share=Decimal("0.95"))
    result = calculate(Basis(BA, national=Decimal(161700)), settings)
    assert result.base == Decimal("140698.8459")  # 161 700 × 0.95 ÷ 1.06 ÷ 1.03
    assert calculate(Basis(BA, [Reported("A", Decimal(2), Decimal(9))]), settings, Model.SELF_COST).base == 9


def test_flow_without_price_is_told_and_one_within_a_municipality_costs_nothing():
    lost = Flow("A", "B", "XX", Decimal(2))
    found = consequence([lost, Flow("A", "A", "BA", Decimal(9))], {"BA": Decimal(5)})
    assert (found.unpriced, found.nets) == ((lost,), {})


def test_shown_nets_sum_to_nothing_where_rounding_would_not():
    nets = {"A": Decimal("0.5"), "B": Decimal("0.5"), "C": Decimal("-1")}
    assert shown_nets(nets) == {"A": 0, "B": 1, "C": -1}
    thirds = {"A": Decimal("33.4"), "B": Decimal("33.4"), "C": Decimal("33.2"), "D": Decimal(-100)}
    assert sum(shown_nets(thirds).values()) == 0


def test_cohort_growth_compares_three_years_of_age():
    sizes = {2025: 100, 2026: 100, 2027: 100, 2028: 130}
    assert cohort_growth(sizes, 2028, 2027) == Fraction(330, 300)
    assert cohort_growth({2027: 5}, 2028, 2027) == 1


def test_forecast_grows_with_pupils_and_index():
    sizes = {"A": {2025: 100, 2026: 100, 2027: 100, 2028: 130}}
    first, second, third = forecast(
        [Flow("A", "B", "BA", Decimal(10))],
        {"BA": Decimal(1000)},
        sizes,
        base_year=2027,
        index=Decimal("1.02"),
    )
    assert (first.year, first.nets) == (2028, {"B": 11220, "A": -11220})
    assert (second.year, third.year) == (2029, 2030)
    assert second.growth["A"] == 1  # no figures for that year: told as unchanged


def test_every_programme_of_the_terms_has_a_name_in_the_price_list():
    trades = {"FI", "GU", "GL", "DS", "FO"}  # the crafts programme's own trades, priced as HV
    unknown = {
        code
        for code in PROGRAMMES
        if code not in trades and name_of(programme_code(code)[0]) == programme_code(code)[0]
    }
    assert unknown == set()
    assert programme_code("BA25") == ("BA", "gy25")
    assert programme_code("MA25") == ("MX", "gy25")
    assert programme_code("IMV") == ("IMV", "")
    assert programme_code("HA") == ("HA", "gy11")


def test_national_codes_are_told_apart_by_name():
    assert national_key("BA_MA_new") == ("BA", "MA", "gy25")
    assert national_key("FS", "Frisör och stylist") == ("FR", "", "")
    assert national_key("FO", "Försäljning och service") == ("FS", "", "")
    assert national_key("ES_MUS") == ("ES", "MUS", "")
    assert national_key("XYZ") is None


def test_school_form_of_each_kind_of_programme():
    assert [school_form(code) for code in ("BA", "IMS", "AI")] == ["national", "introduction", "adapted"]


def test_key_label_writes_code_and_orientation():
    assert (PriceKey("ES", "MUS").label, BA.label, name_of("QQ", "R")) == ("ES MUS", "BA", "QQ R")


def test_gy11_ends_in_2027_and_a_year_later_in_the_adapted_school():
    assert [is_running("BA", "gy11", year) for year in (2027, 2028)] == [True, False]
    assert [is_running("AN", "gy11", year) for year in (2028, 2029)] == [True, False]
    assert is_running("BA", "gy25", 2040)
