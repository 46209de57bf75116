"""Reading days by agreement: acceptance scenario 12, and payment by day."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from gemensam.rules.pricing.amounts import published_parts
from gemensam.rules.pricing.months import split_by_day, split_by_month
from gemensam.rules.pricing.reading_days import (
    DAILY,
    HABO,
    OPEN_END,
    OREBRO,
    PROFILES,
    ReadingProfile,
    days_in_months,
    months_billed_in,
    months_hit,
    reading_dates,
)

PRICE = Decimal(117392)


def days(*values: date | None) -> np.ndarray:
    return np.array([value.toordinal() if value else OPEN_END for value in values], dtype=np.int32)


def hit(profile: ReadingProfile, starts: date, ends: date | None, year: int = 2027) -> list[int]:
    found = months_hit(profile, year, days(starts), days(ends))[0]
    return [month for month, yes in enumerate(found, 1) if yes]


def test_scenario_12_orebro_pupil_who_leaves_20_may_is_billed_for_may_and_june():
    assert hit(OREBRO, date(2026, 8, 17), date(2027, 5, 20)) == [1, 2, 3, 4, 5, 6]
    assert months_billed_in(OREBRO, 5) == (5, 6)


def test_scenario_12_orebro_pupil_who_leaves_14_may_is_not_billed_for_may_and_june():
    assert hit(OREBRO, date(2026, 8, 17), date(2027, 5, 14)) == [1, 2, 3, 4]


def test_scenario_12_orebro_pupil_who_starts_10_september_is_billed_three_twelfths():
    september = months_billed_in(OREBRO, 9)
    hits = hit(OREBRO, date(2027, 9, 10), date(2027, 9, 30))
    assert (september, hits) == ((7, 8, 9), [7, 8, 9])
    amounts = split_by_month(PRICE)
    assert sum(published_parts([amounts[month - 1] for month in hits], 2)) == Decimal("29348.00")


def test_scenario_12_habo_change_of_school_12_october_leaves_october_to_the_old_school():
    old = hit(HABO, date(2026, 8, 17), date(2027, 10, 11))
    new = hit(HABO, date(2027, 10, 12), None)
    assert (old[-1], new) == (10, [11, 12])


def test_habo_reads_july_and_august_on_31_august_and_september_on_the_15th():
    read = reading_dates(HABO, 2027)
    assert (read[6], read[7], read[8], read[9]) == (
        date(2027, 8, 31), date(2027, 8, 31), date(2027, 9, 15), date(2027, 10, 10),
    )  # fmt: skip
    assert (months_billed_in(HABO, 8), months_billed_in(HABO, 7)) == ((7, 8), ())
    assert (HABO.presence, HABO.residence, OREBRO.presence) == (True, True, False)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_profile_bills_each_month_of_the_year_exactly_once(profile):
    billed = [month for run in range(1, 13) for month in months_billed_in(profile, run)]
    assert sorted(billed) == list(range(1, 13))


def test_orebro_bills_nothing_in_june_july_and_august():
    assert [months_billed_in(OREBRO, month) for month in (6, 7, 8)] == [(), (), ()]


def test_stays_are_read_many_at_once_and_one_by_one_alike():
    starts, ends = days(date(2027, 1, 15), date(2027, 1, 16)), days(date(2027, 1, 15), None)
    assert months_hit(OREBRO, 2027, starts, ends).sum(axis=1).tolist() == [1, 11]


def test_days_in_months_counts_both_ends_and_pays_by_day():
    found = days_in_months(2027, days(date(2027, 2, 20)), days(date(2027, 3, 2)))[0].tolist()
    assert found == [0, 9, 2, *[0] * 9]
    whole = days_in_months(2028, days(date(2020, 1, 1)), days(None))[0]
    assert (int(whole.sum()), int(whole[1])) == (366, 29)
    assert sum(split_by_day(PRICE, 365)[:31]) == Decimal("9970.2795")  # 117 392 × 31 / 365


def test_daily_profile_bills_each_month_in_itself():
    assert (months_billed_in(DAILY, 7), DAILY.every_day) == ((7,), True)
