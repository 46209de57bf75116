"""Faults of single values, and of rows against each other."""

from tests.bundle.good_round import ROUND, A, C, G, H, S, T, change

# (what is wrong, the round, the lines that must be printed)
BAD_ROWS = [
    # one value
    (
        "id empty",
        change(A, "a3,", ","),
        [
            "applicants.csv:4: applicant_id: värdet saknas",
            "choices.csv:6: applicant_id: ”a3” finns inte i applicants.csv",
            *[f"grades.csv:{row}: applicant_id: ”a3” finns inte i applicants.csv" for row in range(30, 44)],
        ],
    ),
    (
        "id with a space",
        change(S, "\nF,F1", "\nF,F 1"),
        ["offerings.csv:5: provider_id: ”F 1” kan inte vara ett id: inga blanksteg eller osynliga tecken"],
    ),
    (
        "id with an invisible character",
        change(S, "\nF,F1", "\nF,F\u200b1"),
        [
            "offerings.csv:5: provider_id: ”F\\u200b1” kan inte vara ett id: inga blanksteg eller osynliga tecken"
        ],
    ),
    (
        "id is a personal number",
        {**ROUND, **{name: ROUND[name].replace("a3,", "201001012382,") for name in (A, G, C)}},
        ["applicants.csv:4: applicant_id: id:t är ett personnummer; använd ett id som inte pekar ut någon"],
    ),
    (
        "id is a personal number with a dash",
        {**ROUND, **{name: ROUND[name].replace("a3,", "100101-2382,") for name in (A, G, C)}},
        ["applicants.csv:4: applicant_id: id:t är ett personnummer; använd ett id som inte pekar ut någon"],
    ),
    ("seats negative", change(S, ",5,,,,x", ",-5,,,,x"), ["offerings.csv:3: seats: -5 är mindre än 0"]),
    (
        "seats not whole",
        change(S, ",5,,,,x", ",5.0,,,,x"),
        ["offerings.csv:3: seats: ”5.0” är inte ett heltal"],
    ),
    (
        "seats with a sign",
        change(S, ",5,,,,x", ",+5,,,,x"),
        ["offerings.csv:3: seats: ”+5” är inte ett heltal"],
    ),
    (
        "seats in other digits",
        change(S, ",5,,,,x", ",٥,,,,x"),
        ["offerings.csv:3: seats: ”٥” är inte ett heltal"],
    ),
    ("seats missing", change(S, ",5,,,,x", ",,,,,x"), ["offerings.csv:3: seats: värdet saknas"]),
    (
        "seats huge",
        change(S, ",5,,,,x", f",{10**40},,,,x"),
        [f"offerings.csv:3: seats: {str(10**40)[:39]}… är större än 999999999"],
    ),
    (
        "provider kind unknown",
        change(S, "independent", "privat"),
        ["offerings.csv:5: provider_kind: ”privat” är inte något av public, independent"],
    ),
    (
        "municipality of three digits",
        change("areas.csv", "2280", "228"),
        ["areas.csv:3: municipality: ”228” är inte en kommunkod med fyra siffror"],
    ),
    (
        "school unit of seven digits",
        change(S, "87654321", "8765432"),
        ["offerings.csv:5: school_unit: ”8765432” är inte en skolenhetskod med åtta siffror"],
    ),
    (
        "programme unknown",
        change(S, "BA25", "BX25"),
        ["offerings.csv:5: programme: programmet ”BX25” är okänt"],
    ),
    (
        "programme not by letters",
        change(S, "BA25", "ba25"),
        ["offerings.csv:5: programme: programmet ”ba25” är okänt"],
    ),
    (
        "study path too short",
        change(S, "NANAT", "NA"),
        ["offerings.csv:2: study_path: ”NA” är inte en studievägskod med 5–9 tecken"],
    ),
    (
        "skill test unknown",
        change(S, ",required,", ",krav,"),
        ["offerings.csv:5: skill_test: ”krav” är inte något av none, adds, required"],
    ),
    (
        "boolean in Swedish",
        change(A, "a1,2010,2281,no", "a1,2010,2281,nej"),
        ["applicants.csv:2: completed_upper_secondary: ”nej” ska vara yes eller no"],
    ),
    (
        "boolean in capitals",
        change(C, "a3,1,P,yes", "a3,1,P,YES"),
        ["choices.csv:6: late: ”YES” ska vara yes eller no"],
    ),
    (
        "birth year before 1900",
        change(A, "a1,2010", "a1,1010"),
        ["applicants.csv:2: birth_year: 1010 är mindre än 1900"],
    ),
    (
        "birth year after the round",
        change(A, "a1,2010", "a1,2027"),
        ["applicants.csv:2: birth_year: 2027 är större än 2026"],
    ),
    (
        "subject unknown",
        change(G, "a1,SV,", "a1,SVE,"),
        [
            "grades.csv:2: subject: ”SVE” är inte något av SV, SVA, EN, MA, GE, HI, RE, SH, BI, FY, KE, BL, HKK, IDH, "
            "MU, SL, TK, NO, SO, M1, M2, ML"
        ],
    ),
    (
        "grade unknown",
        change(G, "a1,SV,C", "a1,SV,H"),
        ["grades.csv:2: grade: ”H” är inte något av A, B, C, D, E, F, -, G, VG, MVG"],
    ),
    (
        "role unknown",
        change(G, "compulsory", "obligatorisk"),
        [
            "grades.csv:2: role: ”obligatorisk” är inte något av compulsory, language_choice, optional_language, "
            "mother_tongue, other"
        ],
    ),
    (
        "role not for the subject",
        change(G, "compulsory", "language_choice"),
        ["grades.csv:2: role: rollen gäller bara ämnet M2"],
    ),
    (
        "time without zone",
        change(G, "2026-06-10T12:00:00Z", "2026-06-10T12:00:00"),
        ["grades.csv:2: registered_at: ”2026-06-10T12:00:00” saknar tidszon"],
    ),
    (
        "time on a day that is not",
        change(G, "2026-06-10T12:00:00Z", "2026-02-30T12:00:00Z"),
        [
            "grades.csv:2: registered_at: ”2026-02-30T12:00:00Z” är inte en tidpunkt som 2026-06-23T16:00:00+02:00"
        ],
    ),
    (
        "time in a zone that is not",
        change(G, "2026-06-10T12:00:00Z", "2026-06-10T12:00:00+25:00"),
        [
            "grades.csv:2: registered_at: ”2026-06-10T12:00:00+25:00” är inte en tidpunkt som 2026-06-23T16:00:00+02:00"
        ],
    ),
    (
        "date for a time",
        change(G, "2026-06-10T12:00:00Z", "2026-06-10"),
        ["grades.csv:2: registered_at: ”2026-06-10” är inte en tidpunkt som 2026-06-23T16:00:00+02:00"],
    ),
    ("rank zero", change(C, "a1,1,P", "a1,0,P"), ["choices.csv:2: rank: 0 är mindre än 1"]),
    ("rank not a number", change(C, "a1,1,P", "a1,ett,P"), ["choices.csv:2: rank: ”ett” är inte ett heltal"]),
    (
        "test points with comma",
        change(C, "12.5", '"12,5"'),
        ["choices.csv:2: test_points: ”12,5” är inte ett tal med decimalpunkt"],
    ),
    (
        "test points negative",
        change(C, "12.5", "-12.5"),
        ["choices.csv:2: test_points: -12.5 är mindre än 0"],
    ),
    (
        "test points not a number",
        change(C, "12.5", "NaN"),
        ["choices.csv:2: test_points: ”NaN” är inte ett tal med decimalpunkt"],
    ),
    (
        "test points too fine",
        change(C, "12.5", "0.0000001"),
        ["choices.csv:2: test_points: 0.0000001 har fler än sex decimaler"],
    ),
    (
        "test points too many",
        change(C, "12.5", "1000000.000001"),
        ["choices.csv:2: test_points: 1000000.000001 är större än 1000000"],
    ),
    (
        "reception unknown",
        change(C, "first_hand", "1"),
        ["choices.csv:4: reception: ”1” är inte något av first_hand, second_hand"],
    ),
    # rows against each other
    (
        "offering twice",
        change(S, "V,K1", "Q,K1"),
        ["offerings.csv:4: offering_id: samma nyckel finns på en tidigare rad"],
    ),
    (
        "area twice",
        change("areas.csv", "2280", "2281"),
        ["areas.csv:3: municipality: samma nyckel finns på en tidigare rad"],
    ),
    (
        "applicant twice",
        {**ROUND, A: ROUND[A] + "a1,2010,2281,,,,\n"},
        ["applicants.csv:5: applicant_id: samma nyckel finns på en tidigare rad"],
    ),
    (
        "grade twice at one moment",
        {**ROUND, G: ROUND[G] + "a1,SV,A,compulsory,2026-06-10T14:00:00+02:00\n"},
        ["grades.csv:44: subject: samma nyckel finns på en tidigare rad"],
    ),
    (
        "rank twice",
        change(C, "a2,2,F", "a2,1,F"),
        ["choices.csv:5: rank: samma nyckel finns på en tidigare rad"],
    ),
    (
        "ranks with a gap",
        change(C, "a2,2,F", "a2,3,F"),
        ["choices.csv:5: rank: rangordningen hoppar till 3, nästa val ska vara 2"],
    ),
    (
        "ranks from two",
        change(C, "a3,1,P", "a3,2,P"),
        ["choices.csv:6: rank: rangordningen hoppar till 2, nästa val ska vara 1"],
    ),
    (
        "offering chosen twice",
        change(C, "a2,2,F", "a2,2,Q"),
        ["choices.csv:5: offering_id: den sökande har redan valt ”Q”"],
    ),
    (
        "choice of an unknown offering",
        change(C, "a2,2,F", "a2,2,X"),
        ["choices.csv:5: offering_id: ”X” finns inte i offerings.csv"],
    ),
    (
        "choice by an unknown applicant",
        change(C, "a3,1,P", "a4,1,P"),
        ["choices.csv:6: applicant_id: ”a4” finns inte i applicants.csv"],
    ),
    (
        "grade of an unknown applicant",
        change(G, "a1,SV", "a9,SV"),
        ["grades.csv:2: applicant_id: ”a9” finns inte i applicants.csv"],
    ),
    (
        "area of an unknown provider",
        change("areas.csv", "K1,2280", "K2,2280"),
        ["areas.csv:3: provider_id: ”K2” finns inte i offerings.csv"],
    ),
    (
        "provider of two kinds",
        change(S, "V,K1,public", "V,K1,independent"),
        ["offerings.csv:4: provider_kind: samma huvudman är public på en tidigare rad"],
    ),
    (
        "more quota and test seats than seats",
        change(S, ",10,1,1,", ",10,6,5,"),
        ["offerings.csv:2: free_quota_seats: fri kvot och provplatser är 11, men platserna är 10"],
    ),
    (
        "pool without its seats",
        change(S, "x,6,1", "x,,1"),
        ["offerings.csv:3: pool_seats: värdet saknas, utbildningen hör till en pool"],
    ),
    (
        "pool without its order",
        change(S, "x,6,1", "x,6,"),
        ["offerings.csv:3: pool_order: värdet saknas, utbildningen hör till en pool"],
    ),
    ("pool order zero", change(S, "x,6,1", "x,6,0"), ["offerings.csv:3: pool_order: 0 är mindre än 1"]),
    (
        "pool seats that differ",
        change(S, "x,6,2", "x,7,2"),
        ["offerings.csv:4: pool_seats: poolen har 6 platser på en tidigare rad"],
    ),
    (
        "pool seats without a pool",
        change(S, "adds,,,", "adds,,6,"),
        ["offerings.csv:2: pool_seats: värdet gäller bara utbildningar i en pool"],
    ),
    (
        "ranking unknown",
        change(S, "no,default", "no,special"),
        ["offerings.csv:2: ranking: rangordningsregeln ”special” finns inte i round.toml"],
    ),
    (
        "IMV without a programme",
        change(S, "IMV,,VO25", "IMV,,"),
        ["offerings.csv:4: base_programme: IMV behöver ett nationellt program att leda till"],
    ),
    (
        "IMV towards IMY",
        change(S, "IMV,,VO25", "IMV,,IMY"),
        ["offerings.csv:4: base_programme: IMV behöver ett nationellt program att leda till"],
    ),
    (
        "no home at all",
        change(A, "a3,2009,,,,2280", "a3,2009,,,,"),
        ["applicants.csv:4: home_municipality: hemkommun saknas och lives_in_area_of är tom"],
    ),
    (
        "two held places",
        {**ROUND, H: ROUND[H] + "a1,P,no\n"},
        ["held.csv:3: applicant_id: den sökande har redan en hållen plats"],
    ),
    (
        "held place not chosen",
        change(H, "a1,Q", "a1,F"),
        ["held.csv:2: offering_id: den hållna platsen finns inte bland den sökandes val"],
    ),
    (
        "held place of an unknown applicant",
        change(H, "a1,Q", "b1,Q"),
        [
            "held.csv:2: applicant_id: ”b1” finns inte i applicants.csv",
            "held.csv:2: offering_id: den hållna platsen finns inte bland den sökandes val",
        ],
    ),
    (
        "held place cancelled",
        change(S, "x,6,1,,,", "x,6,1,,,yes"),
        ["held.csv:2: offering_id: utbildningen är inställd; platsen kan inte hållas"],
    ),
    (
        "held place in a final round",
        change(T, "reserve", "final"),
        ["held.csv:2: -: hållna platser finns bara i en reservomgång"],
    ),
    (
        "more grades than can be",
        {
            **ROUND,
            G: "applicant_id,subject,language,grade,role,registered_at\n"
            + "".join(f"a1,ML,L{number},A,mother_tongue,\n" for number in range(41)),
        },
        ["grades.csv:2: applicant_id: den sökande har 41 betyg, högst 40 får räknas"],
    ),
]
