"""The manifest itself is forged, or a file changed in a way that only the manifest can show."""

from tests.verifier.faults.forging import Forgery, fault
from tests.verifier.faults.rounds import ordinary

MANIFEST = "manifest.json"


@fault("V0", ordinary, on_manifest=True)
def the_result_hash_is_changed(forgery: Forgery) -> None:
    forgery.json(MANIFEST, lambda manifest: manifest.update(result_hash="0" * 64))


@fault("V0", ordinary, on_manifest=True)
def the_result_hash_is_removed(forgery: Forgery) -> None:
    forgery.json(MANIFEST, lambda manifest: manifest.pop("result_hash"))


@fault("V0", ordinary, on_manifest=True)
def an_input_hash_is_changed(forgery: Forgery) -> None:
    forgery.json(MANIFEST, lambda manifest: manifest["inputs"].update({"grades.csv": "0" * 64}))


@fault("V0", ordinary, on_manifest=True)
def an_input_file_is_left_out_of_the_manifest(forgery: Forgery) -> None:
    forgery.json(MANIFEST, lambda manifest: manifest["inputs"].pop("grades.csv"))


@fault("V0", ordinary, on_manifest=True)
def an_output_file_is_left_out_of_the_manifest(forgery: Forgery) -> None:
    forgery.json(MANIFEST, lambda manifest: manifest["outputs"].pop("summary.json"))


@fault("V0", ordinary, on_manifest=True)
def the_manifest_names_a_file_that_is_not_there(forgery: Forgery) -> None:
    forgery.json(MANIFEST, lambda manifest: manifest["inputs"].update({"held.csv": "0" * 64}))


@fault("V0", ordinary, on_manifest=True)
def the_manifest_names_other_rules(forgery: Forgery) -> None:
    forgery.json(MANIFEST, lambda manifest: manifest.update(rules="se-2019"))


@fault("V0", ordinary, on_manifest=True)
def a_file_is_slipped_into_the_result(forgery: Forgery) -> None:
    (forgery.result / "extra.csv").write_text("a,b\n", encoding="utf-8")


@fault("V0", ordinary, on_manifest=True)
def an_input_file_is_changed_without_effect_on_the_result(forgery: Forgery) -> None:
    forgery.edit("offerings.csv", {"offering_id": "STORA"}, seats=20, school_unit="12345678")


@fault("V0", ordinary, on_manifest=True)
def the_rows_of_the_result_are_put_in_another_order(forgery: Forgery) -> None:
    columns, rows = forgery.table("placements.csv")
    forgery.save("placements.csv", columns, rows[::-1])


@fault("V0", ordinary, on_manifest=True)
def the_manifest_names_an_output_that_is_not_there(forgery: Forgery) -> None:
    forgery.json(MANIFEST, lambda manifest: manifest["outputs"].update({"extra.csv": "0" * 64}))
