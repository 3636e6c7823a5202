"""A PostgreSQL server of the tests' own: a new cluster on loopback, gone when they are done.

It runs under an account without rights, as the server insists. What lies in it is the tests'.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

NO_SERVER: Final = "There is no PostgreSQL server here (Debian: apt-get install postgresql)."

_OWNER: Final = "owner"
_ACCOUNTS: Final = ("postgres", "nobody")
_ATTEMPTS: Final = 3
"""Another program may take the free port before the server does."""

_ENDING: Final = ".exe" if sys.platform == "win32" else ""

_SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # a process that is killed loses nothing of what the system was given
    "autovacuum": "off",
    "max_connections": "20",
    "shared_buffers": "16MB",
}


def server_programs() -> Path | None:
    """The folder of the server's programs, of the newest version; ``None`` without any."""
    found = shutil.which(f"initdb{_ENDING}")
    if found:
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    return newest.parent if newest else None


class Cluster:
    """One server with its data below ``folder``; it can be killed and started again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        """Makes the data; nothing runs yet."""
        self._programs = programs
        self._folder = folder
        self._account = _account()
        self._password = secrets.token_hex(8)
        self._databases = 0
        self.port = 0
        self._make()

    def start(self) -> None:
        """Returns when the server answers, after :meth:`kill` at the same port."""
        for attempt in range(_ATTEMPTS):
            port = self.port or _free_port()
            settings = " ".join(
                f"-c {key}={value or chr(39) * 2}" for key, value in self._all(port)
            )
            try:
                self._run("pg_ctl", "start", "-w", "-s", "-l", self._folder / "log", "-o", settings)
            except subprocess.CalledProcessError:
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                self.port = port
                return

    def kill(self) -> None:
        """No goodbye to anybody: what is under way is lost, as when the server crashes."""
        self._run("pg_ctl", "stop", "-w", "-s", "-m", "immediate")

    def stop(self) -> None:
        """In order, if it runs."""
        if (self._folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-w", "-s", "-m", "fast")

    def new_database(self) -> str:
        """The address of a new, empty database for its owner, with the password."""
        self._databases += 1
        name = f"office{self._databases}"
        self.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def execute(self, statement: str, database: str = "postgres") -> None:
        """One statement as the owner of everything."""
        import psycopg  # not for tests that need no server

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def url(self, database: str, person: str = _OWNER, password: str = "") -> str:
        """The address of a database; the owner's password is known."""
        return (
            f"postgresql://{person}:{password or self._password}@127.0.0.1:{self.port}/{database}"
        )

    def _make(self) -> None:
        said = self._folder / "password"
        said.write_text(self._password, encoding="ascii", newline="\n")
        for path in (self._folder, said):
            if self._account is not None:
                shutil.chown(path, *self._account)
        options = ("-A", "scram-sha-256", "--pwfile", said, "-E", "UTF8", "--locale", "C")
        self._run("initdb", "--no-sync", "--no-instructions", "-U", _OWNER, *options)

    def _all(self, port: int) -> Iterator[tuple[str, str]]:
        yield "port", str(port)
        yield from _SETTINGS.items()

    def _run(self, program: str, *words: str | Path) -> None:
        subprocess.run(
            [self._programs / f"{program}{_ENDING}", "-D", self._folder / "data", *words],
            check=True,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._account[0] if self._account else None,
            group=self._account[1] if self._account else None,
            extra_groups=[] if self._account else None,
        )


@contextmanager
def running(programs: Path) -> Iterator[Cluster]:
    """A started cluster until the end of the block; a second or so."""
    # Not below pytest's own folder: nobody but its owner may even pass through that.
    root = os.environ.get("PYTEST_DEBUG_TEMPROOT")
    with tempfile.TemporaryDirectory(prefix="pg-", dir=root) as folder:
        cluster = Cluster(programs, Path(folder))
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()


def _account() -> tuple[int, int] | None:
    """Who the server runs as if we are root, whom it refuses: user and group. Else it is us."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name: (entry.pw_uid, entry.pw_gid) for entry in pwd.getpwall()}
    return next(known[name] for name in _ACCOUNTS if name in known)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
