"""A round's stages as its page shows them, and the one thing to do next."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries.rounds import RoundView, StepView
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission

_STAGES = (
    ("check", gettext_lazy("Kontrollera underlaget")),
    ("freeze", gettext_lazy("Frys underlaget")),
    ("allocate", gettext_lazy("Kör antagningen")),
    ("verify", gettext_lazy("Kontrollprogrammet granskar")),
    ("compare", gettext_lazy("Jämför med förra omgången")),
    ("approve", gettext_lazy("Första godkännandet")),
    ("approve_last", gettext_lazy("Andra godkännandet")),
    ("schedule", gettext_lazy("Bestäm när beskeden visas")),
    ("publish", gettext_lazy("Beskeden visas")),
)
_DONE_IN = {
    "draft": 0, "checked": 1, "frozen": 2, "allocated": 3, "rejected": 3, "verified": 4, "compared": 5,
    "approved_once": 6, "approved": 7, "scheduled": 8, "published": 9, "halted": 8,
}  # fmt: skip
_WAITS_FOR_JOB = {"draft", "checked", "frozen", "allocated", "verified"}


def stages_of(round_: RoundView) -> list[dict[str, object]]:
    """The nine stages with who, when and what, for the stepper."""
    done = _DONE_IN[round_.state]
    latest = _latest(round_)
    rows: list[dict[str, object]] = []
    for number, (event, label) in enumerate(_STAGES):
        state = "done" if number < done else "current" if number == done else "upcoming"
        if number == done and round_.state in ("halted", "rejected"):
            state = "halted"
        step = latest.get(event) if state == "done" else None
        rows.append(
            {
                "label": str(label),
                "state": state,
                "who": step.by if step else "",
                "when": step.at if step else None,
                "what": _what(step) if step else "",
            }
        )
    return rows


def _latest(round_: RoundView) -> dict[str, StepView]:
    """The last step of each kind since the round was last opened again."""
    found: dict[str, StepView] = {}
    for step in round_.steps:
        if step.event in ("void", "reopen"):
            found = {}
        found[step.event] = step
    if "resume" in found:
        found["schedule"] = found["resume"]
    return found


def _what(step: StepView) -> str:
    """The step's figure that people compare: rows, or the first signs of a hash."""
    facts = step.facts
    if step.event == "check":
        rows = facts.get("rows")
        total = sum(rows.values()) if isinstance(rows, dict) else 0
        return _("%(rows)s rader utan fel") % {"rows": f"{total:,}".replace(",", "\u202f")}
    if step.event == "verify":
        return _("0 avvikelser")
    if step.event == "compare":
        return _("%(changes)s ändringar") % {"changes": facts.get("changes", 0)}
    text = facts.get("digest") or facts.get("result_hash") or ""
    return _("hash %(start)s…") % {"start": str(text)[:10]} if text else ""


def allowed(actor: Actor) -> dict[str, bool]:
    """What the actor's roles let them do with a round; services judge again."""
    return {
        "run": actor.has(Permission.ROUND_RUN),
        "approve": actor.has(Permission.ROUND_APPROVE),
        "publish": actor.has(Permission.ROUND_PUBLISH),
        "halt": actor.has(Permission.ROUND_HALT),
        "prepare": actor.has(Permission.ROUND_PREPARE),
        "verify": actor.has(Permission.ROUND_VERIFY),
    }


def next_step(round_: RoundView, actor: Actor) -> str:
    """The one thing to do next, as a code for the page: run, approve, wait_for_other, publish or nothing."""
    may = allowed(actor)
    if round_.state in _WAITS_FOR_JOB and may["run"]:
        return "run"
    if round_.state in ("compared", "approved_once") and may["approve"]:
        own = any(approval.account_id == actor.account_id for approval in round_.approvals)
        return "wait_for_other" if own else "approve"
    if round_.state == "approved" and may["publish"]:
        return "publish"
    if round_.state == "halted" and may["publish"]:
        return "resume"
    return ""


def tabs_of(round_: RoundView, current: str) -> list[dict[str, object]]:
    """The pages of a round as tabs, those that there is something on. ``current``: the address's name."""
    shown = [("round", _("Steg och figurer"))]
    if round_.run is not None:
        shown.append(("round_outcome", _("Utfall per utbildning")))
        if round_.run.comparison is not None:
            shown.append(("round_comparison", _("Mot förra omgången")))
        shown.append(("round_what_if", _("Tänk om")))
    shown.append(("round_lottery", _("Lotten")))
    return [
        {"label": label, "url": reverse(name, args=[round_.id]), "current": name == current}
        for name, label in shown
    ]


def address(round_: RoundView) -> str:
    """The round's page."""
    return reverse("round", args=[round_.id])
