"""The answers of an application as plain frozen values, and their stored form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

MOST_CHARACTERS = 4_000  # of a motivation
MOST_ELSEWHERE = 10


@dataclass(frozen=True, slots=True)
class Contact:
    """How the applicant wants to be reached. No address is ever asked for."""

    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A wish for an education that another office handles, in the applicant's own words."""

    programme: str
    school: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Answer:
    """asked: None = not answered yet. offerings: which choices it is about. text: why."""

    asked: bool | None = None
    offerings: tuple[UUID, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that an application holds. choices: offerings, the most wanted first. answers: by RequestKind."""

    contact: Contact | None = None
    choices: tuple[UUID, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def answer(self, kind: str) -> Answer:
        """The answer to a question, empty until there is one."""
        return self.answers.get(kind, Answer())

    def with_answer(self, kind: str, answer: Answer) -> "Content":
        """The same with one answer changed."""
        return replace(self, answers={**self.answers, kind: answer})


def written(content: Content) -> str:
    """The stored form."""
    data: dict[str, Any] = {
        "choices": [str(one) for one in content.choices],
        "elsewhere": [[one.programme, one.school, one.municipality] for one in content.elsewhere],
        "answers": {
            kind: {"asked": one.asked, "offerings": [str(pk) for pk in one.offerings], "text": one.text}
            for kind, one in content.answers.items()
        },
    }
    if content.contact is not None:
        data["contact"] = {"email": content.contact.email, "phone": content.contact.phone}
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def read(text: str) -> Content:
    """The answers of a stored form."""
    data = json.loads(text or "{}")
    contact = data.get("contact")
    return Content(
        contact=Contact(**contact) if contact is not None else None,
        choices=tuple(UUID(one) for one in data.get("choices", ())),
        elsewhere=tuple(Elsewhere(*one) for one in data.get("elsewhere", ())),
        answers={
            kind: Answer(one["asked"], tuple(UUID(pk) for pk in one["offerings"]), one["text"])
            for kind, one in data.get("answers", {}).items()
        },
    )
