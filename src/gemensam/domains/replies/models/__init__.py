"""The rows of replies."""

from gemensam.domains.replies.models.certificate import Certificate
from gemensam.domains.replies.models.pre_answer import PreAnswer
from gemensam.domains.replies.models.queue_place import QueuePlace
from gemensam.domains.replies.models.reply import Reply, ReplyOrigin, ReplyStep
from gemensam.domains.replies.models.terms import OpenedResult, ReplyTerms

__all__ = [
    "Certificate",
    "OpenedResult",
    "PreAnswer",
    "QueuePlace",
    "Reply",
    "ReplyOrigin",
    "ReplyStep",
    "ReplyTerms",
]
