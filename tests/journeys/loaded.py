"""A process that has loaded the whole application, from which the journeys' servers and workers are begun.

To load it takes each program two seconds of processor, and there is a server and a worker for each file of journeys.
What is begun here runs as its command would: same code, settings, database file and processes. Each line of standard
input is an order in JSON, and is answered by a line: ``["start", log, program, argument …]`` by the process id,
``["stop", id, signal]`` by the exit code. It ends with its input.
"""

import json
import os
import signal
import sys
from typing import NoReturn


def load() -> None:
    """Everything that the programs import, and nothing of a database."""
    import django

    django.setup()
    import gunicorn.app.wsgiapp
    import gunicorn.workers.gthread  # noqa: F401 - what the server imports when it begins
    from django.db import connections
    from django.urls import get_resolver

    import gemensam.interfaces.commands.worker  # noqa: F401 - the same for the worker

    _ = get_resolver().url_patterns
    connections.close_all()


def become(log: str, program: str, *arguments: str) -> NoReturn:
    """Run the program in this process, which is a new one."""
    os.setsid()
    lines = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for stream, target in ((nothing, 0), (lines, 1), (lines, 2)):
        os.dup2(stream, target)
    sys.argv = [program, *arguments]
    try:
        if program == "gunicorn":
            from gunicorn.app.wsgiapp import run

            run()
        else:
            from gemensam.interfaces.commands.cli import main

            sys.exit(main(arguments))
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
        sys.stdout.flush()
        os._exit(code)
    os._exit(0)


def obey() -> None:
    """Take orders until there are no more; what still runs then is ended."""
    load()
    running: set[int] = set()
    for line in sys.stdin:
        what, *rest = json.loads(line)
        if what == "stop":
            process, number = rest
            os.kill(process, number)
            answer = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            running.remove(process)
        else:
            answer = os.fork() or become(*rest)
            running.add(answer)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    for process in running:
        os.killpg(process, signal.SIGKILL)


if __name__ == "__main__":
    obey()
