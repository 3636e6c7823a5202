"""Reject files made by machine from the text of a written batch, as Sage or an editor might.

The batch is that of :data:`BATCH`: lines are named by their number in its file, from 1.
"""

import re
import zlib
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

Lines = Sequence[str]
"""The lines of the batch's file without their ends; the first is ``lines[0]``."""

BATCH: Final = (
    ("24-117", "010", "10.00", "20.00", "30.00"),
    ("24-117", "020", "10.00", "25.00"),
    ("24-117", "030", "40.00"),
    ("24-200", "010", "10.00", "21.00"),
    ("24-200", "020", "55.00"),
)
"""Job, extra and amounts; the n-th line has the cost code 03-31n. Two jobs share extra codes, and
line 4 says the same as line 14.

 1 title · 2 job 24-117 · 3 extra 010 · 4 5 6 · 7 extra 020 · 8 9 · 10 extra 030 · 11
12 job 24-200 · 13 extra 010 · 14 15 · 16 extra 020 · 17
"""

ALL: Final = (4, 5, 6, 8, 9, 11, 14, 15, 17)
"""The numbers of all lines with money."""


class Case(msgspec.Struct, frozen=True):
    """A reject file and what must become of its records."""

    name: str
    make: Callable[[Lines], bytes]
    matched: tuple[int, ...] = ()
    """Numbers of the lines found, in any order."""
    changed: tuple[int, ...] = ()
    unknown: int = 0
    unreadable: int = 0
    reasons: tuple[str, ...] = ()
    """Reasons kept, in the order of the file."""

    @property
    def is_whole(self) -> bool:
        """Every record finds its line."""
        return not (self.changed or self.unknown or self.unreadable)


def text_of(lines: Lines, end: str = "\r\n") -> bytes:
    """These lines as a file."""
    return "".join(f"{line}{end}" for line in lines).encode("cp1252")


def mixed(lines: Lines) -> list[str]:
    """The lines in no order that means anything, always the same one."""
    return sorted(lines, key=lambda line: zlib.crc32(line[::-1].encode()))


def _pick(*numbers: int, add: Lines = (), end: str = "\r\n") -> Callable[[Lines], bytes]:
    """The lines with these numbers, in this order, and further ones."""

    def make(lines: Lines) -> bytes:
        return text_of([*(lines[number - 1] for number in numbers), *add], end)

    return make


def _each(change: Callable[[str], str], *numbers: int) -> Callable[[Lines], bytes]:
    """The lines with these numbers, each changed."""

    def make(lines: Lines) -> bytes:
        return text_of([change(lines[number - 1]) for number in numbers])

    return make


def _saved(make: Callable[[Lines], bytes], encoding: str) -> Callable[[Lines], bytes]:
    """What an editor makes of it."""
    return lambda lines: make(lines).decode("cp1252").encode(encoding)


def _with(make: Callable[[Lines], bytes], old: str, new: str) -> Callable[[Lines], bytes]:
    """One edit by hand."""

    def edited(lines: Lines) -> bytes:
        data = make(lines)
        assert old.encode("cp1252") in data, (old, data)
        return data.replace(old.encode("cp1252"), new.encode("cp1252"), 1)

    return edited


def _cut(make: Callable[[Lines], bytes], behind: str) -> Callable[[Lines], bytes]:
    """The file ends behind the last ``behind``."""

    def cut(lines: Lines) -> bytes:
        data = make(lines)
        return data[: data.rindex(behind.encode()) + len(behind)]

    return cut


def _padded(line: str) -> str:
    """As other products write it: ids quoted, codes right-aligned, texts filled up, 15 fields."""
    fields = [field.strip('"') for field in line.split(",")]
    if fields[0] == "C":
        fields += [""] * (15 - len(fields))
        code, text, category, day, quantity, unit, amount = fields[1:8]
        return (
            f'"C","{code:>10}","{text:<30}","{category}",{day},{quantity},"{unit}",{amount},'
            f',1,"","","{fields[12]:>10}","",""'
        )
    if fields[0] == "E":
        return f'"E","{fields[1]:<10}","{fields[2]:<30}","","","",,""'
    return ",".join(f'"{field}"' for field in (*fields, *[""] * (15 - len(fields))))


def _quoted(line: str) -> str:
    return ",".join(field if field.startswith('"') else f'"{field}"' for field in line.split(","))


def _bare(line: str) -> str:
    return line.replace('"', "")


def _spaced(line: str) -> str:
    return "  " + " ,\t".join(line.split(",")) + "  "


def _retyped(line: str) -> str:
    return line.replace("03-31", "03 31").replace("LAB", "lab").replace("24-117", "24117")


def _no_extra(line: str) -> str:
    """A line without its thirteenth field."""
    return line.removesuffix(',,,,,"010"').removesuffix(',,,,,"020"') if line[0] == "C" else line


def _continued(line: str) -> str:
    half = line.index(",", 3)
    return f"{line[:half]}+\r\n{line[half:]}"


def _all_lines(lines: Lines) -> bytes:
    return text_of([lines[number - 1] for number in ALL])


def _shuffled(lines: Lines) -> bytes:
    return text_of(mixed([lines[number - 1] for number in ALL]))


def _one_job_shuffled(lines: Lines) -> bytes:
    return text_of(mixed([*lines[1:3], *lines[4:11]]))


def _whole(lines: Lines) -> bytes:
    return text_of(lines)


def _sorted(lines: Lines) -> bytes:
    return text_of(sorted(lines[number - 1] for number in (2, 3, 4, 12, 16, 17)))


def _twice(lines: Lines) -> bytes:
    return text_of([*lines, *lines])


def _above(lines: Lines) -> bytes:
    return text_of(
        [
            lines[1],
            lines[6],
            "; Category is not standard",
            lines[7],
            "# No such cost",
            "# code",
            lines[8],
        ]
    )


def _below(lines: Lines) -> bytes:
    return text_of(
        ["; Rejected entries", "", lines[1], lines[6], lines[7], "; Category is not standard",
         lines[8], "; No such cost code"]
    )  # fmt: skip


def _remarks(lines: Lines) -> bytes:
    return text_of(
        [
            lines[0],
            "; ------",
            "",
            lines[1],
            lines[6],
            f"; {lines[8]}",
            lines[7],
            "",
            "# 24 Nov, Dora",
        ]
    )


_010 = _pick(2, 3, 4, 5, 6)
_PARTS: Final = (4, 5, 6)
_LINE_OF_077: Final = 'C,"03-310",,"LAB",11222026,0.00,"",10.00,,,,,"077"'
_PRODUCTION: Final = 'P,"03-310","","   ",11222026,0.00,"",,,1,"",""'

CASES: Final = (
    Case("the whole file", _whole, ALL),
    Case("the whole file without its title", _pick(*range(2, 18)), ALL),
    Case("one extra with its parents", _010, _PARTS),
    Case("one line with its parents", _pick(2, 3, 5), (5,)),
    Case("one line alone", _pick(9), (9,)),
    Case("a line below its job alone", _pick(2, 5), (5,)),
    Case("a line below its extra alone", _pick(7, 8), (8,)),
    Case("lines of two jobs", _pick(2, 7, 9, 12, 13, 14), (9, 14)),
    Case("all lines without parents", _all_lines, ALL),
    Case("two equal lines of two jobs without parents", _pick(4, 14), (4, 14)),
    Case("the jobs in the other order", _pick(12, 16, 17, 2, 10, 11, 3, 5), (17, 11, 5)),
    Case("the lines in the other order", _pick(2, 3, 6, 5, 4), _PARTS),
    Case("all lines shuffled without parents", _shuffled, ALL),
    Case("parents and lines of a job shuffled", _one_job_shuffled, (5, 6, 8, 9, 11)),
    Case("parents repeated before each line", _pick(2, 3, 4, 2, 3, 5, 2, 3, 6), _PARTS),
    Case("padded as other products do", _each(_padded, *range(2, 18)), ALL),
    Case("everything in quotation marks", _each(_quoted, *range(2, 18)), ALL),
    Case("nothing in quotation marks", _each(_bare, 2, 3, 4, 5), (4, 5)),
    Case("blanks and tabs beside the commas", _each(_spaced, *range(2, 18)), ALL),
    Case("codes typed otherwise", _each(_retyped, *range(2, 12)), (4, 5, 6, 8, 9, 11)),
    Case("without field 13 below the extra", _each(_no_extra, 2, 3, 4, 7, 8), (4, 8)),
    Case("without field 13, told by the amount", _each(_no_extra, 5), (5,)),
    Case("comments and rules between", _remarks, (8,)),
    Case(
        "reasons above the lines",
        _above,
        (8, 9),
        reasons=("Category is not standard", "No such cost code"),
    ),
    Case(
        "reasons below the lines",
        _below,
        (8, 9),
        reasons=("Category is not standard", "No such cost code"),
    ),
    Case("continued lines", _each(_continued, 2, 3, 4, 5, 6), _PARTS),
    Case("line feeds only", _pick(2, 3, 4, 5, 6, end="\n"), _PARTS),
    Case("carriage returns only", _pick(2, 3, 4, 5, 6, end="\r"), _PARTS),
    Case("blank lines between", _pick(2, 3, 4, 5, 6, end="\r\n\r\n"), _PARTS),
    Case("saved as UTF-8 with its mark", _saved(_010, "utf-8-sig"), _PARTS),
    Case("saved as UTF-16", _saved(_010, "utf-16"), _PARTS),
    Case("saved as UTF-16 without its mark", _saved(_010, "utf-16-be"), _PARTS),
    Case("parents first, lines of one extra code", _pick(2, 12, 3, 13, 4, 14), (4, 14)),
    Case("without the last line end", lambda lines: _010(lines).rstrip(b"\r\n"), _PARTS),
    Case("with an old mark of the end", lambda lines: _010(lines) + b"\x1a", _PARTS),
    Case("another date", _with(_010, "11222026", "11302026"), _PARTS),
    Case("a date that is none", _with(_010, "11222026", "soon"), _PARTS),
    Case("other descriptions", _with(_010, "Level 010", "Level ten"), _PARTS),
    Case("more decimals than needed", _with(_010, "20.00,", "20.0000,"), _PARTS),
    # From here on something is not clear: only what is matched may move.
    Case("an amount edited", _with(_010, "20.00,", "22.00,"), (4, 6), changed=(5,)),
    Case("a quantity edited", _with(_010, "0.00,", "3.00,"), (5, 6), changed=(4,)),
    Case("cut behind the amount", _cut(_010, "30.00"), (4, 5), unreadable=1),
    Case("cut behind the amount of the only line", _cut(_pick(2, 3, 7, 9), "25.00,"), unknown=3,
         unreadable=1),
    Case("cut in a bare extra", _cut(_each(_bare, 2, 3, 4, 5, 6), ",,,,,010"), (4, 5),
         unreadable=1),
    Case("a job without its lines", _pick(12, 2, 3, 5), (5,), unknown=1),
    Case("a job without its lines at the end", _pick(2, 3, 5, 12), (5,), unknown=1),
    Case("sorted", _sorted, (17,), unknown=3),
    Case("reversed", _pick(17, 16, 12, 4, 3, 2), (17,), unknown=3),
    Case("parents first", _pick(2, 12, 3, 16, 4, 17), (17,), unknown=3),
    Case("a header left on top", _pick(2, 3, 12, 13, 4, 15), (15,), unknown=3),
    Case("all jobs on top", _pick(2, 12, 3, 4, 13, 15), (15,), unknown=3),
    Case("an equal line below its job alone", _pick(2, 4, 12, 13, 15), (15,), unknown=2),
    Case("an equal line beside an extra without lines", _pick(2, 3, 4, 7), unknown=4),
    Case("an equal line beside a foreign one", _pick(2, 3, 4, add=[_LINE_OF_077]), unknown=4),
    Case("out of order beside a foreign job", _with(_pick(12, 2, 3, 5, 4), "24-200", "24-999"),
         unknown=5),
    Case("the second job deleted by hand", _pick(2, 3, 5, 13, 14), (5,), unknown=2),
    Case("lines of one extra code exchanged", _pick(2, 3, 15, 12, 13, 5), (5, 15)),
    Case("an edited line alone", _with(_pick(5, 9), "20.00,", "22.00,"), (9,), unknown=1),
    Case("edited below its parents", _with(_pick(2, 3, 5, 7, 9), "20.00,", "2.00,"), (9,), (5,)),
    Case("edited out of order", _with(_pick(2, 3, 5, 9), "20.00,", "2.00,"), (9,), unknown=2),
    Case("a category edited", _with(_010, "LAB", "MAT"), (5, 6), unknown=1),
    Case("one line twice", _pick(2, 3, 4, 5, 5), (4, 5), unknown=1),
    Case("an edited copy above", _with(_pick(2, 3, 5, 5), "20.00", "2.00"), (5,), unknown=1),
    Case("the whole file twice", _twice, ALL, unknown=len(ALL) + 7),
    Case("an equal line of two jobs alone", _pick(4, 9), (9,), unknown=1),
    Case("without field 13, below nothing", _each(_no_extra, 4, 9), (9,), unknown=1),
    Case("a line of another job", _with(_pick(2, 3, 4, 12, 13, 14), "24-200", "24-999"), (4,),
         unknown=3),
    Case("a line of another extra", _pick(2, 3, 5, add=[_LINE_OF_077]), (5,), unknown=1),
    Case("a line of another cost code", _with(_010, "03-311", "09-999"), (4, 6), unknown=1),
    Case("an extra without its lines", _pick(2, 3, 5, 7), (5,), unknown=1),
    Case("a production line", _pick(2, 3, 4, add=[_PRODUCTION]), (4,), unknown=1),
    Case("cut in the amount", _cut(_010, ",30.0"), (4, 5), unreadable=1),
    Case("cut in the amount, another one", _cut(_010, ",3"), (4, 5), unreadable=1),
    Case("cut before the amount", _cut(_010, "11222026"), (4, 5), unreadable=1),
    Case("cut in a text", _cut(_010, '"03-3'), (4, 5), unreadable=1),
    Case("words without a mark", _pick(2, 3, 4, add=["Category is not standard"]), (4,),
         unreadable=1),
    Case("a mark too many", _with(_pick(2, 3, 4, 5), '"Level', '""Level'), (5,), unknown=1,
         unreadable=1),
    Case("a third decimal", _with(_010, "20.00,", "20.005,"), (4, 6), unreadable=1),
    Case("a control character", _with(_010, "03-311", "03\x07311"), (4, 6), unreadable=1),
    Case("a continued line without end", _pick(2, 3, 4, add=['C,"03-311",+']), (4,), unreadable=1),
    Case("noise behind the records",
         lambda lines: _010(lines) + bytes(range(1, 256)) * 40, _PARTS, unreadable=-1),
)  # fmt: skip
"""``unreadable=-1``: some, however many."""

HOPELESS: Final = (
    ("empty", b""),
    ("blank lines only", b"\r\n  \r\n"),
    ("comments only", b"; nothing\r\n# at all\r\n"),
    ("noise", bytes(range(256)) * 40),
    ("another program's file", b"<html><body>Sage</body></html>\n"),
    ("a foreign batch", b'*,"99-001","Else"\r\nC,"03-310",,"LAB",11222026,,"",10.00,,,,,"010"'),
    ("parents only", b'*,"24-117","Tower"\r\nE,"010","X"\r\n'),
)  # fmt: skip
"""Files in which no line is one of the batch."""


def number_of(text: str) -> str:
    """A name as a test id."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower())
