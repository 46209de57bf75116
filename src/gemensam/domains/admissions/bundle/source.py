"""The files of a round: from a folder or from an archive of it."""

import zipfile
from pathlib import Path

from gemensam.domains.admissions.bundle.faults import NO_COLUMN, WHOLE_FILE, FaultCode, FaultList
from gemensam.domains.admissions.bundle.layout import INPUT_FILES, OPTIONAL_FILES

MAX_UNPACKED_BYTES = 2 * 1024**3
_CHUNK = 1024 * 1024


def read_files(source: Path, faults: FaultList) -> dict[str, bytes]:
    """Return the content of each input file by name; note missing, unknown and unreadable ones as faults."""
    if source.is_dir():
        files = _from_folder(source, faults)
    elif source.is_file():
        files = _from_archive(source, faults)
    else:
        faults.add(source.name or str(source), WHOLE_FILE, NO_COLUMN, FaultCode.FOLDER_MISSING)
        return {}
    if files is None:
        return {}
    for name in sorted(set(files) - set(INPUT_FILES)):
        faults.add(name, WHOLE_FILE, NO_COLUMN, FaultCode.FILE_UNKNOWN)
    for name in INPUT_FILES:
        if name not in files and name not in OPTIONAL_FILES:
            faults.add(name, WHOLE_FILE, NO_COLUMN, FaultCode.FILE_MISSING)
    return {name: content for name, content in files.items() if name in INPUT_FILES and content is not None}


def _from_folder(folder: Path, faults: FaultList) -> dict[str, bytes | None] | None:
    files: dict[str, bytes | None] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_dir():
            continue
        try:
            files[path.name] = path.read_bytes() if path.name in INPUT_FILES else None
        except OSError:
            files[path.name] = None
            faults.add(path.name, WHOLE_FILE, NO_COLUMN, FaultCode.FILE_UNREADABLE)
    return files


def _from_archive(archive: Path, faults: FaultList) -> dict[str, bytes | None] | None:
    try:
        with zipfile.ZipFile(archive) as opened:
            return _unpack(opened, archive.name, faults)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError, RuntimeError):
        faults.add(archive.name, WHOLE_FILE, NO_COLUMN, FaultCode.ARCHIVE_UNREADABLE)
    except Exception as error:
        # zlib and lzma have no common base class for a broken stream; anything else goes on upwards.
        if type(error).__module__ not in {"zlib", "_lzma", "lzma"}:
            raise
        faults.add(archive.name, WHOLE_FILE, NO_COLUMN, FaultCode.ARCHIVE_UNREADABLE)
    return None


def _unpack(archive: zipfile.ZipFile, name: str, faults: FaultList) -> dict[str, bytes | None] | None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_hidden(entry.filename)]
    folders = {entry.filename.rpartition("/")[0] for entry in entries}
    top = folders.pop() + "/" if len(folders) == 1 and folders != {""} else ""
    files: dict[str, bytes | None] = {}
    left = MAX_UNPACKED_BYTES
    for entry in entries:
        inner = entry.filename.removeprefix(top)
        if "/" in inner:
            continue
        if entry.flag_bits & 0x1:
            faults.add(name, WHOLE_FILE, NO_COLUMN, FaultCode.ARCHIVE_ENCRYPTED)
            return None
        if inner in files:
            faults.add(inner, WHOLE_FILE, NO_COLUMN, FaultCode.ARCHIVE_NAME_TWICE)
            continue
        content = _read_bounded(archive, entry, left) if inner in INPUT_FILES else None
        if content is None and inner in INPUT_FILES:
            faults.add(name, WHOLE_FILE, NO_COLUMN, FaultCode.ARCHIVE_TOO_LARGE, max=MAX_UNPACKED_BYTES)
            return None
        left -= len(content or b"")
        files[inner] = content
    return files


def _read_bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes | None:
    """The entry's content, or None when it is larger than the limit, whatever size its header claims."""
    parts: list[bytes] = []
    with archive.open(entry) as stream:
        while part := stream.read(_CHUNK):
            limit -= len(part)
            if limit < 0:
                return None
            parts.append(part)
    return b"".join(parts)


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")
