"""A small good round as text, which tests of bad input change in one place."""

GRADES = "".join(
    f"{person},{subject},{grade},compulsory,2026-06-10T12:00:00Z\n"
    for person, grade in (("a1", "C"), ("a2", "B"), ("a3", "E"))
    for subject in ("SV", "EN", "MA", "BL", "HKK", "IDH", "MU", "SL", "TK", "BI", "FY", "KE", "GE", "HI")
)
ROUND = {
    "round.toml": (
        "year = 2026\n"
        'kind = "reserve"\n'
        'rules = "se-2026"\n'
        "grade_cutoff = 2026-06-23T16:00:00+02:00\n"
        f'lottery_seed = "{"ab" * 32}"\n'
        "[ranking.default]\n"
        'order = ["choice_rank", "lottery"]\n'
        "[merit]\n"
        'block_grades = "weighted"\n'
    ),
    "offerings.csv": (
        "offering_id,provider_id,provider_kind,municipality,school_unit,programme,study_path,base_programme,seats,"
        "free_quota_seats,test_seats,skill_test,pool,pool_seats,pool_order,national_intake,ranking,cancelled\n"
        "P,K1,public,2281,12345678,NA25,NANAT,,10,1,1,adds,,,,no,default,no\n"
        "Q,K1,public,2281,12345678,VO25,,,5,,,,x,6,1,,,\n"
        "V,K1,public,2281,12345678,IMV,,VO25,3,,,,x,6,2,,,\n"
        "F,F1,independent,2281,87654321,BA25,,,0,,,required,,,,,,\n"
    ),
    "areas.csv": "provider_id,municipality\nK1,2281\nK1,2280\n",
    "applicants.csv": (
        "applicant_id,birth_year,home_municipality,completed_upper_secondary,comparable_grades,lives_in_area_of,"
        "reduced_timetable\n"
        "a1,2010,2281,no,yes,,\n"
        "a2,2010,0180,,,2281,no\n"
        "a3,2009,,,,2280,no\n"
    ),
    "grades.csv": "applicant_id,subject,grade,role,registered_at\n" + GRADES,
    "choices.csv": (
        "applicant_id,rank,offering_id,late,free_quota,test_points,test_passed,reception,english_exemption\n"
        "a1,1,P,no,no,12.5,,,no\n"
        "a1,2,Q,,,,,,\n"
        "a2,1,Q,,,,,first_hand,\n"
        "a2,2,F,,,,yes,,\n"
        "a3,1,P,yes,yes,,,second_hand,yes\n"
    ),
    "held.csv": "applicant_id,offering_id,keep_reserve\na1,Q,yes\n",
}
S, A, G, C, H, T = "offerings.csv", "applicants.csv", "grades.csv", "choices.csv", "held.csv", "round.toml"


def change(file, old, new):
    """The round with the first `old` of a file replaced."""
    assert old in ROUND[file]
    return {**ROUND, file: ROUND[file].replace(old, new, 1)}
