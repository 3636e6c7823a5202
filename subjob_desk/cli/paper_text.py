"""A printed document as lines of text for a console.

What stands in it is said by the use cases; a file of it is made by ``documents``.
"""

from collections.abc import Iterator

from subjob_desk.cli.printing import table
from subjob_desk.usecases.papers import Blanks, Block, Facts, Heading, Paper, Steps, Table, Text


def lines_of(paper: Paper) -> list[str]:
    """The whole document, without pages."""
    told = [paper.title, paper.about, ""]
    for block in paper.blocks:
        told += _lines(block)
    return told


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield ""
            yield text
        case Text(text=text, framed=framed):
            yield f"*** {text} ***" if framed else text
        case Facts(rows=rows):
            width = max(len(name) for name, _value in rows)
            for name, value in rows:
                yield f"{name.ljust(width)}  {value}"
        case Steps(steps=steps):
            for number, step in enumerate(steps, start=1):
                yield f"[ ] {number}. {step.text}"
                for box in step.boxes:
                    yield f"       {'[x]' if box.on else ' - '} {box.text}"
        case Table(columns=columns, rows=rows):
            right = [place for place, column in enumerate(columns) if column.side == "right"]
            cells = [[cell.replace("\n", ", ") for cell in row.cells] for row in rows]
            yield from table([column.title for column in columns], cells, right)
        case Blanks(words=words):
            for word in words:
                yield f"{word}: {'_' * 24}"
