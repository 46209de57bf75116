"""Work that a second process may do meanwhile. Without one it is done when asked for, with the same answer."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from gemensam_verifier.report import Unreadable

Answer = TypeVar("Answer")


def start(processes: int, function: Callable[..., Answer], *arguments: Any) -> Callable[[], Answer]:
    """Begin function(*arguments) and return what waits for its answer, or raises its Unreadable.

    processes: with 1, or where a process cannot be split in two, nothing is begun before the answer is asked for.
    """
    if processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return lambda: function(*arguments)
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(sender, function, arguments), daemon=True)
    process.start()
    sender.close()

    def wait() -> Answer:
        try:
            answer = receiver.recv()
        except EOFError:  # the other process is gone
            answer = None
        process.join()
        if isinstance(answer, Unreadable):
            raise answer
        return function(*arguments) if answer is None else answer[0]

    return wait


def _answer(sender: Connection, function: Callable[..., Answer], arguments: tuple[Any, ...]) -> None:
    """Send the answer in a tuple of one, or the Unreadable."""
    try:
        sender.send((function(*arguments),))
    except Unreadable as error:
        sender.send(error)
    sender.close()
