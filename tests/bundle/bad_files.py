"""Faults of folders, of the text of files, and of round.toml."""

from tests.bundle.good_round import ROUND, A, C, G, H, T, change

# (what is wrong, the round, the lines that must be printed)
BAD_FILES = [
    # the folder
    ("file missing", {k: v for k, v in ROUND.items() if k != C}, ["choices.csv:0: -: filen saknas"]),
    ("nothing at all", {}, [f"{name}:0: -: filen saknas" for name in sorted(set(ROUND) - {H})]),
    ("only headers of grades", {**ROUND, G: ""}, ["grades.csv:0: -: filen är tom, rubrikraden saknas"]),
    ("areas missing", {k: v for k, v in ROUND.items() if k != "areas.csv"}, ["areas.csv:0: -: filen saknas"]),
    ("file unknown", {**ROUND, "Held.csv": ""}, ["Held.csv:0: -: filen hör inte till formatet"]),
    (
        "two files missing",
        {k: v for k, v in ROUND.items() if k not in {T, A}},
        ["applicants.csv:0: -: filen saknas", "round.toml:0: -: filen saknas"],
    ),
    # the text of a file
    ("file empty", {**ROUND, "areas.csv": ""}, ["areas.csv:0: -: filen är tom, rubrikraden saknas"]),
    (
        "byte order mark",
        {**ROUND, H: "\ufeff" + ROUND[H]},
        ["held.csv:1: -: filen börjar med BOM; spara den som UTF-8 utan BOM"],
    ),
    (
        "line ends of Windows",
        {**ROUND, H: ROUND[H].replace("\n", "\r\n")},
        ["held.csv:1: -: raden slutar med CR; rader ska sluta med bara LF"],
    ),
    (
        "line ends of old Macs",
        {**ROUND, H: ROUND[H].replace("\n", "\r")},
        ["held.csv:1: -: raden slutar med CR; rader ska sluta med bara LF"],
    ),
    (
        "CR on the third line",
        change("areas.csv", "K1,2280\n", "K1,2280\r\n"),
        ["areas.csv:3: -: raden slutar med CR; rader ska sluta med bara LF"],
    ),
    (
        "not UTF-8",
        {**ROUND, "areas.csv": ROUND["areas.csv"].encode() + b"K1,\xe5\n"},
        ["areas.csv:4: -: raden är inte UTF-8"],
    ),
    ("NUL byte", change("areas.csv", "2280", "22\x0080"), ["areas.csv:3: -: raden har ett styrtecken"]),
    ("tab", change("areas.csv", "K1,2280", "K1,2280\t"), ["areas.csv:3: -: raden har ett styrtecken"]),
    (
        "quote not closed",
        change("areas.csv", "K1,2280", '"K1,2280'),
        ["areas.csv:3: -: citattecknen på raden går inte ihop"],
    ),
    (
        "quote inside a field",
        change("areas.csv", "K1,2280", 'K"1,2280'),
        ["areas.csv:3: -: citattecknen på raden går inte ihop"],
    ),
    (
        "text after a closing quote",
        change("areas.csv", "K1,2280", '"K1"x,2280'),
        ["areas.csv:3: -: citattecknen på raden går inte ihop"],
    ),
    (
        "too many fields",
        change("areas.csv", "K1,2280", "K1,2280,"),
        ["areas.csv:3: -: raden har 3 fält, rubriken har 2"],
    ),
    (
        "too few fields",
        change("areas.csv", "K1,2280", "K1"),
        ["areas.csv:3: -: raden har 1 fält, rubriken har 2"],
    ),
    ("row empty", change("areas.csv", "K1,2281\n", "K1,2281\n\n"), ["areas.csv:3: -: raden är tom"]),
    (
        "fields that even out",
        change("areas.csv", "K1,2281\nK1,2280", "K1,2281,2280\nK1"),
        [
            "areas.csv:2: -: raden har 3 fält, rubriken har 2",
            "areas.csv:3: -: raden har 1 fält, rubriken har 2",
        ],
    ),
    (
        "column unknown",
        change("areas.csv", "municipality\nK1,2281\nK1,2280", "municipality,name\nK1,2281,x\nK1,2280,y"),
        ["areas.csv:1: name: kolumnen hör inte till formatet"],
    ),
    (
        "column without name",
        change("areas.csv", "municipality\nK1,2281\nK1,2280", "municipality,\nK1,2281,\nK1,2280,"),
        ["areas.csv:1: -: kolumnen hör inte till formatet"],
    ),
    (
        "column twice",
        change(
            "areas.csv", "municipality\nK1,2281\nK1,2280", "municipality,municipality\nK1,2281,1\nK1,2280,1"
        ),
        ["areas.csv:1: municipality: kolumnen finns två gånger"],
    ),
    (
        "column missing",
        change("areas.csv", "municipality", "kommun"),
        [
            "areas.csv:1: kommun: kolumnen hör inte till formatet",
            "areas.csv:1: municipality: kolumnen saknas",
        ],
    ),
    (
        "home column missing",
        {**ROUND, A: "applicant_id,birth_year,lives_in_area_of\na1,2010,2281\na2,2010,2281\na3,2009,2280\n"},
        ["applicants.csv:1: home_municipality: kolumnen saknas"],
    ),
    # round.toml
    (
        "TOML that cannot be read",
        change(T, "year = 2026", "year = "),
        ["round.toml:1: -: raden går inte att läsa som TOML"],
    ),
    (
        "TOML with a byte order mark",
        {**ROUND, T: "\ufeff" + ROUND[T]},
        ["round.toml:1: -: filen börjar med BOM; spara den som UTF-8 utan BOM"],
    ),
    (
        "key unknown",
        change(T, "year = 2026", "year = 2026\nname = 'x'"),
        ["round.toml:2: name: nyckeln hör inte till formatet"],
    ),
    ("year missing", change(T, "year = 2026\n", ""), ["round.toml:0: year: nyckeln saknas"]),
    ("year as text", change(T, "2026\n", '"2026"\n'), ["round.toml:1: year: värdet ska vara ett heltal"]),
    (
        "year too early",
        change(T, "2026\n", "1999\n"),
        [
            "round.toml:1: year: 1999 är mindre än 2011",
        ],
    ),
    (
        "year of five thousand digits",
        change(T, "2026\n", "9" * 5000 + "\n"),
        ["round.toml:10: -: raden går inte att läsa som TOML"],
    ),
    (
        "kind unknown",
        change(T, "reserve", "slutlig"),
        [
            "round.toml:2: kind: ”slutlig” är inte något av preliminary, final, reserve",
        ],
    ),
    (
        "rules unknown",
        change(T, "se-2026", "se-1999"),
        ["round.toml:3: rules: regelverket ”se-1999” är okänt; det finns se-2026, se-2028-proposal"],
    ),
    (
        "cut-off without zone",
        change(T, "16:00:00+02:00", "16:00:00"),
        ["round.toml:4: grade_cutoff: ”2026-06-23T16:00:00” saknar tidszon"],
    ),
    (
        "cut-off is a date",
        change(T, "2026-06-23T16:00:00+02:00", "2026-06-23"),
        ["round.toml:4: grade_cutoff: ”2026-06-23” är inte en tidpunkt som 2026-06-23T16:00:00+02:00"],
    ),
    (
        "seed too short",
        change(T, "ab" * 32, "ab" * 31),
        ["round.toml:5: lottery_seed: lottens frö ska vara 64 hexadecimala siffror"],
    ),
    (
        "seed not hexadecimal",
        change(T, "ab" * 32, "xy" * 32),
        ["round.toml:5: lottery_seed: lottens frö ska vara 64 hexadecimala siffror"],
    ),
    (
        "seed missing",
        change(T, f'lottery_seed = "{"ab" * 32}"\n', ""),
        ["round.toml:0: lottery_seed: lottens frö saknas, men en rangordningsregel slutar med lottning"],
    ),
    (
        "criterion unknown",
        change(T, '"choice_rank"', '"rank"'),
        ["round.toml:7: ranking.default.order: ”rank” är inget kriterium"],
    ),
    (
        "criterion twice",
        change(T, '"choice_rank"', '"choice_rank", "choice_rank"'),
        ["round.toml:7: ranking.default.order: kriteriet ”choice_rank” finns två gånger"],
    ),
    (
        "criterion after the lottery",
        change(T, '"choice_rank", "lottery"', '"lottery", "choice_rank"'),
        ["round.toml:7: ranking.default.order: efter lottning finns inget kvar att avgöra"],
    ),
    (
        "order not a list",
        change(T, '["choice_rank", "lottery"]', '"lottery"'),
        ["round.toml:7: ranking.default.order: värdet ska vara en lista med text"],
    ),
    (
        "ranking without order",
        change(T, 'order = ["choice_rank", "lottery"]\n', ""),
        ["round.toml:6: ranking.default: nyckeln saknas"],
    ),
    (
        "ranking key unknown",
        change(T, "[merit]", "seed = 1\n[merit]"),
        ["round.toml:8: ranking.default.seed: nyckeln hör inte till formatet"],
    ),
    (
        "merit key unknown",
        change(T, "block_grades", "blocks"),
        ["round.toml:9: merit.blocks: nyckeln hör inte till formatet"],
    ),
    (
        "block grades unknown",
        change(T, "weighted", "half"),
        ["round.toml:9: merit.block_grades: ”half” är inte något av weighted, single"],
    ),
    (
        "faults in several files",
        {
            **ROUND,
            T: ROUND[T].replace("2026\n", "x\n", 1),
            "areas.csv": "provider_id\nK1\n",
            C: ROUND[C].replace("12.5", "x").replace("a3,1,P", "a3,1,X"),
        },
        [
            "areas.csv:1: municipality: kolumnen saknas",
            "choices.csv:2: test_points: ”x” är inte ett tal med decimalpunkt",
            "choices.csv:6: offering_id: ”X” finns inte i offerings.csv",
            "round.toml:1: -: raden går inte att läsa som TOML",
        ],
    ),
]
