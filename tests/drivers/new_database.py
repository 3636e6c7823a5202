"""A new, empty company file without the wait: SQLite is told once what its tables are."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from subjob_desk.store.database import Database


def new_database(path: Path, company: str, actor: str) -> Database:
    """The same as ``Database.create``, which ``tests/store/test_database.py`` shows."""
    path.write_bytes(_created(company, actor))
    return Database.open(path)


@lru_cache(maxsize=4)
def _created(company: str, actor: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.sjd"
        Database.create(path, company, actor).close()
        return path.read_bytes()
