"""The command line's texts in English."""

FAULTS = {
    "folder_missing": "the folder or file does not exist",
    "file_missing": "the file is missing",
    "file_unknown": "the file does not belong to the format",
    "file_unreadable": "the file cannot be read",
    "archive_unreadable": "the file is not a whole .zip",
    "archive_encrypted": "the archive is protected by a password",
    "archive_name_twice": "the file is in the archive twice",
    "archive_too_large": "the archive is larger than {max} bytes unpacked",
    "file_empty": "the file is empty, the header row is missing",
    "byte_order_mark": "the file begins with a BOM; save it as UTF-8 without BOM",
    "carriage_return": "the line ends with CR; lines must end with LF alone",
    "not_utf8": "the line is not UTF-8",
    "control_character": "the line has a control character",
    "bad_quoting": "the quotes on the line do not match",
    "field_count": "the line has {found} fields, the header has {expected}",
    "row_empty": "the line is empty",
    "column_missing": "the column is missing",
    "column_unknown": "the column does not belong to the format",
    "column_twice": "the column is there twice",
    "value_missing": "the value is missing",
    "id_invalid": "“{value}” cannot be an id: no white space or invisible characters",
    "personal_number": "the id is a personal identity number; use an id that points nobody out",
    "not_whole_number": "“{value}” is not a whole number",
    "below_minimum": "{value} is less than {min}",
    "above_maximum": "{value} is more than {max}",
    "not_decimal": "“{value}” is not a number with decimal point",
    "too_many_decimals": "{value} has more than six decimals",
    "not_boolean": "“{value}” must be yes or no",
    "not_in_list": "“{value}” is none of {allowed}",
    "not_municipality": "“{value}” is not a municipality code of four digits",
    "not_school_unit": "“{value}” is not a school unit code of eight digits",
    "not_study_path": "“{value}” is not a study-path code of 5–9 characters",
    "programme_unknown": "the programme “{value}” is unknown",
    "date_time_invalid": "“{value}” is not a date-time such as 2026-06-23T16:00:00+02:00",
    "date_time_without_zone": "“{value}” has no time zone",
    "key_twice": "the same key stands on an earlier line",
    "reference_unknown": "“{value}” is not in {target}",
    "rank_gap": "the ranks jump to {value}, the next choice must be {expected}",
    "offering_chosen_twice": "the applicant has already chosen “{value}”",
    "provider_kind_differs": "the same provider is {first} on an earlier line",
    "seats_exceeded": "free-quota and test seats are {sum}, but the seats are {max}",
    "pool_field_missing": "the value is missing, the offering belongs to a pool",
    "pool_field_without_pool": "the value is only for offerings in a pool",
    "pool_seats_differ": "the pool has {first} seats on an earlier line",
    "ranking_unknown": "the ranking rule “{value}” is not in round.toml",
    "base_programme_missing": "IMV needs a national programme to lead to",
    "role_not_for_subject": "the role is for the subject M2 only",
    "too_many_grades": "the applicant has {sum} grades, at most {max} may count",
    "home_missing": "home municipality is missing and lives_in_area_of is empty",
    "held_twice": "the applicant already holds a place",
    "held_not_chosen": "the held place is not among the applicant's choices",
    "held_cancelled": "the offering is cancelled; the place cannot be held",
    "held_not_reserve_round": "places are held in reserve rounds only",
    "toml_syntax": "the line cannot be read as TOML",
    "key_unknown": "the key does not belong to the format",
    "key_missing": "the key is missing",
    "wrong_type": "the value must be {wanted}",
    "rules_unknown": "the rule set “{value}” is unknown; there is {allowed}",
    "seed_invalid": "the lottery seed must be 64 hexadecimal digits",
    "seed_missing": "the lottery seed is missing, but a ranking rule ends in a lottery",
    "criterion_unknown": "“{value}” is no criterion",
    "criterion_twice": "the criterion “{value}” is there twice",
    "criterion_after_lottery": "nothing is left to decide after the lottery",
}

REFUSED = {
    "not_a_folder": "{path} is a file. Choose a folder for the result.",
    "holds_other_files": "{path} holds other things than a result. Choose an empty folder.",
    "cannot_write": "{path} cannot be written: {error}",
}

ADMITTED = """\
{admitted} of {applicants} applicants are admitted, {first_choice} to their first choice.
The result is in {out}. It took {seconds} seconds.
Checksum of the result: {result_hash}"""


def decimal(number: str) -> str:
    """Decimal point."""
    return number
