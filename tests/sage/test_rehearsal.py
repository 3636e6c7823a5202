"""The model of Sage's import: what it says of each line, and of the budgets afterwards."""

import pytest

from subjob_desk.domain.money import Money
from subjob_desk.sage.profile import Profile
from subjob_desk.sage.rehearsal_words import TABLE
from subjob_desk.sage.rehearsed import BudgetRow, RehearsedLine, Verdict
from subjob_desk.sage.sage_known import OurExtra
from subjob_desk.sage.writer import FileContent, render
from tests.drivers.known_sage import Sage, rehearsed

JOB = '*,"03-002","Clinic"\n'
EXTRA = 'E,"010","Canopy"\n'
LINE = 'C,"03-310",,"LAB",11222026,40.00,"hour",2600.00,,,,,"010"\n'
KEY = ("03002", "010")


def _verdicts(lines: list[RehearsedLine]) -> list[tuple[int, str]]:
    return [(line.line, line.verdict) for line in lines]


def test_a_new_extra_is_created_with_its_cost_codes(profile: Profile, base: FileContent) -> None:
    text = render(profile, base).decode("cp1252")
    lines, rehearsal = rehearsed(profile, text, Sage().known(), "ORIGINAL")
    assert [(line.line, line.verdict, line.says) for line in lines] == [
        (2, "job-exists", "Job 03-002 is in Sage: what follows belongs to it."),
        (3, "extra-created", "Creates Extra 010."),
        (4, "cost-code-added", "Adds cost code 03-310, category LAB, under this Extra."),
        (5, "cost-code-added", "Adds cost code 03-310, category MAT, under this Extra."),
        (6, "extra-created", "Creates Extra 020."),
        (7, "cost-code-added", "Adds cost code 03-310, category LAB, under this Extra."),
    ]
    assert rehearsal.refused == 0
    assert rehearsal.budgets == (
        BudgetRow("03-002", "010", "Parking canopy", True, Money(0), Money(445050),
                  Money(445050), ""),
        BudgetRow("03-002", "020", "Generator pad", True, Money(0), Money(170000),
                  Money(170000), ""),
    )  # fmt: skip


def test_what_went_there_from_here_is_added_to(profile: Profile) -> None:
    own = OurExtra(
        "sub", is_created=True, is_posted=True, was_whole=True, posted=Money(1000),
        has=frozenset({("03310", "LAB")}),
    )  # fmt: skip
    text = JOB + EXTRA + LINE + LINE.replace("LAB", "MAT")
    lines, rehearsal = rehearsed(profile, text, Sage(ours={KEY: own}).known(), "CHANGE")
    assert [(line.item, line.says) for line in lines[1:]] == [
        ("sub", "Adds to Extra 010, which came into Sage from here."),
        ("sub", "Adds to cost code 03-310, category LAB, of this Extra."),
        ("sub", "Adds cost code 03-310, category MAT, under this Extra."),
    ]
    (budget,) = rehearsal.budgets
    assert (budget.known, budget.before, budget.change, budget.after) == (
        True, 1000, 520000, 521000,
    )  # fmt: skip


def test_a_code_that_left_the_list_can_be_taken_back_where_sage_has_it(profile: Profile) -> None:
    has = frozenset({("09900", "LAB"), ("99999", "LAB"), ("03310", "XYZ")})
    own = OurExtra("sub", is_created=True, is_posted=True, has=has)
    text = JOB + EXTRA + _line(code="09-900") + _line(code="99-999") + _line(cat="XYZ")
    lines, _ = rehearsed(profile, text, Sage(ours={KEY: own}).known())
    assert [line.verdict for line in lines[2:]] == [
        "cost-code-exists",
        "cost-code-exists",
        "refused-category",
    ]


def test_what_sage_has_of_a_linked_extra_is_not_known(profile: Profile) -> None:
    sage = Sage({KEY: "Canopy"}, {KEY: OurExtra("sub", is_linked=True, posted=Money(5))})
    lines, rehearsal = rehearsed(profile, JOB + EXTRA + LINE, sage.known(term="Option"))
    assert [line.says for line in lines[1:]] == [
        "Adds to Option 010, which is in Sage and linked here.",
        (
            "Adds to cost code 03-310, category LAB, or creates it: what this Option has in Sage "
            "is not known here."
        ),
    ]
    (budget,) = rehearsal.budgets
    assert (budget.known, budget.before, budget.after) == (False, 5, 260005)


def test_without_lists_nothing_is_called_new_and_nothing_is_refused(profile: Profile) -> None:
    sage = Sage(jobs={}, codes={}).known(lists=False)
    text = JOB + EXTRA + LINE.replace("LAB", "XYZ")
    lines, rehearsal = rehearsed(profile, text, sage)
    assert _verdicts(lines) == [
        (1, "job-not-checked"), (2, "extra-not-checked"), (3, "cost-code-not-known"),
    ]  # fmt: skip
    assert lines[0].says == (
        "Job 03-002 is used if Sage has it, else created; not checked, because no list of jobs "
        "was imported."
    )
    assert lines[1].says == (
        "Creates Extra 010, or adds to it if Sage has it; not checked, because no list of extras "
        "was imported."
    )
    assert [budget.known for budget in rehearsal.budgets] == [False]
    assert sage.not_checked == (
        "No list of jobs was imported: whether a job is in Sage and open was not checked.",
        "No list of Extras was imported: whether one is in Sage already was not checked.",
        (
            "No list of cost codes was imported: whether a cost code is on the standard list was "
            "not checked."
        ),
        "No list of categories was imported: whether a category is a standard one was not checked.",
    )


def _line(**values: str) -> str:
    fields = {"code": "03-310", "cat": "LAB", "date": "11222026", "qty": "1.00", "unit": "hr",
              "amount": "1.00", "extra": "010"} | values  # fmt: skip
    return 'C,"{code}",,"{cat}",{date},{qty},"{unit}",{amount},,,,,"{extra}"\n'.format_map(fields)


REFUSED = [
    (JOB + EXTRA + 'C,"03-310', 3, "refused-unreadable",
     'Column 3: The text that begins with " here is not closed.',
     "Mend this place, or write the file again from Exports."),
    (JOB + EXTRA + _line(date="13012026"), 3, "refused-unreadable",
     "Column 19: The date is not a day written as MMDDYYYY.", "Mend this place"),
    (EXTRA, 1, "refused-no-job", "This line stands before any job.", "Put the line of its job"),
    (LINE, 1, "refused-no-job", "This line stands before any job.", "Put the line of its job"),
    (JOB + LINE, 2, "refused-no-extra",
     "This line stands under no Extra: it would change the job's own estimate.",
     "Put the line of its Extra ('E') above it."),
    (JOB + EXTRA + _line(extra="020"), 3, "refused-other-extra",
     ("This line names Extra 020 but stands under Extra 010: which of them Sage would take is not "
     "known."), "Write the file again from Exports."),
    (JOB + EXTRA + _line(extra=""), 3, "refused-missing", "The extra is missing.", "Fill it in."),
    (JOB + EXTRA + _line(amount=""), 3, "refused-missing", "The amount is missing.", "Fill it in."),
    (JOB + EXTRA + _line(date=""), 3, "refused-missing", "The date is missing.", "Fill it in."),
    (JOB + 'E,"010"\n', 2, "refused-missing", "The extra description is missing.", "Fill it in."),
    (JOB + f'E,"010","{"x" * 31}"\n', 2, "refused-too-long",
     f"The extra description '{'x' * 31}' has 31 characters; Sage takes 30.", "Shorten it."),
    (JOB + 'E,"12345-67890","Canopy"\n', 2, "refused-too-long",
     "The extra '12345-67890' has 11 characters; Sage takes 10.", "Shorten it."),
    ('*,"12345678901",""\n', 1, "refused-too-long",
     "The job '12345678901' has 11 letters and digits; Sage takes 10.", "Shorten it."),
    (JOB + EXTRA + _line(unit="seventy"), 3, "refused-too-long",
     "The unit 'seventy' has 7 characters; Sage takes 6.", "Shorten it."),
    (JOB + EXTRA + _line(qty="1.005"), 3, "refused-number",
     "The quantity 1.005 has more than two decimals: how Sage rounds is not known.",
     "Write it with two decimals."),
    (JOB + EXTRA + _line(amount="-100000000.00"), 3, "refused-too-large",
     "The amount -100,000,000.00 is more than Sage takes (99,999,999.99).", "Spread it over"),
    (JOB + 'E,"1x","Canopy"\n', 2, "refused-mask",
     "The extra 1x does not fit the mask ###.", "Write it like 123."),
    ('*,"04-001",""\n', 1, "refused-job-closed",
     "Job 04-001 is closed in Sage: it takes no estimates.", "Ask accounting to open the job"),
    ('*,"04-002",""\n', 1, "refused-job-gone",
     "Job 04-002 is no longer in Sage's list of jobs: Sage would create it once more.",
     "Ask accounting whether the job was removed"),
    ('*,"99-999",""\n', 1, "refused-job-unknown",
     "Job 99-999 is not on the list of jobs: Sage would create it.", "Import the list of jobs"),
    (JOB + 'E,"030","Other"\n', 2, "refused-not-linked",
     "Extra 030 is already in Sage ('Roof') and is not linked: the amounts would be added to it.",
     "Link the sub job to it or take another code."),
    (JOB + 'E,"040","Other"\n', 2, "refused-link-gone",
     "Extra 040, which is linked here, is not on Sage's list any more: Sage would create it.",
     "Ask accounting to import the newest list"),
    (JOB + 'E,"050","Other"\n', 2, "refused-mixed",
     ("Extra 050 was posted before, but this file is of the kind ORIGINAL: Sage takes a whole file "
     "either as new estimates or as approved changes."),
     "Export it again: it then goes into a file of the kind CHANGE."),
    (JOB + EXTRA + _line(code="99-999"), 3, "refused-cost-code-unknown",
     "Cost code 99-999 is not on the standard list.", "Choose one from the list"),
    (JOB + EXTRA + _line(code="09-900"), 3, "refused-cost-code-inactive",
     "Cost code 09-900 is no longer on the standard list.", "Choose another one"),
    (JOB + EXTRA + _line(code="03-000"), 3, "refused-cost-code-group",
     "Cost code 03-000 is a group and takes no costs.", "Choose one of the cost codes below it."),
    (JOB + EXTRA + _line(cat="XYZ"), 3, "refused-category",
     "Category XYZ is not a standard category: Sage stops the import here.",
     "Use a standard category"),
    ('*,"04-001",""\nE,"010","A"\n' + LINE, 3, "refused-parent",
     "It belongs to a line that is refused: Job 04-001 is closed in Sage: it takes no estimates.",
     "Ask accounting to open the job"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "verdict", "says", "remedy"), REFUSED)
def test_each_refusal_with_its_line_and_its_words(
    profile: Profile, text: str, line: int, verdict: str, says: str, remedy: str
) -> None:
    sage = Sage(
        {("03002", "030"): "Roof", ("03002", "050"): "Deck"},
        {
            ("03002", "040"): OurExtra("s4", is_linked=True),
            ("03002", "050"): OurExtra("s5", is_created=True, is_posted=True, was_whole=True),
        },
    )
    lines, rehearsal = rehearsed(profile, text, sage.known(extra_mask="" if "67890" in text
                                 else "###"), "ORIGINAL")  # fmt: skip
    found = lines[-1]
    assert (found.line, found.verdict, found.says, found.is_refused) == (line, verdict, says, True)
    assert found.remedy.startswith(remedy)
    assert rehearsal.refused == sum(one.is_refused for one in lines)


def test_every_refusal_has_an_example_here_and_every_verdict_words_and_a_grade() -> None:
    shown = {verdict for _text, _line, verdict, _says, _remedy in REFUSED}
    assert shown == {verdict.value for verdict in Verdict if verdict.is_refused}
    assert set(TABLE) == set(Verdict)
    assert all(words.grade in ("A", "B", "C", "-") for words in TABLE.values())
    assert all(words.remedy for verdict, words in TABLE.items() if verdict.is_refused)


def test_the_mask_of_cost_codes_counts_where_there_is_no_list(profile: Profile) -> None:
    sage = Sage().known(lists=False, cost_code_mask="##-###")
    lines, _ = rehearsed(profile, JOB + EXTRA + _line(code="03310"), sage)
    assert lines[-1].says == "The cost code 03310 does not fit the mask ##-###."


def test_a_record_that_nobody_knows_is_neither_taken_nor_refused(profile: Profile) -> None:
    lines, rehearsal = rehearsed(profile, JOB + 'P,"1","Sitework"\n', Sage().known())
    assert lines[-1].says == "What Sage does with a record 'P' in this import is not known."
    assert rehearsal.refused == 0


def test_an_unreadable_line_is_told_and_what_follows_goes_on(profile: Profile) -> None:
    text = JOB + 'E,"010\nE,"020","Pad"\n' + _line(extra="020") + "?\n?\n"
    lines, rehearsal = rehearsed(profile, text, Sage().known())
    assert _verdicts(lines) == [
        (1, "job-exists"), (2, "refused-unreadable"), (3, "extra-created"),
        (4, "cost-code-added"), (5, "refused-unreadable"), (6, "refused-unreadable"),
    ]  # fmt: skip
    assert [budget.extra for budget in rehearsal.budgets] == ["020"]


def test_the_fault_of_a_continued_line_refuses_its_record_where_it_stands(
    profile: Profile,
) -> None:
    text = JOB + EXTRA + 'C,"03-310",,+\n"LAB",11222026,+\n  1x,,9.90\n' + LINE
    lines, _ = rehearsed(profile, text, Sage().known())
    assert _verdicts(lines[2:]) == [(5, "refused-unreadable"), (6, "cost-code-added")]


def test_an_extra_and_a_job_that_come_again_go_on_where_they_were(profile: Profile) -> None:
    text = JOB + EXTRA + LINE + 'E,"020","Pad"\n' + _line(extra="020") + JOB + EXTRA + LINE
    lines, rehearsal = rehearsed(profile, text, Sage().known())
    assert [line.says for line in lines[5:]] == [
        "Job 03-002 stands further up: what follows belongs to it.",
        "Adds to Extra 010, which stands further up.",
        "Adds to cost code 03-310, category LAB, of this Extra.",
    ]
    assert [(one.extra, one.change) for one in rehearsal.budgets] == [("010", 520000), ("020", 100)]


def test_a_job_typed_here_is_created(profile: Profile) -> None:
    lines, _ = rehearsed(profile, '*,"05-001",""\n', Sage().known())
    assert lines[0].says == "Creates job 05-001: it is not in Sage yet."


def test_codes_are_compared_stripped_and_padding_does_not_matter(profile: Profile) -> None:
    text = '"*","  03 002"\n"E"," 010 "," Canopy "\n"C","  03310",,"lab",11222026,.5,"",+5,,,,,010'
    lines, rehearsal = rehearsed(profile, text, Sage().known())
    assert rehearsal.refused == 0, lines
    assert [one.change for one in rehearsal.budgets] == [500]


def test_each_code_is_asked_for_once(profile: Profile, base: FileContent) -> None:
    sage = Sage()
    text = render(profile, base).decode("cp1252")
    rehearsed(profile, text + text, sage.known())
    (asked,) = sage.asked
    assert asked.jobs == {"03002"}
    assert asked.extras == {("03002", "010"), ("03002", "020")}
    assert asked.cost_codes == {"03310"}
