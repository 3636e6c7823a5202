"""From what people type to the very bytes of the file: masks, folded texts, another word."""

from pathlib import Path

import pytest

from tests.drivers.office import TOWER, Office

DATA = Path(__file__).parents[1] / "sage" / "data"
FIELDS = ["cost_code", "category", "quantity", "unit", "amount"]


def _accepted(office: Office, code: str, description: str, *rows: tuple[str, ...]) -> str:
    with office.by("Ann"):
        _changes, sub = office.editing.new_sub_job(TOWER, code, description)
        stayed = office.editing.paste(sub, [], FIELDS, [list(row) for row in rows]).stayed
        stayed += office.deciding.send([sub]).stayed
    assert stayed == ()
    office.accept(sub)
    return sub


def _written(office: Office) -> bytes:
    office.export()
    return (office.out / "SJ_RB_000001_ORIGINAL.jce").read_bytes()


@pytest.mark.parametrize("term", ["Extra", "Option"])
def test_masks_of_two_sections_and_a_renamed_word(office: Office, term: str) -> None:
    """The company's word for Extra changes nothing in the file."""
    office.administering.set_setting("term", term)
    office.administering.set_setting("extra_mask", "#-##")
    office.administering.set_setting("cost_code_mask", "##-###")
    _accepted(office, "1-05", "Level 5", ("9250", "MAT", "", "", "200"),
              ("03 310", "LAB", "", "", "100"))  # fmt: skip
    _accepted(office, "0-99", "Roof", ("03310", "LAB", "", "", "300"))
    assert _written(office) == (DATA / "masks-of-two-sections.jce").read_bytes()


def test_masks_of_three_sections(office: Office) -> None:
    office.administering.set_setting("extra_mask", "A-##-##")
    office.administering.set_setting("cost_code_mask", "##-##-####")
    _accepted(
        office, "A-01-02", "Family Birth Center", ("31 23 0010", "LAB", "2.5", "cy", "10"),
        ("03310000", "LAB", "", "", "100"), ("3.31.0000", "LAB", "", "", "1.11"),
    )  # fmt: skip
    assert _written(office) == (DATA / "masks-of-three-sections.jce").read_bytes()


def test_folded_texts_and_a_description_of_thirty_characters(office: Office) -> None:
    _accepted(office, "020", "Rehabilitation Center, Level 3", ("03-310", "LAB", "", "", "0.01"))
    line = ("03-310", "LAB", "1", "“lot”", "0.01")
    _accepted(office, "010", '12" pipe – “west” wing e\u0301…', line)
    assert _written(office) == (DATA / "folded-texts.jce").read_bytes()
