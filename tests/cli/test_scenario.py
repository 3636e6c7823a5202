"""One company from the first command to the second export, the whole way."""

from decimal import Decimal

from subjob_desk.domain.codes import strip
from tests.cli.console import HEADINGS, Console

CODES = ("03-310", "09-900")
CATEGORIES = ("LAB", "MAT", "SUB")
COUNT = 200


def lines_of(number: int) -> list[tuple[str, str, str, str, str]]:
    """Cost code, category, quantity, unit and amount of each line of a sub job."""
    return [
        (
            CODES[place % 2],
            CATEGORIES[place % 3],
            f"{number}.{place}5",
            "hour" if place % 2 else "",
            f"{number * 1_000 + place * 37}.{(number * 7 + place) % 100:02d}",
        )
        for place in range(1 + number % 4)
    ]


def shown(amount: str) -> str:
    """Like accountants type it: grouped, in dollars, negative in parentheses."""
    return f"${Decimal(amount):,}"


def expected_file(numbers: list[int]) -> bytes:
    """The interchange file for these sub jobs, by ``sage-jce.md`` section 3."""
    records: list[str] = ['*,"24-117","Harbor Tower"']
    count, total = 0, Decimal(0)
    for number in numbers:
        records.append(f'E,"{number:03d}","Level {number}"')
        for code, category, quantity, unit, amount in sorted(lines_of(number), key=_order):
            records.append(
                f'C,"{code}",,"{category}",11222026,{quantity},"{unit}",{amount},,,,,"{number:03d}"'
            )
            count, total = count + 1, total + Decimal(amount)
    first = (
        f"; SubJob Desk batch 000001 ORIGINAL: {len(numbers)} extras, {count} lines, total {total}"
    )
    return "".join(f"{line}\r\n" for line in (first, *records)).encode("cp1252")


def _order(line: tuple[str, ...]) -> tuple[str, str]:
    return strip(line[0]), strip(line[1])


def prepare(console: Console) -> None:
    """The company, its people and its lists from Sage."""
    console.done(
        *("new", "--company", "Riverside Builders", "--code", "RB", "--admin", "Dora"),
        *("--job-mask", "##-###", "--cost-code-mask", "##-###"),
    )
    console.done("person", "Ann", "--roles", "pm")
    console.done("person", "Carl", "--roles", "approver,exporter")
    jobs = console.sheet("jobs.csv", ("Job", "Description"), ("24-117", "Harbor Tower"))
    codes = console.sheet("codes.csv", ("Cost Code",), *((code,) for code in CODES))
    kinds = console.sheet("categories.csv", ("Category",), *((one,) for one in CATEGORIES))
    console.done("import", "jobs", jobs, "--as", "Carl")
    console.done("import", "cost-codes", codes, "--as", "Carl")
    console.done("import", "categories", kinds, "--as", "Carl")


def test_from_nothing_to_sage(console: Console) -> None:
    prepare(console)
    rows = [
        ("24-117", f"{number:03d}", f"Level {number}", *line[:4], shown(line[4]))
        for number in range(1, COUNT + 1)
        for line in lines_of(number)
    ]
    budget = console.sheet("budget.csv", HEADINGS, *rows)
    imported = console.json("import", "sub-jobs", budget, "--as", "Ann")
    assert (imported["created"], imported["refused"]) == (COUNT, [])

    assert len(console.json("send", "--as", "Ann", "--all")["done"]) == COUNT
    console.done("retrieve", "--as", "Ann", "24-117/017")
    console.done(
        *("reject", "--as", "Carl", "24-117/023", "--reason", "wrong amount", "--note", "See bid")
    )
    assert len(console.json("accept", "--as", "Carl", "--all")["done"]) == COUNT - 2

    out = console.folder / "for Sage"
    out.mkdir()
    export = ("export", "--as", "Carl", "--out", out, "--date", "2026-11-22")
    written = console.json(*export)
    going = [number for number in range(1, COUNT + 1) if number not in (17, 23)]
    data = (out / "SJ_RB_000001_ORIGINAL.jce").read_bytes()
    assert data == expected_file(going)
    total = sum(Decimal(line[4]) for number in going for line in lines_of(number))
    batch = written["batches"][0]
    assert (batch["amount"], batch["lines"]) == (
        str(total),
        sum(len(lines_of(number)) for number in going),
    )
    assert batch["sub_jobs"] == [f"24-117/{number:03d}" for number in going]
    assert b'"017"' not in data
    assert b'"023"' not in data

    read = console.run("read", out / "SJ_RB_000001_ORIGINAL.jce", "--json").document
    amounts = [Decimal(one["amount"]) for one in read["records"] if one["id"] == "C"]
    assert (sum(amounts), read["faults"]) == (total, [])

    assert console.json(*export) == {"batches": [], "refused": []}
    assert console.done(*export).out == "There is nothing to export.\n"
    assert [path.name for path in out.iterdir()] == ["SJ_RB_000001_ORIGINAL.jce"]
    console.done("answer", "--as", "Carl", "--batch", "1", "--posted")
    states = console.states()
    assert (states["24-117/017"], states["24-117/023"]) == ("retrieved", "rejected")
    assert list(states.values()).count("in-sage") == COUNT - 2
    console.done("verify")
