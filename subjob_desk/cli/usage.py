"""Wrong usage in plain words: what the parser of the command line objects to, as a refusal."""

import re

import typer

from subjob_desk.cli.options import PROGRAM
from subjob_desk.domain.errors import UserError

_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)")
_COMMAND = re.compile(r"No such command '(?P<word>.*?)'\.?(?: Did you mean (?P<meant>.*)\?)?")


def in_plain_words(error: typer.TyperException, command: str) -> UserError:
    """The parser's objection as problem and remedy; ``command`` is the command meant, or empty.

    The kinds of objection are told apart by what they carry: their classes are not public.
    """
    remedy = f"See: {PROGRAM} {command} --help." if command else f"See: {PROGRAM} --help."
    option = getattr(error, "option_name", None)
    if hasattr(error, "possibilities"):
        near = ", ".join(sorted(error.possibilities or ()))
        return UserError(
            f"There is no option {option}.", f"Did you mean {near}?" if near else remedy
        )
    if option is not None:
        needs = "needs a value" if "requires" in error.message else "takes no value"
        return UserError(f"The option {option} {needs}.", remedy)
    if hasattr(error, "param_type"):
        return UserError(f"{_parameter(error)} is missing.", remedy)
    if hasattr(error, "param"):
        return UserError(f"{_parameter(error)}: {error.message}", remedy)
    return _from_message(error.format_message(), remedy)


def _from_message(message: str, remedy: str) -> UserError:
    extra = _EXTRA.fullmatch(message)
    if extra is not None:
        return UserError(f"It is not clear what '{extra['words']}' is for.", remedy)
    unknown = _COMMAND.fullmatch(message)
    if unknown is not None:
        meant = f"Did you mean {unknown['meant']}?" if unknown["meant"] else remedy
        return UserError(f"There is no command '{unknown['word']}'.", meant)
    if message.startswith("Missing command"):
        return UserError("No command is given.", remedy)
    return UserError(message, remedy)


def _parameter(error: typer.TyperException) -> str:
    """``--date`` or ``FILE``."""
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "Something"
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name)
    return str(parameter.opts[0])
