"""The posting desk: the one desk that writes batches and Sage's answers, and how it changes.

The rule itself stands in ``domain.desks``; what an export needs besides in ``export_gate``.
"""

from typing import Final

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.company import Company
from subjob_desk.domain.desks import Desks
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import PostingGranted, PostingReleased
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.rights import Role
from subjob_desk.store import batch_queries, desk_queries
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.entry import enter_words
from subjob_desk.usecases.succession import awaits_posting

_THOUSAND: Final = 1000


class Posting:
    """Acts on the posting desk, by the person who acts at this one."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def release(self) -> Changes:
        """Give the posting back: this desk writes no batch any more, until it gets it again."""
        desks, own = self._desk.company.desks, self._desk.database.actor_id
        _refuse_alone(desks)
        if desks.posting.desk != own:
            raise UserError(
                f"The posting desk is {desks.name_of(desks.posting.desk)}, not this one.",
                "Release the posting there.",
            )
        if desks.is_released:
            raise UserError(
                "This desk has given the posting back already.",
                "Take it at the registrar's desk, for this desk or another one.",
            )
        self.refuse_unknown()
        with self._desk.deed() as deed:
            _refuse_without(deed, Role.ADMIN, Role.EXPORTER)
            deed.note(COMPANY, PostingReleased())
            return deed.done(
                "This desk gave the posting back. Synchronise, then take it at "
                f"{desks.name_of(desks.registrar)} for the desk that goes on."
            )

    def take(self, *, checked_in_sage: bool = False, reason: str = "", actor: str = "") -> Changes:
        """Let desk ``actor``, this one if left out, post from here on.

        The desk before has given it back; if that cannot be, ``checked_in_sage`` says that a
        person looked in Sage at what was imported, and ``reason`` why it is taken. So it is taken
        anew for the desk that has it, whose company file is an older copy.
        """
        desks, own = self._desk.company.desks, self._desk.database.actor_id
        _refuse_alone(desks)
        if own != desks.registrar:
            raise UserError(
                "Only the registrar's desk says who posts.",
                f"Take the posting at {desks.name_of(desks.registrar)} (command line: "
                f"posting-desk take --desk {desks.name_of(own)}).",
            )
        target, unknown = actor or own, self._unknown()
        is_unknown = unknown is not None
        _refuse_target(desks, target, may_post_already=is_unknown or checked_in_sage)
        name, before = desks.name_of(target), desks.name_of(desks.posting.desk)
        with self._desk.deed() as deed:
            _refuse_without(deed, Role.ADMIN)
            if unknown is not None and not checked_in_sage:
                raise unknown
            _refuse_without_exporter(self._desk.company, target)
            if desks.is_released and not is_unknown:
                deed.note(COMPANY, PostingGranted(target, released=_release_of(desks)))
                return deed.done(f"The posting desk is {name} from here on.")
            words = _refuse_unforced(before, checked_in_sage, reason)
            granted = _forced(deed, desks, target, words, self._desk.key.installation.batch)
            deed.note(COMPANY, granted)
            return deed.done(_taken(desks, granted, is_unknown=is_unknown))

    def refuse_unknown(self) -> None:
        """Raise :class:`UserError` while it is open what this desk wrote for Sage before.

        Its PC was lost, or its company file is a backup that knows less than the PC remembers.
        """
        unknown = self._unknown()
        if unknown is not None:
            raise unknown

    def _unknown(self) -> UserError | None:
        desk = self._desk
        with desk.reading() as connection:
            if awaits_posting(connection, desk.company):
                return _UNKNOWN
            last = batch_queries.last_number(connection)
        written = desk.key.installation.batch
        if desk.company.desks.next_number(last) > written:
            return None
        return UserError(
            f"This company file is an older copy: it knows {last} batches, but batch {written} was "
            "written at this desk.",
            "Find the newest company file. If it is lost, look in Sage which batches were "
            "imported; then let the registrar's desk take the posting anew, and say that you did "
            "(command line: posting-desk take --checked-in-sage --reason TEXT).",
        )


_UNKNOWN: Final = UserError(
    "The registrar's desk was recovered: its lost PC may have written batches that nobody here "
    "has seen.",
    "Look in Sage which batches were imported. Then take the posting anew, and say that you did "
    "(command line: posting-desk take --checked-in-sage --reason TEXT): batch numbers go on at the "
    "next thousand.",
)


def _forced(deed: Deed, desks: Desks, target: str, reason: str, written: int) -> PostingGranted:
    next_one = max(desks.next_number(batch_queries.last_number(deed.connection)), written)
    cut = desk_queries.heads(deed.connection).get(desks.posting.desk, (0, ""))[0]
    number = (next_one // _THOUSAND + 1) * _THOUSAND
    return PostingGranted(target, cut=cut, number=number, reason=reason)


def _release_of(desks: Desks) -> str:
    """The entry with which the posting desk gave it back."""
    since = desks.posting.since
    return next(one.entry for one in desks.releases if one.grant == since and not one.is_cut)


def _refuse_alone(desks: Desks) -> None:
    if not desks.is_shared:
        raise UserError(
            "This company is used at one desk only, which posts.",
            "Share it first, then let another desk in.",
        )


def _taken(desks: Desks, granted: PostingGranted, *, is_unknown: bool) -> str:
    """What is said after the posting was taken without having been given back."""
    name, before = desks.name_of(granted.desk), desks.name_of(desks.posting.desk)
    if granted.desk != desks.posting.desk:
        return (
            f"The posting desk is {name} from here on, taken from {before}. What {before} may "
            "still have written is shown as disputed when it arrives."
        )
    said = f"The posting desk is {name} from here on; batch numbers go on at {granted.number}."
    if is_unknown:
        return said
    return (
        f"{said} What {name} may have written that nobody here has seen is shown as disputed when "
        "it arrives."
    )


def _refuse_target(desks: Desks, target: str, *, may_post_already: bool) -> None:
    known = desks.enrolled.get(target)
    if known is None or known.cut is not None:
        raise UserError(
            f"{desks.name_of(target)} is not let in.", "Choose a desk that works with the others."
        )
    if desks.posting.desk == target and not desks.is_released and not may_post_already:
        raise UserError(
            f"{known.name} is the posting desk already.",
            "Nothing has to be done. Only if its company file is an older copy: look in Sage which "
            "batches were imported, and say that you did (command line: --checked-in-sage --reason "
            "TEXT).",
        )


def _refuse_without_exporter(company: Company, target: str) -> None:
    """Where nobody may export, the posting would only lie: no desk could write for Sage."""
    name, here = company.desks.name_of(target), company.desks.enrolled[target].persons[-1][1]
    people = [one for one in company.everybody if not here or one.id in here]
    if any(Role.EXPORTER in one.roles for one in people):
        return
    names = f" ({', '.join(one.name for one in people)})" if here else ""
    raise UserError(
        f"Nobody who works at {name}{names} has the role Exporter: no file for Sage would be "
        "written there.",
        "Give somebody there the role first (Desk > People and roles; command line: person), or "
        "choose another desk.",
    )


def _refuse_unforced(before: str, checked_in_sage: bool, reason: str) -> str:
    if not checked_in_sage:
        raise UserError(
            f"{before} is the posting desk and has not given that back, as far as known here.",
            "Release the posting there and synchronise both desks. If that desk is lost, look in "
            "Sage which batches were imported, and say that you did (command line: "
            "--checked-in-sage --reason TEXT).",
        )
    words = enter_words(reason, "Reason")
    if not words:
        raise UserError(
            f"It is not said why the posting is taken from {before}.", "Give a reason: it is kept."
        )
    return words


def _refuse_without(deed: Deed, *roles: Role) -> None:
    if not deed.person.roles & {*roles}:
        raise UserError(
            f"{deed.person.name} may not hand the posting over.",
            "Let an administrator do it.",
        )
