"""Two tabs and two guardians: what one saves the other never loses without being asked."""

from dataclasses import replace

import pytest

from gemensam.domains.applications.inputs.content import Contact, Content, read
from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.domains.applications.states import StaleDraft
from tests.factories.applying import JANUARY, Applying, make_applying

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Applying:
    return make_applying()


def save(world: Applying, draft: Draft, step: str, **values: object) -> Draft:
    """Save one step from the version that the draft object holds."""

    def change(content: Content) -> Content:
        return replace(content, **values)

    return save_draft(
        actor=world.actor, draft_id=draft.pk, version=draft.version, step=step, change=change, at=JANUARY
    )


def test_same_step_saved_in_two_tabs_is_refused_in_the_second(world):
    draft = world.open()
    save(world, draft, "choices", choices=world.ids("TE"))
    with pytest.raises(StaleDraft):
        save(world, draft, "choices", choices=world.ids("VO"))
    assert world.codes(read(Draft.objects.get().content).choices) == "TE"


def test_different_steps_saved_in_two_tabs_are_both_kept(world):
    draft = world.open()
    save(world, draft, "choices", choices=world.ids("TE"))
    save(world, draft, "contact", contact=Contact("a@example.invalid"))
    content = read(Draft.objects.get().content)
    assert (world.codes(content.choices), content.contact) == ("TE", Contact("a@example.invalid"))


def test_same_answer_saved_twice_is_no_new_version(world):
    draft = save(world, world.open(), "choices", choices=world.ids("TE"))
    again = save(world, draft, "choices", choices=world.ids("TE"))
    assert (draft.version, again.version) == (2, 2)


def test_draft_opened_twice_is_one(world):
    assert world.open().pk == world.open().pk
    assert Draft.objects.count() == 1
