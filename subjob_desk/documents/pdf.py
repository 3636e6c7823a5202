"""Draws pages as a PDF file: the same pages always give the same bytes.

What stands where is ``paging``'s. No typeface is embedded: every reader has this one.
"""

import io

from reportlab.pdfgen.canvas import Canvas

from subjob_desk.documents.paging import BOLD, FONT, Frame, Mark, Rule, Words, pages
from subjob_desk.documents.paper import Paper
from subjob_desk.documents.paper_size import PaperSize


def pdf(paper: Paper, size: PaperSize) -> bytes:
    """The PDF file of ``paper``, without the time it was made."""
    stream = io.BytesIO()
    canvas = Canvas(
        stream,
        pagesize=(size.width, size.height),
        pageCompression=1,
        invariant=1,
        lang="en",
    )
    canvas.setTitle(paper.title)
    canvas.setSubject(paper.about)
    canvas.setAuthor("SubJob Desk")
    canvas.setCreator("SubJob Desk")
    for page in pages(paper, size):
        for mark in page:
            _draw(canvas, mark, size.height)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw(canvas: Canvas, mark: Mark, height: float) -> None:
    """PDF counts from the lower left corner."""
    match mark:
        case Words(x=x, y=y, text=text, size=size, bold=bold, side=side):
            canvas.setFont(BOLD if bold else FONT, size)
            if side == "right":
                canvas.drawRightString(x, height - y, text)
            else:
                canvas.drawString(x, height - y, text)
        case Rule(x=x, y=y, to_x=to_x, to_y=to_y, weight=weight):
            canvas.setLineWidth(weight)
            canvas.line(x, height - y, to_x, height - to_y)
        case Frame(x=x, y=y, width=width, height=tall, weight=weight):
            canvas.setLineWidth(weight)
            canvas.rect(x, height - y - tall, width, tall)
