"""Which answers of an application a guardian may not read: what someone else has written about contact and reasons.

A pupil may tell of illness or of home; two guardians may live apart, one of them protected. So contact details and
motivations are read by the applicant and by who wrote them, and by no other guardian. The ranked list is read by all.
"""

from dataclasses import replace
from typing import Final

from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.content import Contact, Content, read
from gemensam.domains.applications.inputs.steps import STEPS
from gemensam.domains.applications.models import Draft, Paper
from gemensam.foundation.access.actors import Actor

PRIVATE: Final = tuple(step for step in STEPS if step.code == "contact" or step.kind)


def closed_steps(actor: Actor, draft: Draft) -> frozenset[str]:
    """Return codes of the steps that the actor neither reads nor writes. An answer without a writer is the pupil's.

    Papers close their question too: a name such as "läkarintyg" tells, also where no answer stands any more.
    """
    if policies.is_own(actor, draft.person_id):
        return frozenset()
    content = read(draft.content)
    own = set(draft.step_writers.filter(writer=actor.person_id).values_list("step", flat=True))
    papers = set(Paper.objects.filter(draft=draft).values_list("kind", flat=True))
    return frozenset(
        step.code
        for step in PRIVATE
        if step.code not in own and (step.answered(content) or step.code in papers)
    )


def redacted(content: Content, closed: frozenset[str]) -> Content:
    """Return the content without the answers of the closed steps. That they are answered shows in ``closed``."""
    answers = {kind: answer for kind, answer in content.answers.items() if kind not in closed}
    contact = Contact() if "contact" in closed else content.contact
    return replace(content, contact=contact, answers=answers)
