"""The limits of logging in with a password: the log-in library's, read and written together.

The library takes a lock in the database for each limit, reads, writes and gives the lock back, and all of it again
when the password was right: forty statements. Here it is two and two, by the library's own keys, rates and judgement.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from allauth.core.internal.ratelimit import Rate, apply_rate, get_cache_key, get_rates
from django.core.cache import cache
from django.http import HttpRequest

_APP = "allauth.account"
EVERY_TRY, FAILED_TRY = "every_try", "login_failed"  # names in ACCOUNT_RATE_LIMITS


@dataclass(frozen=True, slots=True)
class Taken:
    """What a try used of the limits for tries that fail."""

    keys: Mapping[str, Rate]
    at: float

    def rollback(self) -> None:
        """Give it back: the password was right."""
        times = {key: rate.duration for key, rate in self.keys.items()}
        cache.change(times, lambda present: {key: self._without(past) for key, past in present.items()})

    def _without(self, past: list[float] | None) -> list[float]:
        return [moment for moment in past or [] if moment != self.at]


def take(request: HttpRequest, key: str) -> Taken | None:
    """Use one try of every limit, before the password is looked at. None when one of them is reached."""
    rates = {
        get_cache_key(request, app=_APP, action=action, rate=rate, key=key): (action, rate)
        for action in (EVERY_TRY, FAILED_TRY)
        for rate in get_rates(app=_APP, action=action)
    }
    now = time.time()
    refused = []

    def use(present: Mapping[str, list[float] | None]) -> dict[str, list[float]]:
        used = {}
        for name, (_, rate) in rates.items():
            allowed, history = apply_rate(list(present[name] or []), now, rate)
            if not allowed:
                refused.append(name)
                break
            used[name] = history
        return used

    if rates:
        cache.change({name: rate.duration for name, (_, rate) in rates.items()}, use)
    given_back = {name: rate for name, (action, rate) in rates.items() if action == FAILED_TRY}
    return None if refused else Taken(given_back, now)
