"""Three desks of one company and what carries their entries: a folder, a stick, a database."""

from pathlib import Path
from typing import Protocol

from tests.cli.console import HEADINGS
from tests.drivers.desk_process import DeskProcess


class Means(Protocol):
    """What carries entries from desk to desk."""

    def share(self, office: DeskProcess) -> None:
        """Share the company there."""

    def join(self, office: DeskProcess, desk: DeskProcess, person: str) -> tuple[str, str]:
        """Let a new desk ask; the request as ``enrol`` takes it, and the words."""

    def carry(self, desk: DeskProcess) -> None:
        """Everything of ``desk`` goes out, everything of the others comes in."""


class Folder:
    """A folder that all desks reach, or any other hub by its address."""

    def __init__(self, address: Path | str) -> None:
        """The folder is made."""
        self.address = address
        if isinstance(address, Path):
            address.mkdir()

    def share(self, office: DeskProcess) -> None:
        """See :class:`Means`."""
        office.done("share", "--hub", self.address, "--desk", office.name, "--as", "Dora")

    def join(self, office: DeskProcess, desk: DeskProcess, person: str) -> tuple[str, str]:
        """See :class:`Means`."""
        words = desk.json("join", "--hub", self.address, "--person", person, "--desk", desk.name)
        self.carry(office)
        asking = office.json("desks")["requests"]
        return asking[0]["actor"], "-".join(words["words"])

    def carry(self, desk: DeskProcess) -> None:
        """See :class:`Means`."""
        desk.done("sync")


class Database(Folder):
    """A PostgreSQL database; its password is typed each time and written down nowhere."""

    def carry(self, desk: DeskProcess) -> None:
        """See :class:`Means`."""
        desk.done("sync", "--hub", self.address)


class Packets:
    """A memory stick on which each desk leaves a packet."""

    def __init__(self, stick: Path) -> None:
        """The folder is made."""
        self.stick = stick
        stick.mkdir()
        self._number = 0

    def share(self, office: DeskProcess) -> None:
        """See :class:`Means`."""
        unused = self.stick / "hub"
        unused.mkdir()
        office.done("share", "--hub", unused, "--desk", office.name, "--as", "Dora")

    def join(self, office: DeskProcess, desk: DeskProcess, person: str) -> tuple[str, str]:
        """See :class:`Means`."""
        packet = self._write(office)
        made = desk.json("join", "--hub", packet, "--person", person, "--desk", desk.name)
        return made["request"], "-".join(made["words"])

    def carry(self, desk: DeskProcess) -> None:
        """See :class:`Means`."""
        for packet in sorted(self.stick.glob("*.sjpkg")):
            desk.run("packet", "read", desk.file, packet)
        self._write(desk)

    def _write(self, desk: DeskProcess) -> Path:
        self._number += 1
        packet = self.stick / f"{self._number:04} {desk.name}.sjpkg"
        for older in self.stick.glob(f"* {desk.name}.sjpkg"):
            older.unlink()
        said = desk.run("packet", "write", desk.file, packet)
        assert said.status == 0, said
        return packet


class ThreeDesks:
    """The office (registrar and posting desk), a laptop on site, and a PC at home."""

    def __init__(
        self, office: DeskProcess, laptop: DeskProcess, home: DeskProcess, means: Means
    ) -> None:
        """Nothing is shared yet; the company lies in the office."""
        self.office, self.laptop, self.home, self.means = office, laptop, home, means

    def begin(self) -> None:
        """Share, let both in, and give everybody what there is: five drafts."""
        office = self.office
        office.done("person", "Bob", "--roles", "approver")
        sheet = office.folder / "more.csv"
        rows = [HEADINGS] + [
            ("24-117", code, f"Level {code}", "03-310", "LAB", "1", "hour", "100")
            for code in ("030", "040", "050")
        ]
        text = "\n".join(",".join(row) for row in rows)
        sheet.write_text(text, encoding="utf-8", newline="\n")
        office.done("import", "sub-jobs", sheet, "--as", "Ann")
        self.means.share(office)
        for desk, person in ((self.laptop, "Ann"), (self.home, "Bob")):
            request, words = self.means.join(office, desk, person)
            office.done("enrol", request, "--words", words)
            self.means.carry(office)
            self.means.carry(desk)
            self.means.carry(office)

    def carry(self, *desks: DeskProcess) -> None:
        """Each of ``desks`` exchanges, one after the other."""
        for desk in desks:
            self.means.carry(desk)

    def close(self) -> None:
        """Switch all of them off."""
        for desk in (self.office, self.laptop, self.home):
            desk.close()
