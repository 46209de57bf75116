"""Invented costs, pupils and flows of the demo's seven municipalities: consistent, and nobody's real ones."""

from collections.abc import Iterator
from decimal import Decimal

from gemensam.domains.pricelist.inputs.flow_table import FlowValues, NationalValues
from gemensam.domains.pricelist.inputs.report_table import RowValues
from gemensam.interfaces.commands.demo_county import places
from gemensam.interfaces.commands.demo_county.model import County
from gemensam.rules.pricing.codes import national_key, programme_code

# What teaching costs beside the flat amounts, kronor per pupil, in 2027.
_TEACHING = {
    "BF": 56_900, "BA": 88_400, "EE": 81_200, "EK": 44_300, "ES": 70_800, "FT": 96_100, "FR": 83_500, "FS": 61_700,
    "HT": 69_300, "HU": 50_900, "IN": 101_600, "NA": 48_200, "NB": 152_400, "RL": 89_800, "SA": 43_600, "TE": 59_300,
    "VF": 90_700, "VO": 66_200, "IMV": 83_000, "IMY": 92_400, "IMA": 93_100, "IMS": 71_500,
}  # fmt: skip
_MATERIALS = {
    "BA": 9_400,
    "EE": 8_700,
    "FT": 11_200,
    "IN": 12_500,
    "NB": 15_800,
    "RL": 10_900,
    "VF": 9_100,
    "ES": 6_300,
}
_FACTOR = {
    "2281": "0.97",
    "2284": "0.99",
    "2280": "1.02",
    "2262": "1.00",
    "2283": "1.09",
    "2282": "1.12",
    "2260": "1.16",
}
_FLAT = {"health": 3_150, "meals": 5_519, "premises": 28_400, "other": 2_300}
_YEAR = {2026: "0.971", 2027: "1", 2028: "1.028"}
# Example A: what Bygg och anläggning costs in all, and its pupils, in 2027.
BUILDING = {"2281": (146_300, 210), "2284": (148_100, 120), "2280": (151_900, 45), "2262": (149_000, 40),
            "2283": (168_400, 30), "2282": (172_250, 28), "2260": (181_600, 18)}  # fmt: skip
_FLOWS = (
    ("2262", "2281", "NA", 85), ("2262", "2281", "EK", 60), ("2260", "2281", "BA", 22), ("2280", "2281", "VO", 12),
    ("2281", "2262", "BA", 9), ("2282", "2283", "VO", 15), ("2283", "2282", "BA", 11), ("2282", "2280", "EK", 24),
    ("2280", "2284", "BA", 4),
)  # fmt: skip
BUDGETS = {"2281": 17_400_000, "2284": 590_000, "2280": 410_000, "2283": 95_000, "2282": -2_410_000,
           "2260": -3_120_000, "2262": -12_965_000}  # fmt: skip
_NATIONAL = """BF 121200 114900|BA_old 161700 155300|BA_AF_old 221500 213500|BA_new 163700 157200
BA_MA_new 206600 198700|EE 148700 142300|EK 102000 95700
ES 135100 128900|ES_MUS 170500 164200|FT 176400 169900|FT_TRA 238900 232100
FR 147900 141600|FS 120300 114000|HA 125000 118700|HV 144300 138200|HT 128600 122500|HU 111500 105200
IN 185500 178700|NA 111300 105000|NB_DJ 243700 235400|NB_HA 274100 265600|NB_LA 302700 294300|NB_NT 285500 277100
NB_SK 308200 299900|NB_TR 313800 305500|RL 170000 163600|SA 102600 96300|TE 121900 115600|VF 161700 155300
VO 131500 125200"""


def flat_amounts(code: str, year: int) -> dict[tuple[str, str], Decimal]:
    """The municipality's flat amounts by school form and component."""
    scale = Decimal(_FACTOR[code]) * Decimal(_YEAR[year])
    return {
        (form, name): _whole(Decimal(amount) * scale)
        for form in ("national", "introduction")
        for name, amount in _FLAT.items()
    }


def rows(county: County, code: str, year: int) -> Iterator[RowValues]:
    """The municipality's rows: every programme that its own schools arrange, for both course plans while both run."""
    for programme, seats in sorted(_supply(county, code).items()):
        pupils = Decimal(seats * 13 // 5)
        for cohort in ("gy11", "gy25"):
            if cohort == "gy11" and (year >= 2028 or programme.startswith("IM") or programme in ("FR", "FS")):
                continue
            yield _row(code, year, programme, pupils, cohort)


def _supply(county: County, code: str) -> dict[str, int]:
    mine = f"kommun-{code}"
    providers = {one.code: one.organisation_id for one in county.school_units}
    seats: dict[str, int] = {}
    for offering in county.offerings:
        programme = programme_code(offering.programme)[0]
        if providers.get(offering.school_unit) == mine and programme in _TEACHING:
            seats[programme] = seats.get(programme, 0) + offering.seats
    if code in BUILDING:
        seats.setdefault("BA", 16)
    return seats


def _row(code: str, year: int, programme: str, pupils: Decimal, cohort: str) -> RowValues:
    scale = Decimal(_FACTOR[code]) * Decimal(_YEAR[year])
    materials = _whole(Decimal(_MATERIALS.get(programme, 4_200)) * scale)
    small = max(Decimal(0), (Decimal(70) - pupils) * 90)  # a small group costs more for each
    teaching = _whole(Decimal(_TEACHING[programme]) * scale + small)
    if programme == "BA":
        total, members = BUILDING[code]
        pupils = Decimal(members)
        whole = _whole(Decimal(total) * Decimal(_YEAR[year]))
        teaching = (
            whole
            - materials
            - sum(amount for (form, _n), amount in flat_amounts(code, year).items() if form == "national")
        )
    return RowValues(
        programme, cohort=cohort, teaching=teaching, materials=materials,
        pupils=pupils, grants_deducted=True,
    )  # fmt: skip


def copied(found: list[RowValues]) -> list[RowValues]:
    """The same rows where El- och energi has got the very amounts of Bygg och anläggning: a slip to be found."""
    building = next(row for row in found if row.code == "BA" and row.cohort == "gy25")
    values = {**building.columns(), "comment": ""}
    return [
        row if row.code != "EE" or row.cohort != "gy25"
        else RowValues(**{**values, "code": "EE", "pupils": row.pupils})  # type: ignore[arg-type]  # the same columns
        for row in found
    ]  # fmt: skip


def flows() -> list[FlowValues]:
    """Pupils between the municipalities: example B."""
    return [FlowValues(home, provider, code, "", Decimal(pupils)) for home, provider, code, pupils in _FLOWS]


def cohorts(code: str, year: int) -> dict[int, int]:
    """How many turn 16 in the years around: slowly fewer in the small municipalities."""
    size = next(place.pupils for place in places.PLACES if place.code == code)
    drift = 4 if code in ("2281", "2284") else -2
    return {year + step: size + drift * step + (step * step) % 5 for step in range(-2, 4)}


def national() -> list[NationalValues]:
    """The national list of 2026."""
    found = []
    for part in _NATIONAL.replace("\n", "|").split("|"):
        code, with_meals, without = part.split(" ")
        key = national_key(code)
        if key is None:
            raise ValueError(code)
        found.append(NationalValues(*key, "", Decimal(with_meals), Decimal(without)))
    return found


def explained(row: RowValues) -> RowValues:
    """The row with a word on why it is far from the others."""
    values = {**row.columns(), "comment": "Liten grupp. Läraren delas med en annan skola."}
    return RowValues(**values)  # type: ignore[arg-type]  # the same columns


def budget(code: str) -> Decimal:
    """The municipality's budgeted net this year."""
    return Decimal(BUDGETS[code])


def _whole(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1))
