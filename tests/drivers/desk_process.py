"""A desk as a process of its own: a PC with its own company file, keys and credential store.

Run as a program it does what it reads, one command a line; :class:`DeskProcess` is the other end.
A process that was switched off waits to be another PC: loading the program takes long.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import keyring.core

from subjob_desk import cli
from subjob_desk.sync.system_store import system_store
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from tests.drivers import cost

ROOT = Path(__file__).parents[2]
SEND_BY_CLOCK = "send by clock"
BE = "be"

_waiting: Final[list["subprocess.Popen[str]"]] = []
"""Processes that are no PC at present."""


class Said(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


class DeskProcess:
    """One desk; end it with :meth:`close`."""

    def __init__(self, folder: Path, name: str, password: str = "") -> None:
        """A PC called ``name``; with a password it has no credential store."""
        self.folder = folder / name
        self.folder.mkdir()
        self.file = self.folder / "rb.sjdesk"
        self.name = name
        self.password = password
        self._start()

    def _start(self) -> None:
        ring = "keyring.backends.null.Keyring" if self.password else "key_ring.FileKeyRing"
        surroundings = {
            **os.environ,
            "PYTHON_KEYRING_BACKEND": ring,
            "TEST_KEY_RING": str(self.folder / "ring.json"),
            "SUBJOB_DESK_KEYS": str(self.folder / "keys"),
            "SUBJOB_DESK_PASSPHRASE": "correct horse battery staple",
        }
        if self.password:
            surroundings["SUBJOB_DESK_PASSWORD"] = self.password
        self._process = _waiting.pop() if _waiting else _new_process()
        assert self.run(BE, self.folder, json.dumps(surroundings)).status == 0

    def begin(self, *words: object) -> None:
        """Let it do a command meanwhile; :meth:`end` waits for it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{json.dumps([str(word) for word in words])}\n")
        self._process.stdin.flush()

    def end(self) -> Said:
        """What the command that was begun said."""
        assert self._process.stdout is not None
        return Said(*json.loads(self._process.stdout.readline()))

    def run(self, *words: object) -> Said:
        """A command."""
        self.begin(*words)
        return self.end()

    def on(self, command: str, *words: object) -> Said:
        """A command about the company."""
        return self.run(command, self.file, *words)

    def done(self, command: str, *words: object) -> str:
        """A command about the company that must be done wholly; what it printed."""
        said = self.on(command, *words)
        assert said.status == 0, (self.name, command, words, said)
        return said.out

    def send(self, person: str, *names: str, days_off: int) -> None:
        """Send, while the clock of the PC is off by so many days."""
        said = self.run(SEND_BY_CLOCK, self.file, days_off, person, *names)
        assert said.status == 0, said

    def json(self, command: str, *words: object) -> Any:
        """The document of such a command."""
        return json.loads(self.done(command, *words, "--json"))

    def states(self) -> dict[str, str]:
        """The state of each sub job by name."""
        return {f"{row['job']}/{row['code']}": row["state"] for row in self.json("list")}

    def digest(self) -> str:
        """What everything adds up to here."""
        return str(self.json("desks")["digest"])

    def close(self) -> None:
        """Switch it off."""
        assert self.run(BE, ROOT, json.dumps({**os.environ})).status == 0
        _waiting.append(self._process)


def _new_process() -> "subprocess.Popen[str]":
    path = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    return subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
        encoding="utf-8",
    )


def end_waiting() -> None:
    """No more desks are wanted."""
    while _waiting:
        process = _waiting.pop()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.wait(30)
        process.stdout.close()


def serve() -> None:
    """Do the commands that are read, one after the other."""
    cost.make_low()
    answers, sys.stdout = sys.stdout, sys.stderr
    acts: dict[str, Callable[..., int]] = {BE: _be, SEND_BY_CLOCK: _send}
    for line in sys.stdin:
        words = json.loads(line)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            act = acts.get(words[0])
            status = act(*words[1:]) if act else _command(words)
        print(json.dumps([status, out.getvalue(), err.getvalue()]), file=answers, flush=True)


def _be(folder: str, surroundings: str) -> int:
    """Be the PC in this folder from now on, with its credential store."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(json.loads(surroundings))
    keyring.core.init_backend()
    system_store.cache_clear()
    return 0


def _command(words: Sequence[str]) -> int:
    return cli.main(words, log=Path("logs"))


def _send(file: str, days_off: str, person: str, *names: str) -> int:
    """The command *send* knows only the clock of the PC, which is right here."""

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(days=int(days_off))

    desk = Desk.open(Path(file), clock=clock)
    desk.acting = desk.person_named(person).id
    stayed = Deciding(desk).send([Browsing(desk).find(name) for name in names]).stayed
    desk.close()
    return len(stayed)


if __name__ == "__main__":
    serve()
