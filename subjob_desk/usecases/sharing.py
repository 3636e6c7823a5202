"""Sharing a company with other desks: switching it on, where the hub is, how things stand.

Who is let in stands in ``admitting``, what an exchange does in ``exchange``.
"""

from collections.abc import Collection, Iterable

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.desks import EnrolledDesk
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import Enrolled
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.rights import Role
from subjob_desk.store import desk_queries, gate_queries, given, hub_files, meta, papers
from subjob_desk.sync import company_file, request
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.carrier import Carrier
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.recovery import seal_root
from subjob_desk.sync.signing import SigningKey
from subjob_desk.sync.words import are_same
from subjob_desk.usecases import unread
from subjob_desk.usecases.asking_words import words_of
from subjob_desk.usecases.before_sharing import refuse_what_cannot_travel
from subjob_desk.usecases.beginning_anew import lost_key
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editions import two_files
from subjob_desk.usecases.entry import enter_words
from subjob_desk.usecases.export_gate import DIFFERS
from subjob_desk.usecases.hub_company import company_files, kept_address, reached, reached_first
from subjob_desk.usecases.passwords import Passwords
from subjob_desk.usecases.premises import CopiedError, OlderCopyError, SucceededError
from subjob_desk.usecases.reading_blocks import ASKING, DISMISSED
from subjob_desk.usecases.recovery_sheet import refuse_weak_passphrase
from subjob_desk.usecases.sharing_views import (
    DeskRow,
    ExchangeStatus,
    ForkBranch,
    ForkRow,
    RequestRow,
)
from subjob_desk.usecases.succession import awaits_posting, keep_company_file
from subjob_desk.usecases.tallying import Tally


class Sharing:
    """How this desk stands with the others, and what makes it stand there."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk
        self._tally = Tally(desk)

    def share(
        self, hub: str, passphrase: str, desk_name: str, password: str | None = None
    ) -> Changes:
        """Switch sharing on at the registrar's desk; its history stays valid.

        ``passphrase`` seals the company's root key, ``password`` the key of this desk where the
        PC has no credential store, or who acts has one. Raises :class:`UserError`.
        """
        desk, own = self._desk, self._desk.database.actor_id
        name = _checked(desk, passphrase, desk_name)
        refuse_what_cannot_travel(desk)
        with reached_first(hub) as carrier:
            _refuse_other_company(carrier, desk.company.id)
            _refuse_shared(carrier, desk.company.id)
        person = desk.person
        Passwords(desk).for_key(password)
        root, key = SigningKey.new(), desk.key.create(password, person.id)
        with desk.reading() as connection:
            founding = gate_queries.entry_of(connection, own, 1)
        said = CompanyFile(
            desk.company.id,
            desk.company.settings.name,
            root.public_hex,
            own,
            key.public_hex,
            1,
            desk.stamp(),
            founding=founding,
        )
        with desk.deed() as deed:
            connection = deed.connection
            meta.put(connection, meta.NONCE, desk.key.installation.begin(desk.path))
            meta.put(connection, meta.HUB, kept_address(hub))
            keep_company_file(connection, said, company_file.build(said, root))
            sealed = seal_root(root, passphrase, desk.company.id)
            papers.put(connection, papers.ROOT_KEY, sealed)
            deed.note(COMPANY, Enrolled(own, key.public_hex, name))
            changes = deed.done(
                f"The company is shared. This desk is {name}; other desks can join now. "
                "Print the recovery sheet and put it where only the owners get at it."
            )
        desk.refresh()
        return changes

    def set_hub(self, hub: str) -> Changes:
        """Exchange there from now on. Raises :class:`UserError` if it cannot be reached."""
        with reached(hub) as carrier:
            _refuse_other_company(carrier, self._desk.company.id)
        shown = kept_address(hub)
        with self._desk.database.write() as connection:
            if shown != meta.get(connection, meta.HUB):
                given.forget_hubs(connection, self._desk.database.actor_id)
            meta.put(connection, meta.HUB, shown)
        return Changes(said=f"Entries are exchanged in {shown} from now on.")

    def status(self, jobs: Collection[str] | None = None) -> ExchangeStatus:
        """How this desk stands with the others; costs the same in a large company.

        ``jobs``: the keys of the projects in which something was done since it was asked last;
        ``None``: anywhere.
        """
        desk, desks = self._desk, self._desk.company.desks
        own = desk.database.actor_id
        problem = desk.trouble or lost_key(desk.database, desk.key) or self._differs()
        conflicts, tasks = self._tally.counts(jobs)
        is_registrar = own == desks.registrar
        asking = len(self.requests()) if is_registrar and desks.is_shared else 0
        with desk.reading() as connection:
            forks = desk_queries.forks(connection)
            not_read = unread.known(connection)
            return ExchangeStatus(
                is_shared=desks.is_shared,
                hub=meta.get(connection, meta.HUB),
                last=meta.get(connection, meta.LAST_EXCHANGE),
                outbox=given.outbox(connection, own) if desks.is_shared else 0,
                held=desk_queries.count_held(connection),
                refused=desk_queries.count_odd(connection).get("refused", 0),
                quarantined=_set_aside(forks),
                conflicts=conflicts,
                tasks=tasks,
                asking=asking,
                forks=sum(not fork.is_settled for fork in forks) if is_registrar else 0,
                is_posting_desk=desks.posting.desk == own and not desks.is_released,
                posting_desk="" if desks.is_released else desks.name_of(desks.posting.desk),
                is_released=desks.is_released,
                is_registrar=is_registrar,
                is_copied=isinstance(desk.trouble, CopiedError),
                is_older=isinstance(desk.trouble, OlderCopyError),
                is_succeeded=isinstance(desk.trouble, SucceededError),
                asks_for_posting=is_registrar and awaits_posting(connection, desk.company),
                problem=problem.problem if problem else "",
                remedy=problem.remedy if problem else "",
                needs_password=desks.is_shared and desk.is_writing and desk.key.key is None,
                is_admitted=not desks.is_shared or own in desks.enrolled,
                unread=not_read.count,
                unread_files=not_read.files,
            )

    def desks(self) -> list[DeskRow]:
        """All desks, by name; the registrar's first."""
        company = self._desk.company
        with self._desk.reading() as connection:
            wrote = desk_queries.last_contact(connection)
            came = hub_files.arrivals(connection)
            entries = desk_queries.entries_by_desk(connection)
            found = desk_queries.forks(connection)
            last = meta.get(connection, meta.LAST_EXCHANGE)
        forked = {fork.actor: "ended" if fork.is_settled else "forked" for fork in found}
        own = self._desk.database.actor_id
        if last:
            came[own] = max(last, wrote.get(own, ""))
        rows = [
            self._row(
                one,
                came.get(one.actor, ""),
                wrote.get(one.actor, ""),
                entries.get(one.actor, 0),
                forked.get(one.actor, "active"),
            )
            for one in company.desks.enrolled.values()
        ]
        return sorted(rows, key=lambda row: (not row.is_registrar, row.name.casefold()))

    def requests(self) -> list[RequestRow]:
        """The desks that ask to be let in, as far as their requests came here.

        Without their words, which cost a moment each: :meth:`request` makes those of one. Two of
        one desk are two rows: the words tell which is the honest one.
        """
        return self._kept(ASKING)

    def dismissed(self) -> list[RequestRow]:
        """The requests that were not wanted and came to nothing; they can be listed again."""
        return self._kept(DISMISSED)

    def _kept(self, kind: str) -> list[RequestRow]:
        with self._desk.reading() as connection:
            kept = [papers.get(connection, name) or b"" for name in papers.names(connection, kind)]
        rows: list[RequestRow] = []
        for data in kept:
            try:
                said = read_request(self._desk.company.id, data)
            except UserError:
                continue
            if said.actor not in self._enrolled:
                rows.append(_request_row(said, data))
        return sorted(rows, key=lambda row: row.at)

    def asking(self, actor: str, words: str) -> RequestRow | None:
        """The request of this desk; of several the one with these six words, if there is one."""
        rows = [row for row in self.requests() if row.actor == actor]
        if len(rows) > 1:
            rows.sort(key=lambda row: not are_same(words, self.request(row.data).words))
        return next(iter(rows), None)

    def request(self, data: bytes) -> RequestRow:
        """A request as it was handed over, with its words: a good tenth of a second's work.

        Raises :class:`UserError` for what is none.
        """
        said = read_request(self._desk.company.id, data)
        with self._desk.reading() as connection:
            ours = papers.get(connection, papers.COMPANY_FILE) or b""
        return _request_row(said, data, words_of(data, ours))

    def forks(self) -> list[ForkRow]:
        """The chains of which two entries claim one place, with their branches."""
        with self._desk.reading() as connection:
            found = desk_queries.forks(connection)
        return [
            ForkRow(
                fork.actor,
                self._desk.company.desks.name_of(fork.actor),
                fork.seq,
                tuple(
                    ForkBranch(one.tip, one.last, one.at, one.entries, one.kept == one.entries)
                    for one in fork.branches
                ),
                fork.is_settled,
            )
            for fork in found
        ]

    def own_words(self) -> tuple[str, ...]:
        """The six words of this desk's own request; none once it was let in."""
        with self._desk.reading() as connection:
            asked = papers.get(connection, papers.OWN_REQUEST)
            company = papers.get(connection, papers.ASKED_WITH)
        if not asked or not company or self._desk.database.actor_id in self._enrolled:
            return ()
        return words_of(asked, company)

    @property
    def _enrolled(self) -> dict[str, EnrolledDesk]:
        return self._desk.company.desks.enrolled

    def _differs(self) -> UserError | None:
        with self._desk.reading() as connection:
            differs = meta.get(connection, meta.DIFFERS)
            return DIFFERS if differs else two_files(connection)

    def _row(self, one: EnrolledDesk, came: str, wrote: str, entries: int, state: str) -> DeskRow:
        company = self._desk.company
        desks = company.desks
        return DeskRow(
            one.actor,
            desks.name_of(one.actor),
            tuple(company.person_name(person) for person in one.persons[-1][1]),
            one.actor == self._desk.database.actor_id,
            one.actor == desks.registrar,
            desks.posting.desk == one.actor and not desks.is_released,
            "revoked" if one.cut is not None else state,
            max(came, wrote),
            came < wrote,
            entries,
            one.cut,
            one.reason,
        )


def read_request(company: str, data: bytes) -> request.Request:
    """What a desk says that asks to be let in. Raises :class:`UserError` for what is none."""
    try:
        said = request.parse(data)
    except SegmentFaultError as fault:
        raise UserError(fault.said, "Let the new desk send its request once more.") from fault
    if said.company != company:
        raise UserError(
            f"The request of {said.desk} is meant for another company.",
            "Open that company, or let the desk join this one.",
        )
    return said


def _request_row(said: request.Request, data: bytes, words: tuple[str, ...] = ()) -> RequestRow:
    return RequestRow(said.desk, said.actor, said.person, said.desk, said.at, words, data)


def _set_aside(forks: Iterable[desk_queries.Fork]) -> int:
    branches = [one for fork in forks for one in fork.branches]
    return sum(one.entries - one.kept for one in branches)


def _checked(desk: Desk, passphrase: str, desk_name: str) -> str:
    """The name of this desk; refuses what keeps it from sharing."""
    name = enter_words(desk_name, "Name of this desk")
    if desk.trouble is not None:
        raise desk.trouble
    if desk.company.desks.is_shared:
        raise UserError(
            "This company is shared already.",
            "Another hub can be set for it (command line: sync --hub).",
        )
    if Role.ADMIN not in desk.person.roles:
        raise UserError(
            f"{desk.person.name} is not an administrator.", "Let an administrator do it."
        )
    if not name:
        raise UserError("This desk has no name.", "Call it as people call the PC: Office PC.")
    refuse_weak_passphrase(passphrase)
    return name


def _refuse_other_company(carrier: Carrier, company: str) -> None:
    others = [said for said, _data in company_files(carrier) if said.company != company]
    if others:
        raise UserError(
            f"The company {others[0].name} is exchanged in {carrier.name}.",
            "Take another folder: one for each company.",
        )


def _refuse_shared(carrier: Carrier, company: str) -> None:
    """A company has one root key for ever: a second would cut off every desk there is."""
    if any(said.company == company for said, _data in company_files(carrier)):
        raise UserError(
            f"This company is shared already, in {carrier.name}: this file is a backup of before.",
            "Open the newest company file, or recover the registrar's desk with the recovery sheet "
            "(command line: recover). To work with it at this PC as well, join it there.",
        )
