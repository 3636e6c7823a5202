"""How exchange, desks and entries are put into words on the screen. Plain functions, no widget."""

from typing import Final

from subjob_desk.ui.common import formats
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.sharing_views import DeskRow, EntryRow, ExchangeStatus, FileNote

_ACTIVE: Final = "active"


def entries(count: int) -> str:
    """``1 entry``, ``3,200 entries``."""
    shown = formats.number(count)
    return counted(count, tr("{n} entry"), tr("{count} entries").format(count=shown))


def synchronised(status: ExchangeStatus) -> str:
    """``Synchronised 14 Nov 10:42``, or that it never was."""
    if not status.last:
        return tr("Not synchronised yet")
    return tr("Synchronised {when}").format(when=formats.moment(status.last))


def short_state(status: ExchangeStatus) -> str:
    """What the status line says: what is held up comes before when it last went well."""
    if not status.is_admitted:
        return tr("Waits to be let in")
    if status.problem and not status.is_shared:
        return tr("Nothing can be recorded")
    if status.problem:
        waiting = entries(status.outbox)
        return (
            tr("Not synchronised, {entries} waiting").format(entries=waiting)
            if status.outbox
            else tr("Not synchronised")
        )
    if status.needs_password:
        return tr("Nothing goes out before you sign in")
    return synchronised(status)


def state_tip(status: ExchangeStatus) -> str:
    """The sentences behind the word in the status line."""
    parts = [synchronised(status)]
    if status.problem:
        parts = [f"{status.problem} {status.remedy}".strip(), synchronised(status)]
    if status.is_shared:
        parts.append(tr("Exchanged through {hub}").format(hub=status.hub))
    if status.outbox:
        parts.append(tr("{entries} of this desk still to go out").format(
            entries=entries(status.outbox)
        ))  # fmt: skip
    if status.unread:
        parts.append(counted(
            status.unread,
            tr("{n} file in the hub cannot be used"),
            tr("{n} files in the hub cannot be used"),
        ))  # fmt: skip
    return "\n".join(parts)


def is_not_its_own(status: ExchangeStatus) -> bool:
    """Whether the company file is not this desk's own and newest one."""
    return status.is_copied or status.is_older or status.is_succeeded


def is_held_up(status: ExchangeStatus) -> bool:
    """Whether the status line has to be seen."""
    return bool(status.problem) or not status.is_admitted or status.needs_password


def desk_badge(status: ExchangeStatus) -> tuple[int, str]:
    """The number on the tab of the desk, and what it means."""
    settle = status.conflicts + status.tasks
    parts = (
        (settle, tr("{n} to settle").format(n=settle)),
        (status.asking, asking(status)),
        (status.forks, forked(status)),
    )
    return sum(count for count, _words in parts), ", ".join(words for n, words in parts if n)


def badge_tip(status: ExchangeStatus) -> str:
    """What a click on these words shows."""
    if not status.conflicts + status.tasks:
        return tr("{what}: show it under Desks").format(what=desk_badge(status)[1])
    shown = tr("{n} conflicts and {m} tasks: show them")
    return shown.format(n=status.conflicts, m=status.tasks)


def asking(status: ExchangeStatus) -> str:
    """``1 desk asks to be let in``."""
    return counted(
        status.asking, tr("{n} desk asks to be let in"), tr("{n} desks ask to be let in")
    )


def forked(status: ExchangeStatus) -> str:
    """``1 desk forks``."""
    return counted(status.forks, tr("{n} desk forks"), tr("{n} desks fork"))


def posting(status: ExchangeStatus) -> str:
    """Who writes the batches."""
    if status.is_released:
        return tr("Nobody: {desk} gave it back").format(desk=status.posting_desk or tr("a desk"))
    if status.is_posting_desk:
        return tr("This desk")
    return status.posting_desk


def duties(row: DeskRow) -> str:
    """``this desk, registrar, posts``: what a desk is to the company."""
    marks = (
        (row.is_this, tr("this desk")),
        (row.is_registrar, tr("registrar")),
        (row.is_posting, tr("posting desk")),
    )
    return ", ".join(word for holds, word in marks if holds)


def desk_state(row: DeskRow) -> str:
    """What becomes of what the desk writes."""
    if row.state == "revoked":
        cut = formats.number(row.cut or 0)
        return tr("Taken out; counts up to entry {cut}").format(cut=cut)
    if row.state == "forked":
        return tr("Its entries fork: choose a branch")
    if row.state == "ended":
        return tr("Ended where its entries fork")
    return tr("Works with us")


def desk_picture(row: DeskRow) -> Icon:
    """The mark before the state of a desk."""
    return {"revoked": Icon.LOCK, "ended": Icon.LOCK, "forked": Icon.WARNING}.get(
        row.state, Icon.OK
    )


def is_active(row: DeskRow) -> bool:
    """Whether what the desk writes counts."""
    return row.state == _ACTIVE


def contact(row: DeskRow) -> str:
    """When something of the desk came last, or when it wrote what did not come from a hub."""
    if not row.last_contact:
        return tr("never")
    when = formats.moment(row.last_contact)
    return tr("wrote {when}").format(when=when) if row.is_written else when


def status_word(row: EntryRow) -> str:
    """What an entry without effect is."""
    return {
        "held": tr("Waits for others"),
        "refused": tr("Refused"),
        "late": tr("Came too late"),
        "unknown": tr("From a newer program"),
        "quarantined": tr("Set apart"),
    }.get(row.status, row.status)


def outcome_word(note: FileNote) -> str:
    """What became of a file of the hub."""
    return {
        "incomplete": tr("Not whole yet"),
        "damaged": tr("Damaged, kept apart"),
        "old-key": tr("Signed with a lost key"),
        "foreign": tr("Of another company"),
        "too-new": tr("From a newer program"),
        "unknown-desk": tr("From a desk not let in"),
        "too-large": tr("Too large"),
        "unreadable": tr("Cannot be read"),
    }.get(note.outcome, note.outcome)
