"""What a row of the tree answers to Qt in each column and role. Pure reading of frozen rows."""

from enum import IntEnum
from typing import Final

from PySide6.QtCore import Qt

from subjob_desk.ui.common import tips
from subjob_desk.ui.common.chip import row_long, row_word
from subjob_desk.ui.common.formats import whole_money
from subjob_desk.ui.common.roles import IdRole, InactiveRole, RowRole, StateRole
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.views import ProjectRow, SubJobRow

LongestCodeRole: Final = int(Qt.ItemDataRole.UserRole) + 41
"""The longest code among the siblings: descriptions line up behind it."""

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TreeColumn(IntEnum):
    """The columns of the tree."""

    NAME = 0
    STATE = 1
    AMOUNT = 2


def alignment(column: int) -> Qt.AlignmentFlag:
    """Amounts to the right, words to the left."""
    return _RIGHT if column == TreeColumn.AMOUNT else _LEFT


def project_data(row: ProjectRow, column: int, role: int) -> object:
    """A project's answer."""
    if role == RowRole:
        return row
    match role:
        case Qt.ItemDataRole.DisplayRole:
            texts = (f"{row.job}  {row.description}", row.note, whole_money(row.amount))
            return texts[column]
        case Qt.ItemDataRole.ToolTipRole:
            return tips.plain(project_sentence(row))
        case Qt.ItemDataRole.AccessibleTextRole if column == TreeColumn.NAME:
            return project_sentence(row)
        case Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        case _:
            return row.key if role == IdRole else None


def sub_job_data(row: SubJobRow, column: int, role: int) -> object:
    """A sub job's answer."""
    if role in (RowRole, IdRole, StateRole, InactiveRole):
        return _sub_job_role(row, column, role)
    match role:
        case Qt.ItemDataRole.DisplayRole:
            name = f"{row.code}  {row.description}"
            return (name, row_word(row), whole_money(row.amount))[column]
        case Qt.ItemDataRole.ToolTipRole:
            return tips.plain(sub_job_sentence(row))
        case Qt.ItemDataRole.AccessibleTextRole if column == TreeColumn.NAME:
            return sub_job_sentence(row)
        case Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        case _:
            return None


def _sub_job_role(row: SubJobRow, column: int, role: int) -> object:
    if role == RowRole:
        return row
    if role == IdRole:
        return row.id
    if role == InactiveRole:
        return row.inactive
    return row.state if column == TreeColumn.STATE else None


def project_sentence(row: ProjectRow) -> str:
    """The row read aloud: code, name, how many sub jobs, total, and its note."""
    sentence = tr("Project {job} {description}, {count}, {amount}").format(
        job=row.job,
        description=row.description,
        count=counted(row.count, tr("{n} sub job"), tr("{n} sub jobs")),
        amount=whole_money(row.amount),
    )
    return f"{sentence}, {row.note}" if row.note else sentence


def sub_job_sentence(row: SubJobRow) -> str:
    """The row read aloud: name, description, state, amount."""
    state = row_long(row)
    if row.inactive:
        state = tr("{state}, inactive").format(state=state)
    if row.batch:
        state = tr("{state}, batch {batch}").format(state=state, batch=row.batch)
    return tr("{name} {description}, {state}, {lines}, {amount}").format(
        name=row.name,
        description=row.description,
        state=state,
        lines=counted(row.lines, tr("{n} line"), tr("{n} lines")),
        amount=whole_money(row.amount),
    )
