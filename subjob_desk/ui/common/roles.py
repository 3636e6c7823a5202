"""The data roles by which item views and delegates speak to models."""

from typing import Final

from PySide6.QtCore import Qt

IdRole: Final = int(Qt.ItemDataRole.UserRole) + 1
"""The id of the row: ``str``."""
StateRole: Final = int(Qt.ItemDataRole.UserRole) + 2
"""A ``State``: the cell is painted as a chip."""
InactiveRole: Final = int(Qt.ItemDataRole.UserRole) + 3
"""``True``: the chip is grey and says that the sub job is inactive."""
IconRole: Final = int(Qt.ItemDataRole.UserRole) + 5
"""An ``Icon`` for the chip instead of the one of its state; ``None`` for that."""
RowRole: Final = int(Qt.ItemDataRole.UserRole) + 4
"""The frozen row itself."""
