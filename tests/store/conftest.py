"""Company files for the tests of the store: real ones, in a temporary folder."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import subjob_desk
from subjob_desk.domain.facts import DescriptionChanged
from subjob_desk.domain.operations import Operation, record
from subjob_desk.store.database import Database
from tests.drivers.new_database import new_database

COMPANY = "aaaaaaaaaaaaaaaa"
ACTOR = "bbbbbbbbbbbbbbbb"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the company file of the test lies."""
    return tmp_path / "rb.sjd"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """A new company file, open for writing."""
    with new_database(path, COMPANY, ACTOR) as opened:
        yield opened


@pytest.fixture
def chain() -> Callable[..., list[Operation]]:
    """Makes linked operations of one desk."""
    return make_chain


def make_chain(
    length: int,
    *,
    actor: str = ACTOR,
    company: str = COMPANY,
    text: str = "Slab",
    registrar: bool = False,
    after: Sequence[Operation] = (),
) -> list[Operation]:
    """``length`` operations of ``actor``, each the previous of the next; it goes on ``after``.

    A ``registrar`` knows all of its own entries.
    """
    made = list(after)
    for seq in range(len(made) + 1, length + 1):
        made.append(
            record(
                DescriptionChanged(was="", now=f"{text} {seq}"),
                company=company,
                actor=actor,
                seq=seq,
                prev=made[-1].id if made else "",
                adm=seq - 1 if registrar else 0,
                who="p-1",
                sub="s-1",
                par=(),
                deed="d-1",
                at="2026-11-22T09:14:03Z",
                app="1.0.0",
            )
        )
    return made


@pytest.fixture
def another() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts another process running a piece of Python, with arguments; ends it with the test."""
    started: list[subprocess.Popen[str]] = []

    def start(source: str, *arguments: object) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", source, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONPATH": str(Path(subjob_desk.__file__).parents[1])},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
