"""Comments of a reject file that look like Sage's reasons, kept beside the record they touch.

Whether Sage writes any is not known (``sage-jce.md`` section 4.9): nothing depends on them.
"""

from typing import Final

from subjob_desk.sage.grammar import Comment
from subjob_desk.sage.layout import Profile
from subjob_desk.sage.reject_text import ends_in_comment, is_title

_MOST: Final = 100_000
"""Records that keep a reason."""

_LONGEST: Final = 1000
"""Characters of one reason: of more the beginning and …"""

_MARKS: Final = ";# \t"


class Reasons:
    """Hears comments and records in the order of the file.

    A file that ends in a comment has its reasons below the records, any other above them.
    """

    def __init__(self, profile: Profile, data: bytes) -> None:
        self.told: dict[int, str] = {}
        """Reason by the line its record begins on."""
        self._profile = profile
        self._below = ends_in_comment(data, profile.encoding, profile.comment)
        self._block: list[str] = []
        self._block_end = 0
        self._record = 0
        self._record_end = 0

    def hear(self, comment: Comment) -> None:
        """A comment comes."""
        words = self._words(comment.content)
        if not words:
            return
        if self._below:
            if comment.line == self._record_end + 1 and self._record:
                self._tell(self._record, words)
                self._record_end = comment.line
            return
        if comment.line != self._block_end + 1:
            self._block.clear()
        if sum(map(len, self._block)) <= _LONGEST:
            self._block.append(words)
        self._block_end = comment.line

    def pass_by(self, first: int, last: int) -> None:
        """A record comes that stands on the lines ``first`` to ``last``."""
        if self._block and first == self._block_end + 1:
            self._tell(first, " ".join(self._block))
        self._block.clear()
        self._record, self._record_end = first, last

    def _tell(self, record: int, words: str) -> None:
        if record in self.told:
            words = f"{self.told[record]} {words}"
        if len(self.told) < _MOST:
            self.told[record] = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"

    def _words(self, content: str) -> str:
        """What it says; empty for our own title, a record set aside, or a rule of dashes."""
        said = content.strip(_MARKS)
        if is_title(content.strip(), self._profile.comment) or not any(map(str.isalpha, said)):
            return ""
        first, separator, _rest = said.partition(self._profile.separator)
        kinds = {layout.id for layout in self._profile.records}
        quote = self._profile.quote
        return "" if separator and first.strip().strip(quote) in kinds else said
