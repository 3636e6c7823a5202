"""The headings a contractor's sheets carry, and the field each one means.

One table for all kinds of sheet. Finding the columns of a given sheet belongs to ``mapping``.
"""

import re
from collections.abc import Iterable
from typing import Final

FIELDS: Final[dict[str, str]] = {
    "job": "Job",
    "extra": "Extra",
    "description": "Description",
    "cost_code": "Cost Code",
    "category": "Category",
    "quantity": "Quantity",
    "unit": "Unit",
    "amount": "Amount",
    "status": "Status",
    "group": "Group",
    "address": "Address",
    "city": "City",
    "state": "State",
    "zip": "ZIP",
}
"""Every field a sheet can fill, with its canonical heading (``product.md`` section 9)."""

KINDS: Final[dict[str, tuple[str, ...]]] = {
    "jobs": ("job", "description", "status", "address", "city", "state", "zip"),
    "extras": ("job", "extra", "description", "status"),
    "cost-codes": ("cost_code", "description", "group"),
    "categories": ("category", "description"),
    "sub-jobs": (
        "job",
        "extra",
        "description",
        "cost_code",
        "category",
        "quantity",
        "unit",
        "amount",
    ),
}
"""The fields of each kind of sheet."""

REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "jobs": ("job",),
    "extras": ("job", "extra"),
    "cost-codes": ("cost_code",),
    "categories": ("category",),
    "sub-jobs": ("job", "extra"),
}

CODE_FIELDS: Final = frozenset({"job", "extra", "cost_code", "category", "zip"})
"""Fields in which leading zeros count: a number there is a code that Excel took for a number."""

_SYNONYMS: Final[dict[str, str]] = {
    "job": "job jobcode project projectcode prj contract contractcode",
    "extra": "extra extracode subjob subjobcode option optioncode changeorder changeordercode "
    "changeorderrequest co cor",
    "description": "description desc descr name title",
    "cost_code": "costcode phase phasecode costphase cc standardcostcode",
    "category": "category cat categorycode costtype type costcategory standardcategory",
    "quantity": "quantity qty quantities estimatedquantity estquantity estqty estimatequantity",
    "unit": "unit units um uom unitofmeasure unitofmeasurement unitdescription",
    "amount": "amount amt estimate estimateamount estimatedamount originalestimate budget "
    "budgetamount originalbudget budgetedamount total totalamount totalcost value "
    "estimatedcost",
    "status": "status jobstatus projectstatus extrastatus",
    "group": "group isgroup groupcode groupcostcode",
    "address": "address address1 addressline1 street streetaddress jobaddress projectaddress",
    "city": "city town jobcity projectcity",
    "state": "state stateprovince province jobstate projectstate",
    "zip": "zip zipcode postalcode postcode zippostalcode jobzip jobzipcode projectzip",
}
"""Folded headings by the field they mean in every kind of sheet."""

_BY_KIND: Final[dict[str, dict[str, str]]] = {
    "jobs": {
        "job": "code",
        "description": "jobdescription jobdesc jobname jobtitle projectdescription projectdesc "
        "projectname projecttitle",
    },
    "extras": {
        "extra": "code",
        "description": "extradescription extradesc extraname subjobdescription subjobdesc "
        "subjobname optiondescription optionname changeorderdescription changeordername",
    },
    "cost-codes": {
        "cost_code": "code",
        "description": "costcodedescription costcodedesc costcodename phasedescription phasename "
        "codedescription",
    },
    "categories": {
        "category": "code",
        "description": "categorydescription categorydesc categoryname costtypename "
        "costtypedescription typedescription",
    },
    "sub-jobs": {
        "description": "extradescription extradesc extraname subjobdescription subjobdesc "
        "subjobname optiondescription optionname changeorderdescription changeordername",
    },
}
"""Folded headings whose meaning depends on the kind of sheet."""

_NUMBERED: Final = re.compile(r"(?:number|num|nr|no|id)$")


def _table(kind: str) -> dict[str, str]:
    words = {word: field for field, row in _SYNONYMS.items() for word in row.split()}
    for field, row in _BY_KIND[kind].items():
        words.update(dict.fromkeys(row.split(), field))
    return words


_TABLES: Final = {kind: _table(kind) for kind in KINDS}


def folded(heading: str) -> str:
    """A heading without case, blanks and punctuation; ``#`` reads as *no*, ``&`` as nothing.

    A remark in brackets at the end does not count: ``Amount ($)``, ``Qty (each)``.
    """
    bare = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", heading) or heading
    return "".join(sign for sign in bare.casefold().replace("#", "no") if sign.isalnum())


def field_of(heading: str, kind: str) -> str | None:
    """The field a heading means in a sheet of this kind; ``None`` for one that is not used.

    *Job No.*, *Project #* and *Cost Code Number* mean what they mean without the number. In a
    sheet of sub jobs a bare *Code* means nothing here: ``mapping`` settles it.
    """
    word = folded(heading)
    table = _TABLES[kind]
    field = table.get(word)
    if field is None:
        field = table.get(_NUMBERED.sub("", word))
        if field not in CODE_FIELDS:
            return None
    return field if field in KINDS[kind] else None


_VAGUE: Final = frozenset(
    ("type", "total", "value", "budget", "estimate", "co", "cor", "cc", "phase", "option")
)
"""Words that stand over columns of other kinds too: they do not tell what a sheet is."""

_TELLING: Final[dict[str, frozenset[str]]] = {
    "jobs": frozenset({"extra", "cost_code"}),
    "extras": frozenset({"cost_code"}),
    "cost-codes": frozenset({"job", "extra"}),
    "categories": frozenset({"job", "extra"}),
    "sub-jobs": frozenset(),
}
"""Fields one of which is enough to say that a sheet is not a list of that kind."""


def foreign_headings(headings: Iterable[str], kind: str) -> list[str]:
    """The headings that show that a sheet is of another kind; none if it may be of this one.

    A single column more is no proof, unless it holds codes of which the list is made elsewhere.
    """
    found = {
        heading: field
        for heading in headings
        if heading and folded(heading) not in _VAGUE and field_of(heading, kind) is None
        for field in [field_of(heading, "sub-jobs")]
        if field not in (None, "unit")
    }
    fields = set(found.values())
    return list(found) if len(fields) > 1 or fields & _TELLING[kind] else []


def is_known(heading: str) -> bool:
    """Whether some kind of sheet has a use for this heading."""
    return folded(heading) == "code" or any(field_of(heading, kind) for kind in KINDS)


def is_code_heading(heading: str) -> bool:
    """Whether the column below holds codes, whatever the kind of sheet."""
    return folded(heading) == "code" or any(
        field_of(heading, kind) in CODE_FIELDS for kind in KINDS
    )
