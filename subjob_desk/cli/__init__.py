"""The command line: the use cases without a window. Commands are put together and run here.

No Qt is imported: what needs a window is handed in by ``__main__``. Statuses: ``outcome``.
"""

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final

import typer

from subjob_desk import __version__, diagnostics
from subjob_desk.cli import (
    answers,
    batches,
    changing,
    companies,
    editing,
    joining,
    known,
    looking,
    moving,
    packets,
    passwords,
    posting,
    profiles,
    recovering,
    rehearsals,
    sage_side,
    settling,
    sharing,
    sheets,
)
from subjob_desk.cli.companies import SelfTest
from subjob_desk.cli.options import PROGRAM
from subjob_desk.cli.outcome import Outcome, refusal
from subjob_desk.cli.printing import make_streams_safe, publish
from subjob_desk.cli.usage import in_plain_words
from subjob_desk.domain.errors import UserError
from subjob_desk.settings import NAME, log_folder

__all__ = ["COMMANDS", "main"]

_logger = logging.getLogger(__name__)

_EPILOG: Final = (
    "--json prints one JSON document instead of text. "
    "Status: 0 done, 1 done in part or faults found, 2 refused."
)

COMMANDS: Final[dict[str, Callable[..., Outcome]]] = {
    "sample": companies.sample,
    "new": companies.new,
    "person": companies.person,
    "password": passwords.password,
    "profile": profiles.profile,
    "import": sheets.import_sheet,
    "list": looking.list_sub_jobs,
    "show": looking.show,
    "check": looking.check,
    "edit": editing.edit,
    "compare": known.compare,
    "send": moving.send,
    "retrieve": moving.retrieve,
    "accept": moving.accept,
    "withdraw": moving.withdraw,
    "reject": moving.reject,
    "revise": changing.revise,
    "discard": changing.discard,
    "reset": changing.reset,
    "link": known.link,
    "unlink": known.unlink,
    "export": sage_side.export,
    "rehearse": rehearsals.rehearse,
    "answer": answers.answer,
    "failed": answers.failed,
    "batches": batches.batches,
    "control-sheet": batches.control_sheet,
    "write-again": batches.write_again,
    "coverage": batches.coverage,
    "read": looking.read,
    "share": sharing.share,
    "join": joining.join,
    "enrol": joining.enrol,
    "revoke": joining.revoke,
    "sync": sharing.sync,
    "desks": sharing.desks,
    "conflicts": settling.conflicts,
    "settle": settling.settle,
    "entries": settling.entries,
    "forks": settling.forks,
    "packet": packets.packet,
    "recover": recovering.recover,
    "recovery-sheet": recovering.recovery_sheet,
    "posting-desk": posting.posting_desk,
    "verify": companies.verify,
    "rebuild": companies.rebuild,
    "self-test": companies.self_test,
}
"""What each word does, in the order of ``product.md`` section 9."""


def main(
    arguments: Sequence[str], *, self_test: SelfTest | None = None, log: Path | None = None
) -> int:
    """Run one command and print its result; returns the exit status.

    ``self_test`` tests the program with its window; ``log`` is the folder of the log, to which
    only a fault of the program itself writes.
    """
    make_streams_safe()
    words, as_json = _without_json(arguments)
    outcome = _run(words, self_test or _no_window, log or log_folder())
    return 0 if outcome is None else publish(outcome, as_json=as_json)


def _run(words: list[str], self_test: SelfTest, log: Path) -> Outcome | None:
    """The outcome; ``None`` if help or the version were printed."""
    try:
        done = _program()(words, prog_name=PROGRAM, standalone_mode=False, obj=self_test)
    except UserError as error:
        return refusal(error)
    except typer.TyperException as error:
        return refusal(in_plain_words(error, next(filter(COMMANDS.__contains__, words), "")))
    except typer.Abort:
        return _stopped()
    except Exception:
        file = diagnostics.start_log(log)
        _logger.exception("fault in a command")
        diagnostics.stop_log()
        return _fault(file)
    if done in (None, 0):
        return None
    return done if isinstance(done, Outcome) else _stopped()


@lru_cache(maxsize=1)
def _program() -> Callable[..., object]:
    """What runs a command; all of them are put together once for whatever a process does."""
    program = typer.Typer(
        name=PROGRAM,
        help="Carry sub jobs from an idea to an extra in Sage 300 CRE. "
        "Without a command, or with a company alone, the window opens.",
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    program.callback()(_root)
    for word, command in COMMANDS.items():
        program.command(word, short_help=_first_sentence(command), epilog=_EPILOG)(command)
    return typer.main.get_command(program).main


def _first_sentence(command: Callable[..., Outcome]) -> str:
    """For the list of commands: said in full, where the library would cut what is too long."""
    return f"{(command.__doc__ or '').partition('. ')[0].rstrip('.')}."


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{NAME} {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Nothing: each command does its own work."""


def _without_json(arguments: Sequence[str]) -> tuple[list[str], bool]:
    """The arguments without ``--json``, which may stand anywhere before a ``--``."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    words = [word for word in arguments[:end] if word != "--json"]
    return [*words, *arguments[end:]], len(words) < end


def _fault(log: Path) -> Outcome:
    """A fault of the program itself: its details are in the log, not on the user's console."""
    return refusal(
        UserError(
            f"{NAME} met a fault of its own and stopped.",
            f"Look with the command list at what was done, then try again; {log} tells more.",
        )
    )


def _stopped() -> Outcome:
    """Ctrl+C, which the library turns into a status of its own."""
    return refusal(UserError("Stopped.", "Look with the command list at what was done."))


def _no_window() -> list[str]:
    return ["This program was started without its window: there is nothing to test."]
