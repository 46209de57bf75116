"""Keep the language that a person has chosen, for the next log-in and for messages."""

from datetime import datetime

from django.db import transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.models import Person

# without permission: everyone chooses their own language, and nobody another's
# without audit: a choice of language tells nothing about anybody and changes no rights


@transaction.atomic
def choose_locale(*, actor: Actor, locale: str, at: datetime) -> bool:
    """Keep the code of the language, which the caller knows to be one; False for who is no person of the register."""
    if actor.person_id is None:
        return False
    return Person.objects.filter(pk=actor.person_id).update(locale=locale) == 1
