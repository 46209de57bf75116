"""Looking for an education: words that are understood, filters, and the order of what is found. Public."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from gemensam.domains.catalogue import policies
from gemensam.domains.catalogue.models import Offering
from gemensam.domains.catalogue.queries.prepared import PreparedSupply
from gemensam.domains.catalogue.searching.matching import Reason, elsewhere, words_of
from gemensam.foundation.access.actors import Actor
from gemensam.rules.terms import PROGRAMMES


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty = anything. ``only``: ids that come in question, None = all."""

    year: int
    text: str = ""
    municipality: str = ""
    school_unit: str = ""  # its code
    programme: str = ""  # the beginning of the code: "NA" finds NA25
    kind: str = ""  # vocational, higher_education, introduction
    skill_test: str = ""  # yes, no
    provider_kind: str = ""  # public, independent
    apprenticeship: bool = False
    national_intake: bool = False
    only: Collection[UUID] | None = None

    def filters(self) -> bool:
        """Whether anything but the words narrows the year's supply."""
        return self != Wanted(year=self.year, text=self.text)


@dataclass(frozen=True, slots=True)
class Found:
    """The hits. ``ids``: best first, to be counted and sliced; ``counts``: how many in each municipality.

    ``places``: each hit's municipality, where the hits had to be looked through one by one. ``reasons``: those that
    are not plain to see. ``partly``: no offering met every word, so these met some.
    ``elsewhere``: there is none, and what is asked for is not applied for with a choice (as in searching.matching).
    """

    ids: Sequence[UUID] | QuerySet[Offering, UUID]
    counts: Mapping[str, int]
    places: Mapping[UUID, str] = field(default_factory=dict)
    reasons: Mapping[UUID, tuple[Reason, ...]] = field(default_factory=dict)
    partly: bool = False
    elsewhere: str = ""

    def shared_reasons(self) -> tuple[Reason, ...]:
        """The reasons that every hit has: told once."""
        if not self.reasons or len(self.reasons) < len(self.places):
            return ()  # some hit has none
        each = set(self.reasons.values())
        first = self.reasons[next(iter(self.places))]
        return tuple(one for one in first if all(one in reasons for reasons in each))


def search(actor: Actor, wanted: Wanted, supply: PreparedSupply) -> Found:
    """Return what matches of the year's supply. Without words: in Swedish order of titles. Two queries at most.

    Words are looked for in the prepared supply; the database says what the filters let through.
    """
    words = words_of(wanted.text)
    rows = policies.visible(actor, narrowed(wanted)).order_by("sort_key", "code")
    if words:
        found = _by_words(supply, words, rows if wanted.filters() else None)
        return found if found.ids else replace(found, elsewhere=elsewhere(wanted.text))
    if not wanted.filters():
        return Found(supply.ids, supply.counts, supply.places)
    counted = (
        rows.order_by("municipality_code")
        .values_list("municipality_code")
        .annotate(Count("pk", distinct=True))
    )
    return Found(rows.values_list("pk", flat=True), dict(counted))


def by_distance(found: Found, distances: Mapping[str, int], rows: QuerySet[Offering]) -> list[UUID]:
    """The hits by how far away their municipality is, nearest first; those unknown last. A query where needed."""
    places = found.places or dict(rows.values_list("pk", "municipality_code"))
    return sorted(places, key=lambda pk: distances.get(places[pk], 100_000))


def _by_words(prepared: PreparedSupply, words: Sequence[str], rows: QuerySet[Offering] | None) -> Found:
    among = None
    if rows is not None:  # what has been added since it was prepared is found by the next search
        let_through = rows.order_by().values_list("pk", flat=True)
        among = [prepared.positions[pk] for pk in let_through if pk in prepared.positions]
    ranked = prepared.index.ranked(words, among)
    ids = [prepared.ids[position] for position in ranked.positions]
    places = {pk: prepared.places[pk] for pk in ids}
    return Found(
        ids,
        Counter(places.values()),
        places,
        {prepared.ids[position]: reasons for position, reasons in ranked.reasons.items()},
        partly=not ranked.whole and bool(ids),
    )


def narrowed(wanted: Wanted) -> QuerySet[Offering]:
    """The year's offerings that the filters let through."""
    rows = Offering.objects.filter(year=wanted.year)
    plain = {
        "municipality_code": wanted.municipality,
        "school_unit__school_unit_code": wanted.school_unit,
        "provider__provider_kind": wanted.provider_kind,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if wanted.programme:
        rows = rows.filter(programme__startswith=wanted.programme)
    if wanted.kind:
        rows = rows.filter(
            programme__in=[code for code, one in PROGRAMMES.items() if one.kind == wanted.kind]
        )
    if wanted.skill_test:
        without = Q(skill_test=Offering.SkillTest.NONE)
        rows = rows.filter(without if wanted.skill_test == "no" else ~without)
    if wanted.apprenticeship:
        rows = rows.filter(Q(study_path__regex=r"^.{6}L") | Q(facts__apprenticeship=True)).distinct()
    if wanted.national_intake:
        rows = rows.filter(national_intake=True)
    if wanted.only is not None:
        rows = rows.filter(pk__in=list(wanted.only))
    return rows


def by_ids(actor: Actor, ids: Collection[UUID]) -> list[Offering]:
    """Return the offerings in the order of the ids, with school unit and provider."""
    rows = policies.visible(actor, Offering.objects.select_related("school_unit", "provider"))
    found = rows.in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]


def by_codes(actor: Actor, codes: Collection[str], *, year: int) -> list[Offering]:
    """Return the year's offerings with these codes, in their order; unknown ones are left out."""
    rows = policies.visible(actor, Offering.objects.filter(year=year, code__in=list(codes)))
    found = {row.code: row for row in rows.select_related("school_unit", "provider")}
    return [found[code] for code in dict.fromkeys(codes) if code in found]
