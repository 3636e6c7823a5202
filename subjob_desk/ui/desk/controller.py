"""Joins the desk with the use cases of the office. Creates no widget."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.domain.rights import Role
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.common.task_view import PATIENCE
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.desk.lists_page import ListShown
from subjob_desk.ui.desk.people_page import PersonLine
from subjob_desk.ui.desk.person_lines import person_lines
from subjob_desk.usecases.passwords import PROTECTS
from subjob_desk.usecases.views import ListRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.desk.place import DeskPlace


class DeskController(QObject):
    """Reads a section when it is shown; settings and people save at once."""

    def __init__(self, place: DeskPlace, ctx: Context) -> None:
        super().__init__(place)
        self._place = place
        self._ctx = ctx
        self._without = ""
        ctx.gateway.refused.connect(self._refused)
        place.safety.show_path(str(ctx.desk.path))

    def refresh(self, changes: Changes | None) -> None:
        """Show anew what ``changes`` concerns; ``None`` means everything."""
        if changes is None or changes.company or self._place.section() == "activity":
            self._show(self._place.section())

    @Slot(int)
    def section_shown(self, _row: int) -> None:
        """A section comes into view: read it."""
        self._show(self._place.section())

    @Slot()
    def add_person(self) -> None:
        """Ask for a new person."""
        self._place.ask_person(None)

    @Slot(object, object, object)
    def set_person(self, name: str, roles: tuple[str, ...], jobs: tuple[str, ...]) -> None:
        """Record a person; the dialog stays open if that is refused."""
        administering = self._ctx.administering
        done = self._ctx.gateway.do(self, lambda: administering.set_person(name, roles, jobs))
        if done is not None and self._place.dialog is not None:
            self._place.dialog.accept()

    @Slot(object)
    def ask_new_password(self, line: PersonLine) -> None:
        """Ask the person who acts for a new password."""
        self._place.ask_new_password(line.name, PROTECTS, has_one=line.has_password)

    @Slot(object)
    def ask_to_take_password(self, line: PersonLine) -> None:
        """Ask before a password goes."""
        self._without = line.id
        self._place.ask_to_take_password(line.name, own=line.id == self._ctx.desk.acting)

    @Slot(object, object)
    def set_password(self, old: str | None, new: str) -> None:
        """Set or change the password of the person who acts."""
        passwords = self._ctx.passwords
        self._about_password(lambda: passwords.set(new, old))

    @Slot(object)
    def take_password(self, old: str | None) -> None:
        """Take a password away."""
        passwords, who = self._ctx.passwords, self._without
        self._about_password(lambda: passwords.take_away(who, old))

    def _about_password(self, verb: Callable[[], str]) -> None:
        done = self._ctx.gateway.do(self, lambda: Changes(said=verb()))
        if done is not None and self._place.dialog is not None:
            self._place.dialog.accept()
        self._show("people")

    @Slot(object, object)
    def set_setting(self, name: str, value: object) -> None:
        """Record a setting; a refusal is shown above the settings."""
        self._place.company.banner.clear()
        administering = self._ctx.administering
        done = self._ctx.gateway.do(self, lambda: administering.set_setting(name, value))
        # A refused text stays in its field to be mended; a refused tick goes back.
        if done is None and isinstance(value, bool):
            self._show("settings")

    @Slot()
    def verify(self) -> None:
        """Compare the log with what the screens show, in the background."""
        keeping = self._ctx.safekeeping

        def work(progress: Progress) -> list[str]:
            return keeping.verify(progress.stage)

        self._begin(tr("The company is being verified."))
        self._ctx.background.run(work, self._verified, self._failed, tr("Verifying"))

    @Slot()
    def rebuild(self) -> None:
        """Make what the screens show anew from the log, with nothing else done meanwhile.

        Anything recorded would wait for the end of it, and the window with that.
        """
        keeping, background = self._ctx.safekeeping, self._ctx.background

        def work(progress: Progress) -> int:
            return keeping.rebuild(progress.report_to_the_end)

        self._begin(tr("The lists are being rebuilt."))
        task = background.run(work, self._rebuilt, self._failed, tr("Rebuilding the lists"))
        if not background.wait(task, PATIENCE / 1000):
            self._place.show_working(background, task)

    @Slot(str)
    def back_up(self, folder: str) -> None:
        """Write a sound copy into a folder, in the background."""
        keeping = self._ctx.safekeeping

        def work(progress: Progress) -> Path:
            return keeping.backup(Path(folder), progress.report)

        self._begin(tr("The backup is being written."))
        self._ctx.background.run(work, self._backed_up, self._failed, tr("Backing up"))

    def _begin(self, what: str) -> None:
        self._place.safety.clear_result()
        self._place.safety.show_busy(what)

    def _verified(self, findings: Sequence[str]) -> None:
        self._place.safety.show_busy("")
        if not findings:
            self._place.safety.show_result(
                "good", tr("Everything is sound: every entry was read and fits what is shown.")
            )
            return
        count = counted(len(findings), tr("{n} thing does not fit:"), tr("{n} things do not fit:"))
        shown = "\n".join(findings[:10])
        self._place.safety.show_result("problem", f"{count}\n{shown}")

    def _rebuilt(self, entries: int) -> None:
        self._place.safety.show_busy("")
        count = formats.number(entries)
        self._place.safety.show_result(
            "good", tr("Rebuilt from {count} entries. Verify once more.").format(count=count)
        )
        self._ctx.actions.refresh.trigger()

    def _backed_up(self, path: Path) -> None:
        self._place.safety.show_busy("")
        self._place.safety.show_result("good", tr("Backed up as {path}.").format(path=path))

    def _failed(self, error: UserError) -> None:
        self._place.safety.show_busy("")
        kind = "warning" if isinstance(error, StoppedError) else "problem"
        self._place.safety.show_result(kind, f"{error.problem} {error.remedy}".strip())

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        if self._ctx.gateway.initiator is not self:
            return
        if self._place.dialog is not None:
            self._place.dialog.show_refusal(error)
        elif self._place.section() == "settings":
            self._place.company.banner.show_problem(error)

    def _show(self, section: str) -> None:
        place, administering = self._place, self._ctx.administering
        if section == "people":
            passwords = self._ctx.passwords
            lines = person_lines(administering.people(), passwords.rows(), self._ctx.desk.person)
            place.people.show_people(lines, passwords.warning(), self._may_not())
        elif section == "lists":
            place.lists.show_term(self._ctx.looking_up.term())
            may_not = self._may_not(Role.ADMIN, Role.EXPORTER)
            lists = {row.kind: _shown(row) for row in administering.lists()}
            place.lists.show_lists(lists, may_not)
        elif section == "settings":
            place.company.show_settings(administering.settings(), self._may_not())
        elif section == "activity":
            place.activity.show_rows(administering.activity())

    def _may_not(self, *roles: Role) -> str:
        """Why nothing can be changed here by who acts; ``roles`` may, an administrator if none."""
        person = self._ctx.desk.person
        if not person.is_proven:
            return tr("{name} has a password, and it was not given: this can only be read.").format(
                name=person.name
            )
        if person.roles & (set(roles) or {Role.ADMIN}):
            return ""
        sentence = (
            tr("{name} is not an administrator or exporter: this can be read, not changed.")
            if Role.EXPORTER in roles
            else tr("{name} is not an administrator: this can be read, not changed.")
        )
        return sentence.format(name=person.name)


def _shown(row: ListRow) -> ListShown:
    if not row.number:
        return ListShown(tr("not imported yet"), "", "")
    count = formats.number(row.rows)
    rows = counted(row.rows, tr("{n} row"), tr("{count} rows").format(count=count))
    when = tr("List {number}, {day}, {who}").format(
        number=row.number, day=formats.moment(row.at), who=row.person
    )
    tip = tr("From {source}. {when}").format(source=row.source, when=formats.zone_tip(row.at))
    return ListShown(rows, when, tip)
