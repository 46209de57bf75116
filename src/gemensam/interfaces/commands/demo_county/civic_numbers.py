"""Civic numbers that belong to nobody.

Personnummer and samordningsnummer have birth numbers 980–989, which Skatteverket keeps for tests and never
gives to anyone, and a valid check digit. TF numbers are the birth date, ``TF`` and two digits, as schools
give them to pupils who have no number yet.
"""

from collections.abc import Iterator
from datetime import date

from gemensam.interfaces.commands.demo_county.dice import Dice

FIRST_BIRTH_NUMBER, LAST_BIRTH_NUMBER = 980, 989
_COORDINATION_OFFSET = 60  # samordningsnummer: the day of birth plus sixty


def check_digit(nine_digits: str) -> int:
    """The Luhn digit of YYMMDDNNN."""
    total = 0
    for position, digit in enumerate(nine_digits):
        product = int(digit) * (2 if position % 2 == 0 else 1)
        total += product // 10 + product % 10
    return -total % 10


def civic_number(born: date, birth_number: int, *, coordination: bool = False) -> str:
    """Twelve digits. Odd birth numbers are men's, even women's."""
    day = born.day + (_COORDINATION_OFFSET if coordination else 0)
    digits = f"{born.year:04d}{born.month:02d}{day:02d}{birth_number:03d}"
    return f"{digits}{check_digit(digits[2:])}"


def tf_number(born: date, serial: int) -> str:
    """A school's temporary number, e.g. 20110512TF01."""
    return f"{born:%Y%m%d}TF{serial:02d}"


class Register:
    """Hands out birth dates with free test numbers: at most five women and five men share a birth date."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._slots: dict[tuple[int, str, bool], Iterator[tuple[date, int]]] = {}
        self._given: set[str] = set()
        self._kept: dict[tuple[date, str], str] = {}
        self._tf_serial = 0

    def _shuffled_slots(self, year: int, sex: str, *, coordination: bool) -> Iterator[tuple[date, int]]:
        parity = 1 if sex == "man" else 0
        first = date(year, 1, 1).toordinal()
        days = date(year, 12, 31).toordinal() - first + 1
        numbers = [n for n in range(FIRST_BIRTH_NUMBER, LAST_BIRTH_NUMBER + 1) if n % 2 == parity]
        order = Dice(self._seed, f"civic {year} {sex} {coordination}").shuffled(days * len(numbers))
        for slot in order.tolist():
            yield date.fromordinal(first + slot // len(numbers)), numbers[slot % len(numbers)]

    def draw(self, year: int, sex: str, *, coordination: bool = False, twin: str = "") -> tuple[date, str]:
        """A birth date in ``year`` and a civic number that nobody else has been given.

        ``twin``: the sex of a twin, for whom a number on the same date is kept. Raises LookupError when the
        year's numbers (about 1 825 per sex) are used up.
        """
        key = (year, sex, coordination)
        if key not in self._slots:
            self._slots[key] = self._shuffled_slots(year, sex, coordination=coordination)
        for born, number in self._slots[key]:
            found = civic_number(born, number, coordination=coordination)
            if found in self._given:
                continue
            self._given.add(found)
            kept = self._free_on(born, twin) if twin else ""
            if twin and not kept:
                continue  # the date is full: the number is passed over, and the next date tried
            if kept:
                self._given.add(kept)
                self._kept[born, twin] = kept
            return born, found
        raise LookupError(f"no test numbers left for {year}")

    def _free_on(self, born: date, sex: str) -> str:
        """A number of the date that nobody has; "" when there is none."""
        parity = 1 if sex == "man" else 0
        numbers = range(FIRST_BIRTH_NUMBER + parity, LAST_BIRTH_NUMBER + 1, 2)
        free = (civic_number(born, number) for number in numbers)
        return next((number for number in free if number not in self._given), "")

    def twin_on(self, born: date, sex: str) -> str:
        """The number that was kept for a twin; KeyError when none was."""
        return self._kept.pop((born, sex))

    def draw_tf(self, year: int, sex: str) -> tuple[date, str]:
        """A birth date in ``year`` and a TF number."""
        born, _ = self.draw(year, sex)
        self._tf_serial += 1
        return born, tf_number(born, self._tf_serial)
