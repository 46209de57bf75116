"""``gemensam verify FOLDER RESULT``: the independent verifier, as a program of its own."""

import argparse
import subprocess
import sys
from pathlib import Path

from gemensam.interfaces.commands.texts import LANGUAGES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The round, the result, and how the verifier is to answer."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="mapp eller .zip med omgången")
    parser.add_argument("result", type=Path, metavar="RESULT", help="mapp med resultatet")
    parser.add_argument(
        "--hold", action="store_true", help="lista utbildningar att hålla inne, så att resten kan publiceras"
    )
    parser.add_argument("--json", action="store_true", help="skriv rapporten som JSON")
    parser.add_argument(
        "--processes", type=int, metavar="ANTAL", help="antal processer; svaret blir detsamma"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="språk i meddelanden")


def run(args: argparse.Namespace) -> int:
    """Start the verifier and hand on its exit code: 0, 1 with every violation, 2 for unreadable files."""
    sys.stdout.flush()
    command = [
        sys.executable,
        "-m",
        "gemensam_verifier",
        str(args.folder),
        str(args.result),
        "--lang",
        args.lang,
    ]
    command += ["--hold"] * args.hold + ["--json"] * args.json
    if args.processes is not None:
        command += ["--processes", str(args.processes)]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program, the rest are paths
