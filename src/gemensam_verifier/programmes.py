"""Which grades a programme asks for. Skollagen 15 and 16 kap., gymnasieförordningen 7 kap."""

from dataclasses import dataclass

# Pass bits of the subjects that a requirement can name.
SV, EN, MA, BI, FY, KE, GE, HI, RE, SH = (1 << place for place in range(10))
NAMES = {SV: "SV", EN: "EN", MA: "MA", GE: "GE", HI: "HI", RE: "RE", SH: "SH", BI: "BI", FY: "FY", KE: "KE"}
SCIENCE = BI | FY | KE
SOCIAL = GE | HI | RE | SH
CORE = SV | EN | MA
OTHERS_AMONG_BITS = SCIENCE | SOCIAL

# skollagen bilaga 1; HA and HV are the names before Gy25
BY_LAW = {"BA", "BF", "EE", "FR", "FS", "FT", "HA", "HT", "HV", "IN", "NB", "RL", "VF", "VO"}
# national intake and goals of their own, all vocational (gymnasieförordningen 5 kap.)
OWN_GOALS = {"FX", "MX", "SX", "TX", "UX", "YX", "FO", "FI", "GU", "GL", "DS"}
VOCATIONAL = frozenset(BY_LAW | OWN_GOALS)
SOCIAL_PROGRAMMES = frozenset({"EK", "HU", "SA"})  # gymnasieförordningen 7 kap. 1 § 1
SCIENCE_PROGRAMMES = frozenset({"NA", "TE"})  # gymnasieförordningen 7 kap. 1 § 2
HIGHER_EDUCATION = SOCIAL_PROGRAMMES | SCIENCE_PROGRAMMES | {"ES", "IB"}
# Codes from 2025 whose letters mean something else than the letters alone.
RENAMED = {"FL25": "FX", "MA25": "MX", "SJ25": "SX", "TA25": "TX", "YR25": "YX", "IB001": "IB"}


@dataclass(frozen=True, slots=True)
class Requirement:
    """kind: vocational, higher, IMV, IMY or individual; others: subjects beside Swedish, English and mathematics;
    named: bits of those that must be among them; base: what an IMV prepares for."""

    kind: str
    others: int = 0
    named: int = 0
    base: "Requirement | None" = None


VOCATIONAL_REQUIREMENT = Requirement("vocational", others=5)  # skollagen 16 kap. 30 §


def requirement(programme: str, base_programme: str = "") -> Requirement | None:
    """The requirement of a programme code such as NA25, BA, IMV; None when the code is unknown."""
    if programme == "IMV":
        base = requirement(base_programme) if base_programme else VOCATIONAL_REQUIREMENT
        return Requirement("IMV", base=base) if base and base.kind in {"vocational", "higher"} else None
    if programme == "IMY":
        return Requirement("IMY", base=VOCATIONAL_REQUIREMENT)
    if programme in {"IMA", "IMS"}:
        return Requirement("individual")
    letters = RENAMED.get(programme) or programme.removesuffix("25")
    if letters in VOCATIONAL:
        return VOCATIONAL_REQUIREMENT
    if letters in HIGHER_EDUCATION:  # skollagen 16 kap. 31 §
        named = SOCIAL * (letters in SOCIAL_PROGRAMMES) | SCIENCE * (letters in SCIENCE_PROGRAMMES)
        return Requirement("higher", others=9, named=named)
    return None


def missing(
    need: Requirement, passed: int, others: int, *, exemption: bool, low_mean: bool = False
) -> tuple[str, ...]:
    """What stands in the way, as codes in the order of the format; empty when the grades suffice.

    passed: pass bits; others: passed subjects beside Sv/Sva, En, Ma; exemption: English is waived here
    (skollagen 16 kap. 32 §, not for introduction programmes); low_mean: below what the law asks for (rulesets.py).
    """
    if need.kind == "individual":  # never by choice (skollagen 17 kap. 4, 11-12 §§)
        return ("not_by_choice",)
    if need.kind in {"IMV", "IMY"}:
        return _missing_introduction(need, passed, others, low_mean=low_mean)
    lacking = (CORE | need.named) & ~passed
    if exemption:
        lacking &= ~EN
    codes = [name for bit, name in NAMES.items() if lacking & bit]
    if others < need.others:
        codes.append("subjects")
    if low_mean:
        codes.append("mean")
    return tuple(codes)


def _missing_introduction(need: Requirement, passed: int, others: int, *, low_mean: bool) -> tuple[str, ...]:
    """Skollagen 17 kap. 10-11 §§: for those who lack the full eligibility."""
    assert need.base is not None
    if not missing(need.base, passed, others, exemption=False, low_mean=low_mean):
        return ("already",)
    if need.kind == "IMY":
        return ()
    english, mathematics = bool(passed & EN), bool(passed & MA)
    codes = [] if passed & SV else ["SV"]
    if not english and not mathematics:
        codes.append("EN_MA")
    if others < (3 if english and mathematics else 4):
        codes.append("subjects")
    return tuple(codes)
