"""A secret under a password: opens with it alone, and never after a change of one bit."""

import hashlib
from typing import Final

import pytest

from subjob_desk.sync.sealing import (
    OVERHEAD,
    STRONG,
    Cost,
    DamagedError,
    WrongPasswordError,
    seal,
    unseal,
)
from tests.drivers.refusals import refused

CHEAP: Final = Cost(8, 1, 1)
"""For tests that try hundreds of times."""
SECRET: Final = bytes(range(32))


def _checked(body: bytes) -> bytes:
    """The body with the check that fits it: what somebody makes who changes a box on purpose."""
    return body + hashlib.sha256(body).digest()[:8]


@pytest.mark.usefixtures("real_cost")
def test_the_password_opens_it_at_the_cost_of_the_specification() -> None:
    box = seal(SECRET, "three wet stones", b"ours")
    assert (STRONG.memory, STRONG.rounds, STRONG.lanes) == (65536, 3, 4)
    assert box[4:10] == bytes([0, 1, 0, 0, 3, 4])
    assert len(box) == len(SECRET) + OVERHEAD
    assert SECRET not in box
    assert unseal(box, "three wet stones", b"ours") == SECRET


def test_another_password_or_another_owner_does_not() -> None:
    box = seal(SECRET, "Ångström 12", b"ours", CHEAP)
    assert unseal(box, "A\u030angstro\u0308m 12", b"ours") == SECRET
    for password, about in [
        ("ångström 12", b"ours"),
        ("Ångström 12 ", b"ours"),
        ("", b"ours"),
        ("Ångström 12", b"yours"),
        ("Ångström 12", b""),
    ]:
        with pytest.raises(WrongPasswordError) as caught:
            unseal(box, password, about)
        assert caught.value.problem == "This password does not open the key."
        assert caught.value.remedy == "Try again; capitals count."


def test_two_boxes_are_never_equal() -> None:
    boxes = {seal(SECRET, "three wet stones", b"", CHEAP) for _ in range(20)}
    assert len({box[10:38] for box in boxes}) == 20


def test_every_flipped_bit_is_seen() -> None:
    box = seal(SECRET, "three wet stones", b"ours", CHEAP)
    for bit in range(len(box) * 8):
        flipped = bytearray(box)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(DamagedError):
            unseal(bytes(flipped), "three wet stones", b"ours")


def test_every_cut_and_every_byte_too_many_is_seen() -> None:
    box = seal(SECRET, "three wet stones", b"ours", CHEAP)
    with refused("What is kept of this key is damaged.", "Put back a copy of it from before."):
        unseal(box[1:], "three wet stones", b"ours")
    for length in range(len(box)):
        for cut in (box[:length], box[length + 1 :], box[:length] + box[length + 1 :]):
            with pytest.raises(DamagedError):
                unseal(cut, "three wet stones", b"ours")
    with pytest.raises(DamagedError):
        unseal(box + b"\0", "three wet stones", b"ours")


def test_a_bit_changed_on_purpose_opens_nothing() -> None:
    """With a check that fits again only the seal itself stands in the way."""
    body = seal(SECRET, "three wet stones", b"ours", CHEAP)[:-8]
    for bit in range(len(body) * 8):
        flipped = bytearray(body)
        flipped[bit // 8] ^= 1 << bit % 8
        if 32 <= bit < 80:
            continue  # the cost: see below
        with pytest.raises((DamagedError, WrongPasswordError)):
            unseal(_checked(bytes(flipped)), "three wet stones", b"ours")


@pytest.mark.parametrize(
    "cost",
    [Cost(2**32 - 1, 1, 1), Cost(8, 255, 1), Cost(8, 0, 1), Cost(8, 1, 0), Cost(4096, 1, 255)],
    ids=str,
)
def test_a_cost_nobody_can_bear_is_refused_before_it_is_spent(cost: Cost) -> None:
    body = seal(SECRET, "three wet stones", b"ours", CHEAP)[:-8]
    asked = cost.memory.to_bytes(4, "big") + bytes([cost.rounds, cost.lanes])
    with refused("This key was sealed by a newer version of SubJob Desk.", "Update the program."):
        unseal(_checked(body[:4] + asked + body[10:]), "three wet stones", b"ours")


def test_another_cost_makes_another_key() -> None:
    body = seal(SECRET, "three wet stones", b"ours", CHEAP)[:-8]
    asked = (16).to_bytes(4, "big") + bytes([1, 1])
    with pytest.raises(WrongPasswordError):
        unseal(_checked(body[:4] + asked + body[10:]), "three wet stones", b"ours")
