"""What a squashed migration must be: the whole of what it replaces, and the same models."""

import re
from collections import defaultdict
from functools import cache

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


@cache
def loaded(*, squashed: bool) -> MigrationLoader:
    """The migrations on disk, of no database; without our squashed ones where ``squashed`` is false."""
    loader = MigrationLoader(None, load=False)
    read = loader.load_disk

    def load_disk() -> None:
        read()
        for key, migration in list(loader.disk_migrations.items()):
            if migration.replaces and not squashed and is_ours(migration):
                take_away(loader.disk_migrations, key)

    loader.load_disk = load_disk
    loader.build_graph()
    return loader


def take_away(migrations: dict, squashed: tuple[str, str]) -> None:
    """Without the squashed one; what depends on it depends on the last that it replaces."""
    last = migrations.pop(squashed).replaces[-1]
    for migration in migrations.values():
        migration.dependencies = [last if key == squashed else key for key in migration.dependencies]


def is_ours(migration: object) -> bool:
    """Whether it is in this repository, not in a library."""
    return type(migration).__module__.startswith("gemensam.")


def left_out(names: list[str], squashed: str, replaced: list[str]) -> list[str]:
    """Names up to the last number that ``squashed`` stands for which it does not replace."""
    last = int(re.match(r"0001_squashed_(\d{4})_", squashed).group(1))
    return [name for name in names if name != squashed and int(name[:4]) <= last and name not in replaced]


def differing(one: ProjectState, other: ProjectState) -> list[str]:
    """Models that are not the same in both, fields in the same order."""
    keys = one.models.keys() | other.models.keys()
    return sorted(".".join(key) for key in keys if one.models.get(key) != other.models.get(key))


def test_squashed_migrations_replace_every_file_up_to_their_last():
    names, found = defaultdict(list), []
    ours = {key: it for key, it in loaded(squashed=True).disk_migrations.items() if is_ours(it)}
    for app, name in sorted(ours):
        names[app].append(name)
    for (app, name), migration in ours.items():
        if migration.replaces:
            replaced = [old for label, old in migration.replaces if label == app]
            found += [f"{app}: {lost}" for lost in left_out(names[app], name, replaced)]
    assert found == []


def test_left_out_with_a_forgotten_migration_finds_it():
    names = ["0001_a", "0001_squashed_0003_c", "0002_b", "0003_c", "0004_d"]
    assert left_out(names, "0001_squashed_0003_c", ["0001_a", "0003_c"]) == ["0002_b"]
    assert left_out(names, "0001_squashed_0003_c", ["0001_a", "0002_b", "0003_c"]) == []


def test_squashed_migrations_give_the_same_models_as_the_replaced():
    short, long = loaded(squashed=True).project_state(), loaded(squashed=False).project_state()
    assert differing(short, long) == []
    assert len(short.models) == len(long.models)


def test_differing_with_another_field_finds_the_model():
    whole = loaded(squashed=True).project_state(("documents", "0001_stored_files"))
    without = whole.clone()
    without.remove_field("documents", "storedpart", "number")
    assert differing(whole, without) == ["documents.storedpart"]
