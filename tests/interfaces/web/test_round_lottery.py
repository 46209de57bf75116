"""The lottery of a round in the web: bound at the start, seen by all who see the round, secret until the run."""

from hashlib import sha256

import pytest
from django.test import Client

from gemensam.foundation.access.models import Account
from gemensam.foundation.audit.models import AuditEntry
from tests.factories.small_round import SEED, account_for, make_small_round

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_round_page_before_the_run_shows_the_hash_and_not_the_seed(client: Client):
    small = make_small_round()
    client.force_login(Account.objects.get(pk=account_for(small.officer)))
    page = client.get(f"/antagning/{small.round.pk}/").content.decode()
    assert sha256(SEED.encode()).hexdigest() in page
    assert SEED not in page


def test_round_opening_is_logged_with_the_hash_of_the_seed():
    make_small_round()
    entry = AuditEntry.objects.get(event="round.created")
    assert entry.facts["seed_commitment"] == sha256(SEED.encode()).hexdigest()
    assert SEED not in str(entry.facts)
