"""Retroactive lines and credits: acceptance scenarios 14 and 15, and objections that freeze one line."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from gemensam.rules.pricing.amounts import internal, published_parts, rounded
from gemensam.rules.pricing.corrections import Billed, Correction, Due, Key, LineKind, correct
from gemensam.rules.pricing.months import split_by_month

OLD, NEW = Decimal(117392), Decimal(117392) * Decimal("1.02")
READ = {month: date(2027, month, 15) for month in range(1, 13)}
TIMRA, ANGE = "2262", "2260"


def key(month: int, placement: str = "P1") -> Key:
    return Key(placement, 2027, month, "education")


def due(month: int, yearly: Decimal = OLD, debtor: str = TIMRA, price: str = "2027-1") -> Due:
    return Due(key(month), debtor, split_by_month(yearly)[month - 1], READ[month], price)


def billed(month: int, yearly: Decimal = OLD, debtor: str = TIMRA) -> Billed:
    one = due(month, yearly, debtor)
    return Billed(f"L{month}", one.key, debtor, one.amount, one.reading_date, one.price)


def kept(line: Correction, number: int) -> Billed:
    """A correction as it is found the next time."""
    return Billed(
        f"C{number}", line.key, line.debtor, line.amount, line.reading_date, line.price, line.origin
    )


def test_scenario_14_two_per_cent_from_april_decided_in_june_gives_three_retroactive_lines():
    before = [billed(month) for month in range(1, 7)]
    now = [due(month) for month in (1, 2, 3)] + [due(month, NEW, price="2027-2") for month in (4, 5, 6)]
    found = correct(before, now)
    assert [(line.kind, line.key.month, line.origin, line.price) for line in found] == [
        (LineKind.RETRO, 4, "L4", "2027-2"), (LineKind.RETRO, 5, "L5", "2027-2"), (LineKind.RETRO, 6, "L6", "2027-2"),
    ]  # fmt: skip
    assert rounded(sum(line.amount for line in found), 2) == Decimal("586.96")
    assert rounded(split_by_month(NEW)[6], 2) == Decimal("9978.32")


def test_scenario_15_left_in_january_reported_in_march_gives_two_credits_and_then_nothing():
    before = [billed(month) for month in (1, 2, 3)]
    found = correct(before, [due(1)])
    assert [(line.kind, line.key.month, line.origin) for line in found] == [
        (LineKind.CREDIT, 2, "L2"), (LineKind.CREDIT, 3, "L3"),
    ]  # fmt: skip
    assert sum(published_parts([line.amount for line in found], 2)) == Decimal("-19565.33")
    again = before + [kept(line, number) for number, line in enumerate(found)]
    assert correct(again, [due(1)]) == ()


def test_pupil_who_has_moved_is_credited_to_the_old_municipality_and_billed_to_the_new():
    found = correct([billed(2)], [due(2, debtor=ANGE)])
    assert [(line.kind, line.debtor, rounded(line.amount, 2), line.origin) for line in found] == [
        (LineKind.BASIS, ANGE, Decimal("9782.67"), ""),
        (LineKind.CREDIT, TIMRA, Decimal("-9782.67"), "L2"),
    ]


def test_late_report_bills_months_that_have_passed():
    assert [line.kind for line in correct([], [due(1), due(2)])] == [LineKind.BASIS] * 2


def test_second_correction_of_the_same_month_names_the_line_billed_first():
    first = correct([billed(4)], [due(4, NEW)])[0]
    again = correct([billed(4), kept(first, 1)], [due(4, OLD)])[0]
    assert (again.origin, again.amount) == ("L4", -first.amount)


def test_disputed_line_is_not_corrected_and_the_others_are():
    frozen = replace(billed(2), frozen=True)
    found = correct([frozen, billed(3)], [])
    assert [line.key.month for line in found] == [3]
    assert [line.key.month for line in correct([replace(frozen, frozen=False), billed(3)], [])] == [2, 3]


def test_lower_price_gives_a_negative_retroactive_line():
    found = correct([billed(4, NEW)], [due(4, OLD)])[0]
    assert (found.kind, found.amount) == (LineKind.RETRO, internal(Decimal("-195.6533")))
