"""The texts of ``gemensam whatif`` in Swedish."""

from typing import Final

POINT: Final = ","
PER_CENT: Final = "{share} %"
FAULTS: Final = {
    "toml_syntax": "går inte att läsa som TOML{place}. Text ska stå inom citattecken och varje rad vara namn = värde.",
    "bom": "filen börjar med BOM; spara den som UTF-8 utan BOM",
    "not_utf_8": "filen är inte UTF-8; spara den så",
    "nothing": "filen är tom. Skriv minst en ändring, till exempel [[change]] med offering och seats.",
    "key_unknown": "nyckeln finns inte. Välj bland {allowed}.",
    "key_missing": "nyckeln saknas. Lägg till den.",
    "not_tables": "skriv den som [[{name}]], en gång för varje ändring.",
    "not_table": "ska vara en tabell inom hakparenteser.",
    "not_text": "ska vara en text inom citattecken.",
    "not_boolean": "ska vara true eller false.",
    "not_text_list": 'ska vara en lista med texter, till exempel ["choice_rank", "lottery"].',
    "not_in_list": "ska vara något av {allowed}.",
    "not_amount": "”{value}” är inget antal. Skriv 30, eller ”+5” eller ”-5” för fler eller färre.",
    "not_absolute": "en ny utbildning behöver ett helt antal, inte fler eller färre.",
    "not_municipality": "”{value}” är ingen kommunkod. Skriv fyra siffror.",
    "not_id": "”{value}” kan inte vara ett id. Ta bort blanksteg och osynliga tecken.",
    "no_selection": "ingen utbildning är vald. Ange {allowed}.",
    "no_change": "ingenting ändras. Ange {allowed}.",
    "seed_invalid": "ska vara 64 hexadecimala siffror.",
    "seed_missing": "en rangordningsregel slutar med lottning, men omgången har inget frö. Lägg till lottery_seed.",
    "unknown_criterion": "ett kriterium är okänt. Välj bland {allowed}.",
    "repeated_criterion": "ett kriterium finns två gånger. Ta bort det ena.",
    "after_lottery": "efter lottery finns inget kvar att avgöra. Sätt lottery sist.",
    "ranking_unknown": "regeln ”{value}” finns inte. Lägg till [ranking.{value}] med order.",
    "nothing_selected": "ingen utbildning i omgången passar {where}. Rätta urvalet.",
    "no_pool": "{where}: utbildningen delar inte platser med någon. Ändra seats i stället.",
    "below_zero": "{offering} skulle få färre än noll platser. Minska mindre.",
    "quota_above_seats": (
        "{offering} skulle ha fler platser för fri kvot och prov än platser. "
        "Minska även free_quota_seats eller test_seats."
    ),
    "offering_exists": "utbildningen ”{value}” finns redan. Välj ett annat id.",
    "offering_unknown": "utbildningen ”{value}” finns inte i omgången. Rätta id:t.",
    "provider_unknown": "huvudmannen ”{value}” har ingen utbildning i omgången. Rätta id:t.",
}

CHANGES_FILE_MISSING: Final = "{path} finns inte eller är ingen fil som går att läsa. Ange en fil."
CHANGES_TITLE: Final = "{path}:{key}: {text}"
SEX_FAULT: Final = "{path}:1: filen ska vara CSV i UTF-8 med komma mellan kolumnerna applicant_id och sex."
OUT_REFUSED: Final = "{path} innehåller annat än ett sådant här svar. Välj en tom mapp."
OUT_ONE_FILE: Final = "--out går bara med en fil med ändringar. Kör en i taget, eller använd --json."
WORKERS: Final = {
    "workers": "--workers ska vara ett antal processer från 1 till 1024, eller dask://värd:port.",
    "no_dask": (
        "--workers dask:// behöver tillägget gemensam[dask]. Installera det på den här datorn och i klustret."
    ),
}
OUT_WRITTEN: Final = "Svaret finns i {path}."

EVERYONE: Final = "Alla"
MOVED: Final = "{better} får ett val som de satt högre, {worse} ett som de satt lägre."
NO_SEX: Final = "Kön finns inte i underlaget."
NO_CUTOFFS: Final = "Inga antagningsgränser ändras."
HIDDEN: Final = "visas ej"
NOT_SHOWN: Final = "”visas ej”: färre än fem är antagna."
GROUP_COLUMNS: Final = ("sökande", "antagna", "första hand", "andel", "utan plats")
PROGRAMME_COLUMNS: Final = ("platser", "antagna", "första hand", "lediga")
TURN_COLUMNS: Final = ("bättre", "sämre")
TITLES: Final = {
    "files": "Ändringar",
    "everyone": "Alla sökande",
    "programmes": "Program",
    "municipalities": "Hemkommun",
    "sexes": "Kön",
    "cutoffs": "Antagningsgränser som ändras",
}
CUTOFF_COLUMNS: Final = ("före", "efter")
