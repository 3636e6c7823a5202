"""The six words of a request, as the new desk shows them and the registrar's desk compares them.

How they are drawn is ``sync.words``'s.
"""

from subjob_desk.sync import company_file
from subjob_desk.sync.words import six_words


def words_of(request: bytes, card: bytes) -> tuple[str, ...]:
    """The words for a request and the company file ``card`` that its desk asked with.

    Only what no later edition changes goes into them: a desk that asked before the registrar's
    desk was recovered is let in afterwards. None without a card; raises ``SegmentFaultError`` for
    what is none.
    """
    if not card:
        return ()
    said = company_file.parse(card)
    return six_words(request, f"{said.company} {said.root}".encode("ascii"))
