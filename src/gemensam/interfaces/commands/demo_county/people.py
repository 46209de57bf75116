"""Names, numbers and addresses of invented people: applicants, guardians, staff."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gemensam.interfaces.commands.demo_county import names_family, names_given
from gemensam.interfaces.commands.demo_county.civic_numbers import Register
from gemensam.interfaces.commands.demo_county.dice import Dice
from gemensam.interfaces.commands.demo_county.model import Person

# Mobile numbers that PTS keeps for books and films: 070-174 06 05 to 070-174 06 99. They belong to nobody.
# The first twenty are the protected people's alone, so that a test can search for them.
FIRST_CANARY_PHONE, FIRST_PHONE, LAST_PHONE = 605, 625, 699
_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "ß": "ss", "ą": "a", "æ": "ae"}
)


def plain(text: str) -> str:
    """A name as it stands in an e-mail address: "Märta-Stina Öhman" → "marta-stina.ohman"."""
    folded = unicodedata.normalize("NFD", text.translate(_PLAIN).casefold())
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return ".".join("".join(sign for sign in word if sign.isascii()) for word in letters.split())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of a person before it has a name and a number."""

    birth_year: int
    woman: bool
    foreign: bool
    home: str
    mailbox: str  # the part of the address after @
    family_name: str = ""  # "" = drawn
    number: str = "personnummer"  # personnummer | samordningsnummer | tf
    security_marking: str = "none"
    born: date | None = None  # the second twin's birth date is the first's
    twin: str = ""  # of the first twin: the sex of the second


class PeopleMaker:
    """Makes people one after the other; the same order gives the same people."""

    def __init__(self, seed: int) -> None:
        self._dice = Dice(seed, "people")
        self._register = Register(seed)
        self._addresses: dict[str, int] = {}
        self._count = 0
        self._canaries = 0
        # The commonest names are borne by more people, as they are.
        self._family_weights = [3.0 if n < 14 else 1.0 for n in range(len(names_family.SWEDISH))]

    def family_name(self, *, foreign: bool) -> str:
        """A family name, seldom a long or double one."""
        pool: tuple[str, ...]
        if foreign:
            pool = names_family.ABROAD
            return pool[int(self._dice.whole(0, len(pool) - 1))]
        if self._dice.chance(0.02):
            pool = names_family.SWEDISH_LONG
            return pool[int(self._dice.whole(0, len(pool) - 1))]
        name = names_family.SWEDISH[int(self._dice.pick(self._family_weights))]
        if self._dice.chance(0.06):
            other = names_family.SWEDISH[int(self._dice.pick(self._family_weights))]
            return (
                name if other == name else f"{name} {other}" if self._dice.chance(0.5) else f"{name}-{other}"
            )
        return name

    def _given_name(self, wanted: Wanted) -> str:
        young = wanted.birth_year > 1998
        if wanted.foreign:
            women = names_given.GIRLS_ABROAD if young else names_given.WOMEN_ABROAD
            men = names_given.BOYS_ABROAD if young else names_given.MEN_ABROAD
        else:
            women = names_given.GIRLS_2011 if young else names_given.WOMEN_ADULT
            men = names_given.BOYS_2011 if young else names_given.MEN_ADULT
        pool = women if wanted.woman else men
        return pool[int(self._dice.whole(0, len(pool) - 1))]

    def _number(self, wanted: Wanted) -> tuple[date, str]:
        sex = "woman" if wanted.woman else "man"
        if wanted.born is not None:
            return wanted.born, self._register.twin_on(wanted.born, sex)
        if wanted.number == "tf":
            return self._register.draw_tf(wanted.birth_year, sex)
        coordination = wanted.number == "samordningsnummer"
        return self._register.draw(wanted.birth_year, sex, coordination=coordination, twin=wanted.twin)

    def _address(self, given: str, family: str, mailbox: str) -> str:
        local = plain(f"{given} {family}")
        serial = self._addresses[f"{local}@{mailbox}"] = self._addresses.get(f"{local}@{mailbox}", 0) + 1
        return f"{local}{serial if serial > 1 else ''}@{mailbox}"

    def make(self, wanted: Wanted) -> Person:
        """One person. A protected one gets a canary's name and an address that leads nowhere."""
        family = wanted.family_name or self.family_name(foreign=wanted.foreign)
        given = self._given_name(wanted)
        if wanted.security_marking != "none":
            family = names_family.CANARY[self._canaries % len(names_family.CANARY)]
            self._canaries += 1
            email = f"kanariefagel-{self._canaries:02d}@skyddad.exempel.test"
            phone = FIRST_CANARY_PHONE + self._canaries - 1
        else:
            email = self._address(given, family, wanted.mailbox)
            phone = FIRST_PHONE + self._count * 37 % (LAST_PHONE - FIRST_PHONE + 1)
        born, number = self._number(wanted)
        self._count += 1
        return Person(
            person_id=UUID(bytes=self._dice.identifier(), version=4),
            given_name=given,
            family_name=family,
            civic_number=number,
            civic_number_kind=wanted.number,
            birth_date=born,
            sex="woman" if wanted.woman else "man",
            security_marking=wanted.security_marking,
            home_municipality=wanted.home,
            email=email,
            phone=f"070174{phone:04d}",
        )
