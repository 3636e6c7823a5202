"""Interchange profiles: the shipped ones to read, the company's own to copy, change and use.

Which one an export uses, and which a batch was written by, is ``interchange``'s.
"""

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.company import Company
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import ProfileSet, SettingChanged
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.rights import Person, Role
from subjob_desk.sage.profile import (
    NAME,
    FaultyProfileError,
    copied_as,
    load_profile,
    parse_profile,
    reference,
    with_unix_ends,
)
from subjob_desk.sage.profile_sample import sample_file
from subjob_desk.sage.profile_words import differences
from subjob_desk.sage.record_text import MisfitError
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.file_lines import FileLines
from subjob_desk.usecases.interchange import SHIPPED, profile_named, text_named
from subjob_desk.usecases.profile_views import ProfileCheck, ProfileFinding, ProfileRow


class Profiles:
    """Interchange profiles, for the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def profiles(self) -> list[ProfileRow]:
        """The company's own by name, then the shipped ones."""
        company = self._desk.company
        own = {one.name for one in company.profiles}
        names = [*sorted(own), *(name for name in SHIPPED if name not in own)]
        if company.settings.profile not in names:
            names.append(company.settings.profile)
        return [_row(company, name) for name in names]

    def text(self, name: str) -> str:
        """The text of a profile, its newest version. Raises :class:`UserError`."""
        return text_named(self._desk.company, name)

    def check(self, text: str, name: str = "") -> ProfileCheck:
        """What ``text`` means, whatever it is; as the profile ``name`` if one is given."""
        try:
            profile = parse_profile(text)
            if name:
                _refuse_other_name(text, profile.name, name)
        except FaultyProfileError as fault:
            return ProfileCheck(ProfileFinding(fault.line, fault.column, fault.reason))
        sample = misfit = ""
        try:
            sample = sample_file(profile)
        except MisfitError as error:
            field = f"field {error.field.number} of record {error.record}"
            misfit = f"The sample does not fit: '{error.value}' {error.reason} ({field})."
        told = differences(profile, load_profile())
        return ProfileCheck(None, sample, misfit, told, profile.caution, FileLines(profile))

    def copy(self, source: str, name: str) -> Changes:
        """Make a profile ``name`` of the company's own, as ``source`` is now."""
        text = self.text(source)
        wanted = name.strip()
        if NAME.fullmatch(wanted) is None:
            raise UserError(
                f"A profile cannot be called '{wanted}'.",
                "Take lower-case letters, digits and hyphens, at most 40: riverside-fields.",
            )
        if wanted in SHIPPED or self._desk.company.own_profile(wanted):
            raise UserError(
                f"There is a profile called {wanted} already.", "Take another name for the copy."
            )
        return self.set(wanted, copied_as(wanted, text))

    def set(self, name: str, text: str) -> Changes:
        """Record ``text`` as the company's profile ``name``; the versions before stay readable.

        Raises :class:`UserError` for a shipped name, and with line, column and reason for a text
        that is no profile.
        """
        kept = with_unix_ends(text)
        if name in SHIPPED:
            raise UserError(
                f"The profile {name} came with the program and stays as it is.",
                "Copy it under another name and change the copy.",
            )
        _refuse_other_name(kept, parse_profile(kept).name, name)
        with self._desk.deed() as deed:
            _refuse_without_right(deed.person)
            before = deed.company.own_profile(name)
            if before is not None and before.text == kept:
                return deed.done(f"The profile {name} is as it was.")
            was = reference(name, before.text) if before else ""
            deed.note(COMPANY, ProfileSet(name, tuple(kept.split("\n")), was))
            return deed.done(f"{'Saved' if before else 'Made'} the interchange profile {name}.")

    def use(self, name: str) -> Changes:
        """Write files by the profile ``name`` from now on. Raises :class:`UserError`."""
        profile = profile_named(self._desk.company, name)
        with self._desk.deed() as deed:
            _refuse_without_right(deed.person)
            _change_setting(deed, name)
            said = f"Files for Sage are written by the profile {name} from now on."
            return deed.done(f"{said} {profile.caution}".strip())

    def why_not_change(self) -> str:
        """Why the acting person may not change profiles; empty if they may."""
        return _missing_right(self._desk.person)


def _row(company: Company, name: str) -> ProfileRow:
    versions = [one for one in company.profiles if one.name == name]
    caution = problem = ""
    try:
        caution = profile_named(company, name).caution
    except UserError as error:
        problem = error.problem
    newest = versions[-1] if versions else None
    return ProfileRow(
        name,
        not versions and name in SHIPPED,
        name == company.settings.profile,
        caution,
        problem,
        len(versions) or 1,
        newest.at if newest else "",
        company.person_name(newest.who) if newest else "",
    )


def _change_setting(deed: Deed, name: str) -> None:
    was = deed.company.settings.profile
    if was != name:
        deed.note(COMPANY, SettingChanged("profile", f'"{was}"', f'"{name}"'))


def _refuse_other_name(text: str, found: str, wanted: str) -> None:
    """A text says itself what it is called: under another name it would be mistaken."""
    if found == wanted:
        return
    lines = text.split("\n")
    line = next(n for n, one in enumerate(lines, 1) if one.strip().startswith("name"))
    raise FaultyProfileError(
        line,
        1,
        f"the profile is called '{wanted}', here it is '{found}'. Write name = \"{wanted}\".",
    )


def _missing_right(person: Person) -> str:
    if not person.is_proven:
        return f"{person.name} has a password, and it was not given: profiles can only be read."
    if Role.ADMIN in person.roles:
        return ""
    return f"{person.name} is not an administrator: profiles can be read, not changed."


def _refuse_without_right(person: Person) -> None:
    if reason := _missing_right(person):
        raise UserError(reason, "Let an administrator do it.")
