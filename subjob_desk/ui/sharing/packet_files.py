"""Asks which packet is read and where one is written; reading and writing are the exchange's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.dropped import PACKET
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports.save_file import ask_file

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.sharing.flow import ExchangeFlow

_FOLDER = "packet_folder"


class PacketFiles(QObject):
    """Packets from the menu, the window and the command line."""

    def __init__(self, ctx: Context, flow: ExchangeFlow, over: QWidget) -> None:
        super().__init__(over)
        self._ctx = ctx
        self._flow = flow
        self._over = over

    @Slot()
    def ask_where(self) -> None:
        """Ask for the name of a new packet."""
        name = f"{self._ctx.desk.company.settings.code} {self._ctx.desk.stamp()[:10]}{PACKET}"
        kinds = tr("Packets (*{ending})").format(ending=PACKET)
        asking = ask_file(self._over, self._folder(), name, kinds)
        asking.fileSelected.connect(self._write)

    @Slot()
    def ask_which(self) -> None:
        """Ask for a packet of another desk."""
        folder = self._folder()
        chooser = QFileDialog(self._over, tr("A packet of another desk"), str(folder or ""))
        chooser.setObjectName("packet_chooser")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters(
            [tr("Packets (*{ending})").format(ending=PACKET), tr("All files (*)")]
        )
        chooser.fileSelected.connect(self._read)
        chooser.open()

    def read(self, path: Path) -> None:
        """Take in a packet that was dropped or opened."""
        if not self._flow.is_shared:
            self._ctx.gateway.refuse(
                self,
                UserError(
                    tr(
                        "{name} is a packet of another desk, and this company is not shared."
                    ).format(name=path.name),
                    tr("Open the company it belongs to, then drop it there."),
                ),
            )
            return
        self._ctx.settings.remember(_FOLDER, str(path.parent))
        self._flow.read_packet(path)

    @Slot(str)
    def _read(self, file: str) -> None:
        self.read(Path(file))

    @Slot(str)
    def _write(self, file: str) -> None:
        path = Path(file)
        self._ctx.settings.remember(_FOLDER, str(path.parent))
        self._flow.write_packet(path)

    def _folder(self) -> Path | None:
        kept = self._ctx.settings.text(_FOLDER)
        return Path(kept) if kept else None
