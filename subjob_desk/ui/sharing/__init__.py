"""Desks that work apart: exchange, desks, conflicts and entries, and the dialogs they ask with."""
