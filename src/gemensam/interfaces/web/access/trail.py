"""Log-in, log-out and changed factors in the log: what the log-in library does on its own, we record."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.db import transaction
from django.http import HttpRequest

from gemensam.foundation.access import clock
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.queries import actor_for
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

SECOND_FACTOR_SEEN = "second_factor_seen"  # session key: the account had a second factor when last asked


def log_account_event(actor: Actor, event: AuditEvent, **facts: object) -> None:
    """Record something that an account's owner did to the own account."""
    with transaction.atomic():
        record(
            actor=actor,
            event=event,
            target_type="account",
            target_id=str(actor.account_id),
            facts=facts,
            at=clock.now(),
        )


def _factor_added(request: HttpRequest, authenticator: Authenticator, **_: object) -> None:
    actor = actor_for(authenticator.user, on=clock.today())
    log_account_event(actor, AuditEvent.SECOND_FACTOR_ADDED, kind=authenticator.type)


def _factor_removed(request: HttpRequest, authenticator: Authenticator, **_: object) -> None:
    request.session.pop(SECOND_FACTOR_SEEN, None)
    actor = actor_for(authenticator.user, on=clock.today())
    log_account_event(actor, AuditEvent.SECOND_FACTOR_REMOVED, kind=authenticator.type)


def connect() -> None:
    """Listen to the log-in library. Twice is once."""
    authenticator_added.connect(_factor_added, dispatch_uid="gemensam.factor_added")
    authenticator_removed.connect(_factor_removed, dispatch_uid="gemensam.factor_removed")
