"""The company file and the request of a desk: frozen, signed, and refused with any byte changed."""

from collections.abc import Callable

import msgspec
import pytest

from subjob_desk.sync import cards, company_file, request
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.request import Request
from subjob_desk.sync.signing import Purpose, SigningKey
from tests.drivers.handed_over import (
    ANNA,
    ANNA_KEY,
    AT,
    COMPANY,
    DATA,
    FOREIGN_KEY,
    REGISTRAR,
    REGISTRAR_KEY,
    ROOT_KEY,
    card_of,
    flipped,
)

COMPANY_SAID = CompanyFile(
    COMPANY, "Riverside Builders", ROOT_KEY.public_hex, REGISTRAR, REGISTRAR_KEY.public_hex, 1, AT
)
REQUEST_SAID = Request(COMPANY, ANNA, ANNA_KEY.public_hex, "Anna Müller", "ANNA-PC", AT)

COMPANY_FILE = (DATA / "company.sj").read_bytes()
REQUEST = (DATA / "reference.req").read_bytes()

Parse = Callable[[bytes], object]

BOTH = pytest.mark.parametrize(
    ("parse", "card"),
    [(company_file.parse, COMPANY_FILE), (request.parse, REQUEST)],
    ids=["company file", "request"],
)


def test_the_forms_are_frozen() -> None:
    assert company_file.build(COMPANY_SAID, ROOT_KEY) == COMPANY_FILE
    assert request.build(REQUEST_SAID, ANNA_KEY) == REQUEST


def test_what_is_built_is_read() -> None:
    assert company_file.parse(COMPANY_FILE) == COMPANY_SAID
    assert request.parse(REQUEST) == REQUEST_SAID


def test_a_company_file_is_of_one_root_key() -> None:
    said = company_file.parse(COMPANY_FILE)
    said.check(ROOT_KEY.public_hex)
    with pytest.raises(SegmentFaultError, match="not signed with the key of this company"):
        said.check(FOREIGN_KEY.public_hex)


def test_the_key_that_signs_is_the_one_it_names() -> None:
    renamed = msgspec.structs.replace(REQUEST_SAID, key="")
    assert request.parse(request.build(renamed, ANNA_KEY)).key == ANNA_KEY.public_hex
    orphan = msgspec.structs.replace(COMPANY_SAID, root="")
    assert company_file.parse(company_file.build(orphan, ROOT_KEY)).root == ROOT_KEY.public_hex


@BOTH
def test_no_bit_can_be_turned_over(parse: Parse, card: bytes) -> None:
    parse(card)
    for _place, data in flipped(card):
        with pytest.raises(SegmentFaultError):
            parse(data)


@BOTH
def test_every_cut_card_is_incomplete(parse: Parse, card: bytes) -> None:
    for length in range(len(card)):
        for data in (card[:length], card[:length].ljust(len(card), b"\0")):
            with pytest.raises(SegmentFaultError) as fault:
                parse(data)
            assert fault.value.kind == "incomplete", length


@BOTH
def test_cards_of_newer_programs_and_other_bytes_are_told(parse: Parse, card: bytes) -> None:
    for data, kind in (
        (card[:3] + b"2" + card[4:], "too-new"),
        ((DATA / "reference.sjl").read_bytes(), "foreign"),
        (b"<html>", "foreign"),
        (card + b"\n", "damaged"),
        (card + card, "damaged"),
        (card.replace(b"\n", b"\r\n"), "damaged"),
        (card[:5] + b"\xff" * 300, "incomplete"),
        (card[:5] + b"\xff" * 300 + b"\n", "damaged"),
        (card[:5] + b" " * 70_000, "damaged"),
    ):
        with pytest.raises(SegmentFaultError) as fault:
            parse(data)
        assert fault.value.kind == kind, data[:20]


def test_one_is_not_the_other() -> None:
    with pytest.raises(SegmentFaultError, match="It is no company file"):
        company_file.parse(REQUEST)
    with pytest.raises(SegmentFaultError, match="It is no request"):
        request.parse(COMPANY_FILE)


# --- liars -----------------------------------------------------------------------------------


def _company_file(signer: SigningKey = ROOT_KEY, /, *, line: bytes = b"", **said: object) -> bytes:
    fields = {**msgspec.to_builtins(COMPANY_SAID), **said}
    return card_of("SJC", fields, signer, Purpose.COMPANY, line=line)


def _request(signer: SigningKey = ANNA_KEY, /, *, line: bytes = b"", **said: object) -> bytes:
    fields = {**msgspec.structs.asdict(REQUEST_SAID), **said}
    return card_of("SJR", fields, signer, Purpose.REQUEST, line=line)


def test_the_liars_tools_work() -> None:
    assert _company_file() == COMPANY_FILE
    assert _request() == REQUEST
    assert request.parse(_request(wishes="a newer field")) == REQUEST_SAID


@pytest.mark.parametrize(
    "card",
    [
        _company_file(FOREIGN_KEY),
        _company_file(REGISTRAR_KEY),
        _company_file(company="c" * 15),
        _company_file(registrar="../../company.sj"),
        _company_file(registrar=""),
        _company_file(key="01" + "00" * 31),
        _company_file(key=REGISTRAR_KEY.public_hex.upper()),
        _company_file(root=FOREIGN_KEY.public_hex),
        _company_file(root=""),
        _company_file(edition=0),
        _company_file(edition=-1),
        _company_file(edition="1"),
        _company_file(edition=2**40),
        _company_file(at="yesterday"),
        _company_file(at="2026-13-22T09:14:03Z"),
        _company_file(at=AT + "\n"),
        _company_file(name=""),
        _company_file(name="x" * 101),
        _company_file(name=None),
        _company_file(name={"first": "x"}),
        _company_file(line=b""" {"company":1}"""),
        _company_file(line=b"[]"),
        _company_file(line=b"{}"),
        _company_file(line=b"{" * 10_000),
        _company_file(
            line=msgspec.json.encode(COMPANY_SAID).replace(
                b'"edition":1', b'"edition":9,"edition":1'
            )
        ),
        card_of("SJC", COMPANY_SAID, ROOT_KEY, Purpose.REQUEST),
    ],
)
def test_a_company_file_that_says_what_cannot_be(card: bytes) -> None:
    with pytest.raises(SegmentFaultError) as fault:
        company_file.parse(card)
    assert fault.value.kind == "damaged"


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (_company_file(FOREIGN_KEY), "It was not signed with the key of its company."),
        (_company_file(registrar=""), "It names a company or desk that cannot be."),
        (_company_file(key=""), "It holds a key that is none."),
        (_company_file(at=""), "It does not say when it was written."),
        (_company_file(name=""), "A name on it cannot be shown."),
        (_company_file(edition=0), "Its edition is not numbered."),
        (
            _company_file(earlier=[{"until": 1, "key": FOREIGN_KEY.public_hex, "entry": ""}]),
            "It does not say which key signed what.",
        ),
        (
            _company_file(earlier=[{"until": 1, "key": FOREIGN_KEY.public_hex, "entry": "0" * 64}]),
            "Its edition is not numbered.",
        ),
        (_company_file(line=b"{}"), "It does not say what it should."),
    ],
)
def test_what_cannot_be_is_said(card: bytes, said: str) -> None:
    with pytest.raises(SegmentFaultError) as fault:
        company_file.parse(card)
    assert fault.value.said == f"The company file of the hub is altered. {said}"


@pytest.mark.parametrize(
    "card",
    [
        _request(FOREIGN_KEY),
        _request(actor=ANNA[:-1] + "/"),
        _request(company=""),
        _request(key="00" * 32),
        _request(key="not a key"),
        _request(person=""),
        _request(person=" Anna"),
        _request(person="Anna\u202eaimdA"),
        _request(person="Anna\u200b"),
        _request(person="\x1b[2J\x1b[1;1HAdministrator"),
        _request(desk="PC\nregistrar: yes"),
        _request(desk="\u2028"),
        _request(desk="P" * 4_001),
        _request(at=""),
        card_of("SJR", REQUEST_SAID, ANNA_KEY, Purpose.SEGMENT),
    ],
)
def test_a_request_that_says_what_cannot_be(card: bytes) -> None:
    with pytest.raises(SegmentFaultError) as fault:
        request.parse(card)
    assert fault.value.kind == "damaged"


def test_names_are_written_so_that_they_are_read() -> None:
    said = msgspec.structs.replace(
        REQUEST_SAID, person=" Anna\u202e\tof  the\nyard\u200b ", desk="x" * 300
    )
    found = request.parse(request.build(said, ANNA_KEY))
    assert found.person == "Anna of the yard"
    assert found.desk == "x" * 100
    assert cards.plain("José-Ñandú O'Brien 建設 (2)") == "José-Ñandú O'Brien 建設 (2)"


def test_a_card_without_a_name_is_not_built() -> None:
    with pytest.raises(ValueError, match="A name on it cannot be shown"):
        request.build(msgspec.structs.replace(REQUEST_SAID, person="\u200b"), ANNA_KEY)
