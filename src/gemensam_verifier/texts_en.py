"""Every text of the verifier in English. Placeholders are facts of the violation."""

PROPERTIES = {
    "V0": "The files are those that the manifest names",
    "V1": "Every choice has one row and every applicant at most one place",
    "V2": "Seats, quotas, pools and held places",
    "V3": "Eligibility and merit",
    "V4": "Nobody is passed over by somebody behind",
    "V5": "No better result exists for the applicants and no wanted seat is empty",
    "V6": "Lottery numbers follow from the seed",
    "V7": "Ties follow the offering's rule and the reasons are right",
    "V8": "Higher merit never gives a worse place",
    "V9": "Withdrawing never hurts anybody else",
    "V10": "Reserve positions",
    "V11": "The same applicants and choices before and after, and the right status",
    "V12": "Nothing beyond the format",
    "V13": "Cut-offs and summary follow from the placements",
}
NOT_APPLICABLE = "cannot be seen in a single result"
CHECKED = "{number} comparisons"
OK = "The result is right. Nothing wrong was found."
FAILED = "The result is wrong. Violations: {number}."
COUNTS = (
    "Read: {applicants} applicants, {choices} choices, {offerings} offerings, {grades} grade rows, "
    "{rows} result rows. Admitted: {admitted}."
)
HASH = "Result hash: {hash}"
HOLD = "Offerings to hold until this is put right ({number} of {all}):"
HOLD_NONE = "No offering needs to be held."
CANNOT_READ = "The verification could not be made."
LINE = "{prop} {who}{text}"
APPLICANTS = "applicant {names}"
OFFERINGS = "offering {names}"
USAGE = "Checks an admission result against its input without running the admission again."
HELP_FOLDER = "folder or .zip with the input of the round"
HELP_RESULT = "folder or .zip with the result"
HELP_HOLD = "list the offerings connected to a violation, so that the rest may be published"
HELP_JSON = "write the report as JSON"
HELP_PROCESSES = "number of processes; the answer is the same"
HELP_LANG = "language: sv or en"

PARTS = {
    "comparable": "comparable grades",
    "reception": "reception first or second hand",
    "late": "choice in time before late choice",
    "points": "points",
    "choice_rank": "rank of the choice",
    "grade_value": "grade value",
    "grade_count": "number of grades",
    "maths_science": "mathematics and science",
    "english_swedish_social": "English, Swedish and social subjects",
    "swedish": "Swedish",
    "comparison_value": "comparison value",
    "lottery": "lottery number",
}

VIOLATIONS = {
    "input_changed": "the input file {file} was changed after the manifest was written",
    "input_gone": "the file {file} is in the manifest but not in the input",
    "input_not_in_manifest": "the input file {file} is not in the manifest",
    "output_changed": "the result file {file} was changed after the manifest was written",
    "output_gone": "the file {file} is in the manifest but not in the result",
    "output_not_in_manifest": "the result file {file} is not in the manifest",
    "wrong_result_hash": "the manifest says {value}, but the placements have {wanted}",
    "wrong_rules": "the manifest says rules {value}, but the round follows {wanted}",
    "other_offering": "the row of choice {rank} is for another offering than the choice",
    "repeated_row": "choice {rank} has more than one row",
    "missing_row": "choice {rank} has no row",
    "two_places": "the applicant has more than one place",
    "foreign_row": "a row for choice {rank} that is not in the input",
    "missing_applicant": "the applicant is missing altogether",
    "held_lost": "the place held from an earlier round is gone",
    "held_moved": "the applicant left the queue but was moved from the held place",
    "overfull": "{number} admitted, but there are only {limit} seats",
    "quota_overfull": "{number} admitted in the free quota, but it has {limit} seats",
    "test_overfull": "{number} admitted on test seats, but there are {limit}",
    "pool_overfull": "{number} admitted, but the offerings share {limit} seats",
    "seat_kind": "the kind of seat is “{kind}” but should be “{wanted}”",
    "no_right_to_seat": "the applicant is admitted without a right to a seat here",
    "seat_to_unentitled": "the first lost the seat that the second got without a right to it",
    "passed_over": "the first goes before the second ({part}) but did not get the seat",
    "seat_rule": "the first has a right to the seat by the rules of quota and test seats, not the second",
    "pool_order": "the first has a right to the shared seat before the second by the order of the pool",
    "empty_seat": "a seat is empty though the applicant wants it and is eligible",
    "better_ring": "all these applicants can change to a place they prefer without anybody being passed over",
    "better_result": "there is a right result in which these applicants get a place they prefer",
    "wrong_status": "choice {rank} has status “{status}” but should have “{wanted}” {codes}",
    "wrong_reason": "the reason is “{reason}” but should be “{wanted}”",
    "ineligible_admitted": "the admitted applicant is not eligible for choice {rank} ({codes})",
    "closed_admitted": "the applicant is admitted to choice {rank}, which is not considered",
    "kind_without_place": "choice {rank} has seat kind “{kind}” without being admitted",
    "position_without_reserve": "choice {rank} has reserve position {position} without being a reserve",
    "wrong_merit": "the merit is “{merit}” but the grades give “{wanted}”",
    "wrong_position": "the reserve position is “{position}” but should be {wanted}",
    "wrong_sort_key": "the sort key is “{key}” but should be “{wanted}”",
    "foreign_column": "the column {column} in {file} is not in the format",
    "foreign_cutoff": "a row of cutoffs.csv that is repeated or for an unknown offering",
    "missing_cutoff": "the offering is missing in cutoffs.csv",
    "wrong_cutoff": "{column} in cutoffs.csv is “{value}” but should be “{wanted}”",
    "summary_key": "the value {key} in summary.json is missing or does not belong there",
    "wrong_summary": "{key} in summary.json is “{value}” but should be “{wanted}”",
}

UNREADABLE = {
    "missing_folder": "cannot find {file}",
    "missing_file": "the file {file} is missing. Give the round's folder first and then the result's",
    "bad_zip": "{file} is neither a folder nor a whole zip file",
    "not_csv": "{file} row {row}: cannot be read as comma-separated UTF-8",
    "not_toml": "{file}: cannot be read as TOML",
    "not_json": "{file}: cannot be read as JSON",
    "row_width": "{file} row {row}: wrong number of columns",
    "unknown_column": "{file}: unknown or repeated column {column}",
    "missing_column": "{file}: the column {column} is missing",
    "unknown_key": "{file}: unknown key {key}",
    "bad_value": "{file} row {row}: {column} has the value “{value}”, which is not allowed",
    "no_zone": "{file} row {row}: the time “{value}” has no time zone",
    "unknown_programme": "{file} row {row}: unknown programme code “{value}”",
    "unknown_reference": (
        "{file} row {row}: refers to something that does not exist or has a wrong rank: {value}"
    ),
    "repeated": "{file}: {value} occurs more than once",
    "pool_differs": "{file}: the pool {value} has different numbers of seats on different rows",
    "too_many_grades": "{file}: {value} has more than 40 grades",
    "rank_gap": "{file}: the choices of {value} are not numbered 1, 2, 3 … without repeats",
    "bad_held": (
        "{file} row {row}: the held place {value} is repeated, is no choice or does not belong to the round"
    ),
}
