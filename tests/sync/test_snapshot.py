"""A snapshot travels in signed parts: whole it is the very file, anything else is refused."""

import hashlib
from pathlib import Path

import pytest

from subjob_desk.sync import limits, snapshot
from subjob_desk.sync.blocks import SegmentFaultError, close
from subjob_desk.sync.signing import Purpose, SigningKey

COMPANY = "a" * 16
DESK = "b" * 16
KEY = SigningKey(bytes(range(32)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "company"
    made.write_bytes(hashlib.shake_256(b"1").digest(40_000) + bytes(20_000))
    return made


def _parts(file: Path) -> list[bytes]:
    return list(snapshot.build(file, COMPANY, DESK, 1234, KEY))


def test_a_snapshot_is_the_file_it_was_made_of(file: Path, tmp_path: Path) -> None:
    (data,) = _parts(file)
    part = snapshot.parse(data)
    assert (part.company, part.desk, part.reach, part.part, part.parts) == (
        COMPANY, DESK, 1234, 1, 1,
    )  # fmt: skip
    assert part.is_signed_by(KEY.public_hex)
    snapshot.unpack([part.body], part.whole, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == file.read_bytes()


def test_a_large_one_has_several_parts_none_above_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(hashlib.shake_256(b"2").digest(limits.FILE * 2 + 17))
    data = _parts(file)
    parts = [snapshot.parse(one) for one in data]
    assert [(one.part, one.parts) for one in parts] == [(1, 3), (2, 3), (3, 3)]
    assert max(map(len, data)) <= limits.FILE
    snapshot.unpack((one.body for one in parts), parts[0].whole, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == file.read_bytes()
    for wrong in ([parts[0], parts[1]], [parts[1], parts[0], parts[2]], parts[1:], []):
        with pytest.raises(SegmentFaultError, match="do not fit together"):
            snapshot.unpack((one.body for one in wrong), parts[0].whole, tmp_path / "none")
        assert not (tmp_path / "none").exists()


def test_a_changed_bit_or_a_cut_is_never_taken(tmp_path: Path) -> None:
    file = tmp_path / "small"
    file.write_bytes(b"a company")
    (data,) = _parts(file)
    for position in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[position // 8] ^= 1 << position % 8
        with pytest.raises(SegmentFaultError):
            _checked(bytes(flipped))
    for length in range(len(data)):
        with pytest.raises(SegmentFaultError):
            snapshot.parse(data[:length])
    with pytest.raises(SegmentFaultError):
        snapshot.parse(data + b"\n")


def test_what_others_signed_is_no_snapshot_of_the_registrar(file: Path) -> None:
    (data,) = snapshot.build(file, COMPANY, DESK, 1, SigningKey.new())
    assert not snapshot.parse(data).is_signed_by(KEY.public_hex)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "incomplete"),
        (b"SJS2 later", "too-new"),
        (b"SJL1 a segment", "foreign"),
        (b"SJS1 " + bytes(limits.FILE), "damaged"),
        (b"SJS1 nothing more", "incomplete"),
    ],
)
def test_what_is_no_part_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(SegmentFaultError) as refused:
        snapshot.parse(data)
    assert refused.value.kind == kind
    if kind == "incomplete":
        assert refused.value.said == "The snapshot has not arrived as a whole yet."


@pytest.mark.parametrize(
    "above",
    [
        b"SJS1 part one\nbody\n",
        f"SJS1 {COMPANY} {DESK} 1 2 1 {'0' * 64}\nbody\n".encode(),
        f"SJS1 {COMPANY} {DESK} 1 1 1 {'0' * 64}\n".encode(),
        f"SJS1 {COMPANY} {DESK} 0 1 1 {'0' * 64}\nbody\n".encode(),
    ],
)
def test_a_part_that_says_what_cannot_be(above: bytes) -> None:
    with pytest.raises(SegmentFaultError) as refused:
        snapshot.parse(close(above, KEY, Purpose.SNAPSHOT))
    assert refused.value.said == "The snapshot does not hold what it announces."


def test_a_company_too_large_for_a_snapshot_is_no_snapshot(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_BODY", 3)
    with pytest.raises(ValueError, match="parts are more than a snapshot has"):
        _parts(file)


def _checked(data: bytes) -> None:
    """Raise unless the registrar's key made ``data``."""
    part = snapshot.parse(data)
    if not part.is_signed_by(KEY.public_hex):
        raise SegmentFaultError("damaged", "another key")
