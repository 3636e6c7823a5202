"""The console as a person or a script uses it: words in, status and text out."""

import csv
import io
import json
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from subjob_desk import cli
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing

HEADINGS = (
    "Job",
    "Extra",
    "Description",
    "Cost Code",
    "Category",
    "Quantity",
    "Unit",
    "Amount",
)


class Result(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output; anything else there fails."""
        return json.loads(self.out)


class Console:
    """Runs commands in this process, about a company at ``file``."""

    def __init__(self, folder: Path) -> None:
        """With everything in ``folder``."""
        self.folder = folder
        self.file = folder / "rb.sjdesk"
        self.findings: list[str] = []
        """What ``self-test`` finds."""
        self.fault: BaseException | None = None
        """What ``self-test`` stumbles over."""

    def run(self, *words: object) -> Result:
        """Any command."""
        out, err = _stream(), _stream()
        with redirect_stdout(out), redirect_stderr(err):
            status = cli.main(
                [str(word) for word in words],
                self_test=self._self_test,
                log=self.folder / "logs",
            )
        return Result(status, _text(out), _text(err))

    def on(self, command: str, *words: object) -> Result:
        """A command about the company."""
        return self.run(command, self.file, *words)

    def done(self, command: str, *words: object) -> Result:
        """A command about the company that must do all of it, without a word of complaint."""
        result = self.on(command, *words)
        assert (result.status, result.err) == (0, ""), result
        return result

    def json(self, command: str, *words: object, status: int = 0) -> Any:
        """The document of a command about the company."""
        result = self.on(command, *words, "--json")
        assert result.status == status, result
        return result.document

    def sheet(self, name: str, *rows: Sequence[str]) -> Path:
        """A CSV file with these rows."""
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    def import_sub_jobs(self, *rows: Sequence[str]) -> None:
        """Sub jobs from a sheet, which must all be valid."""
        self.done("import", "sub-jobs", self.sheet("sub jobs.csv", HEADINGS, *rows), "--as", "ann")

    def edit(self, name: str, **values: str) -> None:
        """Set fields of the first line of a sub job as Ann: there is no command for it."""
        desk = Desk.open(self.file)
        desk.acting = desk.person_named("Ann").id
        sub_id = Browsing(desk).find(name)
        line = Browsing(desk).sub_job(sub_id).lines[0].line
        for field, text in values.items():
            Editing(desk).change_line(sub_id, line.id, field, text)
        desk.close()

    def states(self) -> dict[str, str]:
        """The state of each sub job by name."""
        rows = self.json("list")
        return {f"{row['job']}/{row['code']}": row["state"] for row in rows}

    def exported(self) -> int:
        """Export what is accepted; returns the number of the batch."""
        batches = self.json("export", "--as", "Carl", "--out", self.folder, "--date", "2026-11-22")[
            "batches"
        ]
        return int(batches[0]["number"])

    def _self_test(self) -> list[str]:
        if self.fault is not None:
            raise self.fault
        return self.findings


def _stream() -> io.TextIOWrapper:
    """A stream that is as narrow as that of an old Windows console."""
    return io.TextIOWrapper(io.BytesIO(), encoding="cp1252", newline="")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
