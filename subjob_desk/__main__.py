"""Where the program starts: it chooses between the window and the command line, nothing else."""

import sys
from collections.abc import Sequence
from pathlib import Path

from subjob_desk.domain.errors import UserError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with the arguments of the process; returns the exit status."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if not words or words == ["--sample"]:
        return _window(None, sample=bool(words))
    if len(words) == 1 and _is_company(words[0]):
        return _window(Path(words[0]), sample=False)
    from subjob_desk import cli

    return cli.main(words, self_test=_self_test)


def _is_company(word: str) -> bool:
    """Whether the only word is a file to open: a wrong command has no dot and no folder."""
    if word.startswith("-"):
        return False
    path = Path(word)
    if path.suffix or path.name != word:
        return True
    from subjob_desk.cli import COMMANDS

    return word not in COMMANDS and path.exists()


def _window(path: Path | None, *, sample: bool) -> int:
    try:
        from subjob_desk.app import run
    except ImportError as error:  # a server without a screen lacks the libraries of one
        missing = UserError(
            f"The window cannot be shown on this computer: {error}.",
            "The commands work without it; see: subjob-desk --help.",
        )
        from subjob_desk.cli.outcome import refusal
        from subjob_desk.cli.printing import publish

        return publish(refusal(missing), as_json=False)
    return run(path, sample=sample)


def _self_test() -> list[str]:
    """Test the program with its window. Imported here only: no other command may need Qt."""
    try:
        from subjob_desk.app import self_test
    except ImportError as error:
        return [f"The window cannot be shown on this computer: {error}."]
    return self_test()


if __name__ == "__main__":
    sys.exit(main())
