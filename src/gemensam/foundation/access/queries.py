"""Reading accounts and the roles they hold."""

from datetime import date

from django.db.models import Q

from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role


def actor_for(account: Account, *, on: date) -> Actor:
    """The account as an actor with the grants in force on the day.

    A closed account is an actor without grants, so that a session or a job that still holds it may nothing.
    """
    if not account.is_active:
        return Actor(account.pk, account.person_id, account.display_name)
    rows = (
        account.grants.filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on)
        .order_by("starts", "role", "id")
        .values_list("role", "organisation_id", "starts", "ends")
    )
    grants = tuple(Grant(Role(role), organisation, starts, ends) for role, organisation, starts, ends in rows)
    return Actor(account.pk, account.person_id, account.display_name, grants)
