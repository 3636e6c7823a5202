"""The recovery sheet: printed where the root key lies, typed back anywhere, told apart."""

import datetime as dt
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.store import papers
from subjob_desk.sync.company_file import CompanyFile, build
from subjob_desk.sync.recovery import LINES, SheetTypoError, seal_root
from subjob_desk.sync.sealing import Cost
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases.recovery_sheet import RecoverySheets, refuse_weak_passphrase
from tests.drivers.office import Office
from tests.drivers.passwords import give_password
from tests.drivers.pdf_text import pages_of, text_of
from tests.drivers.refusals import refused

WORDS = "seven dry oaks in march"


def _share(office: Office, root: SigningKey) -> None:
    """What sharing keeps in the company file of the registrar."""
    desk = office.desk
    own = SigningKey.new().public_hex
    said = CompanyFile(
        desk.company.id,
        desk.company.settings.name,
        root.public_hex,
        desk.database.actor_id,
        own,
        1,
        "2026-11-22T23:30:00Z",
    )
    with desk.database.write() as connection:
        papers.put(connection, papers.COMPANY_FILE, build(said, root))
        sealed = seal_root(root, WORDS, desk.company.id, Cost(8, 1, 1))
        papers.put(connection, papers.ROOT_KEY, sealed)


@pytest.fixture
def root() -> SigningKey:
    return SigningKey.new()


@pytest.fixture
def sheets(office: Office, root: SigningKey) -> RecoverySheets:
    """Of a shared company; its administrator acts."""
    _share(office, root)
    return RecoverySheets(office.desk, dt.UTC)


def _typed_from(pdf: Path) -> str:
    """What somebody types who reads the sheet from top to bottom."""
    signs = [placed for placed in pages_of(pdf.read_bytes())[0] if placed.size == 15]
    heights = sorted({placed.y for placed in signs}, reverse=True)
    lines = [
        " ".join(placed.text for placed in sorted(signs, key=lambda one: one.x) if placed.y == y)
        for y in heights
    ]
    assert len(lines) == LINES
    return "\n".join(lines)


def test_the_printed_sheet_typed_back_is_the_root_key(
    sheets: RecoverySheets, root: SigningKey, tmp_path: Path
) -> None:
    sheet = sheets.write_pdf(tmp_path / "sheet.pdf", size="letter")
    text = _typed_from(sheet)
    assert sheets.check(text) == ("The sheet is right: with its passphrase it opens Riverside.")
    assert sheets.root_key(text.lower(), WORDS).seed == root.seed


def test_the_sheet_is_one_page_and_says_what_it_is(sheets: RecoverySheets, tmp_path: Path) -> None:
    data = sheets.write_pdf(tmp_path / "sheet.pdf", size="letter").read_bytes()
    assert len(pages_of(data)) == 1
    said = text_of(data)
    for text in ("Recovery sheet", "Riverside", "22 Nov 2026", "1:", "8:"):
        assert text in said
    assert WORDS not in " ".join(said)


def test_a_slip_is_told_by_its_line(sheets: RecoverySheets, tmp_path: Path) -> None:
    lines = _typed_from(sheets.write_pdf(tmp_path / "sheet.pdf")).splitlines()
    lines[4] = lines[4][:-1] + ("7" if lines[4][-1] != "7" else "8")
    with pytest.raises(SheetTypoError) as caught:
        sheets.check("\n".join(lines))
    assert [typo.line for typo in caught.value.typos] == [5]


def test_the_wrong_passphrase_opens_nothing(sheets: RecoverySheets, tmp_path: Path) -> None:
    text = _typed_from(sheets.write_pdf(tmp_path / "sheet.pdf"))
    with refused(
        "This passphrase does not open this sheet, or it is not one of Riverside.",
        "Compare the name on the sheet; then type the passphrase again, capitals count.",
    ):
        sheets.root_key(text, WORDS + " ")


def test_a_sheet_from_before_is_told_apart(
    sheets: RecoverySheets, office: Office, tmp_path: Path
) -> None:
    text = _typed_from(sheets.write_pdf(tmp_path / "sheet.pdf"))
    _share(office, SigningKey.new())
    with refused(
        "This is a recovery sheet, but not the one of this company as it is now.",
        "Print it anew, and destroy the old one.",
    ):
        sheets.check(text)
    with refused("This sheet holds an older key of Riverside.", "Take the newest sheet."):
        sheets.root_key(text, WORDS)


def test_only_an_administrator_who_is_proven_prints_it(
    sheets: RecoverySheets, office: Office, tmp_path: Path
) -> None:
    give_password(office.desk, "Ann")
    for name in ("Ben", "Ann"):
        office.desk.look_on_as(office.desk.person_named(name).id)
        with refused(
            f"{name} is not an administrator, or gave no password.",
            "Let an administrator print the recovery sheet.",
        ):
            sheets.write_pdf(tmp_path / "sheet.pdf")
    assert not list(tmp_path.glob("*.pdf"))


def test_a_company_that_is_not_shared_has_no_sheet(office: Office) -> None:
    sheets = RecoverySheets(office.desk)
    assert not sheets.is_there
    for deed in (sheets.paper, lambda: sheets.root_key("", WORDS)):
        with refused("This company is not shared with other desks.", "It needs no recovery sheet."):
            deed()


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [("eleven char", "at least 12"), ("x" * 1001, "at most"), ("abababababab", "soon guessed")],
)
def test_what_is_no_passphrase(passphrase: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        refuse_weak_passphrase(passphrase)
    refuse_weak_passphrase(WORDS)
