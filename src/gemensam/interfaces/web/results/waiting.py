"""The one small answer that waiting pages ask for: when, whether it is out, and when to ask again.

It is the same for everybody and holds nothing but a time, so any cache may keep it for some seconds. The page asks
without cookies (see ``waiting.js``), and each page adds a chance delay of its own: nobody reloads in step.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from gemensam.domains.admissions.queries.result_times import ResultTime, ResultTimeState, result_time
from gemensam.foundation.access import clock
from gemensam.interfaces.web.layout.page import public_page

# How far away the time is → after how many seconds to ask again. After the time has come: often, it is minutes at most.
_HINTS = ((timedelta(hours=1), 300), (timedelta(minutes=10), 60), (timedelta(minutes=1), 15))
_NEAR, _DUE = 8, 4
CACHED_SECONDS = 2


@public_page
def time_of_result(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The time of the round's result, as JSON for the waiting page."""
    now = clock.now()
    found = result_time(round_id, now=now)
    answer = JsonResponse(
        {
            "state": found.state,
            "at": found.publish_at.isoformat() if found.publish_at else None,
            "ask_again": ask_again(found, now),
            "spread": found.spread,
        }
    )
    answer["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    return answer


def ask_again(found: ResultTime, now: datetime) -> int:
    """After how many seconds a page that waits should ask again; 0 = never."""
    if found.state is ResultTimeState.SHOWN:
        return 0
    if found.state is ResultTimeState.NONE or found.publish_at is None:
        return 60
    left = found.publish_at - now
    if left <= timedelta(0):
        return _DUE
    return next((hint for limit, hint in _HINTS if left > limit), _NEAR)
