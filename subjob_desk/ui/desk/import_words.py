"""What the kinds of sheets and the outcomes of their rows are called."""

from subjob_desk.ui.common.words import tr


def title_of(kind: str, term: str) -> str:
    """The heading of an import; ``term`` is the company's word for Sage's *Extra*."""
    return {
        "jobs": tr("Import the job list from Sage"),
        "extras": tr("Import the {extra}s already in Sage").format(extra=term),
        "cost-codes": tr("Import the standard cost codes"),
        "categories": tr("Import the standard categories"),
        "sub-jobs": tr("Import sub jobs"),
        "procore": tr("Import sub jobs from Procore"),
    }.get(kind, tr("Import a sheet"))


def list_title(kind: str, term: str) -> str:
    """What a list is called on the desk; ``term`` is the company's word for Sage's *Extra*."""
    return {
        "jobs": tr("Projects (Sage: jobs)"),
        "extras": tr("{extra}s already in Sage").format(extra=term),
        "cost-codes": tr("Standard cost codes"),
        "categories": tr("Standard categories"),
    }[kind]


def list_use(kind: str) -> str:
    """What a list is good for."""
    return {
        "jobs": tr("Which projects there are, and which are closed."),
        "extras": tr("So that none is created twice."),
        "cost-codes": tr("Which cost codes a line may have."),
        "categories": tr("Which categories a line may have."),
    }[kind]


def list_word(outcome: str) -> str:
    """How a row of a list from Sage stands to the list before; nothing is made in Sage by it."""
    told = {"create": tr("new"), "update": tr("changed"), "remove": tr("gone")}
    return told.get(outcome) or outcome_word(outcome)


def outcome_word(outcome: str) -> str:
    """What becomes of a row."""
    return {
        "create": tr("created"),
        "update": tr("updated"),
        "skip": tr("as it is"),
        "refuse": tr("refused"),
        "remove": tr("no longer listed"),
        "remark": tr("noted"),
        "note": tr("noted"),
    }.get(outcome, outcome)


def field_word(field: str) -> str:
    """What a field is called: ``cost_code`` is *Cost code*."""
    words = field.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
