"""Keep the language that a person has chosen, for the next log-in and for messages."""

from datetime import datetime

from django.db import transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.models import Person

# without permission: everyone chooses their own language, and nobody another's
# without audit: a choice of language tells nothing about anybody and changes no rights


@transaction.atomic
def choose_locale(*, actor: Actor, locale: str, at: datetime) -> bool:
    """Keep the code of the language; False for someone who is no person of the register. ValueError: too long."""
    if len(locale) > Person._meta.get_field("locale").max_length:
        raise ValueError(locale)
    return Person.objects.filter(pk=actor.person_id).update(locale=locale) == 1
