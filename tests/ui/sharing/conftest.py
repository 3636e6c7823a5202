"""Keys of each test's own, and three desks of one company that have exchanged everything."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.main_window import MainWindow
from tests.drivers.shared_office import SharedOffice, Trio, disk_copied, kept_trio_in, key_ring
from tests.drivers.two_windows import AtWindow
from tests.drivers.window import WindowDriver, end_exchange

Sits = Callable[[SharedOffice, str], AtWindow]


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The company in all tests is one and the same file."""
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "keys"))


@pytest.fixture(scope="session")
def kept_trio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three desks of one company, made once: sharing takes a second."""
    return kept_trio_in(tmp_path_factory.mktemp("making"))


@pytest.fixture
def trio(kept_trio: Path, tmp_path: Path) -> Iterator[Trio]:
    """Dora's office, Ann's laptop, Carl's PC at home; a credential store keeps the keys."""
    with key_ring(tmp_path / "ring"):
        made = Trio.kept(kept_trio, tmp_path)
        yield made
        made.close()


@pytest.fixture
def twin(trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SharedOffice]:
    """The laptop once more: its disk was copied as a whole, with everything that tells it apart."""
    with disk_copied(trio, tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def sits(qtbot: QtBot, tmp_path: Path, trio: Trio) -> Iterator[Sits]:
    """Lets somebody sit down at the window of one of the desks of ``trio``."""
    windows: list[MainWindow] = []

    def sit(office: SharedOffice, person: str) -> AtWindow:
        office.sign_in(person)
        window = MainWindow(office.desk, Settings(tmp_path / f"{person}.json"))
        windows.append(window)
        qtbot.addWidget(window, before_close_func=end_exchange)
        with qtbot.waitSignal(window.exchange.status_changed, timeout=20_000):
            window.show()  # at opening everything is exchanged
        return AtWindow(qtbot, WindowDriver(window, qtbot), "")

    yield sit
    for window in windows:
        window.exchange.give_up()
        window.background.close()
