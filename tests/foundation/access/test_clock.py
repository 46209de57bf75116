"""The clock: real in a real installation, moved in a demo, in every process at once."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from gemensam.foundation.access import clock

SUMMER = datetime(2027, 7, 1, 7, 0, tzinfo=UTC)


def test_clock_moved_in_a_demo_goes_on_from_the_moment(tmp_path: Path):
    with override_settings(DEMO=True, DEMO_CLOCK_FILE=tmp_path / "new" / "clock.txt"):
        clock.move_demo_clock(SUMMER)
        assert abs(clock.now() - SUMMER) < timedelta(seconds=3)
        assert clock.today().isoformat() == "2027-07-01"


def test_clock_moved_outside_a_demo_is_refused_and_stays(tmp_path: Path):
    file = tmp_path / "clock.txt"
    with override_settings(DEMO=False, DEMO_CLOCK_FILE=file):
        with pytest.raises(clock.NoDemoError):
            clock.move_demo_clock(SUMMER)
        assert not file.exists()


def test_clock_file_outside_a_demo_is_never_read(tmp_path: Path):
    file = tmp_path / "clock.txt"
    file.write_text("31536000")
    with override_settings(DEMO=False, DEMO_CLOCK_FILE=file):
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=3)
    with override_settings(DEMO=True, DEMO_CLOCK_FILE=file):  # the control: the same file in a demo
        assert clock.now() - datetime.now(UTC) > timedelta(days=300)


FOLLOWER = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(DEMO=True, DEMO_CLOCK_FILE=Path(sys.argv[1]), USE_TZ=True)
from gemensam.foundation.access import clock
for _ in sys.stdin: print(clock.now().year, flush=True)
"""


@pytest.mark.slow
def test_clock_moved_is_followed_by_a_process_that_already_runs(tmp_path: Path):
    file = tmp_path / "clock.txt"
    with subprocess.Popen(
        [sys.executable, "-c", FOLLOWER, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None and other.stdout is not None
        years = []
        with override_settings(DEMO=True, DEMO_CLOCK_FILE=file):
            for year in (2041, 2033):  # forwards, then back
                clock.move_demo_clock(datetime(year, 7, 1, tzinfo=UTC))
                other.stdin.write("now?\n")
                other.stdin.flush()
                years.append(other.stdout.readline().strip())
        other.stdin.close()
    assert years == ["2041", "2033"]
