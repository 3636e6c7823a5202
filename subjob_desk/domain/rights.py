"""Roles and what each may do (``product.md`` section 5)."""

from enum import StrEnum
from typing import Final

import msgspec

from subjob_desk.domain.lifecycle import EDITABLE, Act, State


class Role(StrEnum):
    """A role of a person; the value is its word on the command line."""

    VIEWER = "viewer"
    PM = "pm"
    APPROVER = "approver"
    EXPORTER = "exporter"
    ADMIN = "admin"


ROLE_SHOWN: Final[dict[Role, str]] = {
    Role.VIEWER: "viewer",
    Role.PM: "project manager",
    Role.APPROVER: "approver",
    Role.EXPORTER: "exporter",
    Role.ADMIN: "administrator",
}

NEEDS: Final[dict[Act, Role]] = {
    Act.EDIT: Role.PM,
    Act.DELETE: Role.PM,
    Act.SEND: Role.PM,
    Act.RETRIEVE: Role.PM,
    Act.REVISE: Role.PM,
    Act.DISCARD: Role.PM,
    Act.LINK: Role.PM,
    Act.UNLINK: Role.PM,
    Act.INACTIVATE: Role.PM,
    Act.REACTIVATE: Role.PM,
    Act.ACCEPT: Role.APPROVER,
    Act.REJECT: Role.APPROVER,
    Act.WITHDRAW: Role.APPROVER,
    Act.CORRECT: Role.APPROVER,
    Act.TRY_AGAIN: Role.APPROVER,
    Act.POST_AFTER_ALL: Role.EXPORTER,
    Act.EXPORT: Role.EXPORTER,
    Act.VOID: Role.EXPORTER,
    Act.POST: Role.EXPORTER,
    Act.REFUSE: Role.EXPORTER,
    Act.RESET: Role.ADMIN,
}

NEEDS_LOCKED: Final[dict[Act, Role]] = {
    Act.LINK: Role.APPROVER,
    Act.UNLINK: Role.APPROVER,
}
"""Acts that another role does once the sub job is out of its project manager's hands."""


def needed(act: Act, state: State | None = None) -> Role:
    """The role that ``act`` needs, on a sub job in ``state`` if one is at hand."""
    if state is not None and state not in EDITABLE:
        return NEEDS_LOCKED.get(act, NEEDS[act])
    return NEEDS[act]


class Person(msgspec.Struct, frozen=True):
    """A person of the company: roles, and the projects a project manager is limited to."""

    id: str
    name: str
    roles: frozenset[Role]
    jobs: frozenset[str] = frozenset()
    """Stripped job codes a project manager works on; empty means all projects."""
    is_proven: bool = True
    """``False`` at a desk where the person has a password that was not given: reads, acts not."""

    def missing_right(self, act: Act, job_key: str, state: State | None = None) -> str | None:
        """Why this person may not do ``act`` in the project ``job_key``; ``None`` if allowed."""
        if not self.is_proven:
            return f"{self.name} has a password, and it was not given."
        role = needed(act, state)
        if role not in self.roles:
            return f"{self.name} is not {_ARTICLE[role]} {ROLE_SHOWN[role]}."
        if role is Role.PM and self.jobs and job_key not in self.jobs:
            return f"{self.name} is not a project manager of this project."
        return None

    def may_change(self, job_key: str) -> bool:
        """Whether there is anything this person may do to sub jobs of the project at all.

        An empty ``job_key`` stands for a project that is not known yet.
        """
        doing = self.roles - {Role.VIEWER}
        is_limited = doing == {Role.PM} and bool(self.jobs) and bool(job_key)
        return bool(doing) and (not is_limited or job_key in self.jobs)


_ARTICLE: Final[dict[Role, str]] = {
    Role.VIEWER: "a",
    Role.PM: "a",
    Role.APPROVER: "an",
    Role.EXPORTER: "an",
    Role.ADMIN: "an",
}
