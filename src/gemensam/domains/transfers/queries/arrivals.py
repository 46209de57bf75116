"""What other offices have sent: the list, and one arrival with what its wishes mean here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.queries.offices import OfficeView, office_by_id
from gemensam.domains.catalogue.queries import municipality_names, offerings
from gemensam.domains.transfers import policies
from gemensam.domains.transfers.inputs.reading import read_transfer
from gemensam.domains.transfers.inputs.transfer_file import TransferFile
from gemensam.domains.transfers.models import Arrival, ArrivedPerson, OtherOffice
from gemensam.domains.transfers.queries.gathering import WishWords, name_key
from gemensam.domains.transfers.states import ArrivalState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.documents import storage
from gemensam.foundation.fields.swedish import folded


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """An arrival in figures."""

    id: UUID
    other_id: UUID
    other: str
    year: int
    version: int
    state: str
    applicants: int
    wishes: int
    grades: int
    statements: int
    withheld: int
    taken_wishes: int
    digest: str
    received_at: datetime
    alarmed_at: datetime | None
    imported_at: datetime | None
    imported_by: str


@dataclass(frozen=True, slots=True)
class OfferingOption:
    """An education here that a wish may mean."""

    id: UUID
    label: str


@dataclass(frozen=True, slots=True)
class WishGroup:
    """The same wish of several applicants, with what it may mean here; the guess is one of the options, or None.

    stated: how many of each answer of the home municipalities.
    """

    words: WishWords
    count: int
    stated: tuple[tuple[str, int], ...]
    options: tuple[OfferingOption, ...]
    guess: UUID | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What reading in would do. gone: applicants of the version before who are not in this one."""

    file: TransferFile
    groups: tuple[WishGroup, ...]
    new: int
    gone: int


def arrivals(actor: Actor, office: OfficeView, *, state: str = "") -> list[ArrivalView]:
    """Return what the year has brought, the latest first."""
    rows = policies.visible_arrivals(actor, Arrival.objects.filter(other__office=office.id, year=office.year))
    if state:
        rows = rows.filter(state=state)
    return [_view(row) for row in rows.select_related("other").order_by("-received_at", "-version")]


def arrival(actor: Actor, arrival_id: UUID) -> ArrivalView:
    """Return one arrival. Raises Arrival.DoesNotExist."""
    return _view(policies.visible_arrivals(actor, Arrival.objects.select_related("other")).get(pk=arrival_id))


def preview(actor: Actor, arrival_id: UUID) -> Preview:
    """Return what the file says and what its wishes may mean here. Raises Arrival.DoesNotExist."""
    row = policies.visible_arrivals(actor, Arrival.objects.select_related("other")).get(pk=arrival_id)
    file = read_transfer(storage.read(row.file_id), today=row.received_at.date())
    before = ArrivedPerson.objects.filter(
        arrival__other=row.other_id, arrival__year=row.year, arrival__imported_at__isnull=False
    ).exclude(arrival=row)
    known = set(before.values_list("person__civic_no_index", flat=True))
    here = {one.civic_no for one in file.applicants}
    gone = sum(number not in here for number in _numbers(before))
    return Preview(file, tuple(_groups(actor, file)), new=max(0, len(here) - len(known) + gone), gone=gone)


def receipt_of(*, key_digest: str, sender_id: UUID) -> ArrivalView | None:
    """Return the arrival of the office that shows the key; None when it is unknown. For the API between offices."""
    row = (
        Arrival.objects.select_related("other")
        .filter(other__key_digest=key_digest, sender_id=sender_id)
        .exclude(other__key_digest="")
        .first()
    )
    return _view(row) if row else None


def office_with_key(key_digest: str) -> tuple[UUID, OfficeView] | None:
    """Return the other office that the key belongs to, and the office here. For the API between offices."""
    row = OtherOffice.objects.filter(key_digest=key_digest).exclude(key_digest="").first()
    return (row.pk, office_by_id(row.office_id)) if row else None


def waiting_here(actor: Actor, office: OfficeView) -> int:
    """How many arrivals wait to be read in."""
    rows = Arrival.objects.filter(other__office=office.id, year=office.year, state=ArrivalState.RECEIVED)
    return policies.visible_arrivals(actor, rows).count()


def _numbers(rows: Iterable[ArrivedPerson]) -> set[str]:
    return {str(row.person.civic_no) for row in rows.select_related("person") if row.person.civic_no}  # type: ignore[attr-defined]  # a queryset


def _groups(actor: Actor, file: TransferFile) -> list[WishGroup]:
    counts: Counter[WishWords] = Counter()
    stated: dict[WishWords, Counter[str]] = {}
    for applicant in file.applicants:
        for wish in applicant.wishes:
            words = (wish.programme, wish.school, wish.municipality)
            counts[words] += 1
            if wish.statement:
                stated.setdefault(words, Counter())[wish.statement.answer] += 1
    rows = list(offerings(actor, year=file.year).filter(cancelled=False))
    codes = {name_key(name): code for code, name in municipality_names().items()}
    found = []
    for words, count in sorted(counts.items(), key=lambda item: (item[0][1].casefold(), item[0])):
        near = [row for row in rows if row.municipality_code == codes.get(name_key(words[2]))] or rows
        options = tuple(
            OfferingOption(row.pk, f"{row.title}, {row.school_unit.display_name}") for row in near
        )
        answers = tuple(sorted(stated.get(words, Counter()).items()))
        found.append(WishGroup(words, count, answers, options, _guess(words, near)))
    return found


def _guess(words: WishWords, rows: list) -> UUID | None:  # type: ignore[type-arg]  # offerings
    """The only education that fits the words; with two that fit nothing is guessed."""
    programme, school = folded(words[0]), folded(words[1])
    there = [row for row in rows if _alike(school, folded(row.school_unit.display_name))]
    exact = [row for row in there if folded(row.title) == programme or row.programme.casefold() == programme]
    loose = [row for row in there if _alike(programme.removesuffix("programmet"), folded(row.title))]
    for some in (exact, loose):
        if len(some) == 1:
            return UUID(str(some[0].pk))
    return None


def _alike(one: str, other: str) -> bool:
    return bool(one) and bool(other) and (one in other or other in one)


def _view(row: Arrival) -> ArrivalView:
    plain = (
        "year", "version", "state", "applicants", "wishes", "grades", "statements", "withheld", "taken_wishes",
        "digest", "received_at", "alarmed_at", "imported_at", "imported_by",
    )  # fmt: skip
    return ArrivalView(
        id=row.pk, other_id=row.other_id, other=row.other.name, **{name: getattr(row, name) for name in plain}
    )
