"""What the documents must hold: every setting, every model and state, commands that exist, one version."""

import ast
import re
import tomllib

from tests.repository import tree

DOCS = tree.ROOT / "docs"
CALL = re.compile(r"(?:\$ )?(?:python3 start\.py )?(gemensam|python3 start\.py) ?([a-z][a-z_-]*)?")
SETTINGS_FILES = ("settings.py", "web_server.py")


def text_of(name: str) -> str:
    """A document's text."""
    return (tree.ROOT / name).read_text(encoding="utf-8")


def variables(module: ast.Module) -> set[str]:
    """Names that are read from the environment: ``env.str("NAME")`` and ``os.environ.get("NAME")``."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            first = node.args[0]
            if (
                owner in ("env", "os.environ")
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                found.add(first.value)
            elif node.func.attr == "db" and owner == "env":
                found.add("DATABASE_URL")
    return found


def absent(names: set[str], document: str) -> list[str]:
    """Names that the document does not give as code."""
    return sorted(name for name in names if f"`{name}`" not in document)


def test_every_setting_is_in_operations():
    names = set().union(*(variables(tree.parse(tree.PACKAGE / "config" / name)) for name in SETTINGS_FILES))
    assert "GEMENSAM_SECRET_KEY" in names
    assert absent(names, text_of("docs/operations.md")) == []


def test_operations_names_no_setting_that_is_gone():
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in tree.files(".py", ".sh") if "docs" not in path.parts
    )
    named = set(re.findall(r"`(GEMENSAM_[A-Z_]+)`", text_of("docs/operations.md")))
    assert sorted(name for name in named if name not in code) == []


def test_variables_with_environment_reads_finds_them():
    module = ast.parse(
        'A = env.str("GEMENSAM_A")\nB = os.environ.get("GEMENSAM_B", "1")\nC = env.db("DATABASE_URL")'
    )
    assert variables(module) == {"GEMENSAM_A", "GEMENSAM_B", "DATABASE_URL"}
    assert absent({"GEMENSAM_A", "GEMENSAM_B"}, "set `GEMENSAM_A`") == ["GEMENSAM_B"]


def classes(module: ast.Module, ends: tuple[str, ...]) -> list[ast.ClassDef]:
    """Classes with a base whose name ends so."""
    return [
        node
        for node in module.body
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith(ends) for base in node.bases)
    ]


def state_values(module: ast.Module) -> set[str]:
    """The stored codes of the state enumerations (classes named …State)."""
    return {
        statement.value.value
        for node in classes(module, ("StrEnum", "TextChoices"))
        if node.name.endswith("State")
        for statement in node.body
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
    }


def test_every_model_is_in_the_glossary():
    names = set()
    for band in ("domains", "foundation"):
        for folder in (tree.PACKAGE / band).glob("*/models"):
            for path in tree.python_files(folder):
                names |= {node.name for node in classes(tree.parse(path), ("Model", "AbstractBaseUser"))}
    assert names != set()
    assert absent(names, text_of("docs/glossary.md")) == []


def test_every_state_is_in_the_glossary():
    files = [
        *(tree.PACKAGE / "domains").glob("*/states.py"),
        *(tree.PACKAGE / "foundation").glob("*/states.py"),
    ]
    values = set().union(*(state_values(tree.parse(path)) for path in files))
    assert values != set()
    assert absent(values, text_of("docs/glossary.md")) == []


def test_state_values_with_a_state_table_gives_the_codes():
    module = ast.parse(
        'class RoundState(StrEnum):\n    """Where."""\n    DRAFT = "draft"\nclass Kind(StrEnum):\n    A = "a"'
    )
    assert state_values(module) == {"draft"}


def broken_links(name: str, document: str) -> list[str]:
    """Links to files that are not there."""
    folder = (tree.ROOT / name).parent
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document)
    return [f"{name}: {target}" for target in targets if not (folder / target).exists()]


def test_links_between_documents_lead_somewhere():
    found = [
        finding
        for path in tree.files(".md")
        for finding in broken_links(tree.name(path), path.read_text("utf-8"))
    ]
    assert found == [], "\n".join(found)


def test_broken_links_with_a_lost_file_finds_it():
    assert broken_links("docs/x.md", "[a](lost.md) [b](https://example.invalid)") == ["docs/x.md: lost.md"]


def unknown_commands(document: str, commands: set[str], subcommands: set[str]) -> list[str]:
    """Calls of start.py or gemensam, in code, that do not exist."""
    found = []
    for block in re.findall(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", document, re.DOTALL):
        for line in "".join(block).splitlines():
            call = re.match(
                r"(?:\$ )?(?:python3 start\.py )?(gemensam|python3 start\.py) ?([a-z][a-z_-]*)?", line.strip()
            )
            if not call or not call.group(2):
                continue
            known = subcommands if call.group(1) == "gemensam" else commands
            if call.group(2) not in known:
                found.append(line.strip())
    return found


def known_commands() -> tuple[set[str], set[str]]:
    """What start.py and the command line can do."""
    import start
    from gemensam.interfaces.commands import cli

    return set(start.COMMANDS), set(cli.SUBCOMMANDS)


def test_commands_in_documents_exist():
    commands, subcommands = known_commands()
    found = [
        f"{tree.name(path)}: {call}"
        for path in tree.files(".md")
        for call in unknown_commands(path.read_text(encoding="utf-8"), commands, subcommands)
    ]
    assert found == [], "\n".join(found)


def test_unknown_commands_with_a_made_up_one_finds_it():
    document = (
        "```\npython3 start.py demo\npython3 start.py dance\n```\nand `gemensam admit X`, `gemensam sing`"
    )
    assert unknown_commands(document, {"demo"}, {"admit"}) == ["python3 start.py dance", "gemensam sing"]


def test_version_is_the_same_everywhere():
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    newest = re.search(r"^## (\d+\.\d+\.\d+)", text_of("CHANGELOG.md"), re.MULTILINE)
    stated = re.search(r"^softwareVersion: (\S+)", text_of("publiccode.yml"), re.MULTILINE)
    assert newest is not None
    assert stated is not None
    assert (newest.group(1), stated.group(1)) == (version, version)


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
