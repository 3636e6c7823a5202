"""A free code to start from when a sub job is added: the highest one, counted on.

Only a suggestion for the form; whether a code may be used is decided by the checks.
"""

import re
from collections.abc import Iterable

from subjob_desk.domain.codes import natural_key, strip

_LAST_DIGITS = re.compile(r"^(.*?)(\d+)(\D*)$", re.DOTALL)
_FIRST = "001"


def next_code(codes: Iterable[str], longest: int) -> str:
    """The code after the highest of ``codes`` (``010`` after ``009``), or ``001`` for the first.

    Digits keep their width. Empty when counting on would exceed ``longest`` characters or when
    the highest code has no number in it.
    """
    taken = {strip(code) for code in codes if code}
    numbered = [code for code in codes if _LAST_DIGITS.match(code)]
    if not taken:
        return _FIRST[:longest]
    if not numbered:
        return ""
    code = max(numbered, key=natural_key)
    while strip(code) in taken:
        code = _counted_on(code)
    return code if len(code) <= longest else ""


def _counted_on(code: str) -> str:
    match = _LAST_DIGITS.match(code)
    if match is None:
        return code
    head, digits, tail = match.groups()
    return f"{head}{int(digits) + 1:0{len(digits)}d}{tail}"
