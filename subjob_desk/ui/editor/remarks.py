"""What is said under a text field while it is being typed into."""

from subjob_desk.domain.text import fold, refused_characters
from subjob_desk.ui.common.words import counted, tr


def remark_on(text: str, limit: int) -> tuple[str, str]:
    """(note, tone) on typed ``text``: refused characters, what is too much, what was folded.

    The rule is that of ``product.md`` section 3: nothing is cut or changed silently.
    """
    folded = fold(text)
    refused = refused_characters(folded.text)
    if refused is not None:
        said = tr("The {what}. Take it out or type it with plain letters.")
        return said.format(what=refused), "problem"
    extra = len(folded.text) - limit
    if extra > 0:
        said = counted(
            extra,
            tr("{n} character too many for Sage. Shorten it; nothing is cut."),
            tr("{n} characters too many for Sage. Shorten it; nothing is cut."),
        )
        return " ".join((said, *folded.remarks)), "problem"
    return " ".join(folded.remarks), "muted"
