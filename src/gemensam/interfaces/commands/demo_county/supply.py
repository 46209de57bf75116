"""From the supply table to offerings, organisations and school units."""

from gemensam.interfaces.commands.demo_county import places, programmes, schools, supply_table
from gemensam.interfaces.commands.demo_county.model import Municipality, Offering, Organisation, SchoolUnit

OFFICE_ID = "kansli-vasternorrland"
RANKINGS: dict[str, tuple[str, ...]] = {
    "default": ("choice_rank", "grade_value", "grade_count", "lottery"),
    "maths_science_first": ("maths_science", "choice_rank", "comparison_value", "lottery"),
    "comparison": ("choice_rank", "comparison_value", "lottery"),
    "lottery_only": ("lottery",),
}
_RANKED_BY_MATHS = {"NA", "TE"}  # at the schools with that rule, other programmes follow the default
_VARIANTS = {"L": "lärling"}
_SCHOOLS = {fact.short: fact for fact in schools.GYMNASIA}


def municipalities() -> tuple[Municipality, ...]:
    """The county's seven and the neighbours from which someone applies."""
    inside = (Municipality(place.code, place.name, in_area=True) for place in places.PLACES)
    outside = (Municipality(place.code, place.name, in_area=False) for place in places.NEIGHBOURS)
    return (*inside, *outside)


def organisations() -> tuple[Organisation, ...]:
    """The office, the seven municipalities as providers, and the independent providers."""
    office = Organisation(OFFICE_ID, "Antagningskansliet i Västernorrland", "office", "2281", "")
    public = (
        Organisation(
            schools.provider_id(place.code, ""),
            f"{place.name}{'' if place.name[-1] in 'seå' else 's'} kommun",
            "municipality",
            place.code,
            place.organisation_number,
        )
        for place in places.PLACES
    )
    independent = (
        Organisation(provider, name, "independent", municipality, "")
        for provider, name, municipality in schools.INDEPENDENT_PROVIDERS
    )
    return (office, *public, *independent)


def school_units() -> tuple[SchoolUnit, ...]:
    """Upper-secondary schools first, then year-9 schools."""

    def unit(fact: schools.GymnasiumFact | schools.FeederFact, school_type: str) -> SchoolUnit:
        return SchoolUnit(
            schools.unit_code(fact.municipality, fact.serial),
            fact.name,
            school_type,
            schools.provider_id(fact.municipality, fact.provider),
            fact.municipality,
        )

    return (
        *(unit(fact, "upper_secondary") for fact in schools.GYMNASIA),
        *(unit(fact, "compulsory") for fact in schools.FEEDERS),
    )


def areas() -> tuple[tuple[str, str], ...]:
    """All seven have agreed: each receives the whole county first hand."""
    return tuple((schools.provider_id(host, ""), home) for host in places.AREA for home in places.AREA)


def _national_title(study_path: str, profile: supply_table.Profile) -> str:
    letters, orientation = study_path[:2], study_path[:5]
    parts = [programmes.BY_LETTERS[letters].name]
    if orientation in programmes.ORIENTATIONS:
        parts.append(programmes.ORIENTATIONS[orientation])
    if profile.title:
        parts.append(profile.title)
    parts += [word for mark, word in _VARIANTS.items() if study_path[6:7] == mark]
    return ", ".join(parts)


def _ranking(fact: schools.GymnasiumFact, letters: str) -> str:
    if fact.ranking == "maths_science_first" and letters not in _RANKED_BY_MATHS:
        return "default"
    return fact.ranking


def _pools() -> dict[tuple[str, str], int]:
    """School and study path of each programme that shares its seats → seats of the pool."""
    seats = {(row[0], row[1]): row[2] for row in supply_table.NATIONAL}
    extra: dict[tuple[str, str], int] = {}
    for school, _, base, _, more in supply_table.INTRODUCTION:
        extra[school, base] = extra.get((school, base), 0) + more
    return {key: seats[key] + more for key, more in extra.items()}


def _national() -> list[Offering]:
    pools = _pools()
    rows = []
    for row in supply_table.NATIONAL:
        school, study_path, seats, free_quota = row[:4]
        profile = row[4] if len(row) == 5 else supply_table.Profile()
        fact, letters = _SCHOOLS[school], study_path[:2]
        pool_seats = pools.get((school, study_path))
        rows.append(
            Offering(
                offering_id=f"{school}-{study_path}",
                title=_national_title(study_path, profile),
                provider_id=schools.provider_id(fact.municipality, fact.provider),
                provider_kind="independent" if fact.provider else "public",
                municipality=fact.municipality,
                school_unit=schools.unit_code(fact.municipality, fact.serial),
                programme=programmes.BY_LETTERS[letters].code,
                study_path=study_path.ljust(9, "0") if len(study_path) > 5 else study_path,
                base_programme="",
                seats=seats,
                free_quota_seats=free_quota,
                test_seats=profile.test_seats,
                skill_test=profile.skill_test,
                pool=f"{school}-{study_path}" if pool_seats else "",
                pool_seats=pool_seats,
                pool_order=1 if pool_seats else None,
                national_intake=profile.national_intake,
                ranking=_ranking(fact, letters),
            )
        )
    return rows


def _introduction() -> list[Offering]:
    pools = _pools()
    names = {"IMV": "Programinriktat val mot", "IMY": "Yrkesintroduktion mot"}
    rows = []
    for school, code, base, seats, _ in supply_table.INTRODUCTION:
        fact, letters = _SCHOOLS[school], base[:2]
        rows.append(
            Offering(
                offering_id=f"{school}-{code}{base[:2]}",
                title=f"{names[code]} {programmes.indefinite(letters)}",
                provider_id=schools.provider_id(fact.municipality, fact.provider),
                provider_kind="independent" if fact.provider else "public",
                municipality=fact.municipality,
                school_unit=schools.unit_code(fact.municipality, fact.serial),
                programme=code,
                study_path=f"{code}{letters}",
                base_programme=programmes.BY_LETTERS[letters].code,
                seats=seats,
                free_quota_seats=0,
                test_seats=0,
                skill_test="none",
                pool=f"{school}-{base}",
                pool_seats=pools[school, base],
                pool_order=2 if code == "IMV" else 3,
                national_intake=False,
                ranking=_ranking(fact, letters),
            )
        )
    return rows


def offerings() -> tuple[Offering, ...]:
    """Every offering of the county, ordered by school as in the table."""
    return (*_national(), *_introduction())


def profile_of(offering_id: str) -> supply_table.Profile:
    """What sets the offering apart."""
    for row in supply_table.NATIONAL:
        if offering_id == f"{row[0]}-{row[1]}":
            return row[4] if len(row) == 5 else supply_table.Profile()
    return supply_table.Profile()


def school_of(offering_id: str) -> schools.GymnasiumFact:
    """The school of an offering."""
    return _SCHOOLS[offering_id.split("-", maxsplit=1)[0]]
