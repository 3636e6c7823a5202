"""Mistakes sown into the rules, one at a time: whoever changes a rule like this must be caught.

Each is one function of the program with a few characters changed, in force for as long as wanted.
"""

import importlib
import inspect
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from tests.simulation.pure_desk import forget_folds


class Mistake(NamedTuple):
    """In the function ``where`` the text ``was`` becomes ``now``."""

    row: int
    """The row of ``sync.md`` section 3 whose directed tests must notice."""
    what: str
    where: str
    was: str
    now: str


_SUB_JOB: Final = "subjob_desk.domain.sub_job"
_RULES: Final = "subjob_desk.domain.rules"
_DESKS: Final = "subjob_desk.domain.desks"
_EDITS: Final = "subjob_desk.domain.edits"
_FOLD: Final = "subjob_desk.domain.fold"
_RUNNING: Final = "subjob_desk.domain.running_folds"
_COMPANY: Final = "subjob_desk.domain.company"
_EFFECTS: Final = "subjob_desk.domain.effects"
_SAGE: Final = "subjob_desk.domain.sage_effects"
_AT_ONCE: Final = "subjob_desk.domain.at_once"
_PLANS: Final = "subjob_desk.domain.plans"
_STANDING: Final = "subjob_desk.domain.standing"
_PINNING: Final = "subjob_desk.domain.pinning"
_RIGHTS: Final = "subjob_desk.domain.rights"

MISTAKES: Final = (
    Mistake(
        1, "an acceptance beats a retrieval", f"{_SUB_JOB}:Round.state",
        "(State.RETRIEVED, State.REJECTED)", "(State.REJECTED,)",
    ),
    Mistake(
        2, "a retrieval beats a file that was written", f"{_SUB_JOB}:Round.state",
        "if self.export is not None and self.export.is_live:", "if not self.decisions:",
    ),
    Mistake(
        3, "what was accepted can be retrieved", f"{_RULES}:_is_possible",
        "return sub_job.state in POSSIBLE[act]",
        "return act is Act.RETRIEVE or sub_job.state in POSSIBLE[act]",
    ),
    Mistake(
        4, "an acceptance beats a rejection", f"{_SUB_JOB}:Round.state",
        "(State.RETRIEVED, State.REJECTED)", "(State.RETRIEVED,)",
    ),
    Mistake(
        5, "two extra codes are one too few to differ", f"{_SUB_JOB}:Round.codes_differ",
        "len(codes) > 1", "len(codes) > 2",
    ),
    Mistake(
        5, "one code in two spellings is two codes", f"{_SUB_JOB}:Round.codes_differ",
        "strip(one.extra_code)", "one.extra_code",
    ),
    Mistake(
        5, "it is exported while the codes differ", f"{_RULES}:codes_apart",
        "if not sub_job.codes_differ:", "if sub_job.codes_differ:",
    ),
    Mistake(
        7, "a round shows what was edited meanwhile", f"{_EFFECTS}:_sent",
        "view.working,", "sub_job.working,",
    ),
    Mistake(
        8, "an edit writes the fields it did not touch", f"{_EDITS}:_Edit._put",
        "[f for f in LINE_FIELDS if getattr(was, f) != getattr(now, f)]", "LINE_FIELDS",
    ),
    Mistake(
        8, "a line is removed with what was written in it meanwhile", f"{_EDITS}:_Edit._remove",
        "if self._is_unseen(line_id):", "if not line_id:",
    ),
    Mistake(
        9, "the last writer wins", f"{_EDITS}:_Edit._unseen_of",
        "if one.op in self._unseen", "if not one.op",
    ),
    Mistake(
        9, "it is sent while a field has two values", f"{_RULES}:side_by_side",
        "if not sub_job.conflicts:", "if sub_job.conflicts:",
    ),
    Mistake(
        9, "who gave the same value may accept it", f"{_SUB_JOB}:Round.people",
        ", *self.also", "",
    ),
    Mistake(
        10, "who sent at once is taken for who sent later", f"{_EFFECTS}:_sent",
        "if past.sent not in seen", "if not past.sent",
    ),
    Mistake(
        10, "two rounds sent at once are both exported", f"{_SAGE}:_rivals",
        "or past.sent in target.beside or target.sent in past.beside", "",
    ),
    Mistake(
        11, "an acceptance counts for any content", f"{_RULES}:_wrong_content",
        "op.digest != sub_job.round.digest", "not sub_job.round.digest",
    ),
    Mistake(
        12, "nobody is kept apart", f"{_RULES}:separation",
        "if sub_job.round is None:", "if sub_job.round is not None:",
    ),
    Mistake(
        12, "who wrote a part may accept it", f"{_SUB_JOB}:Round.people",
        "*self.authors.values(), ", "",
    ),
    Mistake(
        12, "no role is needed", f"{_RIGHTS}:Person.missing_right",
        "if role not in self.roles:", "if not role:",
    ),
    Mistake(
        12, "people are kept apart only where that is known", f"{_COMPANY}:Company.is_apart",
        "for one in self.separated", "for one in ()",
    ),
    Mistake(
        12, "people who are kept apart since lose what is in a file", f"{_PINNING}:_is_cut_since",
        " or _is_apart(op, now) != _is_apart(op, then)", "",
    ),
    Mistake(
        13, "a cut does not cut", f"{_DESKS}:Desks.refusal",
        "known.cut is not None and op.seq > known.cut", "known.cut is not None and not op.seq",
    ),
    Mistake(
        13, "a cut lets one entry too many pass", f"{_DESKS}:Desks.refusal",
        "op.seq > known.cut", "op.seq > known.cut + 1",
    ),
    Mistake(
        13, "anybody writes at any desk", f"{_DESKS}:Desks.refusal",
        "if persons and op.who not in persons:", "if persons is None:",
    ),
    Mistake(
        13, "a desk need not be admitted", f"{_DESKS}:Desks.refusal",
        "if known is None or persons is None:", "if not op.actor:",
    ),
    Mistake(
        13, "the registrar can cut itself off", f"{_DESKS}:desk_entry_refusal",
        "if actor == desks.registrar", "if not actor",
    ),
    Mistake(
        13, "a revocation takes back what was exported", f"{_FOLD}:_Fold._pin",
        "if seen is None:", "if seen is None or seen is not None:",
    ),
    Mistake(
        13, "a file keeps what its author knew to be cut off", f"{_DESKS}:EnrolledDesk.cut_at",
        "if since <= adm", "if since < 0",
    ),
    Mistake(
        13, "a revoked desk that is enrolled again counts again", f"{_DESKS}:with_desk",
        "persons=through", "persons=through, cut=None",
    ),
    Mistake(
        14, "a role that was taken away counts where unknown", f"{_COMPANY}:FurtherBack.reaches",
        "op.adm < self.since", "op.adm > self.since",
    ),
    Mistake(
        14, "the cut of a role takes one entry too many", f"{_COMPANY}:FurtherBack.reaches",
        "op.seq > self.cuts", "op.seq >= self.cuts",
    ),
    Mistake(
        14, "rights are those of today", f"{_COMPANY}:Company.person_at",
        "_at(self.people.get(who, ()), adm)", "_at(self.people.get(who, ()), 2**31)",
    ),
    Mistake(
        15, "both branches of a fork count", f"{_FOLD}:_Fold.run",
        "if one.is_quarantined:", "if not op.id:",
    ),
    Mistake(
        16, "every desk exports", f"{_DESKS}:Desks.posting_refusal",
        "if grant.desk != op.actor:", "if not grant.desk:",
    ),
    Mistake(
        16, "who gave the posting back still exports", f"{_DESKS}:Desks.posting_refusal",
        "one.seq < op.seq", "one.seq > op.seq",
    ),
    Mistake(
        16, "nothing is disputed", f"{_DESKS}:Desks.is_disputed",
        "op.seq > grant.cut", "op.seq > grant.cut + 1000",
    ),
    Mistake(
        16, "any release will do to be granted the posting", f"{_DESKS}:desk_entry_refusal",
        "cited is not None and cited.grant == desks.posting.since", "desks.posting is not None",
    ),
    Mistake(
        16, "who got the posting loses it with who gave it", f"{_RUNNING}:_cut_release",
        "if company_entry_refusal(company, whole, registrar, lifted):", "if placed.op.id:",
    ),
    Mistake(
        16, "an acceptance is carried by two files", f"{_SAGE}:written",
        "if rivals and (sight.is_disputed or len(beaten) < len(rivals)):", "if not export.op:",
    ),
    Mistake(
        16, "the file that came first counts, disputed or not", f"{_SAGE}:written",
        "sight.is_disputed or len(beaten) < len(rivals)", "rivals[0].op",
    ),
    Mistake(
        16, "a revoked desk is given the posting", f"{_DESKS}:_may_post",
        "known is not None and known.cut is None", "known is not None",
    ),
    Mistake(
        17, "every desk tells what Sage did", f"{_DESKS}:Desks.posting_refusal",
        "if op.fact is None or type(op.fact) not in ORDERED:",
        "if op.fact is None or type(op.fact) not in (Exported, BatchClosed):",
    ),
    Mistake(
        18, "a deletion takes with it what it had not seen", f"{_AT_ONCE}:is_stronger",
        "return other not in _ASIDE", "return other in _ASIDE",
    ),
    Mistake(
        18, "inactive beats a round that was sent meanwhile", f"{_PLANS}:Planner._anew",
        "if stronger and not cancelled >> place & 1:", "if stronger and place < 0:",
    ),
    Mistake(
        19, "what a newer program wrote is passed over", f"{_STANDING}:advance",
        "standing.is_newer or op.fact is None", "standing.is_newer and op.fact is None",
    ),
    Mistake(
        19, "what a newer program wrote is passed over before the beginning",
        f"{_STANDING}:advance", "standing.is_newer or op.fact is None", "op.fact is None",
    ),
    Mistake(
        20, "the second change cuts off what the first one sent", f"{_EFFECTS}:_revised",
        "if sub_job.state is not State.IN_SAGE:", "if not sub_job.id:",
    ),
    Mistake(
        5, "a late acceptance takes the corrected extra code away", f"{_EFFECTS}:_with_acceptance",
        "known is not None and known.corrected == past.corrected", "known is not None",
    ),
    Mistake(
        13, "a desk counts from before it was let in", f"{_DESKS}:Desks.refusal",
        "if known is None or persons is None:", "if known is None:",
    ),
    Mistake(
        13, "who is named at a desk may not write there", f"{_DESKS}:Desks.refusal",
        "if persons and op.who not in persons:", "if persons:",
    ),
    Mistake(
        13, "a late cut undoes a file that was written before it was known", f"{_PINNING}:pasts",
        "if any(_is_cut_since(one.op, company, then) for one in past):", "if not past:",
    ),
    Mistake(
        13, "a dispossessed desk takes its answer back", f"{_FOLD}:judge",
        "company.desk_refusal(op) or company.desks.posting_refusal(op)",
        "company.desks.posting_refusal(op)",
    ),
    Mistake(
        14, "a role that is taken away takes the file with it", f"{_PINNING}:_is_cut_since",
        "is_cut or now.author(op) != then.author(op)", "is_cut",
    ),
    Mistake(
        14, "a project that was exchanged leaves both", f"{_COMPANY}:_less",
        "person.jobs & later.jobs if", "person.jobs | later.jobs if",
    ),
    Mistake(
        16, "what was known when the posting was taken is disputed", f"{_DESKS}:Desks.is_disputed",
        "and op.seq > grant.cut", "",
    ),
    Mistake(
        16, "the second of two files that nobody disputes counts", f"{_SAGE}:written",
        'if one.is_disputed and one.state == "written"', 'if one.state == "written"',
    ),
    Mistake(
        16, "a disputed file that Sage has is beaten", f"{_SAGE}:written",
        'if one.is_disputed and one.state == "written"', "if one.is_disputed",
    ),
    Mistake(
        16, "where nothing is shared nobody may post", f"{_DESKS}:_may_post",
        "actor == desks.registrar or (known is not None and known.cut is None)",
        "known is not None and known.cut is None",
    ),
    Mistake(
        17, "a line that Sage refused is open as well", f"{_SAGE}:_refused",
        "if n in waiting and n not in refused)", "if n in waiting)",
    ),
)  # fmt: skip


@contextmanager
def made(mistake: Mistake) -> Iterator[None]:
    """The program with this mistake in it."""
    function = _function(mistake.where)
    honest = function.__code__
    forget_folds()
    function.__code__ = _altered(function, mistake)
    try:
        yield
    finally:
        function.__code__ = honest
        forget_folds()


def _function(where: str) -> types.FunctionType:
    module, _colon, name = where.partition(":")
    found: object = importlib.import_module(module)
    for part in name.split("."):
        found = inspect.getattr_static(found, part)
    found = found.fget if isinstance(found, property) else found
    assert isinstance(found, types.FunctionType), f"{where} is no function"
    return found


def _altered(function: types.FunctionType, mistake: Mistake) -> types.CodeType:
    """The code of the function with the mistake, compiled where it stands."""
    path = inspect.getsourcefile(function)
    assert path is not None
    lines, first = inspect.getsourcelines(function)
    own = "".join(lines)
    assert own.count(mistake.was) == 1, f"{mistake.where}: {mistake.was!r} is not there once"
    text = Path(path).read_text(encoding="utf-8").splitlines(keepends=True)
    before, after = text[: first - 1], text[first - 1 + len(lines) :]
    whole = "".join((*before, own.replace(mistake.was, mistake.now), *after))
    found = _within(compile(whole, path, "exec"), function.__code__.co_qualname)
    assert found is not None, f"{mistake.where} is not compiled"
    return found


def _within(code: types.CodeType, name: str) -> types.CodeType | None:
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            found = one if one.co_qualname == name else _within(one, name)
            if found is not None:
                return found
    return None
