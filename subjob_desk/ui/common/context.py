"""What every screen of an open company holds: the desk, its use cases, the door and the acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subjob_desk.settings import Settings
    from subjob_desk.ui.actions import Actions
    from subjob_desk.ui.common.background import Background
    from subjob_desk.ui.common.gateway import Gateway
    from subjob_desk.usecases.administering import Administering
    from subjob_desk.usecases.admitting import Admitting
    from subjob_desk.usecases.answering import Answering
    from subjob_desk.usecases.browsing import Browsing
    from subjob_desk.usecases.changing import Changing
    from subjob_desk.usecases.comparing import Comparing
    from subjob_desk.usecases.control_sheets import ControlSheets
    from subjob_desk.usecases.coverage import CoverageReport
    from subjob_desk.usecases.deciding import Deciding
    from subjob_desk.usecases.desk import Desk
    from subjob_desk.usecases.editing import Editing
    from subjob_desk.usecases.exchanging import Exchanging
    from subjob_desk.usecases.exporting import Exporting
    from subjob_desk.usecases.file_lines import FileReading
    from subjob_desk.usecases.importing import Importing
    from subjob_desk.usecases.inbox import InboxBrowsing
    from subjob_desk.usecases.linking import Linking
    from subjob_desk.usecases.looking_up import LookingUp
    from subjob_desk.usecases.packets import Packets
    from subjob_desk.usecases.passwords import Passwords
    from subjob_desk.usecases.posting import Posting
    from subjob_desk.usecases.recovery_sheet import RecoverySheets
    from subjob_desk.usecases.rehearsing import Rehearsing
    from subjob_desk.usecases.rejecting import Rejecting
    from subjob_desk.usecases.safekeeping import Safekeeping
    from subjob_desk.usecases.settling import Settling
    from subjob_desk.usecases.sharing import Sharing
    from subjob_desk.usecases.standing import Standing
    from subjob_desk.usecases.target_folder import TargetFolder
    from subjob_desk.usecases.undoing import Undoing
    from subjob_desk.usecases.unsaved import Unsaved


@dataclass(frozen=True)
class Context:
    """One open company for one window."""

    desk: Desk
    gateway: Gateway
    background: Background
    actions: Actions
    settings: Settings
    browsing: Browsing
    inbox: InboxBrowsing
    looking_up: LookingUp
    editing: Editing
    unsaved: Unsaved
    standing: Standing
    deciding: Deciding
    linking: Linking
    comparing: Comparing
    changing: Changing
    undoing: Undoing
    exporting: Exporting
    target_folder: TargetFolder
    file_reading: FileReading
    rehearsing: Rehearsing
    answering: Answering
    rejecting: Rejecting
    sheets: ControlSheets
    coverage: CoverageReport
    importing: Importing
    administering: Administering
    passwords: Passwords
    safekeeping: Safekeeping
    sharing: Sharing
    admitting: Admitting
    posting: Posting
    exchanging: Exchanging
    packets: Packets
    settling: Settling
    recovery: RecoverySheets
