"""From 16 a pupil alone speaks for herself: skollagen 29 kap. 12 §, days counted by hand."""

from datetime import date

import pytest

from gemensam.rules.deadlines import speaks_alone_from


@pytest.mark.parametrize(
    ("born", "from_day"),
    [
        (date(2011, 3, 15), date(2027, 3, 15)),
        (date(2012, 2, 29), date(2028, 2, 29)),
        (date(2084, 2, 29), date(2100, 3, 1)),  # 2100 has no 29 February
    ],
)
def test_speaks_alone_from_is_the_sixteenth_birthday(born, from_day):
    assert speaks_alone_from(born) == from_day
