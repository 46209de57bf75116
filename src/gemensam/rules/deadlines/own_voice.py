"""From which day a pupil alone speaks for herself in matters of school. Skollagen 29 kap. 12 §."""

from datetime import date
from typing import Final

SPEAKS_ALONE_AT: Final = 16


def speaks_alone_from(birth_date: date) -> date:
    """Return the 16th birthday: from then the pupil herself is the party (skollagen 29 kap. 12 § första stycket).

    Before that she may apply on her own, too; but those who have custody may still act for her (föräldrabalken
    6 kap. 11 §). One born on 29 February turns on 1 March of a year without that day.
    """
    year = birth_date.year + SPEAKS_ALONE_AT
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
