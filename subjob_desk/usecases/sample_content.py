"""What the sample company contains: floors of a tower, the complexes of a campus, their lines.

How it is brought into every state of the life cycle is in ``sample``.
"""

from collections.abc import Iterator

TOWER = "24-117"
CAMPUS = "24-120"
GARAGE = "24-131"
LIBRARY = "24-098"

HEADINGS = (
    "Job", "Extra", "Description", "Cost Code", "Category", "Quantity", "Unit", "Amount",
)  # fmt: skip

Row = tuple[str, str, str, str, str, str, str, str]

_USES = {1: "lobby", 2: "retail", 3: "parking", 4: "parking", 39: "mechanical", 40: "roof terrace"}

_FLOOR = (
    # cost code, category, quantity, unit, cents for the floor, cents more for each storey
    ("01-310", "LAB", "160.00", "hr", 1_440_000, 0),
    ("03-310", "MAT", "42.00", "cy", 987_000, 1_100),
    ("09-250", "SUB", "12400.00", "sf", 9_672_000, 20_100),
    ("09-510", "SUB", "8150.00", "sf", 3_830_500, 12_400),
    ("09-900", "SUB", "1.00", "ls", 500_000, 4_000),
    ("15-400", "SUB", "1.00", "ls", 1_800_300, 35_500),
)

_COMPLEXES = (
    ("100", "Rehabilitation Center", 310_000_000),
    ("200", "Family Birth Center", 331_100_000),
    ("300", "Eye Institute", 352_200_000),
    ("400", "Oncology Treatment Center", 373_300_000),
    ("500", "Robotic Surgery Complex", 394_400_000),
)

_SHARES = (
    # cost code, category, quantity, unit, thousandths of the complex
    ("01-310", "LAB", "4200.00", "hr", 60),
    ("03-310", "MAT", "1850.00", "cy", 110),
    ("05-120", "SUB", "410.00", "tn", 180),
    ("08-440", "SUB", "22500.00", "sf", 120),
    ("11-700", "MAT", "1.00", "ls", 230),
    ("15-700", "SUB", "1.00", "ls", 160),
    ("16-100", "SUB", "1.00", "ls", 140),
)

_SMALL = (
    (GARAGE, "010", "Level P1 slab repair", "03-310", "SUB", "3200.00", "sf", 18_450_00),
    (GARAGE, "020", "Level P2 slab repair", "03-310", "SUB", "3100.00", "sf", 17_900_00),
    (LIBRARY, "CO7", "Change order 7 canopy", "05-500", "SUB", "1.00", "ls", 18_450_00),
)


def rows() -> Iterator[Row]:
    """One row for each estimate line, as a sheet of sub jobs has them."""
    for floor in range(1, 41):
        use = _USES.get(floor, "office fit-out")
        for code, category, quantity, unit, cents, more in _FLOOR:
            amount = _text(cents + more * floor)
            yield (
                TOWER, f"{floor:03d}", f"Level {floor} {use}", code, category, quantity, unit,
                amount,
            )  # fmt: skip
    for extra, name, total in _COMPLEXES:
        for code, category, quantity, unit, share in _SHARES:
            amount = _text(total * share // 1000)
            yield CAMPUS, extra, name, code, category, quantity, unit, amount
    for job, extra, name, code, category, quantity, unit, cents in _SMALL:
        yield job, extra, name, code, category, quantity, unit, _text(cents)


def _text(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
