"""Makes the context of an open company: the one place that creates all its use cases."""

from subjob_desk.settings import Settings
from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common.background import Background
from subjob_desk.ui.common.context import Context
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


def context_of(
    desk: Desk, gateway: Gateway, background: Background, actions: Actions, settings: Settings
) -> Context:
    """The context of an open company, with its use cases."""
    return Context(
        desk=desk,
        gateway=gateway,
        background=background,
        actions=actions,
        settings=settings,
        browsing=Browsing(desk),
        inbox=InboxBrowsing(desk),
        looking_up=LookingUp(desk),
        editing=Editing(desk),
        unsaved=Unsaved(desk),
        standing=Standing(desk),
        deciding=Deciding(desk),
        linking=Linking(desk),
        comparing=Comparing(desk),
        changing=Changing(desk),
        undoing=Undoing(desk),
        exporting=Exporting(desk),
        target_folder=TargetFolder(desk),
        file_reading=FileReading(desk),
        rehearsing=Rehearsing(desk),
        answering=Answering(desk),
        rejecting=Rejecting(desk),
        sheets=ControlSheets(desk),
        coverage=CoverageReport(desk),
        importing=Importing(desk),
        administering=Administering(desk),
        passwords=Passwords(desk),
        safekeeping=Safekeeping(desk),
        sharing=Sharing(desk),
        admitting=Admitting(desk),
        posting=Posting(desk),
        exchanging=Exchanging(desk),
        packets=Packets(desk),
        settling=Settling(desk),
        recovery=RecoverySheets(desk),
    )
