"""The posting desk: the one desk that writes batches and Sage's answers, and how it changes.

The rule itself stands in ``domain.desks``; what an export needs besides in ``export_gate``.
"""

from typing import Final

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.desks import Desks
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import PostingGranted, PostingReleased
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.rights import Role
from subjob_desk.store import batch_queries, desk_queries
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.entry import enter_words

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
        person looked in Sage at what was imported, and ``reason`` why it is taken.
        """
        desks, own = self._desk.company.desks, self._desk.database.actor_id
        _refuse_alone(desks)
        if own != desks.registrar:
            raise UserError(
                "Only the registrar's desk says who posts.",
                f"Take the posting at {desks.name_of(desks.registrar)}.",
            )
        target = actor or own
        _refuse_target(desks, target)
        name, before = desks.name_of(target), desks.name_of(desks.posting.desk)
        with self._desk.deed() as deed:
            _refuse_without(deed, Role.ADMIN)
            if desks.is_released:
                deed.note(COMPANY, PostingGranted(target, released=_release_of(desks)))
                return deed.done(f"The posting desk is {name} from here on.")
            words = _refuse_unforced(before, checked_in_sage, reason)
            deed.note(COMPANY, _forced(deed, desks, target, words))
            return deed.done(
                f"The posting desk is {name} from here on, taken from {before}. What {before} may "
                "still have written is shown as disputed when it arrives."
            )


def _forced(deed: Deed, desks: Desks, target: str, reason: str) -> PostingGranted:
    last = desks.next_number(batch_queries.last_number(deed.connection)) - 1
    cut = desk_queries.heads(deed.connection).get(desks.posting.desk, (0, ""))[0]
    number = (last // _THOUSAND + 1) * _THOUSAND
    return PostingGranted(target, cut=cut, number=number, reason=reason)


def _release_of(desks: Desks) -> str:
    """The entry with which the posting desk gave it back."""
    return next(one.entry for one in desks.releases if one.grant == desks.posting.since)


def _refuse_alone(desks: Desks) -> None:
    if not desks.is_shared:
        raise UserError(
            "This company is used at one desk only, which posts.",
            "Share it first, then let another desk in.",
        )


def _refuse_target(desks: Desks, target: str) -> None:
    known = desks.enrolled.get(target)
    if known is None or known.cut is not None:
        raise UserError(
            f"{desks.name_of(target)} is not let in.", "Choose a desk that works with the others."
        )
    if desks.posting.desk == target and not desks.is_released:
        raise UserError(f"{known.name} is the posting desk already.", "Nothing has to be done.")


def _refuse_unforced(before: str, checked_in_sage: bool, reason: str) -> str:
    if not checked_in_sage:
        raise UserError(
            f"{before} is the posting desk and has not given that back, as far as known here.",
            "Release the posting there and synchronise both desks. If that desk is lost, look in "
            "Sage which batches were imported, and say that you did.",
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
