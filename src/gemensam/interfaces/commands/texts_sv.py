"""The command line's texts in Swedish."""

FAULTS = {
    "folder_missing": "mappen eller filen finns inte",
    "file_missing": "filen saknas",
    "file_unknown": "filen hör inte till formatet",
    "file_unreadable": "filen går inte att läsa",
    "archive_unreadable": "filen är ingen hel .zip",
    "archive_encrypted": "arkivet är skyddat med lösenord",
    "archive_name_twice": "filen finns två gånger i arkivet",
    "archive_too_large": "arkivet är större än {max} byte uppackat",
    "file_empty": "filen är tom, rubrikraden saknas",
    "byte_order_mark": "filen börjar med BOM; spara den som UTF-8 utan BOM",
    "carriage_return": "raden slutar med CR; rader ska sluta med bara LF",
    "not_utf8": "raden är inte UTF-8",
    "control_character": "raden har ett styrtecken",
    "bad_quoting": "citattecknen på raden går inte ihop",
    "field_count": "raden har {found} fält, rubriken har {expected}",
    "row_empty": "raden är tom",
    "column_missing": "kolumnen saknas",
    "column_unknown": "kolumnen hör inte till formatet",
    "column_twice": "kolumnen finns två gånger",
    "value_missing": "värdet saknas",
    "id_invalid": "”{value}” kan inte vara ett id: inga blanksteg eller osynliga tecken",
    "personal_number": "id:t är ett personnummer; använd ett id som inte pekar ut någon",
    "not_whole_number": "”{value}” är inte ett heltal",
    "below_minimum": "{value} är mindre än {min}",
    "above_maximum": "{value} är större än {max}",
    "not_decimal": "”{value}” är inte ett tal med decimalpunkt",
    "too_many_decimals": "{value} har fler än sex decimaler",
    "not_boolean": "”{value}” ska vara yes eller no",
    "not_in_list": "”{value}” är inte något av {allowed}",
    "not_municipality": "”{value}” är inte en kommunkod med fyra siffror",
    "not_school_unit": "”{value}” är inte en skolenhetskod med åtta siffror",
    "not_study_path": "”{value}” är inte en studievägskod med 5–9 tecken",
    "programme_unknown": "programmet ”{value}” är okänt",
    "date_time_invalid": "”{value}” är inte en tidpunkt som 2026-06-23T16:00:00+02:00",
    "date_time_without_zone": "”{value}” saknar tidszon",
    "key_twice": "samma nyckel finns på en tidigare rad",
    "reference_unknown": "”{value}” finns inte i {target}",
    "rank_gap": "rangordningen hoppar till {value}, nästa val ska vara {expected}",
    "offering_chosen_twice": "den sökande har redan valt ”{value}”",
    "provider_kind_differs": "samma huvudman är {first} på en tidigare rad",
    "seats_exceeded": "fri kvot och provplatser är {sum}, men platserna är {max}",
    "pool_field_missing": "värdet saknas, utbildningen hör till en pool",
    "pool_field_without_pool": "värdet gäller bara utbildningar i en pool",
    "pool_seats_differ": "poolen har {first} platser på en tidigare rad",
    "ranking_unknown": "rangordningsregeln ”{value}” finns inte i round.toml",
    "base_programme_missing": "IMV behöver ett nationellt program att leda till",
    "role_not_for_subject": "rollen gäller bara ämnet M2",
    "too_many_grades": "den sökande har {sum} betyg, högst {max} får räknas",
    "home_missing": "hemkommun saknas och lives_in_area_of är tom",
    "held_twice": "den sökande har redan en hållen plats",
    "held_not_chosen": "den hållna platsen finns inte bland den sökandes val",
    "held_cancelled": "utbildningen är inställd; platsen kan inte hållas",
    "held_not_reserve_round": "hållna platser finns bara i en reservomgång",
    "toml_syntax": "raden går inte att läsa som TOML",
    "key_unknown": "nyckeln hör inte till formatet",
    "key_missing": "nyckeln saknas",
    "wrong_type": "värdet ska vara {wanted}",
    "rules_unknown": "regelverket ”{value}” är okänt; det finns {allowed}",
    "seed_invalid": "lottens frö ska vara 64 hexadecimala siffror",
    "seed_missing": "lottens frö saknas, men en rangordningsregel slutar med lottning",
    "criterion_unknown": "”{value}” är inget kriterium",
    "criterion_twice": "kriteriet ”{value}” finns två gånger",
    "criterion_after_lottery": "efter lottning finns inget kvar att avgöra",
}

REFUSED = {
    "not_a_folder": "{path} är en fil. Välj en mapp för resultatet.",
    "holds_other_files": "{path} innehåller annat än ett resultat. Välj en tom mapp.",
    "cannot_write": "Det går inte att skriva i {path}: {error}",
}

ADMITTED = """\
{admitted} av {applicants} sökande är antagna, {first_choice} till sitt förstahandsval.
Resultatet finns i {out}. Det tog {seconds} sekunder.
Resultatets kontrollsumma: {result_hash}"""


def decimal(number: str) -> str:
    """Decimal comma."""
    return number.replace(".", ",")
