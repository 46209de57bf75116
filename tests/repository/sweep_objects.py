"""Objects for the addresses that need some, and which roles may reach each of them.

One function for each part of an address (``offering_id``), or for one address by its name where the parts are
not enough. ``readers`` is the house's word on who may; None means whoever the view's declaration lets in.
A new page with a new kind of part adds a function here, and nothing else.
"""

from gemensam.domains.applications.models import Registration
from gemensam.foundation.access.roles import Role
from tests.repository import (
    sweep_objects_guidance,
    sweep_objects_prices,
    sweep_objects_privacy,
    sweep_objects_replies,
    sweep_objects_settlement,
    sweep_objects_transfers,
)
from tests.repository.sweep import Provider, Thing
from tests.repository.sweep_world import NOW, Near, World, make_account

PROVIDERS: dict[str, Provider] = {
    **sweep_objects_guidance.PROVIDERS,
    **sweep_objects_prices.PROVIDERS,
    **sweep_objects_privacy.PROVIDERS,
    **sweep_objects_replies.PROVIDERS,
    **sweep_objects_settlement.PROVIDERS,
    **sweep_objects_transfers.PROVIDERS,
}
NOBODY: frozenset[Role] = frozenset()
OFFICE = frozenset({Role.OFFICE_OFFICER, Role.OFFICE_APPROVER})
INSIDE = OFFICE | {Role.AUDITOR}
SCHOOL = frozenset({Role.COUNSELLOR, Role.SCHOOL_ADMINISTRATOR, Role.SCHOOL_HEAD})


def provides(*names: str):
    """Register the objects for a part of an address, several parts with commas, or an address's name."""

    def register(provider: Provider) -> Provider:
        for name in names:
            PROVIDERS[name] = provider
        return provider

    return register


@provides("application_id")
def applications(world: World) -> list[Thing]:
    """Schools see their own pupils, providers those who choose them, the office everyone."""
    readers = {
        Near.OWN: OFFICE | SCHOOL | {Role.PROVIDER_DECISION_MAKER},
        Near.SAME_SCHOOL: OFFICE | SCHOOL | {Role.PROVIDER_DECISION_MAKER},
        Near.SAME_MUNICIPALITY: OFFICE | {Role.PROVIDER_DECISION_MAKER},
        Near.OTHER: OFFICE,
        Near.PROTECTED: frozenset({Role.OFFICE_OFFICER}),
    }
    return [
        Thing(near, {"application_id": world.applications[near].pk}, roles) for near, roles in readers.items()
    ]


@provides("page_id")
def result_pages(world: World) -> list[Thing]:
    """Only the applicant and the guardian, only after publication, and never a protected child's guardian."""
    own = frozenset({Role.PUPIL, Role.GUARDIAN})
    return [
        Thing(near, {"page_id": page.pk}, own if near is Near.OWN else NOBODY)
        for near, page in world.pages.items()
    ]


@provides("round_id")
def rounds(world: World) -> list[Thing]:
    """A published round is for everyone with the permission, others for the office and its auditor."""
    readers = {Near.OWN: None, Near.UNPUBLISHED: INSIDE, Near.OTHER: NOBODY}
    return [Thing(near, {"round_id": world.rounds[near].pk}, roles) for near, roles in readers.items()]


@provides("result_time")
def result_times(world: World) -> list[Thing]:
    """When a result is shown is public; nothing else is told."""
    return [Thing(near, {"round_id": world.rounds[near].pk}) for near in (Near.OWN, Near.UNPUBLISHED)]


@provides("round_outcome", "round_comparison", "round_what_if")
def rounds_from_inside(world: World) -> list[Thing]:
    """Figures before suppression, and the comparison, are for the office and its auditor."""
    readers = {Near.OWN: INSIDE, Near.UNPUBLISHED: INSIDE, Near.OTHER: NOBODY}
    return [Thing(near, {"round_id": world.rounds[near].pk}, roles) for near, roles in readers.items()]


@provides("run_id")
def runs(world: World) -> list[Thing]:
    """Runs are for the office and its auditor."""
    return [
        Thing(near, {"run_id": run.pk}, NOBODY if near is Near.OTHER else INSIDE)
        for near, run in world.runs.items()
    ]


@provides("batch_id")
def imports(world: World) -> list[Thing]:
    """A school's files are for that school and the office."""
    readers = {
        Near.OWN: INSIDE | {Role.SCHOOL_ADMINISTRATOR},
        Near.SAME_MUNICIPALITY: INSIDE,
        Near.OTHER: INSIDE,
    }
    return [Thing(near, {"batch_id": world.batches[near].pk}, roles) for near, roles in readers.items()]


@provides("job_id")
def jobs(world: World) -> list[Thing]:
    """Jobs are for those whose organisation is concerned; only who asked for one starts it again."""
    near = {Near.OWN: {Role.SCHOOL_ADMINISTRATOR, Role.IT_ADMINISTRATOR},
            Near.SAME_MUNICIPALITY: {Role.IT_ADMINISTRATOR}, Near.OTHER: set()}  # fmt: skip
    return [Thing(key, {"job_id": world.jobs[key].pk}, INSIDE | roles, NOBODY) for key, roles in near.items()]


@provides("offering_id")
def offerings(world: World) -> list[Thing]:
    """The catalogue is public."""
    return [Thing(Near.OWN, {"offering_id": world.offerings["A1"].pk})]


# Only the applicant and the guardian, never a protected child's guardian, nor anyone on the staff.
FAMILY = frozenset({Role.PUPIL, Role.GUARDIAN})


@provides("draft_id")
def drafts(world: World) -> list[Thing]:
    """Only the applicant writes; the guardian reads what was sent at an address of its own."""
    return [
        Thing(near, {"draft_id": draft.pk}, frozenset({Role.PUPIL}) if near is Near.OWN else NOBODY)
        for near, draft in world.drafts.items()
    ]


@provides("ward_application")
def drafts_of_wards(world: World) -> list[Thing]:
    """Guardians only, of their own unprotected children."""
    readers = frozenset({Role.GUARDIAN})
    return [
        Thing(near, {"draft_id": draft.pk}, readers if near is Near.OWN else NOBODY)
        for near, draft in world.drafts.items()
    ]


@provides("application_add_to")
def drafts_to_add_to(world: World) -> list[Thing]:
    """The same as a draft's other pages."""
    offering = world.offerings["A1"].pk
    return [Thing(one.near, {**one.values, "offering_id": offering}, one.readers) for one in drafts(world)]


@provides("application_question")
def questions(world: World) -> list[Thing]:
    """The same as a draft's other pages."""
    return [Thing(one.near, {**one.values, "question": "free_quota"}, one.readers) for one in drafts(world)]


@provides("application_receipt", "application_receipt_pdf")
def receipts(world: World) -> list[Thing]:
    """What was sent is read by the applicant and the guardian."""
    return [
        Thing(near, {"draft_id": draft.pk, "number": 1}, FAMILY if near is Near.OWN else NOBODY)
        for near, draft in world.drafts.items()
    ]


@provides("ward_confirm")
def confirmations(world: World) -> list[Thing]:
    """Only the guardian confirms."""
    return [Thing(one.near, {**one.values, "number": 1}, one.readers) for one in drafts_of_wards(world)]


@provides("ward_hand_over")
def handing_over(world: World) -> list[Thing]:
    """The office of the sweep does not let guardians write: there is nothing to hand over."""
    return [Thing(one.near, one.values, NOBODY) for one in drafts(world)]


@provides("child_id")
def children(world: World) -> list[Thing]:
    """Nor do they begin a draft, for their own child or any other."""
    return [Thing(near, {"child_id": draft.person_id}, NOBODY) for near, draft in world.drafts.items()]


@provides("step")
def registration_steps(world: World) -> list[Thing]:
    """A question for whom an e-ID has just brought; nobody has come so, and all are led to the log-in."""
    return [Thing(Near.OTHER, {"step": "namn"})]


@provides("registration_id")
def own_registrations(world: World) -> list[Thing]:
    """For the office's officer alone: until someone has looked, whoever registers counts as protected."""
    made = Registration.objects.create(
        office=world.office, person=world.persons[Near.PROTECTED], municipality="Falun", registered_at=NOW
    )
    return [Thing(Near.PROTECTED, {"registration_id": made.pk}, frozenset({Role.OFFICE_OFFICER}))]


@provides("request_id")
def requests(world: World) -> list[Thing]:
    """Few readers: the office's officer, and the provider's decision-maker unless the person is protected."""
    officer, provider = Role.OFFICE_OFFICER, Role.PROVIDER_DECISION_MAKER
    readers = {
        Near.OWN: frozenset({officer, provider}),
        Near.OTHER: frozenset({officer}),
        Near.PROTECTED: frozenset({officer}),
    }
    return [Thing(near, {"request_id": world.requests[near].pk}, roles) for near, roles in readers.items()]


@provides("request_id,paper_id")
def request_papers(world: World) -> list[Thing]:
    """A paper has the readers of its request."""
    return [
        Thing(one.near, {**one.values, "paper_id": world.papers[one.near].pk}, one.readers)
        for one in requests(world)
    ]


@provides("application_paper")
def own_papers(world: World) -> list[Thing]:
    """The applicant's own; a guardian reads none where guardians do not write."""
    return [
        Thing(one.near, {**one.values, "paper_id": world.papers[one.near].pk}, one.readers)
        for one in drafts(world)
    ]


@provides("kind")
def import_templates(world: World) -> list[Thing]:
    """Empty files, the same for all."""
    return [Thing(Near.OWN, {"kind": "grades"})]


@provides("gallery_component")
def components(world: World) -> list[Thing]:
    """Components of the gallery."""
    return [Thing(Near.OWN, {"name": "alert"})]


STAFF_ACCOUNT_READERS = frozenset({Role.IT_ADMINISTRATOR, Role.AUDITOR})


@provides("account_id")
def accounts(world: World) -> list[Thing]:
    """The administrator of municipality A reaches the staff of A; the office's auditor reads everyone's."""
    colleague = make_account(Role.SCHOOL_HEAD, world.places["A2"].pk)
    far = make_account(Role.SCHOOL_HEAD, world.places["B1"].pk)
    protected = make_account(
        Role.SCHOOL_HEAD, world.places["A1"].pk, person_id=world.persons[Near.PROTECTED].pk
    )
    return [
        Thing(Near.SAME_MUNICIPALITY, {"account_id": colleague.pk}, STAFF_ACCOUNT_READERS),
        Thing(Near.OTHER, {"account_id": far.pk}, frozenset({Role.AUDITOR})),
        Thing(Near.OWN, {"account_id": world.accounts[Role.PUPIL].pk}, NOBODY),
        Thing(Near.PROTECTED, {"account_id": protected.pk}, NOBODY),
    ]


@provides("account_id,grant_id")
def grants(world: World) -> list[Thing]:
    """The same, with a role that the account holds."""
    colleague = make_account(Role.SCHOOL_HEAD, world.places["A2"].pk)
    far = make_account(Role.SCHOOL_HEAD, world.places["B1"].pk)
    return [
        Thing(
            Near.SAME_MUNICIPALITY,
            {"account_id": colleague.pk, "grant_id": colleague.grants.get().pk},
            STAFF_ACCOUNT_READERS,
        ),
        Thing(Near.OTHER, {"account_id": far.pk, "grant_id": far.grants.get().pk}, NOBODY),
    ]


@provides("demo_become")
def demo_accounts(world: World) -> list[Thing]:
    """Only accounts of the demo: no real one can be taken over."""
    return [Thing(Near.OTHER, {"account_id": world.accounts[Role.OFFICE_OFFICER].pk}, NOBODY)]


@provides("demo_clock_move")
def demo_moments(world: World) -> list[Thing]:
    """A moment that the office's calendar does not have: the sweep's own clock must not move."""
    return [Thing(Near.OTHER, {"code": "nagonting"}, NOBODY)]


# Parts of the log-in library's addresses: any value will do, the library judges them itself.
@provides("provider_id", "uidb36,key", "key", "pk")
def library_parts(world: World) -> list[Thing]:
    """Nothing that exists."""
    return [Thing(Near.OTHER, {"provider_id": "none", "uidb36": "1", "key": "a-b", "pk": 1})]


@provides("nothing")
def _nothing(world: World) -> list[Thing]:
    return [Thing(Near.OWN, {"nothing": "finns-inte"}, readers=NOBODY)]
