"""Reaching a hub, and finding out which company it carries: what who joins or shares asks first."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.settings import hub_password
from subjob_desk.sync import company_file, hub_names
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.carrier import Carrier, FileFaultError, open_carrier, split_password
from subjob_desk.sync.company_file import CompanyFile, precedence
from subjob_desk.sync.hub_names import Kind


@contextmanager
def reached(address: str) -> Iterator[Carrier]:
    """The hub at ``address`` while the block runs. Raises :class:`UserError` if it is none.

    The password of a database stands in the address, for this time, or in the environment.
    """
    within = split_password(address)[1]
    carrier = open_carrier(address, within if within is not None else hub_password())
    try:
        yield carrier
    finally:
        carrier.close()


def kept_address(address: str) -> str:
    """What is written down of the address of a hub that was reached: never its password.

    A folder in full: the next command, or the window, may start in another folder.
    """
    shown = split_password(address)[0]
    folder = Path(shown.strip()).expanduser()
    return str(folder.absolute()) if folder.is_dir() else shown


def company_files(carrier: Carrier) -> Iterator[tuple[CompanyFile, bytes]]:
    """The whole company files of a hub, whatever their names became.

    Raises :class:`~subjob_desk.domain.errors.UserError` if the hub cannot be reached.
    """
    for one in carrier.list():
        if hub_names.hint(one.name).kind is not Kind.COMPANY:
            continue
        try:
            data = carrier.get(one.name)
            yield company_file.parse(data), data
        except (FileFaultError, SegmentFaultError):
            continue


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
