"""The menu bar: every act, in six menus."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common.words import tr


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> dict[str, QMenu]:
    """Build all menus; returned by name so that the window can add recent files and lists."""
    menus = {
        "file": _menu(bar, "menu_file", tr("&File")),
        "edit": _menu(bar, "menu_edit", tr("&Edit")),
        "sub_job": _menu(bar, "menu_sub_job", tr("&Sub job")),
        "accounting": _menu(bar, "menu_accounting", tr("&Accounting")),
        "view": _menu(bar, "menu_view", tr("&View")),
        "help": _menu(bar, "menu_help", tr("&Help")),
    }
    _fill_file(menus, actions)
    _fill(menus["edit"], _edit(actions))
    _fill(menus["sub_job"], _sub_job(actions))
    _fill(menus["accounting"], _accounting(actions))
    _fill_view(menus, actions)
    _fill(menus["help"], (actions.help, actions.first_minutes, actions.keys, None, actions.about))
    return menus


def _fill_file(menus: dict[str, QMenu], actions: Actions) -> None:
    file = menus["file"]
    _fill(file, (actions.new_company, actions.open_company))
    menus["recent"] = _menu(file, "menu_recent", tr("Open &recent"))
    _fill(file, (actions.sample, None, actions.import_sheet))
    menus["lists"] = _menu(file, "menu_lists", tr("Import a &list from Sage"))
    _fill(menus["lists"], actions.import_lists)
    _fill(file, (None, actions.write_packet, actions.read_packet))
    _fill(file, (None, actions.person, actions.lock))
    menus["lock"] = _menu(file, "menu_lock", tr("Lock when no&body works"))
    _fill(menus["lock"], actions.lock_times)
    _fill(file, (None, actions.quit))


def _edit(actions: Actions) -> tuple[QAction | None, ...]:
    return (actions.undo, actions.redo, None, actions.find, actions.lookup, actions.jump)


def _sub_job(actions: Actions) -> tuple[QAction | None, ...]:
    return (
        actions.new_sub_job,
        actions.add_project,
        None,
        actions.send,
        actions.retrieve,
        None,
        actions.revise,
        actions.discard,
        None,
        actions.link,
        actions.unlink,
        None,
        actions.inactivate,
        actions.reactivate,
        actions.delete,
        None,
        actions.reset,
    )


def _accounting(actions: Actions) -> tuple[QAction | None, ...]:
    return (
        actions.accept,
        actions.reject,
        actions.withdraw,
        None,
        actions.export,
        None,
        actions.post,
        actions.refuse,
        actions.reject_file,
        actions.void,
        None,
        actions.print_sheet,
        actions.coverage,
        None,
        actions.correct,
        actions.try_again,
        actions.post_after_all,
    )


def _fill_view(menus: dict[str, QMenu], actions: Actions) -> None:
    view = menus["view"]
    _fill(view, (*actions.places, None, actions.next_pane, actions.refresh, None))
    menus["theme"] = _menu(view, "menu_theme", tr("&Appearance"))
    _fill(menus["theme"], actions.themes)


def _menu(parent: QMenuBar | QMenu, name: str, title: str) -> QMenu:
    menu = parent.addMenu(title)
    menu.setObjectName(name)
    menu.setAccessibleName(title.replace("&", ""))
    menu.setToolTipsVisible(True)
    return menu


def _fill(menu: QMenu, actions: Sequence[QAction | None]) -> None:
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
