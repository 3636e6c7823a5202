"""Keeps Python alive under a binding that is built for a newer one.

Nothing of the program belongs here, only what PySide 6 needs to run on every Python we promise.
"""

import ctypes
import sys
from typing import Final

_ENOUGH: Final = 1 << 40
"""A repaint of the window costs a thousand references: that lasts for thousands of years."""


def spare_singletons() -> None:
    """Make ``None``, ``True`` and ``False`` immortal before Python 3.12, as they are since then.

    PySide 6.12 returns them without counting the reference. With Python 3.11 each cell without a
    tooltip then takes one ``None`` away, and after some minutes Python aborts: *none_dealloc*.
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for each in (None, True, False, NotImplemented, Ellipsis):
        # The count stands first in every object; Py_IncRef one by one would take too long.
        count = ctypes.c_ssize_t.from_address(id(each))
        if count.value < _ENOUGH:
            count.value += _ENOUGH
