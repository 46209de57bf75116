"""Many tables in one step of a migration."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from gemensam.foundation.tables import CreateModels


def key_to(name: str) -> models.ForeignKey:
    """A key that may be empty, to a model of the made-up application."""
    return models.ForeignKey(f"shapes.{name}", null=True, on_delete=models.CASCADE, related_name="+")


def circle() -> CreateModels:
    """Two tables that refer to each other."""
    line = migrations.CreateModel(
        "Line", [("id", models.BigAutoField(primary_key=True)), ("end", key_to("point"))]
    )
    point = migrations.CreateModel(
        "Point", [("id", models.BigAutoField(primary_key=True)), ("of", key_to("line"))]
    )
    return CreateModels([line, point])


def made() -> set[str]:
    """Which of the two tables there are."""
    return {"shapes_line", "shapes_point"}.intersection(connection.introspection.table_names())


def test_create_models_with_drawn_models_drops_them_and_draws_all_when_asked():
    state = ProjectState()
    before = state.apps
    circle().state_forwards("shapes", state)
    assert "apps" not in vars(state)
    assert state.apps is not before
    assert sorted(model.__name__ for model in state.apps.get_models()) == ["Line", "Point"]


def test_create_models_with_a_circle_says_what_it_refers_to():
    assert circle().references_model("Point", "shapes")
    assert circle().describe() == "Create models Line, Point"
    assert [model.name for model in circle().deconstruct()[2]["models"]] == ["Line", "Point"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_create_models_with_a_circle_makes_both_tables_and_removes_them():
    empty, full = ProjectState(), ProjectState()
    circle().state_forwards("shapes", full)
    with connection.schema_editor() as editor:
        circle().database_forwards("shapes", editor, empty, full)
    assert made() == {"shapes_line", "shapes_point"}
    with connection.schema_editor() as editor:
        circle().database_backwards("shapes", editor, full, empty)
    assert made() == set()
