"""How desks are named on the command line: by name, by id, or by the beginning of the id."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.words import are_same
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.sharing import Sharing
from subjob_desk.usecases.sharing_views import RequestRow

_SHORTEST: Final = 4
"""Characters of an id that are enough, if only one begins with them."""

_NAMED: Final = 5
"""Of more desks that fit, so many are told."""


def desk_named(desk: Desk, text: str) -> str:
    """The id of a desk that was let in. Raises :class:`UserError`."""
    known = {one.actor: (one.name,) for one in desk.company.desks.enrolled.values()}
    found = _meant(text, known)
    if found:
        return _only(text, found, known)
    names = ", ".join(name for (name,) in known.values())
    raise UserError(f"There is no desk {text}.", f"Known are: {names}." if names else "")


def asking_named(desk: Desk, text: str) -> list[RequestRow]:
    """The requests of a desk that asks to be let in, by its name, its person or its id.

    None if nobody of this name asks; several of one desk if somebody asks in its name. Raises
    :class:`UserError` if several desks fit.
    """
    return _rows_named(Sharing(desk).requests(), text)


def request_named(desk: Desk, text: str, words: str) -> bytes:
    """The request of a desk that asks, also a dismissed one, or one in a file.

    Raises :class:`UserError`.
    """
    sharing = Sharing(desk)
    asking = asking_named(desk, text)
    if asking:
        return (sharing.asking(asking[0].actor, words) or asking[0]).data
    for row in _rows_named(sharing.dismissed(), text):
        if are_same(words, sharing.request(row.data).words):
            return row.data
    file = Path(text)
    if not file.is_file():
        raise UserError(
            f"There is no request {text}.",
            "Synchronise, then see the command desks for who asks; or name the file it wrote.",
        )
    return file.read_bytes()


def _rows_named(rows: list[RequestRow], text: str) -> list[RequestRow]:
    known = {row.actor: (row.desk, row.person) for row in rows}
    found = _meant(text, known)
    actor = _only(text, found, known) if found else ""
    return [row for row in rows if row.actor == actor]


def shortest(text: str, actor: str, others: Iterable[str]) -> str:
    """What is typed for a desk called ``text``: that, or its id if ``others`` are called so."""
    folded = text.casefold()
    plain = text[:1].isalnum() and all(c.isalnum() or c in " -_." for c in text)
    if not plain or [one.casefold() for one in others].count(folded) > 1:
        return actor
    return f'"{text}"' if " " in text else text


def _meant(text: str, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The ids meant by ``text``: an id, else a name in any case, else the beginning of an id."""
    if text in known:
        return [text]
    folded = text.casefold()
    named = [one for one, names in known.items() if folded in (name.casefold() for name in names)]
    if named or len(text) < _SHORTEST:
        return named
    return [one for one in known if one.startswith(folded)]


def _only(text: str, found: list[str], known: Mapping[str, tuple[str, ...]]) -> str:
    if len(found) == 1:
        return found[0]
    told = ", ".join(f"{one} ({', '.join(known[one])})" for one in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    raise UserError(
        f"Several desks are meant by {text}: {told}{more}.",
        "Give the id of one, or enough of its beginning.",
    )
