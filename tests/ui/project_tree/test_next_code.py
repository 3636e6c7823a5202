"""The code suggested for a new sub job."""

import pytest

from subjob_desk.ui.project_tree.next_code import next_code


@pytest.mark.parametrize(
    ("codes", "suggested"),
    [
        ((), "001"),
        (("008", "009", "002"), "010"),
        (("2", "10"), "11"),
        (("CO-7",), "CO-8"),
        (("L01A", "L02A"), "L03A"),
        (("ROOF",), ""),
        (("9999999999",), ""),
        (("99",), "100"),
    ],
)
def test_counts_on_from_the_highest_code(codes: tuple[str, ...], suggested: str) -> None:
    assert next_code(codes, 10) == suggested


def test_passes_over_codes_taken_in_another_spelling() -> None:
    assert next_code(["A-1", "A2"], 10) == "A3"
