"""When the home municipality states its view before another one receives its pupil (yttrande)."""

from typing import Final, Literal

StatementAnswer = Literal["own", "partner", "not_offered", "not_needed"]
OWN: Final[StatementAnswer] = "own"
PARTNER: Final[StatementAnswer] = "partner"
NOT_OFFERED: Final[StatementAnswer] = "not_offered"
NOT_NEEDED: Final[StatementAnswer] = "not_needed"


def statement_needed(*, public: bool) -> bool:
    """Is a statement asked for before someone from outside is received?

    Before a municipality or a region receives an outsider: skollagen 16 kap. 48 §, under the heading of public
    providers. An independent school receives everyone, wherever they live: 15 kap. 33 §.
    """
    return public


def proposed_statement(*, public: bool, offered_at_home: bool, offered_by_agreement: bool) -> StatementAnswer:
    """What the supply says about the question; a person at the municipality states it.

    What is offered by agreement is offered: skollagen 15 kap. 30 a §; not offered opens first hand, 16 kap. 44 § 2.
    """
    if not statement_needed(public=public):
        return NOT_NEEDED
    if offered_at_home:
        return OWN
    return PARTNER if offered_by_agreement else NOT_OFFERED
