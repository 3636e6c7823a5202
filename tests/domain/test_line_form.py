"""The form of one line of the log: all that the program writes has it, and limits are told."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.domain.line_form import LARGEST, LINE, NESTING, STRING, VALUES, line_fault

STORED = (Path(__file__).parent / "data" / "operations.jsonl").read_bytes().splitlines()


def test_the_limits_are_those_that_were_agreed() -> None:
    assert (LINE, STRING, NESTING) == (1_048_576, 4_000, 4)
    assert LARGEST == 9_007_199_254_740_991


def with_value(value: object) -> bytes:
    """A line that says ``value``."""
    return msgspec.json.encode({"v": 1, "val": value})


@pytest.mark.parametrize("line", STORED)
def test_every_kind_of_entry_has_the_form(line: bytes) -> None:
    assert line_fault(line) == ""


def nested(levels: int) -> list[object]:
    """A list in a list in a list."""
    return [nested(levels - 1)] if levels > 1 else []


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("x" * STRING, "x" * (STRING + 1), "holds a text of more than 4,000 characters"),
        (
            "é🚧" * (STRING // 2),
            "é🚧" * (STRING // 2) + "é",
            "holds a text of more than 4,000 char",
        ),
        ("\n" * STRING, "\n" * (STRING + 1), "holds a text of more than 4,000 characters"),
        ({"x" * STRING: 1}, {"x" * (STRING + 1): 1}, "holds a text of more than 4,000 char"),
        (nested(NESTING), nested(NESTING + 1), "is nested deeper than 4 levels"),
        ([{"a": [[]]}], [{"a": [[{}]]}], "is nested deeper than 4 levels"),
        (LARGEST, LARGEST + 1, "holds a number that is too large"),
        (-LARGEST, -LARGEST - 1, "holds a number that is too large"),
        ([1, -1, 0], 10**16, "holds a number that is too large"),
        (1, 1.0, "holds a number that is not whole"),
        ("1.0", 1e300, "holds a number that is not whole"),
        ("\x01\x7f", "a\0b", "holds a character that is none (NUL)"),
        ("\\u0000", "\\\0", "holds a character that is none (NUL)"),
        ([1] * (VALUES - 2), [1] * (VALUES - 1), "holds more than 250,000 values"),
        (["x" * 4_000] * 261, ["x" * 4_000] * 262, "is longer than 1,048,576 bytes"),
    ],
)
def test_each_limit_is_exact(good: object, bad: object, said: str) -> None:
    assert line_fault(with_value(good)) == ""
    assert line_fault(with_value(bad)).startswith(said)


def test_a_line_may_be_as_long_as_a_line_may_be() -> None:
    texts = ["x" * 3_500] * 299
    line = with_value([*texts, "y" * (LINE - len(with_value([*texts, ""])))])
    assert (len(line), line_fault(line)) == (LINE, "")
    assert line_fault(line.replace(b"y", b"yy", 1)) == "is longer than 1,048,576 bytes"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"", "is not written on one line"),
        (b"[]", "is not written on one line"),
        (b'{"a":1}\n', "is not written on one line"),
        (b'{"a":\t1}', "is not written on one line"),
        (b'{"a":"\x1f"}', "is not written on one line"),
        (b"\xef\xbb\xbf{}", "is not written on one line"),
        (b"{}{}", "cannot be read"),
        (b"{'a':1}", "cannot be read"),
        (b'{"a":1,}', "cannot be read"),
        (b'{"a":01}', "cannot be read"),
        (b'{"a":NaN}', "cannot be read"),
        (b'{"a":"\xff"}', "cannot be read"),
        (b'{"\xc0\xaf":1}', "cannot be read"),
        (b'{"a":"\xed\xa0\x80"}', "cannot be read"),
        (b'{"a":"\\ud800"}', "cannot be read"),
        (b'{"a":"\\udc00\\ud800"}', "cannot be read"),
        (b'{"a":"\\x"}', "cannot be read"),
        (b'{"a":"b}', "cannot be read"),
        (b'{"a":"b\\"}', "cannot be read"),
        (b"{" + b'"a":{' * 50_000 + b"}" * 50_001, "cannot be read"),
        (b'{"a":' + b"9" * 500_000 + b"}", "cannot be read"),
        (b'{"a":1e999}', "cannot be read"),
        (b'{"a":-0}', "holds a number that is not whole"),
        (b'{"a":1E5}', "holds a number that is not whole"),
        (b'{"a":"\\u0000"}', "holds a character that is none"),
        (b'{"a":"\\\\\\u0000"}', "holds a character that is none"),
        (b'{"a":1,"a":1}', "names a field twice"),
        (b'{"a":1,"\\u0061":2}', "names a field twice"),
        (b'{"v":[{"a":1,"b":2,"a":1}]}', "names a field twice"),
        (b'{"v":[{"a":{"b":1,"b":1}}],"w":"a:b"}', "names a field twice"),
    ],
)
def test_what_readers_could_read_differently_is_told(line: bytes, said: str) -> None:
    assert line_fault(line).startswith(said)


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b'{ "a" : 1 }',
        b'{"a":"\\/","b":"\\u00e9"}',
        b'{"a":"\\ud83d\\udea7"}',
        b'{"a":"\\\\u0000"}',
        b'{"a":"x:y,\\"z\\":[{","b":{"c:":"1.5 -0 1e9"}}',
        '{"a":"\u2028\u202e"}'.encode(),
    ],
)
def test_other_ways_to_write_the_same_are_read(line: bytes) -> None:
    """The form is JSON's, not that of one writer."""
    assert line_fault(line) == ""


VALUES_OF_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


def _depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


@given(VALUES_OF_JSON, st.booleans())
def test_the_python_library_agrees(value: object, ascii_only: bool) -> None:
    """Two readers, two writers: what is let through reads the same in both."""
    line = json.dumps({"val": value}, ensure_ascii=ascii_only).encode()
    fault = line_fault(line)
    if _depth(value) > NESTING:
        assert fault == "is nested deeper than 4 levels"
    elif "\\u0000" in json.dumps(value).replace("\\\\", ""):
        assert fault == "holds a character that is none (NUL)"
    else:
        assert fault == ""
        assert msgspec.json.decode(line) == json.loads(line) == {"val": value}


@given(st.binary(max_size=60))
def test_no_bytes_upset_it(noise: bytes) -> None:
    """Whatever is let through, the library reads without losing a field."""
    line = b'{"a":' + noise + b"}"
    if not line_fault(line):
        names: list[str] = []
        json.loads(line, object_pairs_hook=lambda found: names.extend(name for name, _ in found))
        assert line.decode("utf-8").count(":") >= len(names)
