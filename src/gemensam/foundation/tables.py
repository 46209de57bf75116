"""Many tables in one step of a migration. Migrations import it: what it does never changes."""

from typing import Any, ClassVar

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """The tables of ``models``, in that order; they may refer to each other, in a circle too.

    Django draws every model that is tied to a new one anew for each ``CreateModel``. With a hundred models that is
    nearly all the time of making an empty database. Here they are drawn once, when all are known.
    """

    category: ClassVar[OperationCategory] = OperationCategory.ADDITION

    def __init__(self, models: list[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to ``state``, whose drawn models are dropped: who asks for them draws all."""
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the tables."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Remove the tables, the last first."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name: str, app_label: str) -> bool:
        """Whether any of the models refers to the named one."""
        return any(model.references_model(name, app_label) for model in self.models)

    def describe(self) -> str:
        """What ``migrate --plan`` says."""
        return f"Create models {', '.join(model.name for model in self.models)}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As every operation; ``models`` are operations themselves."""
        return self.__class__.__qualname__, [], {"models": self.models}
