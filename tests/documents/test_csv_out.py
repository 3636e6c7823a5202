"""Tables for spreadsheets: as Excel expects them, and nothing in them is calculated."""

import csv
import io

from subjob_desk.documents.csv_out import Decimal, csv_bytes


def test_a_mark_and_windows_line_ends() -> None:
    data = csv_bytes(("Extra", "Amount"), [("010", Decimal("-12.50")), ('Pipe 2", é', 3)])
    assert data == (b'\xef\xbb\xbfExtra,Amount\r\n010,-12.50\r\n"Pipe 2"", \xc3\xa9",3\r\n')


def test_a_text_never_becomes_a_formula() -> None:
    data = csv_bytes(("Text",), [(text,) for text in ("=1+1", "+1", "-1", "@x", "a=b")])
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows[1:]] == ["'=1+1", "'+1", "'-1", "'@x", "a=b"]
