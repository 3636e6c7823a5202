"""Keys: what is signed for one purpose holds for that purpose, those bytes and that key alone."""

import pytest

from subjob_desk.sync.signing import Purpose, SigningKey, is_public_key, verify
from tests.drivers.handed_over import ANNA_KEY, FOREIGN_KEY

TEXT = b"what was signed"


def test_a_key_is_made_of_its_seed() -> None:
    """The first test of RFC 8032, section 7.1: the same key in every version of the program."""
    seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    key = SigningKey(bytes.fromhex(seed))
    assert key.public_hex == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.seed.hex() == seed


def test_new_keys_differ() -> None:
    assert SigningKey.new().public_hex != SigningKey.new().public_hex


def test_a_seed_has_its_length() -> None:
    with pytest.raises(ValueError, match="32"):
        SigningKey(b"too short")


def test_a_key_does_not_show_its_secret() -> None:
    key = SigningKey.new()
    assert key.seed.hex() not in repr(key) + str(key)
    assert repr(key.seed) not in repr(vars(key))


def test_a_signature_holds_for_its_purpose_text_and_key() -> None:
    made = ANNA_KEY.sign(TEXT, Purpose.REQUEST)
    assert verify(ANNA_KEY.public_hex, TEXT, made, Purpose.REQUEST)
    assert not verify(ANNA_KEY.public_hex, TEXT, made, Purpose.SEGMENT)
    assert not verify(ANNA_KEY.public_hex, TEXT + b" ", made, Purpose.REQUEST)
    assert not verify(FOREIGN_KEY.public_hex, TEXT, made, Purpose.REQUEST)


def test_no_purpose_is_the_beginning_of_another() -> None:
    assert not any(a != b and b.startswith(a) for a in Purpose for b in Purpose)


@pytest.mark.parametrize(
    "signature", ["", "00" * 64, "zz" * 64, "0" * 127, "0" * 130, "\u0661" * 128, "0" * 127 + "\n"]
)
def test_other_texts_are_no_signature(signature: str) -> None:
    assert not verify(ANNA_KEY.public_hex, TEXT, signature, Purpose.SEGMENT)


def test_a_signature_written_in_capitals_is_none() -> None:
    made = ANNA_KEY.sign(TEXT, Purpose.SEGMENT)
    assert not verify(ANNA_KEY.public_hex, TEXT, made.upper(), Purpose.SEGMENT)


def test_the_second_form_of_a_signature_is_none() -> None:
    """Adding the order of the group to its number must not make another signature of it."""
    order = 2**252 + 27742317777372353535851937790883648493
    made = bytes.fromhex(ANNA_KEY.sign(TEXT, Purpose.SEGMENT))
    number = int.from_bytes(made[32:], "little") + order
    other = (made[:32] + number.to_bytes(32, "little")).hex()
    assert not verify(ANNA_KEY.public_hex, TEXT, other, Purpose.SEGMENT)


@pytest.mark.parametrize("key", ["", "0", "zz" * 32, "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
def test_other_texts_are_no_key(key: str) -> None:
    assert not is_public_key(key)
    assert not verify(key, TEXT, ANNA_KEY.sign(TEXT, Purpose.SEGMENT), Purpose.SEGMENT)


IDENTITY = "01" + "00" * 31


@pytest.mark.parametrize(
    "key",
    [
        IDENTITY,
        "00" * 32,
        "00" * 31 + "80",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "ff",
    ],
)
def test_a_key_under_which_everybody_can_sign_is_none(key: str) -> None:
    """With such a key a desk could deny all it ever wrote: anybody may have signed it."""
    anybodys = IDENTITY + "00" * 32
    assert not is_public_key(key)
    texts = (bytes((n,)) for n in range(200))
    assert not any(verify(key, text, anybodys, Purpose.SEGMENT) for text in texts)
