"""Whatever a sheet holds: cents arrive in Sage's file, and a code exists once however spelled."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from subjob_desk.domain.codes import strip
from subjob_desk.domain.money import LIMIT, decimal_text, hundredths
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.reading_files import read_interchange_file
from tests.drivers.sheet_office import SheetOffice, opened_office

_KEYS = [
    (code, category)
    for code in ("01-310", "03-310", "09-250", "09-510")
    for category in ("LAB", "MAT", "SUB")
]
_NUMBERS = st.integers(-LIMIT, LIMIT)
_SUB_JOBS = st.lists(
    st.dictionaries(st.sampled_from(_KEYS), st.tuples(_NUMBERS, _NUMBERS), min_size=1),
    min_size=1,
    max_size=4,
)


def _written(cents: int, form: int) -> str:
    """An amount as one of the ways people write it."""
    plain = decimal_text(cents)
    if form == 1:
        whole, _, places = plain.removeprefix("-").partition(".")
        grouped = f"{int(whole):,}.{places}"
        return f"({grouped})" if cents < 0 else f"${grouped}"
    if form == 2:
        return plain.removesuffix("0") if plain.endswith("0") else plain
    return plain


def _exported(office: SheetOffice, names: list[str], folder: Path) -> int:
    """Send, accept and export these; the sum of the amounts in Sage's file, in cents."""
    assert not office.send(*names).stayed
    assert not office.accept(*names).stayed
    office.act_as("Dora Lind")
    exporting = Exporting(office.desk)
    plan = exporting.plan(dt.date(2026, 11, 22), folder)
    _changes, written = exporting.write(plan, folder)
    total = 0
    for batch in written:
        records = read_interchange_file(Path(batch.file)).records
        total += sum(hundredths(one.fields[7]) for one in records if one.id == "C")
    return total


@settings(max_examples=20)
@given(_SUB_JOBS, st.integers(0, 2))
def test_a_file_for_sage_has_the_cents_of_the_sheet(
    sub_jobs: list[dict[tuple[str, str], tuple[int, int]]], form: int
) -> None:
    rows = [
        f"24-117,{n:03d},Level {n},{code},{category},{decimal_text(quantity)},ea,"
        f'"{_written(amount, form)}"'
        for n, lines in enumerate(sub_jobs, start=1)
        for (code, category), (quantity, amount) in lines.items()
    ]
    total = sum(amount for lines in sub_jobs for _quantity, amount in lines.values())
    with TemporaryDirectory() as folder, opened_office(Path(folder)) as office:
        office.importing.apply(
            office.preview("sub-jobs", office.rows(*rows)), only_if_all_valid=True
        )
        names = [f"24-117/{n:03d}" for n in range(1, len(sub_jobs) + 1)]

        assert sum(office.page(name).row.amount for name in names) == total
        assert _exported(office, names, Path(folder)) == total


_SEPARATORS = st.sampled_from(["", "-", " ", ".", "/", "  "])


@st.composite
def _spellings(draw: st.DrawFn) -> list[str]:
    """Codes of few characters in all their spellings, so that many are the same stripped."""
    texts = draw(st.lists(st.text("01aA", min_size=1, max_size=4), min_size=1, max_size=12))
    return ["".join(char + draw(_SEPARATORS) for char in text) for text in texts]


@settings(max_examples=30)
@given(_spellings(), st.booleans())
def test_no_spelling_makes_a_second_sub_job_of_one_code(codes: list[str], one_by_one: bool) -> None:
    rows = [f'24-117,"{code}",Level,01-310,LAB,1,hr,{n}' for n, code in enumerate(codes, start=1)]
    sheets = [[row] for row in rows] if one_by_one else [rows]
    with TemporaryDirectory() as folder, opened_office(Path(folder)) as office:
        for sheet in sheets:
            preview = office.preview("sub-jobs", office.rows(*sheet))
            if preview.created or preview.updated:
                office.importing.apply(preview)
        known = [strip(code) for code in office.codes()]

        assert len(known) == len(set(known))
        assert set(known) <= {strip(code) for code in codes}
        if one_by_one:
            assert set(known) == {strip(code) for code in codes if len(_plain(code)) <= 10}
        Deciding(office.desk).send([office.id_of(f"24-117/{code}") for code in known])
        assert office.browsing.counts().waiting == len(known)


def _plain(code: str) -> str:
    return " ".join(code.split()) if any(char.isalpha() for char in code) else code.replace(" ", "")
