"""The stored form of every kind of operation is frozen: one sample line each, made once."""

from pathlib import Path

import msgspec
import pytest

from subjob_desk.domain.facts import KINDS, Created, Fact, LineFact, Sent
from subjob_desk.domain.ids import operation_id
from subjob_desk.domain.operations import Operation, UnreadableOperationError, decode, record
from tests.drivers.log import Log, rewritten

STORED = (Path(__file__).parent / "data" / "operations.jsonl").read_bytes().splitlines()

IDS = {
    "created": "0aacc8002b960c4e0acf17c5167488d05caf7b2ef506cf0ae950b8cc3c2e0839",
    "deleted": "91c627d2431081c03bf8f7d5162ee9ac66bc7e99c794ac657c91a98d762f5972",
    "code_changed": "bfbf028ce82c7fbef8127fe479cc393817afe17c8185472d22b4a65abc1d49cc",
    "description_changed": "e347899e7b4bd783f60a0cf6b15fbeebb38da4e0cb0a642e8b83a8547279bff5",
    "lines_changed": "be82bb26e67e2a39e5aeb81a02618c9536774d67200dbe52e60e8c08a1a0e4bc",
    "content_imported": "7dc6817413cb1ad164beb56fb3560d69874b7f4db30df594ef9f6064ea5248fe",
    "sent": "de9195fa22f443daca68f39dd9c0d839f0fc74f2265b437ae5cdf338e0534646",
    "retrieved": "d219a756e4133f9e5097040c2aca0ed5caa3d3b61712f6ed4bee05cc39cae06a",
    "accepted": "7272aaa3f692db30e95f40f53cb1b548714d400e796bb8598d4ee005dd88d6ea",
    "rejected": "3892537572fed3bb7b3d456a8b2a652f308847f152970f1763a01c79c09de662",
    "taken_back": "756f2c0e81bfb6561ff0cee4dbee85bd8ac4e25dcefd1d98b65819e9f5c50ed7",
    "undone": "538540a6cf3f0f873ec71a3061bba031e73119c85ef259148b1cd1b6874bee6f",
    "exported": "d182e12d4328856d8e1c3261add4343891be0fbba4f2af064fffc1c64845585e",
    "equal_in_sage": "9dd754cc9a52d31442ee4310a7e2012b45fa0511280e780bc9b6b121bdd0b720",
    "posted": "531f0e36769f42eed889ab730fe034e482c4029d1447e672849a95229b3c25d0",
    "refused": "3b98a46046701d6be2555c953a232eafa416826091ac7b9154c4ae9a740621d5",
    "voided": "015ca4a8c738f9e5fc096b0c2520ddb9bd74136b81eb60d8dd556fd0dd324dc8",
    "extra_code_corrected": "91848815446b5f3263d14b1afc9e3ea5b7f81aaeffc8cc7a71f72265e724e609",
    "tried_again": "ebbcc3a0bb159053438ab1ae00b49be919a7ae31e2ab629d0a52afeefe4fe539",
    "posted_after_all": "b74861dac5a0d148cc14f1666f716b29a0f99c348847574597c551c2713a4f28",
    "revised": "6f34bb15bf1a9a039e82cfdc87326fd2727b85d97ec317a2c6de345aa72e9f8b",
    "change_discarded": "b054d2de9e4a35b0911020ff3a7918a78f9ff75b0f18212030cfcb3693f371e5",
    "reset": "da05ee39c98777949c01d418d3f63adce2c2f82a4a313fa18006939b56392b14",
    "inactivated": "1e17e81d1d660b4499dfd6db193396d80b08a35f31d159031d243f5841de9360",
    "reactivated": "eb9b18bfb3bd70b2b21b10770b306b2fad7b3a2d3c5495a2fb909707322dbf20",
    "batch_opened": "e16c565b3d279db927d1727745f24571b933296e9af2749a417268c44d0d7516",
    "batch_closed": "b82aa6f0303047780a9afb6c73397410beae40f9032ce50bb0811a14c2d7e73c",
    "batch_answered": "610ad05f66257f699a8c59ce2354d48c9bcea327a2483c6e9bfa69b591103fb5",
    "company_founded": "61264aeb4e87676d624722baa246be79053362c74f4803bfc9247d93c2deed55",
    "person_set": "06002e3c393d293d8dcd8e304aee209a6b252c13086819eac06602f46c48d8fe",
    "setting_changed": "c443447c1cf5d2dcf2f98024ce2024c6a7c51c58b0ce942e6a523c9edda63201",
    "list_part": "b28d7fac9904dc4d426544294574655a662e6b4e9fe97bc43b02509c0f9aa52f",
    "list_closed": "35ae9a17019682f3c76b3d14c72c1258758c8b182148c8bb6d2354ca67596dab",
    "job_typed": "0b5c48568a11be7265eec05b35c04a4c8757630ff61b682d95d0595bb0ada6c3",
    "linked": "3f35feb6941ebcab51d12f4de6c2fffaeb66381d0c25c72aac42a23b9b5d3001",
    "unlinked": "4f2dc305bf2f4770b83c3acadca35c5e6af7af5b4faba37eb26704227df2e6b7",
    "profile_set": "a1b61c3d1bb15387bff975bb12b0f316f96965c7528ef9460defb5f9b43334f3",
    "enrolled": "ddc3e9cb73ae7e460b147fb12c33065b434096cb502e7ede861b59675276cc56",
    "revoked": "5b83c24824101a0efad558f20f4e3a3974c1906b0988c36e85e9ad06045b4475",
    "branch_kept": "ab5768a78a30a8afb833262a451718897f51113f7933a7c526de13a882fe1d1c",
    "checkpoint": "6c6a0192ef00f0c2701e629a8de161c43865138ebfb9014a22c0698959a9cf73",
    "posting_released": "2cfafbfe24345dd794772aba7b3479fc175fa48fd3636617e8ffd49f9b5736c9",
    "posting_granted": "ed686139c7d77e459165ae9a4aa1b350b72a750db762881fa6c975caed37b21a",
    "acknowledged": "f2f165434acafb904da292411775bf8cd9a350611b5924293aa8d904b998564b",
    "noted": "c352ecfc49ebfcc5fbc986a4ada76664b3200e30a50717d0fdafe1a0aea3a7c6",
}


def _again(op: Operation, fact: Fact) -> Operation:
    """The same operation recorded anew, from what was read of it."""
    return record(
        fact,
        company=op.company,
        actor=op.actor,
        seq=op.seq,
        prev=op.prev,
        adm=op.adm,
        who=op.who,
        sub=op.sub,
        par=op.par,
        to=op.to,
        digest=op.digest,
        deed=op.deed,
        at=op.at,
        app=op.app,
    )


def test_there_is_a_sample_of_every_kind() -> None:
    assert [decode(stored).kind for stored in STORED] == list(KINDS) == list(IDS)


@pytest.mark.parametrize("stored", STORED, ids=list(KINDS))
def test_a_stored_operation_is_read_and_recorded_as_ever(stored: bytes) -> None:
    op = decode(stored)
    assert op.fact is not None
    assert type(op.fact) is KINDS[op.kind]
    assert op.stored == stored
    assert op.id == operation_id(stored) == IDS[op.kind]
    again = _again(op, op.fact)
    assert again == op
    assert again.stored == stored


def test_parents_are_recorded_in_one_order() -> None:
    op = decode(STORED[0])
    assert op.fact is not None
    turned = msgspec.structs.replace(op, par=tuple(reversed(op.par)))
    assert _again(turned, op.fact).stored == STORED[0]


def test_numbers_of_a_line_are_exact() -> None:
    fact = decode(STORED[0]).fact
    assert isinstance(fact, Created)
    first, second = (line.line() for line in fact.lines)
    assert (first.quantity, first.amount, second.amount) == (4000, 260000, -185050)
    assert LineFact.of(second) == fact.lines[1]


def test_an_unknown_kind_or_version_is_kept_unread() -> None:
    sent = next(decode(stored) for stored in STORED if decode(stored).kind == "sent")
    for values in ({"typ": "engraved", "val": {"deep": [[[1]]]}}, {"v": 2, "val": "anything"}):
        stored = rewritten(sent, **values)
        op = decode(stored)
        assert op.fact is None
        assert (op.stored, op.seq, op.sub) == (stored, sent.seq, sent.sub)


def test_a_field_a_newer_program_added_is_overlooked() -> None:
    sent = next(decode(stored) for stored in STORED if decode(stored).kind == "sent")
    stored = rewritten(sent, val={"round": 2, "carrier": "pigeon"}, weather="fair")
    op = decode(stored)
    assert op.fact == Sent(2)
    assert op.stored == stored


def _line(amount: str, quantity: str = "0.00") -> dict[str, object]:
    lines = [["l1", "03-310", "LAB", quantity, "ea", amount]]
    return {"job": "24-117", "code": "010", "description": "", "lines": lines}


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"garbage",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"v":1}',
        STORED[0][:-1],
        STORED[0].replace("ç".encode(), b"\xe7"),
        STORED[0].replace(b"fa", b"\\ud800"),
        rewritten(decode(STORED[0]), seq=0),
        rewritten(decode(STORED[0]), seq=2**53),
        rewritten(decode(STORED[0]), seq="1"),
        rewritten(decode(STORED[0]), adm=-1),
        rewritten(decode(STORED[0]), sub="batch x"),
        rewritten(decode(STORED[0]), par=["a", 1]),
        rewritten(decode(STORED[0]), val=_line("1.005")),
        rewritten(decode(STORED[0]), val=_line("NaN")),
        rewritten(decode(STORED[0]), val=_line("1e5")),
        rewritten(decode(STORED[0]), val=_line("0.00", "1,000.00")),
        rewritten(decode(STORED[0]), val=_line("9" * 14 + ".00")),
        rewritten(decode(STORED[6]), val={"round": -1}),
        rewritten(decode(STORED[6]), val={"round": 2**63}),
        rewritten(decode(STORED[26]), val={"lines": 1, "amount": "x", "sha256": "", "folder": ""}),
        rewritten(
            decode(STORED[26]), val={"lines": 1, "amount": "9" * 30, "sha256": "", "folder": ""}
        ),
    ],
)
def test_what_no_table_could_hold_is_unreadable(stored: bytes) -> None:
    with pytest.raises(UnreadableOperationError, match="not an operation"):
        decode(stored)


def test_the_largest_numbers_people_can_type_are_recorded() -> None:
    op = decode(rewritten(decode(STORED[0]), val=_line("999999999999.99", "-999999999999.99")))
    assert isinstance(op.fact, Created)
    assert op.fact.lines[0].line().amount == 99_999_999_999_999


def test_operations_of_a_log_read_as_they_were_recorded() -> None:
    log = Log()
    log.create()
    log.send()
    log.accept()
    for op in log.operations:
        assert decode(op.stored) == op
