"""Texts: marks folded with a remark, what Sage's files cannot hold named with its position."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.domain.text import Folded, fold, refused_characters

INCHES = 'Inch marks " became in. (Sage takes no " in a text).'
QUOTES = "Quotation marks became ' (Sage takes no \" in a text)."
MARKS = st.text(st.sampled_from(list("a6 .\"'“”„″‘’′–—…\u00a0\u0301é→")), max_size=24)


@pytest.mark.parametrize(
    ("typed", "folded", "remarks"),
    [
        ("Concrete slab", "Concrete slab", ()),
        ("Café", "Café", ()),
        ('6" pipe', "6 in. pipe", (INCHES,)),
        ("6” pipe", "6 in. pipe", (INCHES,)),
        ("6″ pipe", "6 in. pipe", (INCHES,)),
        ('36"x80"', "36 in.x80 in.", (INCHES,)),
        ("Door 3'-6\".", "Door 3'-6 in.", (INCHES,)),
        ('"Phase 2"', "'Phase 2'", (QUOTES,)),
        ("“Phase 2”", "'Phase 2'", (QUOTES,)),
        ("„Halle 2“", "'Halle 2'", (QUOTES,)),
        ("“6″ pipe”", "'6 in. pipe'", (QUOTES, INCHES)),
        ('"A" 6" "B', "'A' 6 in. 'B", (QUOTES, INCHES)),
        ("Owner's ‘A’", "Owner's 'A'", ("Curved apostrophes became '.",)),
        ("Floors 2–4 — shell", "Floors 2-4 - shell", ("Long dashes became -.",)),
        ("\u22125", "-5", ("Long dashes became -.",)),
        ("and so on…", "and so on...", ("The sign … became three dots.",)),
        ("12\u00a0ft", "12 ft", ("Special blanks became ordinary blanks.",)),
        (
            "Cafe\u0301",
            "Café",
            ("Accents typed apart from their letters were joined to them.",),
        ),
        ("", "", ()),
    ],
)
def test_marks_are_folded_with_a_remark_on_each_kind(
    typed: str, folded: str, remarks: tuple[str, ...]
) -> None:
    assert fold(typed) == Folded(folded, remarks)


def test_a_kind_is_remarked_once() -> None:
    assert fold("a–b–c … d…").remarks == (
        "Long dashes became -.",
        "The sign … became three dots.",
    )


@given(MARKS | st.text(max_size=24))
def test_folding_is_idempotent_and_leaves_no_quotation_mark(text: str) -> None:
    once = fold(text)
    assert fold(once.text) == Folded(once.text)
    assert '"' not in once.text
    assert bool(once.remarks) == (once.text != text)


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("Slab a → b", "→", 8),
        ("a\tb", "tab", 2),
        ("a\nb", "line break", 2),
        ("ab\r", "line break", 3),
        ("\x07", "U+0007", 1),
        ("x\x7f", "U+007F", 2),
        ("so\u00adft", "U+00AD soft hyphen", 3),
        ("\u200b", "U+200B zero width space", 1),
        ("x\u0301", "U+0301 combining acute accent", 2),
        ("é\x81", "U+0081", 2),
        ("Жук", "Ж", 1),
    ],
)
def test_the_first_character_sage_cannot_hold_is_named(text: str, name: str, position: int) -> None:
    assert refused_characters(text) == (
        f"character '{name}' at position {position} cannot be written to a file for Sage"
    )


@pytest.mark.parametrize("text", ["", "Slab 3' x 4", "Café Ÿ €", "“typographic” – but writable…"])
def test_what_sage_can_hold_passes(text: str) -> None:
    assert refused_characters(text) is None


@given(st.text(st.characters(codec="cp1252"), max_size=24) | st.text(max_size=24))
def test_what_passes_can_be_written_in_one_line(text: str) -> None:
    if refused_characters(text) is None:
        assert text.encode("cp1252").decode("cp1252") == text
        assert not set(text) & set("\r\n\t")


@given(st.text(st.characters(codec="cp1252", categories=["L", "N", "P"])), st.text(max_size=5))
def test_the_position_is_that_of_the_first_one(good: str, rest: str) -> None:
    found = refused_characters(f"{good}\u2192{rest}")
    assert found is not None
    assert f"'→' at position {len(good) + 1} " in found
