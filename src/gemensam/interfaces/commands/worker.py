"""``gemensam worker``: run background jobs, send messages and keep the schedule, until told to stop."""

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--once`` for tests and cron, ``--poll`` for how often to look."""
    parser.add_argument("--once", action="store_true", help="arbeta tills inget väntar, sluta sedan")
    parser.add_argument("--poll", type=float, default=1.0, metavar="SEKUNDER", help="hur ofta kön läses (1)")


def run(options: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; the job in hand is finished first. Exit 0."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gemensam.config.settings")
    import django

    django.setup()
    from gemensam.foundation.jobs.worker import Worker

    worker = Worker(poll_seconds=options.poll)
    worker.listen_to_signals()
    worker.run(once=options.once)
    return 0
