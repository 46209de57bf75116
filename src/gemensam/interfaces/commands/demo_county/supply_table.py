"""The county's supply as a table: one line per offering. Invented, with a believable mix per municipality.

Columns of ``NATIONAL``: school, study path (nine positions, trailing zeros left out), seats, free-quota
seats, and an optional profile. Position 7 ``L`` = apprenticeship, position 8 ``R`` = takes in from the whole
country, position 9 ``N`` = nationally approved sport.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """What sets an offering apart from the ordinary education of its programme."""

    title: str = ""
    skill_test: str = "none"
    test_seats: int = 0
    national_intake: bool = False
    pull: float = 0.0
    for_athletes: bool = False


TEST_MUSIC = Profile(skill_test="adds")
TEST_ART = Profile(skill_test="adds")
TEST_THIRD = Profile(skill_test="adds", test_seats=6)  # a third of the seats go by the test alone
HOCKEY = Profile("ishockey, nationellt godkänd idrottsutbildning", "required", for_athletes=True)
SKI = Profile("längdskidor, nationellt godkänd idrottsutbildning", "required", for_athletes=True)
MATHS = Profile("matematisk spets", "required", pull=-1.2)
RAILWAY = Profile("järnvägsteknik, riksrekryterande", national_intake=True, pull=-2.0)

NATIONAL: tuple[tuple[str, str, int, int] | tuple[str, str, int, int, Profile], ...] = (
    # Sundsvall, public
    ("HED", "NA000", 96, 3), ("HED", "NA0000S", 20, 0, MATHS), ("HED", "SA000", 90, 3),
    ("HED", "EK000", 90, 3),
    ("HED", "HU000", 16, 1), ("HED", "ESMUS", 26, 1, TEST_MUSIC), ("HED", "ESBIL", 22, 1, TEST_ART),
    ("HED", "ESEST", 18, 1),
    ("VML", "TE000", 80, 2), ("VML", "BF000", 32, 1), ("VML", "BA000", 44, 1), ("VML", "BA0000L", 10, 0),
    ("VML", "EE000", 44, 1), ("VML", "FT000", 40, 1), ("VML", "FS000", 18, 1), ("VML", "HT000", 16, 1),
    ("VML", "INPRO", 16, 0), ("VML", "INSVE", 12, 0), ("VML", "RL000", 24, 1), ("VML", "VF000", 20, 0),
    ("VML", "VO000", 44, 1), ("VML", "VO0000L", 8, 0), ("VML", "FRFRI", 20, 1),
    # Sundsvall, independent
    ("TGA", "TE000", 56, 1), ("TGA", "EE000", 26, 1),
    ("MNG", "EK000", 64, 2), ("MNG", "SA000", 60, 2), ("MNG", "NA000", 28, 1),
    ("YGS", "BA000", 28, 1), ("YGS", "BA0000L", 8, 0), ("YGS", "EE000", 30, 1), ("YGS", "FT000", 36, 1),
    ("YGS", "BF000", 24, 1), ("YGS", "FRHAR", 14, 0),
    ("SGE", "ESMUS", 20, 0, TEST_THIRD), ("SGE", "ESTEA", 16, 0, TEST_THIRD),
    ("SGE", "ESDAN", 16, 0, TEST_THIRD),
    # Härnösand
    ("HGY", "BA000", 20, 1), ("HGY", "EE000", 26, 1), ("HGY", "EK000", 30, 1),
    ("HGY", "ESBIL", 16, 1, TEST_ART),
    ("HGY", "ESMUS", 14, 1, TEST_MUSIC), ("HGY", "FT000", 22, 1), ("HGY", "INPRO", 14, 0),
    ("HGY", "NA000", 34, 1),
    ("HGY", "RL000", 18, 1), ("HGY", "SA000", 40, 1), ("HGY", "TE000", 32, 1),
    ("HGY", "VO000", 24, 1), ("HGY", "VO0000L", 6, 0), ("HGY", "BF000", 20, 1),
    ("SKB", "FRFRI", 12, 0), ("SKB", "SA000", 26, 1),
    # Örnsköldsvik
    ("OGY", "BA000", 34, 1), ("OGY", "BA0000L", 8, 0), ("OGY", "BF000", 30, 1), ("OGY", "EE000", 46, 1),
    ("OGY", "EK000", 56, 2), ("OGY", "EK000000N", 14, 0, HOCKEY), ("OGY", "ESMUS", 18, 1, TEST_MUSIC),
    ("OGY", "ESBIL", 16, 1, TEST_ART), ("OGY", "FT000", 36, 1), ("OGY", "INPRO", 18, 0),
    ("OGY", "NA000", 62, 2), ("OGY", "NBDJU", 18, 0), ("OGY", "RL000", 22, 1), ("OGY", "SA000", 68, 2),
    ("OGY", "TE000", 60, 1), ("OGY", "VF000", 14, 0), ("OGY", "VO000", 36, 1),
    ("BHG", "EK000", 30, 1), ("BHG", "SA000", 30, 1), ("BHG", "FS000", 16, 0), ("BHG", "FRFRI", 14, 0),
    # Sollefteå
    ("SOG", "BA000", 18, 0), ("SOG", "BF000", 18, 1), ("SOG", "EE000", 22, 1), ("SOG", "FT000", 22, 1),
    ("SOG", "NA000", 26, 1), ("SOG", "NA000000N", 12, 0, SKI), ("SOG", "SA000", 28, 1),
    ("SOG", "TE000", 24, 1),
    ("SOG", "VO000", 20, 1), ("SOG", "EK000", 20, 1),
    ("SKD", "NBHAS", 22, 0), ("SKD", "NBDJU", 16, 0), ("SKD", "NBLAN", 14, 0),
    # Timrå
    ("TIG", "BF000", 24, 1), ("TIG", "EK000", 32, 1), ("TIG", "SA000", 32, 1),
    ("TIG", "SA000000N", 14, 0, HOCKEY),
    ("TIG", "INPRO", 16, 0), ("TIG", "VO000", 18, 1),
    # Kramfors
    ("ADA", "EE000", 20, 1), ("ADA", "INDRI", 12, 0), ("ADA", "SA000", 28, 1), ("ADA", "VO000", 24, 1),
    ("ADA", "NA000", 20, 1),
    ("NVK", "NBLAN", 16, 0), ("NVK", "NBDJU", 22, 0), ("NVK", "NBSKO", 16, 0), ("NVK", "NBHAS", 16, 0),
    # Ånge
    ("BOB", "BA000", 14, 0), ("BOB", "EE000", 14, 0), ("BOB", "EEJVG00R", 14, 0, RAILWAY),
    ("BOB", "FT000", 18, 0),
    ("BOB", "INPRO", 10, 0), ("BOB", "NA000", 16, 0), ("BOB", "SA000", 24, 1), ("BOB", "VO000", 14, 0),
)  # fmt: skip

# Introduction programmes that are applied to as a group: school, code, the programme they prepare for, seats
# of their own, seats that the pool has beside those of the national programme. They share a pool with that
# programme.
INTRODUCTION: tuple[tuple[str, str, str, int, int], ...] = (
    ("VML", "IMV", "BA000", 5, 2), ("VML", "IMV", "EE000", 5, 2),
    ("VML", "IMV", "FT000", 6, 3), ("VML", "IMY", "FT000", 4, 0), ("VML", "IMV", "VO000", 6, 3),
    ("VML", "IMY", "RL000", 4, 2), ("VML", "IMV", "BF000", 5, 2),
    ("YGS", "IMV", "FT000", 4, 2), ("HGY", "IMV", "FT000", 4, 2),
    ("HGY", "IMY", "VO000", 4, 1), ("OGY", "IMV", "BA000", 5, 2), ("OGY", "IMV", "FT000", 5, 2),
    ("OGY", "IMY", "VO000", 5, 2), ("OGY", "IMV", "EE000", 5, 2), ("SOG", "IMV", "FT000", 4, 1),
    ("SOG", "IMY", "BF000", 4, 1), ("TIG", "IMV", "BF000", 4, 2),
    ("ADA", "IMV", "EE000", 5, 2), ("ADA", "IMY", "VO000", 5, 2), ("BOB", "IMV", "FT000", 4, 1),
)  # fmt: skip
