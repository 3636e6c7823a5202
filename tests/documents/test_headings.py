"""The headings a contractor meets, and what each means in which kind of sheet."""

import pytest

from subjob_desk.documents.headings import FIELDS, KINDS, REQUIRED, field_of, is_known


@pytest.mark.parametrize("kind", KINDS)
def test_canonical_headings_are_known_in_any_case(kind: str) -> None:
    for field in KINDS[kind]:
        heading = FIELDS[field]
        for written in (heading, heading.upper(), heading.lower(), f" {heading} "):
            assert field_of(written, kind) == field
    assert set(REQUIRED[kind]) <= set(KINDS[kind])


@pytest.mark.parametrize(
    ("kind", "field", "headings"),
    [
        ("jobs", "job", "Job No|Job No.|Job Number|Job #|Job ID|Project|Project No.|Code|JobCode"),
        ("jobs", "description", "Name|Title|Job Name|Project Description|Desc."),
        ("jobs", "zip", "Zip Code|Postal Code|ZIP"),
        ("jobs", "address", "Street|Address 1|Street Address"),
        ("extras", "extra", "Sub Job|SubJob|sub-job|Extra Code|Option|Change Order|Code|CO #"),
        ("extras", "extra", "Extra No.|Sub Job Number|Option #"),
        ("extras", "job", "Job|Project"),
        ("cost-codes", "cost_code", "Phase|costCode|Cost code #|Code|Cost Code No.|COST_CODE"),
        ("cost-codes", "description", "Name|Title|Cost Code Description"),
        ("cost-codes", "group", "Group|Is Group|Group Cost Code"),
        ("categories", "category", "Cat|Cat.|Cost Type|Type|Code|Category Code"),
        ("sub-jobs", "cost_code", "Phase|costCode|Cost code #|Phase Code"),
        ("sub-jobs", "category", "Cat|Cost Type|Type"),
        ("sub-jobs", "quantity", "Qty|Qty.|Quantity (est)|Est. Qty"),
        ("sub-jobs", "unit", "UM|U/M|UOM|Units|Unit of Measure"),
        ("sub-jobs", "amount", "Estimate|Budget|Total|Amount ($)|Value|Budget Amount"),
        ("sub-jobs", "description", "Name|Title|Sub Job Name|Extra Description"),
    ],
)
def test_synonyms(kind: str, field: str, headings: str) -> None:
    for heading in headings.split("|"):
        assert field_of(heading, kind) == field, heading
        assert is_known(heading)


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("sub-jobs", "Code"),
        ("sub-jobs", "Unit Cost"),
        ("sub-jobs", "Unit Price"),
        ("sub-jobs", "Unit No."),
        ("sub-jobs", "Cost Code Description"),
        ("sub-jobs", "Status"),
        ("cost-codes", "Job"),
        ("jobs", "Amount"),
        ("jobs", "Casino"),
        ("jobs", "(?)"),
        ("jobs", "#"),
    ],
)
def test_headings_without_a_use(kind: str, heading: str) -> None:
    assert field_of(heading, kind) is None


def test_a_bare_code_is_known_to_stand_for_something() -> None:
    assert is_known("Code")
    assert not is_known("Colour")
