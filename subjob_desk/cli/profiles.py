"""The command on interchange profiles: list them, print one, keep one, use one."""

from pathlib import Path
from typing import Annotated, Final

import typer

from subjob_desk.cli.options import As, File, at_desk, wrong_usage
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.printing import table
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.profile_views import ProfileCheck, ProfileRow
from subjob_desk.usecases.profiles import Profiles
from subjob_desk.usecases.reading_files import bytes_of_file

_DOES: Final = {"list": (), "show": ("NAME",), "set": ("NAME", "PROFILE.toml"), "use": ("NAME",)}
"""What can be done with profiles, and the words it takes."""

_MOST_BYTES: Final = 1_000_000


def profile(
    file: File,
    does: Annotated[str, typer.Argument(metavar="DOES", help=", ".join(_DOES))],
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Of the profile.", show_default=False)
    ] = None,
    text: Annotated[
        Path | None,
        typer.Argument(
            metavar="PROFILE.toml", help="For set: its text.", show_default=False, readable=False
        ),
    ] = None,
    person: As = None,
) -> Outcome:
    """List, show, set or use interchange profiles. Only the company's own can be set."""
    _check_words(does, name, text)
    if does == "list":
        with at_desk(file, person, writing=False, acting=False) as desk:
            return _listed(Profiles(desk).profiles())
    called = name or ""
    if does == "show":
        with at_desk(file, person, writing=False, acting=False) as desk:
            profiles = Profiles(desk)
            shown = profiles.text(called)
            return _shown(called, shown, profiles.check(shown))
    kept = _read(text) if text is not None else ""
    with at_desk(file, person) as desk:
        profiles = Profiles(desk)
        changes = profiles.use(called) if does == "use" else profiles.set(called, kept)
        check = profiles.check(profiles.text(called))
    document: dict[str, object] = {"name": called, "said": changes.said} | _meaning(check)
    if does == "use":
        return Outcome(document, (changes.said,))
    return Outcome(document, (changes.said, *_told(check)), tuple(filter(None, (check.caution,))))


def _check_words(does: str, name: str | None, text: Path | None) -> None:
    if does not in _DOES:
        raise wrong_usage("profile", f"'{does}' cannot be done with profiles: {', '.join(_DOES)}.")
    given = [one for one in (name, text) if one is not None]
    wanted = _DOES[does]
    if len(given) < len(wanted):
        raise wrong_usage("profile", f"{wanted[len(given)]} is missing for '{does}'.")
    if len(given) > len(wanted):
        raise wrong_usage("profile", f"It is not clear what '{given[-1]}' is for.")


def _listed(rows: list[ProfileRow]) -> Outcome:
    document: list[dict[str, object]] = [
        {
            "name": row.name,
            "shipped": row.is_shipped,
            "in_use": row.in_force,
            "versions": row.versions,
            "caution": row.caution,
            "problem": row.problem,
        }
        for row in rows
    ]
    shown = [
        (
            row.name,
            "in use" if row.in_force else "",
            "shipped" if row.is_shipped else f"own, version {row.versions}",
            row.problem or ("unverified until tried" if row.caution else ""),
        )
        for row in rows
    ]
    status = PARTLY if any(row.in_force and row.problem for row in rows) else DONE
    return Outcome(document, table(("Profile", "Used", "From", "Remark"), shown), status=status)


def _shown(name: str, text: str, check: ProfileCheck) -> Outcome:
    document: dict[str, object] = {"name": name, "text": text} | _meaning(check)
    return Outcome(document, text.removesuffix("\n").split("\n"))


def _meaning(check: ProfileCheck) -> dict[str, object]:
    return {"differences": list(check.differences), "caution": check.caution}


def _told(check: ProfileCheck) -> tuple[str, ...]:
    return check.differences or ("Its files are the same as those of default.",)


def _read(path: Path) -> str:
    """The text in a file of UTF-8. Raises :class:`UserError`."""
    try:
        return bytes_of_file(path, _MOST_BYTES, "a profile").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            f"{path} is not written in UTF-8: byte {error.start + 1} stands for no character.",
            "Save it as UTF-8.",
        ) from error
