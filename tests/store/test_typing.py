"""Unsaved typing survives, is replaced by place, and goes when entered."""

from subjob_desk.store.database import Database
from subjob_desk.store.typing import Typing, clear, load, save, text_of


def test_typing_is_kept_per_place(database: Database) -> None:
    first = Typing("s-1/description", "p-1", "Conc", "2026-11-22T09:14:03Z")
    newer = Typing("s-1/description", "p-1", "Concrete “slab”", "2026-11-22T09:14:05Z")
    other = Typing("s-2/code", "p-2", "", "2026-11-22T09:14:04Z")
    with database.write() as connection:
        for one in (first, newer, other):
            save(connection, one)
    with database.read() as connection:
        assert load(connection) == [newer, other]
        assert load(connection, "p-2") == [other]
        assert text_of(connection, newer.place) == "Concrete “slab”"
        assert text_of(connection, "nowhere") == ""
    with database.write() as connection:
        clear(connection, newer.place)
        clear(connection, "nowhere")
        assert load(connection) == [other]
