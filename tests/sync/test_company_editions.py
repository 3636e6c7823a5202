"""Later editions of the company file: which key signs what, frozen, and with no bit to change."""

import msgspec
import pytest

from subjob_desk.sync import company_file
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.company_file import CompanyFile, EarlierKey, precedence
from subjob_desk.sync.signing import Purpose
from tests.drivers.handed_over import (
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

FIRST = REGISTRAR_KEY.public_hex
SECOND = FOREIGN_KEY.public_hex
THIRD = ANNA_KEY.public_hex
TIP = "5e" * 32

ONE = CompanyFile(COMPANY, "Riverside Builders", ROOT_KEY.public_hex, REGISTRAR, FIRST, 1, AT)
TWO = msgspec.structs.replace(ONE, key=SECOND, edition=2, earlier=(EarlierKey(57, FIRST, TIP),))
THREE = msgspec.structs.replace(
    ONE, key=THIRD, edition=3, earlier=(*TWO.earlier, EarlierKey(80, SECOND, TIP))
)

RECOVERED = (DATA / "recovered.sj").read_bytes()


def _card(**said: object) -> bytes:
    fields = {**msgspec.to_builtins(THREE), **said}
    return card_of("SJC", fields, ROOT_KEY, Purpose.COMPANY)


def test_the_form_is_frozen() -> None:
    assert company_file.build(THREE, ROOT_KEY) == RECOVERED == _card()
    assert company_file.parse(RECOVERED) == THREE


def test_the_first_edition_says_nothing_of_keys_before() -> None:
    data = (DATA / "company.sj").read_bytes()
    assert company_file.parse(data) == ONE
    assert b"earlier" not in data


def test_no_bit_of_a_later_edition_can_be_turned_over() -> None:
    for _place, data in flipped(RECOVERED):
        with pytest.raises(SegmentFaultError):
            company_file.parse(data)


@pytest.mark.parametrize(
    "earlier",
    [
        [{"until": 0, "key": FIRST, "entry": TIP}],
        [{"until": -1, "key": FIRST, "entry": TIP}],
        [{"until": 2**31, "key": FIRST, "entry": TIP}],
        [{"until": "57", "key": FIRST, "entry": TIP}],
        [{"until": 57, "key": "", "entry": TIP}],
        [{"until": 57, "key": FIRST, "entry": ""}],
        [{"until": 57, "key": FIRST, "entry": TIP.upper()}],
        [{"until": 57, "key": FIRST}],
        [{"until": 57, "key": THIRD, "entry": TIP}],
        [{"until": 57, "key": FIRST, "entry": TIP}, {"until": 57, "key": SECOND, "entry": TIP}],
        [{"until": 57, "key": FIRST, "entry": TIP}, {"until": 56, "key": SECOND, "entry": TIP}],
        [{"until": 57, "key": FIRST, "entry": TIP}, {"until": 58, "key": FIRST, "entry": TIP}],
        [57, FIRST, TIP],
        None,
    ],
)
def test_keys_that_cannot_have_followed_each_other(earlier: object) -> None:
    with pytest.raises(SegmentFaultError) as fault:
        company_file.parse(_card(earlier=earlier))
    assert fault.value.kind == "damaged"


def test_each_change_of_the_key_is_an_edition() -> None:
    with pytest.raises(SegmentFaultError, match="not numbered"):
        company_file.parse(_card(edition=2))
    assert company_file.parse(_card(edition=4)).edition == 4


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [
        (1, 57, FIRST),
        (57, 57, FIRST),
        (57, 58, ""),
        (1, 90, ""),
        (58, 80, SECOND),
        (80, 81, ""),
        (81, 10**9, THIRD),
    ],
)
def test_which_key_signs_a_run(first: int, last: int, key: str) -> None:
    assert THREE.key_for(first, last) == key


def test_up_to_where_two_editions_agree() -> None:
    other = msgspec.structs.replace(TWO, key=THIRD, earlier=(EarlierKey(60, FIRST, TIP),))
    pairs = ((ONE, ONE), (ONE, TWO), (ONE, THREE), (TWO, THREE), (TWO, other), (TWO, TWO))
    expected = [None, 57, 57, 80, 57, None]
    assert [one.agreed_with(two) for one, two in pairs] == expected
    assert [two.agreed_with(one) for one, two in pairs] == expected


def test_of_two_files_all_desks_choose_the_same() -> None:
    more = msgspec.structs.replace(TWO, earlier=(EarlierKey(60, FIRST, TIP),))
    named = msgspec.structs.replace(more, name="Riverside")
    made = {said: company_file.build(said, ROOT_KEY) for said in (ONE, TWO, more, named, THREE)}
    ordered = sorted(made, key=lambda said: precedence(said, made[said]))
    assert [ordered[0], ordered[1], ordered[4]] == [ONE, TWO, THREE]
    assert len({precedence(said, data) for said, data in made.items()}) == 5
