"""The digest that binds an acceptance to exactly the content that was sent.

The form is frozen for ever (``sync.md`` section 1): two program versions must agree on it.
"""

import hashlib
import json
import unicodedata

from subjob_desk.domain.codes import strip
from subjob_desk.domain.content import Content
from subjob_desk.domain.money import decimal_text


def digest(sub_id: str, content: Content) -> str:
    """SHA-256, 64 hex digits, of the content of the sub job ``sub_id``.

    Line ids, round, extra code, job description and state are not in it.
    """
    rows = [
        [
            line.cost_code,
            line.category,
            decimal_text(line.quantity),
            line.unit,
            decimal_text(line.amount),
        ]
        for line in content.lines
    ]
    rows.sort(key=lambda row: (strip(row[0]), strip(row[1]), row))
    document = [1, sub_id, content.job, content.code, content.description, rows]
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8")).hexdigest()
