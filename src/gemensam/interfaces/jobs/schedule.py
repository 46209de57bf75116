"""Every periodic work on one page. ``gemensam worker`` does it; each occurrence is done once, however many workers."""

from datetime import datetime, timedelta

import structlog
from django.core.management import call_command

from gemensam.domains.guidance.services.lapse_offers import lapse_offers
from gemensam.domains.guidance.services.remind_of_talks import remind_of_talks
from gemensam.domains.guidance.services.tell_of_unconfirmed import tell_of_unconfirmed
from gemensam.domains.guidance.tasks import clear_by_terms
from gemensam.domains.pricelist.tasks import remind_of_reports
from gemensam.domains.replies import tasks as replies
from gemensam.domains.transfers.tasks import transfer_applications
from gemensam.foundation.access.shared_cache import clear_expired
from gemensam.foundation.audit.chain import verify_chain
from gemensam.foundation.directory.editions import Register, renew
from gemensam.foundation.jobs.clearing import clear_jobs
from gemensam.foundation.jobs.periodic import Periodic
from gemensam.foundation.messaging.clearing import clear_messages
from gemensam.foundation.messaging.sending import send_due

logger = structlog.get_logger("gemensam.schedule")


def _send(now: datetime) -> None:
    send_due(now=now)


def _lapse_offers(now: datetime) -> None:
    lapse_offers(at=now)


def _tell_of_unconfirmed(now: datetime) -> None:
    tell_of_unconfirmed(at=now)


def _remind_of_talks(now: datetime) -> None:
    remind_of_talks(at=now)


def _clear_sessions(now: datetime) -> None:
    call_command("clearsessions")


def _check_audit_log(now: datetime) -> None:
    report = verify_chain()
    if report.ok:
        logger.info("audit_log_whole", entries=report.entries, head=report.head)
    else:
        logger.critical("audit_log_broken", entries=report.entries, first_bad=report.first_bad)


def _renew_editions(now: datetime) -> None:
    renew(*Register)


SCHEDULE = (
    Periodic(
        "open-results", timedelta(seconds=10), replies.open_results, "Opens the replies to new results."
    ),
    Periodic(
        "replies", timedelta(minutes=1), replies.remind_and_settle, "Reminds, and settles silence in time."
    ),
    Periodic("queues", timedelta(days=1), replies.keep_queues, "Keeps where everyone stands in the queues."),
    Periodic(
        "several-places",
        timedelta(minutes=10),
        replies.tell_of_several_places,
        "Tells of places at two offices.",
    ),
    Periodic("outbox", timedelta(seconds=5), _send, "Sends the messages whose time has come."),
    Periodic(
        "price-reminders",
        timedelta(hours=1),
        remind_of_reports,
        "Reminds municipalities whose report to the price list has not come.",
    ),
    Periodic(
        "guidance-offers",
        timedelta(minutes=1),
        _lapse_offers,
        "Ends offers of talks that nobody answered and offers the times to the next in the queue.",
    ),
    Periodic(
        "guidance-reminders",
        timedelta(minutes=15),
        _remind_of_talks,
        "Reminds of tomorrow's talks with counsellors.",
    ),
    Periodic(
        "renew-editions",
        timedelta(days=1),
        _renew_editions,
        "Lets every process prepare the catalogue anew, also after changes made in the database itself.",
    ),
    Periodic(
        "office-transfers",
        timedelta(minutes=10),
        transfer_applications,
        "Makes and sends transfers to other admissions offices, asks for receipts and alarms.",
    ),
    Periodic(
        "unconfirmed-applications",
        timedelta(days=1),
        _tell_of_unconfirmed,
        "Tells counsellors that guardians have not confirmed, where the office asks them to.",
    ),
    Periodic(
        "clear-by-terms",
        timedelta(days=1),
        clear_by_terms,
        "Removes notes, talks, drafts and readings by the office's terms of deletion.",
    ),
    Periodic("clear-jobs", timedelta(days=1), clear_jobs, "Removes jobs that finished long ago."),
    Periodic(
        "clear-messages", timedelta(days=1), clear_messages, "Removes messages that were sent long ago."
    ),
    Periodic("clear-sessions", timedelta(days=1), _clear_sessions, "Removes sessions that have run out."),
    Periodic(
        "clear-limits",
        timedelta(minutes=10),
        clear_expired,
        "Removes counted log-in attempts that no longer count.",
    ),
    Periodic(
        "check-audit-log", timedelta(days=1), _check_audit_log, "Checks the audit log's chain of hashes."
    ),
)
