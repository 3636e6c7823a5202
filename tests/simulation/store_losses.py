"""The same where a desk is the product itself: it is the product that notices, and that goes on."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.store.database import Database
from subjob_desk.sync import signing
from subjob_desk.sync.recovery import printed, seal_root
from subjob_desk.usecases import joining, recovering
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.premises import CopiedError, OlderCopyError
from subjob_desk.usecases.recovering import Wish, recover
from subjob_desk.usecases.signing_in import DeskKey
from tests.drivers.shared_office import WORDS_OF_ROOT
from tests.simulation.store_desk import Piece, StoreDesk, StorePost
from tests.simulation.world import Machine, World

_WORDS: Final = "seven quiet herons"
"""The password of who works there."""


@contextmanager
def _pc_of(world: World, name: str) -> Iterator[None]:
    """A PC where keys are kept, and made from the seed of the schedule."""
    assert world.folder is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUBJOB_DESK_KEYS", str(world.folder / f"keys of {name}"))
        patch.setattr(signing, "secrets", world.chance)
        patch.setattr(recovering, "now", partial(world.now, world.home))
        yield


def recover_by_product(world: World, others: Iterable[Machine]) -> Machine | None:
    """The registrar's desk goes on by what the packets of all the others hold."""
    assert world.folder is not None
    old, name = world.home, f"home {world.number()}"
    assert isinstance(old.desk, StoreDesk)
    pieces: dict[str, Piece] = {}
    for one in others:
        one.post.seal(one.key, world.now(one))
        pieces |= one.post.pieces()
    packet, path = world.folder / f"{name}.sjpkg", world.folder / f"{name}.sjd"
    packet.write_bytes(old.post.card + b"".join(data for _name, data in pieces.values()))
    sheet = "\n".join(printed(seal_root(world.root, WORDS_OF_ROOT, world.company_id)))
    with _pc_of(world, name):
        try:
            recover(Wish(path, str(packet), sheet, WORDS_OF_ROOT, _WORDS))
        except UserError:
            world.note("recovery refused")
            return None
        made = _opened(world, "home", path, old.actor)
    old.desk.database.close()
    world.note("recovered at a desk of the product")
    return made


def become_another(world: World, one: Machine, desk: StoreDesk) -> Machine:
    """The copy is noticed by its nonce; it asks to be let in under an id and a key of its own."""
    assert world.folder is not None
    name = f"copy {world.number()}"
    path = world.folder / f"{name}.sjd"
    desk.set_aside(path)
    with _pc_of(world, name):
        copy = Desk.open(path, clock=partial(world.now, one))
        copy.act_as("ann", _WORDS if copy.needs_password("ann") else None)
        assert isinstance(copy.trouble, CopiedError), "I9: a copy is not noticed"
        joining.become_another_desk(copy, name, _WORDS)
        with Database.open(path) as database:
            actor = database.actor_id
        world.note("copied at a desk of the product")
        return _opened(world, name, path, actor)


def set_back(machine: Machine, desk: StoreDesk) -> Callable[[], None]:
    """Keep a backup; what is returned restores it, which the product has to notice."""
    path = desk.database.path.with_suffix(".backup")
    desk.set_aside(path)

    def restore() -> None:
        assert isinstance(machine.post, StorePost)
        desk.put_back(path)
        assert isinstance(machine.post.trouble(), OlderCopyError), "I9: a backup is not noticed"

    return restore


def _opened(world: World, name: str, path: Path, actor: str) -> Machine:
    desk_key = DeskKey(world.company_id, actor)
    desk_key.unlock("ann", _WORDS)
    assert desk_key.key is not None, desk_key.refusal
    desk = StoreDesk(Database.open(path))
    post = StorePost(desk, world.hub.box(name), desk_key.installation)
    return Machine(name, desk_key.key, actor, desk, post, 0)
