"""A password set, then given rightly and wrongly: what proves it came along and works.

Windows always has a credential store for the key of a desk: what reaches it came along, too.
"""

import sys
from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.passwords import Passwords
from subjob_desk.usecases.signing_in import DeskKey

_RIGHT = "a stone in the shoe"


def findings(folder: Path) -> list[str]:
    """What is wrong with proving who acts, with a company in ``folder``."""
    has_no_store = DeskKey("proof", "proof", folder).needs_password
    if has_no_store and sys.platform == "win32":
        return ["the Credential Manager of Windows is not reached."]
    desk = Desk.found(folder / "proof.sjdesk", name="Proof", code="PR", admin="Ann Ruiz")
    try:
        Passwords(desk).set(_RIGHT)
        desk.act_as(desk.acting, _RIGHT)
        try:
            desk.act_as(desk.acting, _RIGHT.upper())
        except UserError:
            return []
        return ["a wrong password was taken for the right one."]
    finally:
        desk.close()
