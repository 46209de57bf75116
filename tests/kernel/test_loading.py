"""Where the compiled kernel is built and loaded from, and what happens where it cannot be."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import gemensam_kernel
from gemensam.rules import allocation
from gemensam_kernel import loading
from tests.rules.allocation.markets import crowded_market

has_compiler = pytest.mark.skipif(gemensam_kernel.library() is None, reason="no compiler on this machine")


def find_or_build(own):
    """With nothing shipped."""
    return loading.find_or_build(loading.SOURCE, own / "nothing", own)


@pytest.fixture
def compilers(tmp_path, monkeypatch):
    """Puts a program in the place of every compiler; None removes them all."""

    def put(script):
        folder = tmp_path / "bin"
        folder.mkdir()
        for name in loading.COMPILERS if script is not None else ():
            (folder / name).write_text(f"#!/bin/sh\n{script}\n")
            (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    return put


@pytest.fixture
def private(tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def asked_anew():
    """A process that has not asked for the library yet."""
    loading.library.cache_clear()
    yield
    loading.library.cache_clear()


@has_compiler
def test_find_or_build_with_a_compiler_builds_once(private, compilers):
    assert find_or_build(private) is not None
    (built,) = private.iterdir()
    compilers("exit 1")
    assert find_or_build(private) is not None  # found, not built
    assert [built] == list(private.iterdir())


@pytest.mark.parametrize("script", [None, "exit 1", "exit 0", "echo junk >> $5", "kill -9 $$"])
def test_find_or_build_with_a_broken_compiler_gives_nothing(script, private, compilers):
    compilers(script)
    assert find_or_build(private) is None
    assert [path for path in private.iterdir() if path.name.startswith("building-")] == []


@pytest.mark.parametrize("script", [None, "exit 1"])
def test_allocate_with_a_broken_compiler_falls_back_and_gives_the_same(
    script, compilers, monkeypatch, tmp_path, asked_anew
):
    choices, seats = crowded_market(1, applicants=100)
    wanted = allocation.allocate(choices, seats).tobytes()
    loading.library.cache_clear()
    monkeypatch.delenv("GEMENSAM_KERNEL", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "empty"))
    compilers(script)
    assert allocation.kernel_name() == "numpy"
    assert allocation.allocate(choices, seats).tobytes() == wanted


@has_compiler
def test_kernel_name_with_a_compiler_is_c(monkeypatch):
    monkeypatch.delenv("GEMENSAM_KERNEL", raising=False)
    assert allocation.kernel_name() == "c"


@pytest.mark.parametrize("name", gemensam_kernel.NAMES)
def test_kernel_name_that_is_asked_for_is_used(name, monkeypatch):
    monkeypatch.setenv("GEMENSAM_KERNEL", name)
    assert allocation.kernel_name() == name


def test_kernel_name_that_is_unknown_is_refused(monkeypatch):
    monkeypatch.setenv("GEMENSAM_KERNEL", "fortran")
    with pytest.raises(ValueError, match="known are c, numpy, python"):
        allocation.kernel_name()


def test_solve_with_c_asked_for_and_missing_fails_loudly(monkeypatch):
    monkeypatch.setenv("GEMENSAM_KERNEL", "c")
    monkeypatch.setattr(gemensam_kernel, "library", lambda: None)
    choices, seats = crowded_market(1, applicants=10)
    with pytest.raises(RuntimeError, match="neither found nor built"):
        allocation.allocate(choices, seats)


@has_compiler
@pytest.mark.parametrize("open_to_others", [0o777, 0o770, 0o1777])
def test_find_or_build_in_a_folder_that_others_can_write_to_neither_builds_nor_loads(open_to_others, private):
    private.chmod(open_to_others)
    assert find_or_build(private) is None
    assert list(private.iterdir()) == []
    private.chmod(0o700)
    assert find_or_build(private) is not None
    private.chmod(open_to_others)
    if open_to_others != 0o1777:  # in a sticky folder others cannot exchange our file
        assert find_or_build(private) is None


@has_compiler
def test_find_or_build_below_a_folder_that_others_can_write_to_gives_nothing(private):
    inner = private / "inner"
    inner.mkdir(mode=0o700)
    private.chmod(0o777)
    assert find_or_build(inner) is None
    private.chmod(0o755)
    assert find_or_build(inner) is not None


@has_compiler
def test_find_or_build_with_a_file_that_others_can_write_to_builds_it_anew(private):
    find_or_build(private)
    (built,) = private.iterdir()
    built.chmod(0o777)
    assert not loading.is_own(built)
    assert find_or_build(private) is not None
    assert loading.is_own(built)


@has_compiler
def test_find_or_build_with_a_link_in_its_place_does_not_follow_it(private, tmp_path):
    (tmp_path / "elsewhere.so").write_bytes(b"")
    link = private / loading.library_name(loading.SOURCE)
    link.symlink_to(tmp_path / "elsewhere.so")
    assert find_or_build(private) is not None
    assert not link.is_symlink()


@has_compiler
def test_find_or_build_many_at_once_leave_one_library(private):
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: find_or_build(private), range(3)))
    assert None not in found
    assert [path.name for path in private.iterdir()] == [loading.library_name(loading.SOURCE)]


def test_library_name_of_another_source_is_another(tmp_path):
    (tmp_path / "deferred_acceptance.c").write_text("int nothing;")
    assert loading.library_name(tmp_path / "deferred_acceptance.c") != loading.library_name(loading.SOURCE)


def test_find_or_build_on_a_system_without_owners_gives_nothing(private, monkeypatch):
    monkeypatch.delattr(os, "getuid")
    assert find_or_build(private) is None


def test_user_cache_without_home_is_none(monkeypatch):
    def homeless():
        raise RuntimeError

    monkeypatch.setattr(loading.Path, "home", homeless)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert loading.user_cache() is None
    assert loading.find_or_build(loading.SOURCE, loading.SOURCE.parent, None) is None
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/cache/own")
    assert loading.user_cache() == loading.Path("/var/cache/own/gemensam")


def test_user_cache_that_is_relative_is_ignored(monkeypatch, tmp_path):
    monkeypatch.setattr(loading.Path, "home", lambda: tmp_path)
    monkeypatch.setattr(loading.sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert loading.user_cache() == tmp_path / ".cache" / "gemensam"


@has_compiler
def test_find_or_build_with_a_shipped_library_loads_it_without_a_cache(private, compilers):
    assert find_or_build(private) is not None
    compilers("exit 1")
    assert loading.find_or_build(loading.SOURCE, private, None) is not None
    assert loading.find_or_build(loading.SOURCE, private / "elsewhere", None) is None


@has_compiler
def test_allocate_arrays_of_another_type_are_refused():
    entries = allocation.compile_entries(*crowded_market(1, applicants=10)).entries
    arrays = {name: getattr(entries, name) for name in gemensam_kernel.Arrays.__slots__}
    for wrong in (arrays["unit"].astype(np.int64), np.repeat(arrays["unit"], 2)[::2]):
        with pytest.raises(TypeError, match="unit"):
            gemensam_kernel.allocate(
                gemensam_kernel.library(), gemensam_kernel.Arrays(**{**arrays, "unit": wrong}), None
            )
