"""What can be wrong with a round's input: codes and facts, no sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

WHOLE_FILE = 0  # row number of a fault that concerns the file as a whole
NO_COLUMN = "-"


class FaultCode(StrEnum):
    """Every kind of fault. Texts are made where faults are shown."""

    # the folder or archive
    FOLDER_MISSING = "folder_missing"
    FILE_MISSING = "file_missing"
    FILE_UNKNOWN = "file_unknown"
    FILE_UNREADABLE = "file_unreadable"
    ARCHIVE_UNREADABLE = "archive_unreadable"
    ARCHIVE_ENCRYPTED = "archive_encrypted"
    ARCHIVE_NAME_TWICE = "archive_name_twice"
    ARCHIVE_TOO_LARGE = "archive_too_large"
    # the text of a file
    FILE_EMPTY = "file_empty"
    BYTE_ORDER_MARK = "byte_order_mark"
    CARRIAGE_RETURN = "carriage_return"
    NOT_UTF8 = "not_utf8"
    CONTROL_CHARACTER = "control_character"
    BAD_QUOTING = "bad_quoting"
    FIELD_COUNT = "field_count"
    ROW_EMPTY = "row_empty"
    COLUMN_MISSING = "column_missing"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_TWICE = "column_twice"
    # one value
    VALUE_MISSING = "value_missing"
    ID_INVALID = "id_invalid"
    PERSONAL_NUMBER = "personal_number"
    NOT_WHOLE_NUMBER = "not_whole_number"
    BELOW_MINIMUM = "below_minimum"
    ABOVE_MAXIMUM = "above_maximum"
    NOT_DECIMAL = "not_decimal"
    TOO_MANY_DECIMALS = "too_many_decimals"
    NOT_BOOLEAN = "not_boolean"
    NOT_IN_LIST = "not_in_list"
    NOT_MUNICIPALITY = "not_municipality"
    NOT_SCHOOL_UNIT = "not_school_unit"
    NOT_STUDY_PATH = "not_study_path"
    PROGRAMME_UNKNOWN = "programme_unknown"
    DATE_TIME_INVALID = "date_time_invalid"
    DATE_TIME_WITHOUT_ZONE = "date_time_without_zone"
    # rows against each other
    KEY_TWICE = "key_twice"
    REFERENCE_UNKNOWN = "reference_unknown"
    RANK_GAP = "rank_gap"
    OFFERING_CHOSEN_TWICE = "offering_chosen_twice"
    PROVIDER_KIND_DIFFERS = "provider_kind_differs"
    SEATS_EXCEEDED = "seats_exceeded"
    POOL_FIELD_MISSING = "pool_field_missing"
    POOL_FIELD_WITHOUT_POOL = "pool_field_without_pool"
    POOL_SEATS_DIFFER = "pool_seats_differ"
    RANKING_UNKNOWN = "ranking_unknown"
    BASE_PROGRAMME_MISSING = "base_programme_missing"
    ROLE_NOT_FOR_SUBJECT = "role_not_for_subject"
    TOO_MANY_GRADES = "too_many_grades"
    HOME_MISSING = "home_missing"
    HELD_TWICE = "held_twice"
    HELD_NOT_CHOSEN = "held_not_chosen"
    HELD_CANCELLED = "held_cancelled"
    HELD_NOT_RESERVE_ROUND = "held_not_reserve_round"
    # round.toml
    TOML_SYNTAX = "toml_syntax"
    KEY_UNKNOWN = "key_unknown"
    KEY_MISSING = "key_missing"
    NOT_INTEGER = "not_integer"
    NOT_TEXT = "not_text"
    NOT_TABLE = "not_table"
    NOT_TEXT_LIST = "not_text_list"
    RULES_UNKNOWN = "rules_unknown"
    SEED_INVALID = "seed_invalid"
    SEED_MISSING = "seed_missing"
    CRITERION_UNKNOWN = "criterion_unknown"
    CRITERION_TWICE = "criterion_twice"
    CRITERION_AFTER_LOTTERY = "criterion_after_lottery"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the input: where it is, what kind it is, and the values its text needs."""

    file: str
    row: int  # line in the file, the header is 1; WHOLE_FILE where no line can be named
    column: str  # NO_COLUMN where no single column is at fault
    code: FaultCode
    facts: dict[str, str | int] = field(default_factory=dict)


class BundleFaults(Exception):
    """The input cannot be run. ``faults``: every fault, sorted by file, row and column."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


class FaultList:
    """Collects faults while a round is read, so that all of them can be told at once."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, file: str, row: int, column: str, code: FaultCode, **facts: str | int) -> None:
        """Note a fault. What stands in the file is shortened, so that no fault prints a whole broken file."""
        shown = {
            key: shorten(value) if isinstance(value, str) and key != "allowed" else value
            for key, value in facts.items()
        }
        self._faults.append(Fault(file, row, column, code, shown))

    def extend(self, faults: Iterable[Fault]) -> None:
        """Note faults found elsewhere."""
        self._faults.extend(faults)

    def __bool__(self) -> bool:
        return bool(self._faults)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults)

    def raise_if_any(self) -> None:
        """Raise BundleFaults with all faults, each once and in a fixed order, if there are any."""
        if not self._faults:
            return
        unique = {(f.file, f.row, f.column, f.code, tuple(sorted(f.facts.items()))): f for f in self._faults}
        ordered = sorted(unique.items(), key=lambda item: (*item[0][:4], str(item[0][4])))
        raise BundleFaults(tuple(fault for _, fault in ordered))


def shorten(value: str, length: int = 40) -> str:
    """The value as it can be shown on one line: unprintable characters escaped, long texts cut."""
    shown = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in value)
    return shown if len(shown) <= length else shown[: length - 1] + "…"
