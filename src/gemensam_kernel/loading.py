"""Finds the library of the kernel, or builds it with the machine's own compiler.

Code is loaded from places only that nobody else can write to: a library that stands beside this file, or the
user's own cache. The file's name holds the SHA-256 of the source and of how it was built, so a library of another
version is never met, and two processes that build at once put the same bytes in the same place.
"""

import ctypes
import hashlib
import os
import platform
import shutil
import stat
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).with_name("deferred_acceptance.c")
COMPILERS: Final = ("cc", "gcc", "clang")
FLAGS: Final = ("-O2", "-shared", "-fPIC")
SECONDS_TO_BUILD: Final = 60
ENDINGS: Final = {"win32": ".dll", "darwin": ".dylib"}


@cache
def library() -> ctypes.CDLL | None:
    """The kernel, ready to be called, or None where it can be neither found nor built. Asks once per process."""
    return find_or_build(SOURCE, SOURCE.parent, user_cache())


def find_or_build(source: Path, shipped: Path, own: Path | None) -> ctypes.CDLL | None:
    """Load the library of the source from where it was shipped or from one's own folder, else build it in that."""
    try:
        name = library_name(source)
        for folder in (shipped, own):
            if folder and is_own(folder / name) and (found := _loaded(folder / name)):
                return found
        if own and is_private(own, create=True) and build(source, own / name):
            return _loaded(own / name)
    except OSError:  # a full disk, a folder that has gone, a system without what we ask for
        return None
    return None


def library_name(source: Path) -> str:
    """Name of the library that is built from the source on this kind of machine."""
    told = [*FLAGS, sys.platform, platform.machine(), str(sys.maxsize)]
    digest = hashlib.sha256(source.read_bytes() + "\0".join(told).encode()).hexdigest()
    return f"{source.stem}-{digest}{ENDINGS.get(sys.platform, '.so')}"


def user_cache() -> Path | None:
    """The user's own folder for what can be made again, or None for an account without one."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "gemensam"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "gemensam"


def is_private(folder: Path, *, create: bool = False) -> bool:
    """Whether nobody but this user and root can put a file in the folder, or exchange a folder above it."""
    if not hasattr(os, "getuid"):
        return False
    if create:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return False
    real = folder.resolve()
    if not real.is_dir() or not os.access(real, os.W_OK):
        return False
    return all(_is_guarded(one, above=one != real) for one in (real, *real.parents))


def is_own(path: Path) -> bool:
    """Whether the file is there, belongs to this user or root, and no one else can write to it or its folder."""
    if not hasattr(os, "getuid") or not path.is_file() or path.is_symlink():
        return False
    real = path.resolve()
    return _is_guarded(real, above=False) and all(_is_guarded(one, above=True) for one in real.parents)


def _is_guarded(path: Path, *, above: bool) -> bool:
    """Belongs to us or root, and others cannot write; in a sticky folder above they cannot exchange what is ours."""
    found = path.stat()
    if found.st_uid not in {os.getuid(), 0}:
        return False
    shared = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return not shared or (above and bool(found.st_mode & stat.S_ISVTX))


def build(source: Path, target: Path) -> bool:
    """Compile beside the target and move it there in one step. False where no compiler can."""
    for compiler in COMPILERS:
        program = shutil.which(compiler)
        if not program:
            continue
        handle, made = tempfile.mkstemp(dir=target.parent, prefix="building-")
        os.close(handle)
        try:
            subprocess.run(  # noqa: S603 - our own source, a compiler from PATH, no shell
                [program, *FLAGS, "-o", made, str(source)],
                check=True,
                capture_output=True,
                timeout=SECONDS_TO_BUILD,
            )
            Path(made).chmod(0o700)
            Path(made).replace(target)
        except (OSError, subprocess.SubprocessError):
            continue
        finally:
            Path(made).unlink(missing_ok=True)
        return True
    return False


def _loaded(path: Path) -> ctypes.CDLL | None:
    try:
        found = ctypes.CDLL(str(path))
    except OSError:
        return None
    return found if hasattr(found, "gemensam_allocate") else None
