"""A folder in the open format as one archive, the same bytes for the same files."""

import io
import zipfile
from pathlib import Path

_FIXED_TIME = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest a zip can hold: an archive tells nothing of when it was packed


def pack(folder: Path) -> bytes:
    """Return a zip archive of the folder's files, by name, without times or permissions."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(path.name, date_time=_FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return buffer.getvalue()


def unpack(content: bytes, folder: Path) -> None:
    """Write the archive's files into the folder. Only archives made by ``pack`` are read (flat names)."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if Path(name).name != name:
                raise ValueError(name)
            (folder / name).write_bytes(archive.read(name))
