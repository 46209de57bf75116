"""Every text of the verifier in Swedish. Placeholders are facts of the violation."""

PROPERTIES = {
    "V0": "Filerna är de som förteckningen anger",
    "V1": "Varje val har en rad och varje sökande högst en plats",
    "V2": "Platser, kvoter, delade platser och behållna platser",
    "V3": "Behörighet och meritvärde",
    "V4": "Ingen är förbigången av någon med lägre placering",
    "V5": "Inget bättre resultat finns för de sökande och ingen önskad plats står tom",
    "V6": "Lottnumren följer av lottens startvärde",
    "V7": "Lika poäng avgörs av utbildningens regel och skälen stämmer",
    "V8": "Högre meritvärde ger aldrig sämre plats",
    "V9": "Den som drar sig ur skadar ingen annan",
    "V10": "Reservplatser",
    "V11": "Samma sökande och val före och efter, och rätt status",
    "V12": "Inga uppgifter utöver formatets",
    "V13": "Antagningsgränser och sammanfattning följer av placeringarna",
}
NOT_APPLICABLE = "går inte att se i ett enda resultat"
CHECKED = "{number} jämförelser"
OK = "Resultatet stämmer. Inga fel hittades."
FAILED = "Resultatet stämmer inte. Antal fel: {number}."
COUNTS = (
    "Läst: {applicants} sökande, {choices} val, {offerings} utbildningar, {grades} betygsrader, "
    "{rows} resultatrader. Antagna: {admitted}."
)
HASH = "Resultatets kontrollsumma: {hash}"
HOLD = "Utbildningar som ska hållas inne tills felen är rättade ({number} av {all}):"
HOLD_NONE = "Inga utbildningar behöver hållas inne."
CANNOT_READ = "Kontrollen kunde inte göras."
LINE = "{prop} {who}{text}"
APPLICANTS = "sökande {names}"
OFFERINGS = "utbildning {names}"
USAGE = "Kontrollerar ett antagningsresultat mot indata utan att göra om antagningen."
HELP_FOLDER = "mapp eller .zip med omgångens indata"
HELP_RESULT = "mapp eller .zip med resultatet"
HELP_HOLD = "lista de utbildningar som hänger ihop med ett fel, så att resten kan publiceras"
HELP_JSON = "skriv rapporten som JSON"
HELP_PROCESSES = "antal processer; svaret blir detsamma"
HELP_LANG = "språk: sv eller en"

PARTS = {
    "comparable": "jämförbara betyg",
    "reception": "mottagning i första eller andra hand",
    "late": "val i tid före sent val",
    "points": "poäng",
    "choice_rank": "valets rang",
    "grade_value": "betygsvärde",
    "grade_count": "antal betyg",
    "maths_science": "matematik och naturorienterande ämnen",
    "english_swedish_social": "engelska, svenska och samhällsorienterande ämnen",
    "swedish": "svenska",
    "comparison_value": "jämförelsetal",
    "lottery": "lottnummer",
}

VIOLATIONS = {
    "input_changed": "filen {file} i indata är ändrad efter att förteckningen skrevs",
    "input_gone": "filen {file} finns i förteckningen men inte i indata",
    "input_not_in_manifest": "filen {file} i indata saknas i förteckningen",
    "output_changed": "filen {file} i resultatet är ändrad efter att förteckningen skrevs",
    "output_gone": "filen {file} finns i förteckningen men inte i resultatet",
    "output_not_in_manifest": "filen {file} i resultatet saknas i förteckningen",
    "wrong_result_hash": "förteckningen anger kontrollsumman {value}, men placeringarna har {wanted}",
    "wrong_rules": "förteckningen anger regelverket {value}, men omgången följer {wanted}",
    "other_offering": "raden för val {rank} gäller en annan utbildning än valet",
    "repeated_row": "val {rank} har mer än en rad",
    "missing_row": "val {rank} saknar rad",
    "two_places": "den sökande har mer än en plats",
    "foreign_row": "rad för val {rank} som inte finns i indata",
    "missing_applicant": "den sökande saknas helt i resultatet",
    "held_lost": "platsen som den sökande behåller från en tidigare omgång är borta",
    "held_moved": "den sökande står inte kvar som reserv men har flyttats från sin behållna plats",
    "overfull": "{number} antagna, men det finns bara {limit} platser",
    "quota_overfull": "{number} antagna i fri kvot, men kvoten har {limit} platser",
    "test_overfull": "{number} antagna på provplatser, men det finns {limit} sådana",
    "pool_overfull": "{number} antagna, men utbildningarna delar på {limit} platser",
    "seat_kind": "platsens slag är ”{kind}” men ska vara ”{wanted}”",
    "no_right_to_seat": "den sökande är antagen utan rätt till en plats här",
    "seat_to_unentitled": "den första har gått miste om platsen som den andra fått utan rätt",
    "passed_over": "den första går före den andra ({part}) men har inte fått platsen",
    "seat_rule": "den första har rätt till platsen enligt reglerna för kvot och provplatser, inte den andra",
    "pool_order": "den första har rätt till den delade platsen före den andra enligt turordningen i poolen",
    "empty_seat": "en plats står tom fast den sökande vill ha den och är behörig",
    "better_ring": (
        "alla dessa sökande kan byta till en plats de hellre vill ha utan att någon blir förbigången"
    ),
    "better_result": "det finns ett riktigt resultat där dessa sökande får en plats de hellre vill ha",
    "wrong_status": "val {rank} har status ”{status}” men ska ha ”{wanted}” {codes}",
    "wrong_reason": "skälet är ”{reason}” men ska vara ”{wanted}”",
    "ineligible_admitted": "den antagna är obehörig till val {rank} ({codes})",
    "closed_admitted": "den sökande är antagen till val {rank} som inte prövas",
    "kind_without_place": "val {rank} har platsslaget ”{kind}” utan att vara antaget",
    "position_without_reserve": "val {rank} har reservplats {position} utan att vara reserv",
    "wrong_merit": "meritvärdet är ”{merit}” men betygen ger ”{wanted}”",
    "wrong_position": "reservplatsen är ”{position}” men ska vara {wanted}",
    "wrong_sort_key": "sorteringsnyckeln är ”{key}” men ska vara ”{wanted}”",
    "foreign_column": "kolumnen {column} i {file} finns inte i formatet",
    "foreign_cutoff": "rad i cutoffs.csv som är dubbel eller gäller en okänd utbildning",
    "missing_cutoff": "utbildningen saknas i cutoffs.csv",
    "wrong_cutoff": "{column} i cutoffs.csv är ”{value}” men ska vara ”{wanted}”",
    "summary_key": "uppgiften {key} i summary.json saknas eller hör inte dit",
    "wrong_summary": "{key} i summary.json är ”{value}” men ska vara ”{wanted}”",
}

UNREADABLE = {
    "missing_folder": "hittar inte {file}",
    "missing_file": "filen {file} saknas. Ange omgångens mapp först och resultatets mapp sedan",
    "bad_zip": "{file} är varken en mapp eller en hel zip-fil",
    "not_csv": "{file} rad {row}: går inte att läsa som kommaseparerad UTF-8",
    "not_toml": "{file}: går inte att läsa som TOML",
    "not_json": "{file}: går inte att läsa som JSON",
    "row_width": "{file} rad {row}: fel antal kolumner",
    "unknown_column": "{file}: okänd eller dubbel kolumn {column}",
    "missing_column": "{file}: kolumnen {column} saknas",
    "unknown_key": "{file}: okänd nyckel {key}",
    "bad_value": "{file} rad {row}: {column} har ett otillåtet värde ”{value}”",
    "no_zone": "{file} rad {row}: tidpunkten ”{value}” saknar tidszon",
    "unknown_programme": "{file} rad {row}: okänd programkod ”{value}”",
    "unknown_reference": "{file} rad {row}: hänvisar till något som inte finns eller har fel rang: {value}",
    "repeated": "{file}: {value} förekommer mer än en gång",
    "pool_differs": "{file}: poolen {value} har olika antal platser på olika rader",
    "too_many_grades": "{file}: {value} har fler än 40 betyg",
    "rank_gap": "{file}: valen för {value} är inte numrerade 1, 2, 3 … utan upprepning",
    "bad_held": (
        "{file} rad {row}: den behållna platsen {value} är dubbel, saknar val eller hör inte till omgången"
    ),
}
