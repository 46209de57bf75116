"""What a file can hold, field by field, and the column titles that people use for it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from gemensam.domains.admissions.models import ImportKind
from gemensam.rules.terms import SUBJECTS

GRADE_PREFIX = "grade:"
LANGUAGE_PREFIX = "language:"
LANGUAGE_SUBJECTS = ("M1", "M2", "ML")
HEADER_SEARCH_ROWS = 30


@dataclass(frozen=True, slots=True)
class FileField:
    """One field: its code, whether the file must have it, and titles it is known by (already simplified)."""

    code: str
    required: bool = False
    titles: tuple[str, ...] = field(default=())


def simplified(title: str) -> str:
    """Return a column title without case, accents on other letters than åäö, punctuation and doubled spaces."""
    text = unicodedata.normalize("NFC", title).casefold()
    return " ".join(re.sub(r"[^0-9a-zåäöéü]+", " ", text).split())


_CIVIC = FileField(
    "civic_no",
    True,
    (
        "personnummer",
        "pnr",
        "personnr",
        "person nr",
        "personid",
        "födelsenummer",
        "civic no",
        "elevens personnummer",
    ),
)
_SCHOOL = (
    "skolenhetskod",
    "schoolunitcode",
    "skolenhet",
    "skolkod",
    "enhetskod",
    "school unit code",
    "skolenhets kod",
)


def _figures(name: str) -> tuple[str, str]:
    """A figure of a service: plain, or with what kind of value it is beside it."""
    return name, f"{name} value"


_REGISTERED = FileField(
    "registered_at",
    False,
    ("registrerat", "registrerad", "betygsdatum", "datum", "registreringsdatum", "satt datum"),
)

_SUBJECT_NAMES = {
    "SV": ("sv", "svenska"), "SVA": ("sva", "svenska som andraspråk"), "EN": ("en", "eng", "engelska"),
    "MA": ("ma", "matte", "matematik"), "GE": ("ge", "geo", "geografi"), "HI": ("hi", "historia"),
    "RE": ("re", "rel", "religion", "religionskunskap"), "SH": ("sh", "samhällskunskap", "samhälle"),
    "BI": ("bi", "biologi"), "FY": ("fy", "fysik"), "KE": ("ke", "kemi"), "BL": ("bl", "bild"),
    "HKK": ("hkk", "hk", "hemkunskap", "hem och konsumentkunskap"), "IDH": ("idh", "id", "idrott", "idrott och hälsa"),
    "MU": ("mu", "musik"), "SL": ("sl", "slöjd"), "TK": ("tk", "teknik"), "NO": ("no", "naturorienterande ämnen"),
    "SO": ("so", "samhällsorienterande ämnen"), "M1": ("m1", "elevens val språk", "moderna språk m1"),
    "M2": ("m2", "språkval", "moderna språk", "moderna språk m2"), "ML": ("ml", "modersmål"),
}  # fmt: skip

FIELDS: dict[str, tuple[FileField, ...]] = {
    ImportKind.SUPPLY: (
        FileField(
            "code", True, ("utbildningskod", "kod", "sökalternativ", "offering id", "utbildnings id", "id")
        ),
        FileField(
            "title",
            True,
            ("utbildning", "benämning", "titel", "namn", "program och inriktning", "studypathname"),
        ),
        FileField("school_unit_code", True, _SCHOOL),
        FileField("programme", True, ("program", "programkod", "programme")),
        FileField(
            "seats", True, ("antagningstal", "platser att anta", "seats", "intagningsplatser", "platser")
        ),
        FileField("planned_seats", False, ("planerade platser", "planerat antal platser", "platsantal")),
        FileField("orientation", False, ("inriktning", "orientation")),
        FileField("study_path", False, ("studievägskod", "studieväg", "study path", "studypathcode")),
        FileField("base_programme", False, ("basprogram", "leder till program", "base programme")),
        FileField("free_quota_seats", False, ("fri kvot", "platser i fri kvot", "fri kvot platser")),
        FileField("test_seats", False, ("provplatser", "platser på prov", "test seats")),
        FileField("skill_test", False, ("färdighetsprov", "prov", "skill test")),
        FileField("pool", False, ("platspool", "pool")),
        FileField("pool_seats", False, ("platser i poolen", "poolplatser", "pool seats")),
        FileField("pool_order", False, ("ordning i poolen", "poolordning", "pool order")),
        FileField("national_intake", False, ("riksrekryterande", "riksintag", "national intake")),
        FileField("ranking", False, ("urvalsregel", "rangordningsregel", "ranking")),
        FileField("cancelled", False, ("inställd", "inställt", "cancelled")),
        FileField("school_form", False, ("skolform", "typeofschooling code")),
    ),
    ImportKind.CUT_OFFS: (
        FileField("year", True, ("antagningsår", "år", "year", *_figures("admissionpointssemester"))),
        FileField("school_unit_code", True, _SCHOOL),
        FileField(
            "study_path", True, ("studievägskod", "studieväg", "programkod", "program", "studypathcode")
        ),
        FileField("offering_code", False, ("utbildningskod", "kod", "sökalternativ")),
        FileField("seats", False, ("platser", "antagningstal", "antal platser")),
        FileField("admitted", False, ("antagna", "antal antagna")),
        FileField("all_admitted", False, ("alla behöriga antogs", "alla antogs")),
        FileField(
            "first_choice_applicants", False, ("förstahandssökande", "sökande i första hand", "antal 1 hand")
        ),
        FileField(
            "lowest",
            True,
            (
                "lägsta",
                "lägsta antagna",
                "lägsta meritvärde",
                "antagningsgräns",
                *_figures("admissionpointsmin"),
            ),
        ),
        FileField("median", False, ("median", "medianvärde", "median meritvärde", "medianmeritvärde")),
    ),
    ImportKind.FACTS: (
        FileField("offering_code", True, ("utbildningskod", "kod", "sökalternativ", "code")),
        FileField("language", False, ("språk", "language")),
        FileField("description", False, ("beskrivning", "om utbildningen", "description")),
        FileField("leads_to_work", False, ("leder till arbete", "yrken", "arbete")),
        FileField("leads_to_studies", False, ("leder till studier", "vidare studier", "studier")),
        FileField("skill_test_text", False, ("om färdighetsprovet", "färdighetsprov", "prov")),
        FileField("travel", False, ("resa", "resväg", "kommunikationer")),
        FileField("web_address", False, ("webbadress", "webbsida", "länk", "url")),
    ),
    ImportKind.OPEN_HOUSES: (
        FileField("school_unit_code", True, _SCHOOL),
        FileField("offering_code", False, ("utbildningskod", "kod", "sökalternativ")),
        FileField("day", True, ("datum", "dag", "date")),
        FileField("opens", True, ("från", "från klockan", "start", "börjar", "öppnar")),
        FileField("closes", True, ("till", "till klockan", "slut", "slutar", "stänger")),
        FileField("place", False, ("plats", "lokal", "adress", "place")),
    ),
    ImportKind.PUPILS: (
        _CIVIC,
        FileField("given_name", True, ("förnamn", "tilltalsnamn", "given name", "first name")),
        FileField("family_name", True, ("efternamn", "family name", "last name")),
        FileField(
            "home_municipality", True, ("hemkommun", "kommunkod", "folkbokföringskommun", "hemkommun kod")
        ),
        FileField("school_unit_code", True, _SCHOOL),
        FileField("class_name", False, ("klass", "grupp", "class")),
        FileField("security_marking", True, ("skyddade personuppgifter", "skyddad", "sekretess", "skydd")),
        FileField(
            "email", False, ("e post", "epost", "e postadress", "epostadress", "mejl", "mail", "email")
        ),
        FileField("phone", False, ("telefon", "mobil", "mobilnummer", "telefonnummer", "phone")),
        FileField(
            "lives_in_area_of", False, ("räknas som boende i", "placerad i kommun", "lives in area of")
        ),
        FileField(
            "completed_upper_secondary", False, ("avslutad gymnasieutbildning", "har slutfört gymnasiet")
        ),
        FileField("comparable_grades", False, ("jämförbara betyg", "comparable grades")),
        FileField("reduced_timetable", False, ("reducerad timplan", "förberedande dansarutbildning")),
        *(
            FileField(
                f"guardian{number}_{code}",
                False,
                (f"vårdnadshavare {number} {title}", f"vh {number} {title}", f"vh{number} {title}"),
            )
            for number in (1, 2)
            for code, title in (
                ("civic_no", "personnummer"),
                ("given_name", "förnamn"),
                ("family_name", "efternamn"),
                ("email", "e post"),
            )
        ),
    ),
    ImportKind.GRADES: (
        _CIVIC,
        FileField("school_unit_code", False, _SCHOOL),
        _REGISTERED,
        FileField("subject", False, ("ämne", "ämneskod", "subject")),
        FileField("grade", False, ("betyg", "betygsvärde", "grade")),
        FileField("language", False, ("språk", "språkkod", "language")),
        FileField("role", False, ("roll", "typ av betyg", "role")),
        *(FileField(GRADE_PREFIX + subject, False, _SUBJECT_NAMES[subject]) for subject in SUBJECTS),
        *(
            FileField(
                LANGUAGE_PREFIX + subject,
                False,
                (f"{subject.lower()} språk", f"språk {subject.lower()}", f"{subject.lower()} språkkod"),
            )
            for subject in LANGUAGE_SUBJECTS
        ),
    ),
    ImportKind.CHOICES: (
        _CIVIC,
        FileField("rank", True, ("val", "valnummer", "rangordning", "prioritet", "rank", "val nr")),
        FileField(
            "offering_code", True, ("utbildningskod", "sökalternativ", "kod", "offering id", "utbildning")
        ),
        FileField("late", False, ("sent", "sent val", "för sent", "late")),
        FileField("free_quota", False, ("fri kvot", "godkänd fri kvot", "free quota")),
        FileField("test_points", False, ("provpoäng", "färdighetspoäng", "test points")),
        FileField("test_passed", False, ("godkänt prov", "prov godkänt", "test passed")),
        FileField("reception", False, ("mottagande", "hand", "reception")),
        FileField("english_exemption", False, ("dispens i engelska", "engelskdispens", "english exemption")),
    ),
}


def field_codes(kind: str) -> tuple[str, ...]:
    """Return the codes of the fields that a file of the kind can hold, in the order of its template."""
    return tuple(one.code for one in FIELDS[kind])


def required_codes(kind: str, mapping: dict[str, int]) -> tuple[str, ...]:
    """Return the codes that the file must have but the mapping lacks.

    A grade file has either one column a subject or the columns subject and grade.
    """
    missing = [one.code for one in FIELDS[kind] if one.required and one.code not in mapping]
    if kind == ImportKind.SUPPLY and {"school_unit_code", "study_path"} <= set(mapping):
        # school and study path say which offering it is, and what is stored of it stays
        missing = [code for code in missing if code not in ("code", "programme", "seats")]
    if kind == ImportKind.GRADES:
        wide = any(code.startswith(GRADE_PREFIX) for code in mapping)
        if not wide:
            missing += [code for code in ("subject", "grade") if code not in mapping]
    return tuple(missing)


def match_columns(kind: str, titles: Sequence[str]) -> dict[str, int]:
    """Return field code → column index for titles that are known. A title is used once, leftmost first."""
    known = {simplified(name): one.code for one in FIELDS[kind] for name in (one.code, *one.titles)}
    mapping: dict[str, int] = {}
    for index, title in enumerate(titles):
        code = known.get(simplified(title))
        if code is not None and code not in mapping:
            mapping[code] = index
    return mapping


def find_header(kind: str, rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the row that looks most like a header among the first rows; None when none does.

    Rows of titles above the header, merged cells and blank rows are common in files made by people.
    """
    scores = [len(match_columns(kind, row)) for row in rows[:HEADER_SEARCH_ROWS]]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 else None


def header_signature(titles: Sequence[str]) -> str:
    """Return what a profile is remembered by: the SHA-256 of the simplified titles in order."""
    return sha256("\n".join(simplified(title) for title in titles).encode()).hexdigest()
