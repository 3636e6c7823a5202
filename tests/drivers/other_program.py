"""Another version of the program, run as a process: a newer one or an older one than this.

The newer one knows a kind of entry more, in an envelope of version 2: a description in other words.
The older one knows a kind less. Run as a program it does one thing and says what it saw.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def run(program: str, what: str, file: Path, sub: str, ring: Path) -> dict[str, Any]:
    """Let a ``newer`` or ``older`` program ``write`` about a sub job, or only ``look``.

    It exchanges everything with the hub before; after ``write``, or ``heal`` where everything in
    the hub is gone meanwhile, once more.
    """
    done = subprocess.run(
        [sys.executable, __file__, program, what, file, sub, ring],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _become(program: str) -> None:
    """Be that program: before anything of it is imported."""
    import subjob_desk
    from subjob_desk.domain import facts
    from subjob_desk.store import projections

    if program == "older":
        vars(subjob_desk)["__version__"] = "0.9.0"
        vars(projections)["NUMBER"] -= 1
        del facts.KINDS["description_changed"]
        return
    vars(subjob_desk)["__version__"] = "1.1.0"
    vars(projections)["NUMBER"] += 1

    class Reworded(facts.DescriptionChanged, frozen=True):
        """What a later program calls a change of the description."""

    facts.KINDS["reworded"] = Reworded
    from subjob_desk.domain import operations, rules
    from subjob_desk.domain.lifecycle import Act

    vars(operations)["VERSION"] = 2
    rules.ACTS[Reworded] = Act.EDIT


def _write(desk: Any, sub: str) -> None:
    from subjob_desk.domain.facts import KINDS

    with desk.deed() as deed:
        was = deed.sub_job(sub).description
        deed.note(sub, KINDS["reworded"](was, "In newer words"))
        deed.done("")


def _seen(desk: Any, sub: str) -> dict[str, object]:
    from subjob_desk.domain.lifecycle import Act
    from subjob_desk.store.projector import standings_of
    from subjob_desk.usecases.browsing import Browsing
    from subjob_desk.usecases.exchanging import Exchanging
    from subjob_desk.usecases.settling import Settling
    from subjob_desk.usecases.sharing import Sharing

    with desk.reading() as connection:
        found = standings_of(connection, [sub])[sub].sub_job
    return {
        "description": found.description if found else "",
        "may_edit": Browsing(desk).availability([sub])[Act.SEND].reason,
        "unknown": len(Settling(desk).entries(["unknown"])),
        "digest": Exchanging(desk).digest(),
        "problem": Sharing(desk).status().problem,
    }


def main(program: str, what: str, file: str, sub: str, ring: str) -> None:
    """Do it, and say on standard output what is seen then."""
    _become(program)
    import keyring

    from subjob_desk.usecases.desk import Desk
    from subjob_desk.usecases.exchanging import Exchanging
    from tests.drivers.folder_ring import FolderRing

    keyring.set_keyring(FolderRing(Path(ring)))
    desk = Desk.open(Path(file))
    desk.act_as(desk.acting)
    Exchanging(desk).exchange()
    desk.refresh()
    if what == "write":
        _write(desk, sub)
    if what == "heal":
        shutil.rmtree(Path(Exchanging(desk).hub()) / "log")
    if what != "look":
        Exchanging(desk).exchange()
        desk.refresh()
    sys.stdout.write(json.dumps(_seen(desk, sub)))
    desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
