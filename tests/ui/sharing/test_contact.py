"""The words for when a desk was heard of last."""

from subjob_desk.ui.common import formats
from subjob_desk.ui.sharing.phrases import contact
from subjob_desk.usecases.sharing_views import DeskRow

AT = "2026-11-14T10:42:00Z"


def test_by_whose_clock_it_is_can_be_told() -> None:
    assert contact(DeskRow("a", "Laptop")) == "never"
    assert contact(DeskRow("a", "Laptop", last_contact=AT)) == formats.moment(AT)
    told = contact(DeskRow("a", "Laptop", last_contact=AT, is_written=True))
    assert told == f"wrote {formats.moment(AT)}"
