"""The texts of ``gemensam whatif`` in English."""

from typing import Final

POINT: Final = "."
PER_CENT: Final = "{share}%"
FAULTS: Final = {
    "toml_syntax": "cannot be read as TOML{place}. Text belongs in quotes, and each line is name = value.",
    "bom": "the file begins with a BOM; save it as UTF-8 without",
    "not_utf_8": "the file is not UTF-8; save it so",
    "nothing": "the file is empty. Write at least one change, for example [[change]] with offering and seats.",
    "key_unknown": "there is no such key. Choose among {allowed}.",
    "key_missing": "the key is missing. Add it.",
    "not_tables": "write it as [[{name}]], once for each change.",
    "not_table": "must be a table within brackets.",
    "not_text": "must be a text within quotes.",
    "not_boolean": "must be true or false.",
    "not_text_list": 'must be a list of texts, for example ["choice_rank", "lottery"].',
    "not_in_list": "must be one of {allowed}.",
    "not_amount": "“{value}” is not a number. Write 30, or “+5” or “-5” for more or fewer.",
    "not_absolute": "a new offering needs a whole number, not more or fewer.",
    "not_municipality": "“{value}” is not a municipality code. Write four digits.",
    "not_id": "“{value}” cannot be an id. Remove white space and invisible characters.",
    "no_selection": "no offering is chosen. Give {allowed}.",
    "no_change": "nothing is changed. Give {allowed}.",
    "seed_invalid": "must be 64 hexadecimal digits.",
    "seed_missing": "a ranking rule ends with a lottery, but the round has no seed. Add lottery_seed.",
    "unknown_criterion": "a criterion is unknown. Choose among {allowed}.",
    "repeated_criterion": "a criterion is there twice. Remove one of them.",
    "after_lottery": "after lottery nothing is left to decide. Put lottery last.",
    "ranking_unknown": "there is no rule “{value}”. Add [ranking.{value}] with order.",
    "nothing_selected": "no offering of the round fits {where}. Correct the selection.",
    "no_pool": "{where}: the offering shares no seats with another. Change seats instead.",
    "below_zero": "{offering} would get fewer than zero seats. Take away fewer.",
    "quota_above_seats": (
        "{offering} would have more seats for free quota and tests than seats. "
        "Change free_quota_seats or test_seats, too."
    ),
    "offering_exists": "there is already an offering “{value}”. Choose another id.",
    "offering_unknown": "the round has no offering “{value}”. Correct the id.",
    "provider_unknown": "the provider “{value}” has no offering in the round. Correct the id.",
}

CHANGES_FILE_MISSING: Final = "{path} is not there, or no file that can be read. Give a file."
CHANGES_TITLE: Final = "{path}:{key}: {text}"
SEX_FAULT: Final = (
    "{path}:1: the file must be CSV in UTF-8 with a comma between the columns applicant_id and sex."
)
OUT_REFUSED: Final = "{path} holds something else than such an answer. Choose an empty folder."
OUT_ONE_FILE: Final = "--out works with one file of changes only. Run one at a time, or use --json."
WORKERS: Final = {
    "workers": "--workers must be a number of processes from 1 to 1024, or dask://host:port.",
    "no_dask": "--workers dask:// needs the extra gemensam[dask]. Install it on this computer and in the cluster.",
}
OUT_WRITTEN: Final = "The answer is in {path}."

EVERYONE: Final = "All"
MOVED: Final = "{better} get a choice that they put higher, {worse} one that they put lower."
NO_SEX: Final = "The round does not tell anybody's sex."
NO_CUTOFFS: Final = "No cut-off changes."
HIDDEN: Final = "not shown"
NOT_SHOWN: Final = "“not shown”: fewer than five are admitted."
GROUP_COLUMNS: Final = ("applicants", "admitted", "first choice", "share", "unplaced")
PROGRAMME_COLUMNS: Final = ("seats", "admitted", "first choice", "vacant")
TURN_COLUMNS: Final = ("better", "worse")
TITLES: Final = {
    "files": "Changes",
    "everyone": "All applicants",
    "programmes": "Programme",
    "municipalities": "Home municipality",
    "sexes": "Sex",
    "cutoffs": "Cut-offs that change",
}
CUTOFF_COLUMNS: Final = ("before", "after")
