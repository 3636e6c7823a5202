"""What is said under a field while typing."""

from subjob_desk.ui.editor.remarks import remark_on


def test_says_nothing_about_plain_text() -> None:
    assert remark_on("Level 10", 30) == ("", "muted")


def test_names_a_refused_character_and_its_position() -> None:
    note, tone = remark_on("Level → 10", 30)
    assert "'→' at position 7" in note
    assert tone == "problem"


def test_says_what_was_folded() -> None:
    note, tone = remark_on("6” pipe", 30)
    assert "in." in note
    assert tone == "muted"


def test_says_how_much_is_too_much() -> None:
    note, tone = remark_on("x" * 34, 30)
    assert note.startswith("4 characters too many for Sage.")
    assert tone == "problem"
    assert remark_on("x" * 31, 30)[0].startswith("1 character too many")
