"""The table of races: twenty rows in whole sentences, and each has its tests."""

import re
from pathlib import Path

from subjob_desk.domain.races import RACES

_ROW = re.compile(r"^def test_row_(\d\d)_", re.MULTILINE)


def test_every_row_has_its_test() -> None:
    modules = Path(__file__).parent.glob("test_races_of_*.py")
    texts = [module.read_text(encoding="utf-8") for module in modules]
    tested = {int(row) for text in texts for row in _ROW.findall(text)}
    assert tested == {race.number for race in RACES} == set(range(1, 21))
    assert [race.number for race in RACES] == sorted(tested)


def test_the_table_is_in_whole_sentences() -> None:
    for race in RACES:
        for text in (race.situation, race.rule, race.seen):
            assert text.endswith(".")
