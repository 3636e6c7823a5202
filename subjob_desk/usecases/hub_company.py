"""Reaching a hub, and finding out which company it carries: what who joins or shares asks first."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.sync import company_file, hub_names
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.carrier import (
    Carrier,
    FileFaultError,
    Listed,
    open_carrier,
    split_password,
)
from subjob_desk.sync.company_file import CompanyFile, precedence
from subjob_desk.sync.hub_faults import WAITS
from subjob_desk.sync.hub_names import Kind
from subjob_desk.usecases.hub_password import keep_password, known_password


@contextmanager
def reached(address: str) -> Iterator[Carrier]:
    """The hub at ``address`` while the block runs. Raises :class:`UserError` if it is none.

    The password of a database stands in the address, or ``hub_password`` knows it.
    """
    shown, within = split_password(address)
    carrier = open_carrier(address, within if within is not None else known_password(shown))
    try:
        yield carrier
    finally:
        carrier.close()


@contextmanager
def reached_first(address: str) -> Iterator[Carrier]:
    """The same for who shares or joins: nothing waits in an outbox yet, whatever is refused."""
    try:
        with reached(address) as carrier:
            yield carrier
    except UserError as refused:
        if not refused.remedy.endswith(WAITS):
            raise
        raise UserError(refused.problem, refused.remedy.removesuffix(WAITS).rstrip()) from refused


def kept_address(address: str) -> str:
    """What is written down of the address of a hub that was reached: never its password.

    That is kept as ``hub_password`` says. A folder in full: the next command, or the window, may
    start in another folder.
    """
    shown = split_password(address)[0]
    keep_password(address)
    folder = Path(shown.strip()).expanduser()
    return str(folder.absolute()) if folder.is_dir() else shown


def company_files(
    carrier: Carrier, listed: Iterable[Listed] | None = None
) -> Iterator[tuple[CompanyFile, bytes]]:
    """The whole company files of a hub, or those ``listed``, whatever their names became.

    Raises :class:`~subjob_desk.domain.errors.UserError` if the hub cannot be reached.
    """
    for one in carrier.list() if listed is None else listed:
        if hub_names.hint(one.name).kind is not Kind.COMPANY:
            continue
        try:
            data = carrier.get(one.name)
            yield company_file.parse(data), data
        except (FileFaultError, SegmentFaultError):
            continue


def refuse_other_company(carrier: Carrier, listed: Iterable[Listed], company: str) -> None:
    """Raise :class:`UserError` if ``listed`` holds another company, and nothing is of this one."""
    for said, _data in company_files(carrier, listed):
        if said.company != company:
            raise UserError(
                f"The company {said.name} is exchanged in {carrier.name}, and nothing of this one "
                "lies there.",
                "Nothing was put there. Look whether the right drive or stick is connected, or "
                "name the hub of this company (command line: sync --hub).",
            )


def company_in(carrier: Carrier) -> tuple[CompanyFile, bytes]:
    """The company file of a hub that holds. Raises :class:`UserError` if there is none, or two."""
    found = list(company_files(carrier))
    if not found:
        raise UserError(
            f"There is no company in {carrier.name}.",
            "Share the company there at its first desk, or name another folder.",
        )
    if len({said.root for said, _data in found}) > 1:
        raise UserError(
            f"There are several companies in {carrier.name}.", "Ask who set it up: one is foreign."
        )
    return max(found, key=lambda one: precedence(*one))
