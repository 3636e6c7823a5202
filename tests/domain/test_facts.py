"""The facts: one name each, frozen values, and numbers that are numbers."""

import msgspec
import pytest

from subjob_desk.domain import facts
from subjob_desk.domain.facts import KINDS, ExportedLine, Fact, LineFact, check_number
from tests.drivers.log import line


def test_every_fact_has_one_name() -> None:
    defined = {
        kind
        for kind in vars(facts).values()
        if isinstance(kind, type) and issubclass(kind, Fact) and kind is not Fact
    }
    assert defined == set(KINDS.values())
    assert len(KINDS) == len(set(KINDS.values()))


@pytest.mark.parametrize("kind", KINDS.values())
def test_facts_cannot_be_changed(kind: type[Fact]) -> None:
    assert kind.__struct_config__.frozen
    assert kind.__struct_config__.omit_defaults


def test_a_line_goes_into_its_record_and_back() -> None:
    one = line("l1", -105)
    assert LineFact.of(one) == LineFact("l1", "03-310", "LAB", "1.00", "ea", "-1.05")
    assert LineFact.of(one).line() == one


@pytest.mark.parametrize("text", ["", "1,5", "1.234", "1e3", "--1", "9" * 14, "٣"])
def test_a_number_that_is_none_makes_no_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"plain decimal|too many digits"):
        check_number(text)
    for values in ((text, "", "0.00"), ("0.00", "", text)):
        with pytest.raises(ValueError, match=r"plain decimal|too many digits"):
            LineFact("l1", "03-310", "LAB", *values)
        with pytest.raises(ValueError, match=r"plain decimal|too many digits"):
            ExportedLine("03-310", "LAB", *values)


def test_the_sum_of_a_batch_fits_64_bits() -> None:
    for text in ("92233720368547758.07", "-92233720368547758.07"):
        assert facts.BatchClosed(1, text, "", "").amount == text
    for text in ("99999999999999999999", "92233720368547758.08", "-92233720368547758.08"):
        with pytest.raises(ValueError, match="too many digits"):
            facts.BatchClosed(1, text, "", "")


def test_defaults_are_not_written() -> None:
    assert msgspec.json.encode(facts.Rejected("Wrong code")) == b'{"reason":"Wrong code"}'
    assert msgspec.json.encode(facts.Refused("b", "no")) == b'{"batch":"b","message":"no"}'
