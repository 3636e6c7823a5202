"""The window: screens by feature, joined to the use cases; no SQL, no files, no rules."""

from subjob_desk.ui.common.binding import spare_singletons

spare_singletons()
