"""What is remembered to be quick in large files changes nothing where there is too much of it."""

import pytest

from subjob_desk.sage import record_form, record_text, rehearsal, rehearsal_words, sage_judging
from subjob_desk.sage.profile import Profile
from subjob_desk.sage.writer import FileContent, render
from tests.drivers.known_sage import Sage, rehearsed


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing is remembered from one line to the next but the last."""
    for module in (record_form, record_text, rehearsal, rehearsal_words):
        monkeypatch.setattr(module, "_MOST_REMEMBERED", 0)
    monkeypatch.setattr(sage_judging, "_MOST_PAIRS", 0)
    return monkeypatch


def test_a_file_is_written_and_rehearsed_the_same(
    profile: Profile, base: FileContent, forgetful: pytest.MonkeyPatch
) -> None:
    forgotten = render(profile, base)
    text = forgotten.decode("cp1252") * 2
    lines, found = rehearsed(profile, text, Sage().known(), "ORIGINAL")
    forgetful.undo()
    assert render(profile, base) == forgotten
    again, known = rehearsed(profile, text, Sage().known(), "ORIGINAL")
    assert (lines, found.budgets, found.refused) == (again, known.budgets, known.refused)
