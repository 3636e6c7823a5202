"""The recovery sheet: the company's root key on paper, printed where it is kept and typed back.

How the key is sealed and its signs are made is ``sync.recovery``'s; who may share stands in
``sharing``.
"""

import datetime as dt
from pathlib import Path
from typing import Final

from subjob_desk.documents.paper import Blanks, Facts, Groups, Heading, Paper, Text
from subjob_desk.documents.paper_size import paper_size
from subjob_desk.documents.pdf import pdf
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.rights import Role
from subjob_desk.store import papers
from subjob_desk.sync.company_file import CompanyFile, parse
from subjob_desk.sync.recovery import printed, typed
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.moments import local_day
from subjob_desk.usecases.root_key import root_key
from subjob_desk.usecases.saving import save

SHORTEST: Final = 12
"""Characters of the passphrase: it guards the company for years, on paper that may be found."""
_LONGEST: Final = 1000

_KEEP: Final = (
    "Keep this sheet where you keep contracts, and the passphrase somewhere else. Whoever has "
    "both decides which desk lets people and desks into this company; one alone opens nothing."
)
_FOR: Final = (
    "Only this key can name another desk as the one that lets people and desks in. It is needed "
    "if the PC of that desk is lost or stolen and no backup of its company file is left."
)
_TYPING: Final = (
    "The last two signs check their line: a slip is told by its line when the sheet is typed "
    "back. There is no letter O, I, L or U on it; 0 and 1 are digits. Capitals and blanks do not "
    "matter."
)


class RecoverySheets:
    """The sheet of the company open at a desk. The registrar's desk alone can print it."""

    def __init__(self, desk: Desk, zone: dt.tzinfo | None = None) -> None:
        """For the company open at ``desk``; days are those of ``zone``, else of this PC."""
        self._desk = desk
        self._zone = zone

    @property
    def is_there(self) -> bool:
        """Whether this desk keeps the sealed root key."""
        return self._kept() is not None

    def paper(self) -> Paper:
        """The sheet in words. Raises :class:`UserError` for whoever may not have it."""
        self._refuse_others()
        about, sealed = self._about(), self._sealed()
        return Paper(
            "Recovery sheet",
            about.name,
            f"{about.name}  ·  root key {about.root[:16]}",
            (
                Text(_KEEP, framed=True),
                Facts(
                    (
                        ("Company", about.name),
                        ("Its number", about.company),
                        ("Made on", local_day(about.at, self._zone)),
                        ("Key", f"its public half begins {about.root[:16]}"),
                    )
                ),
                Heading("The root key, sealed under its passphrase"),
                Groups(tuple(tuple(line.split(" ")) for line in printed(sealed))),
                Text(_TYPING),
                Heading("What it is for"),
                Text(_FOR),
                Heading("Kept"),
                Blanks(("Typed back and right, on", "By", "This sheet lies", "Since")),
            ),
        )

    def write_pdf(self, path: Path, *, size: str = "", replace: bool = False) -> Path:
        """Save the sheet as a PDF file. Raises :class:`UserError`, see :func:`save`."""
        return save(path, pdf(self.paper(), paper_size(size)), replace=replace)

    def check(self, text: str) -> str:
        """Whether a sheet, typed back, is this company's; returns that it is.

        Raises :class:`UserError`; with the lines if it was mistyped
        (:class:`~subjob_desk.sync.recovery.SheetTypoError`).
        """
        if typed(text) != self._sealed():
            raise UserError(
                "This is a recovery sheet, but not the one of this company as it is now.",
                "Print it anew, and destroy the old one.",
            )
        return f"The sheet is right: with its passphrase it opens {self._about().name}."

    def root_key(self, text: str, passphrase: str) -> SigningKey:
        """The company's root key from a sheet that was typed back, at any of its desks.

        Raises :class:`UserError`.
        """
        return root_key(self._about(), text, passphrase)

    def _refuse_others(self) -> None:
        person = self._desk.person
        if Role.ADMIN not in person.roles or not person.is_proven:
            raise UserError(
                f"{person.name} is not an administrator, or gave no password.",
                "Let an administrator print the recovery sheet.",
            )

    def _sealed(self) -> bytes:
        kept = self._kept()
        if kept is None:
            raise UserError(
                "This desk does not keep the root key of the company.",
                "Print the recovery sheet at the desk that shared the company.",
            )
        return kept

    def _kept(self) -> bytes | None:
        with self._desk.reading() as connection:
            return papers.get(connection, papers.ROOT_KEY)

    def _about(self) -> CompanyFile:
        with self._desk.reading() as connection:
            kept = papers.get(connection, papers.COMPANY_FILE)
        if kept is None:
            raise UserError(
                "This company is not shared with other desks.", "It needs no recovery sheet."
            )
        return parse(kept)


def refuse_weak_passphrase(passphrase: str) -> None:
    """Raise :class:`UserError` for a passphrase of the root key that could be guessed."""
    if len(passphrase) < SHORTEST:
        raise UserError(
            f"The passphrase of the recovery sheet has at least {SHORTEST} characters.",
            "Take four or five words that have nothing to do with each other.",
        )
    if len(passphrase) > _LONGEST:
        raise UserError(f"A passphrase has at most {_LONGEST} characters.", "Take a shorter one.")
    if len(set(passphrase.casefold())) < 5:
        raise UserError(
            "A passphrase of so few different characters is soon guessed.",
            "Take four or five words that have nothing to do with each other.",
        )
