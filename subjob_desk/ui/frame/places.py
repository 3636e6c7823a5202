"""The four places of a window, each built when it is first wanted.

Most people come for one or two of them: opening a company waits for what is shown, nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from subjob_desk.ui.actions import PLACES
from subjob_desk.ui.common import theme
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.place import Place
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.exports.place import ExportsPlace
from subjob_desk.ui.inbox.place import InboxPlace
from subjob_desk.ui.project_tree.place import ProjectsPlace

Built = TypeVar("Built", bound=Place)


class Places(Mapping[str, Place]):
    """The places by name, in the order of their tabs; asking for one builds it."""

    def __init__(self, ctx: Context, take_in: Callable[[Place], None]) -> None:
        """``take_in`` is told of each place as soon as it is built."""
        self._ctx = ctx
        self._take_in = take_in
        self._built: dict[str, Place] = {}

    def __getitem__(self, name: str) -> Place:
        """The place of this name, built now if it was not wanted before."""
        match name:
            case "projects":
                return self.projects
            case "inbox":
                return self.inbox
            case "exports":
                return self.exports
            case "desk":
                return self.desk
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        """The names of all places, built or not."""
        return iter(PLACES)

    def __len__(self) -> int:
        """There are always four."""
        return len(PLACES)

    def built(self) -> Mapping[str, Place]:
        """The places that were wanted so far: only these have anything to show anew."""
        return self._built

    @cached_property
    def projects(self) -> ProjectsPlace:
        """Tree and editor."""
        return self._keep("projects", ProjectsPlace(self._ctx))

    @cached_property
    def inbox(self) -> InboxPlace:
        """What accounting decides on."""
        with theme.undressed():  # so many parts that dressing the window anew costs less
            return self._keep("inbox", InboxPlace(self._ctx))

    @cached_property
    def exports(self) -> ExportsPlace:
        """The batches, whose dialogs open over any place."""
        return self._keep("exports", ExportsPlace(self._ctx))

    @cached_property
    def desk(self) -> DeskPlace:
        """People, lists, settings and what keeps them safe."""
        with theme.undressed():  # so many parts that dressing the window anew costs less
            return self._keep("desk", DeskPlace(self._ctx))

    def _keep(self, name: str, place: Built) -> Built:
        self._built[name] = place
        self._take_in(place)
        return place
