"""What the verifier found: violations as codes with facts, and which properties were looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

# The properties of one round. V0 and V13 belong to the files, V1-V12 to the placements themselves.
PROPERTIES = (
    "V0",  # every file is the one that the manifest names; the result hash is right
    "V1",  # every choice has exactly one row, every applicant at most one place
    "V2",  # seats, test seats, free quota, pools and held places
    "V3",  # eligibility and merit
    "V4",  # nobody was passed over by somebody behind in the order
    "V5",  # no better result exists for the applicants, no wanted seat is empty
    "V6",  # lottery numbers follow from the seed
    "V7",  # ties are decided by the offering's ranking rule; reasons name the right step
    "V8",  # better merit never hurts oneself (needs two runs)
    "V9",  # a withdrawal never hurts others (needs two runs)
    "V10",  # reserve positions
    "V11",  # same applicants and choices in and out, statuses consistent
    "V12",  # nothing but the format's columns
    "V13",  # cutoffs.csv and summary.json follow from the placements
)
NOT_APPLICABLE = frozenset({"V8", "V9"})  # cannot be seen in a single result


class Unreadable(Exception):
    """A file is missing or does not follow the format, so nothing can be verified.

    code: what is wrong; file: where; row: line number or 0; facts: details for the text.
    """

    def __init__(self, code: str, file: str = "", row: int = 0, **facts: object) -> None:
        super().__init__(code, file, row)
        self.code = code
        self.file = file
        self.row = row
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken property: code, whom and what it concerns, and facts for the text."""

    prop: str
    code: str
    applicants: tuple[str, ...] = ()
    offerings: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    spreads: bool = False  # the seats themselves are wrong, so neighbours may change when it is put right


@dataclass(frozen=True, slots=True)
class Report:
    """The answer about one result.

    violations: in the order found; counts: what was read; result_hash: recomputed from the placements;
    checked: property -> how many things were compared; hold: offerings to keep back (see hold.py).
    """

    violations: tuple[Violation, ...]
    counts: Mapping[str, int]
    result_hash: str
    checked: Mapping[str, int]
    hold: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True when nothing at all was found."""
        return not self.violations


class Findings:
    """Collects violations and counts comparisons while the checks run."""

    def __init__(self) -> None:
        self.violations: list[Violation] = []
        self.checked: dict[str, int] = dict.fromkeys(PROPERTIES, 0)

    def add(
        self,
        prop: str,
        code: str,
        *,
        applicants: tuple[str, ...] = (),
        offerings: tuple[str, ...] = (),
        spreads: bool = False,
        **facts: object,
    ) -> None:
        """Note one violation."""
        self.violations.append(Violation(prop, code, applicants, offerings, facts, spreads))

    def count(self, prop: str, number: int = 1) -> None:
        """Note that so many things were compared under a property."""
        self.checked[prop] += number

    def include(self, other: "Findings") -> None:
        """Note all that other checks found, after what is noted here."""
        self.violations += other.violations
        for prop, number in other.checked.items():
            self.checked[prop] += number

    def foreign_column(self, file: str) -> Callable[[str], None]:
        """V12: a function that notes a column which the format does not have."""

        def note(column: str) -> None:
            self.add("V12", "foreign_column", file=file, column=column)

        return note
