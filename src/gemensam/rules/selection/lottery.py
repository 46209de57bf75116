"""The lottery number of the round format: one per applicant and seed, recomputable by anyone."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from gemensam.rules.terms import UInt64


def lottery_number(seed_hex: str, applicant_id: str) -> int:
    """The first 16 hex digits of SHA-256(seed + ":" + applicant_id) as a number; the highest goes first.

    Round format, "Criteria". seed_hex is used as the text it is, the empty text where no seed is given.
    """
    return int(sha256(f"{seed_hex}:{applicant_id}".encode()).hexdigest()[:16], 16)


def lottery_numbers(seed_hex: str, applicant_ids: Sequence[str]) -> UInt64:
    """The lottery numbers of many applicants, uint64[n], as lottery_number."""
    seeded = sha256(f"{seed_hex}:".encode())
    digests = []
    for one in applicant_ids:
        number = seeded.copy()
        number.update(one.encode())
        digests.append(number.digest()[:8])
    return np.frombuffer(b"".join(digests), dtype=">u8").astype(np.uint64)
