"""Where a late choice of one who is received first hand stands: the office decides, as the law is silent."""

from enum import StrEnum

from gemensam.rules.reception.classes import SECOND_HAND


class LateFirstHand(StrEnum):
    """What a late choice of one who is received first hand waits behind; policy, to be published beforehand."""

    OWN_CLASS = (
        "own_class"  # those in time of the first hand; it goes before all of the second hand (SL 16:47)
    )
    EVERYBODY = "everybody"  # all in time, those of the second hand too


def queued_reception(reception: str, *, late: bool, policy: LateFirstHand) -> str:
    """The reception class in which a choice queues, as the open format writes it. SL 16:43, 16:47; practice of offices.

    reception: what the provider has decided, empty = by the areas. Behind everybody in time means to queue as received
    second hand and late; where there are no classes (SL 15:33, 16:44 p. 6) that changes nothing. It says how one
    queues, never what one is: who is received first hand still is.
    """
    return SECOND_HAND if late and policy is LateFirstHand.EVERYBODY else reception
