"""Applications somewhere on the way: one changed and not sent again, one that asks for free quota with a paper."""

from dataclasses import replace
from uuid import UUID, uuid5

from gemensam.domains.applications.inputs.content import Answer, Contact, Content
from gemensam.domains.applications.services.add_paper import add_paper
from gemensam.domains.applications.services.change_settings import change_settings
from gemensam.domains.applications.services.open_draft import open_draft
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.domains.applications.services.submit_application import submit_application
from gemensam.domains.catalogue.queries import offerings
from gemensam.foundation.access.actors import ANONYMOUS, Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.interfaces.commands.demo_county import moments
from gemensam.interfaces.commands.demo_county.model import County
from gemensam.interfaces.commands.demo_seed.people import STARTS
from gemensam.interfaces.commands.demo_seed.register import Ids
from gemensam.interfaces.commands.demo_seed.shown import ASKING, CHANGING, shown_pupil

IN_MAY = moments.summer(2027, 5, 11, 19, 40)
WHY = (
    "Jag var sjuk under stora delar av hösten i nian och låg på sjukhus i sex veckor. "
    "Mina betyg i flera ämnen blev lägre än de hade varit annars. Jag bifogar intyg från sjukhuset."
)
# A page of paper without words is a paper all the same.
CERTIFICATE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def let_guardians_write(office_id: UUID, officer: Actor) -> None:
    """The demo's office lets guardians begin and write, and asks them to confirm; the pupil sends."""
    change_settings(
        actor=officer, office_id=office_id, most_choices=20, guardians_confirm=True, guardians_edit=True,
        guardians_send=False, at=IN_MAY,
    )  # fmt: skip


def fill_drafts(county: County, ids: Ids, office_id: UUID) -> None:
    """Both pupils write in May, while re-choice is open, with the same services as everyone else."""
    changing = _open(county, ids, office_id, CHANGING)
    save_draft(
        actor=changing[0], draft_id=changing[1], version=None, step="choices",
        change=lambda content: replace(content, choices=content.choices[::-1]), at=IN_MAY,
    )  # fmt: skip
    actor, draft_id = _open(county, ids, office_id, ASKING)
    quota = offerings(ANONYMOUS, year=county.year).filter(free_quota_seats__gt=0).first()
    if quota is None:
        return

    def asking(content: Content) -> Content:
        chosen = tuple(dict.fromkeys((quota.pk, *content.choices)))
        contact = content.contact or Contact("elev@demo.example")
        return replace(content, contact=contact, choices=chosen).with_answer(
            "free_quota", Answer(True, (quota.pk,), WHY)
        )

    add_paper(
        actor=actor, draft_id=draft_id, kind="free_quota", name="intyg från sjukhuset.pdf",
        content=CERTIFICATE, at=IN_MAY,
    )  # fmt: skip
    saved = save_draft(
        actor=actor, draft_id=draft_id, version=None, step="free_quota", change=asking, at=IN_MAY
    )
    submit_application(
        actor=actor, draft_id=draft_id, version=saved.version, key=uuid5(draft_id, "demo"), at=IN_MAY
    )


def _open(county: County, ids: Ids, office_id: UUID, number: int) -> tuple[Actor, UUID]:
    person_id = ids.persons[shown_pupil(county, number)]
    actor = Actor(None, person_id, "Demo", (Grant(Role.PUPIL, None, STARTS),))
    draft = open_draft(actor=actor, office_id=office_id, year=county.year, person_id=person_id, at=IN_MAY)
    return actor, draft.pk
