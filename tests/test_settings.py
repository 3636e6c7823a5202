"""What the window remembers, and where the resources lie."""

from pathlib import Path

from subjob_desk import settings as module
from subjob_desk.settings import Settings, resource_folder


def test_what_is_remembered_is_there_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "window.json"
    first = Settings(file)
    first.remember("theme", "dark")
    first.remember("width", 1200)
    first.remember("open", ("24-117", "24-120"))
    again = Settings(file)
    assert again.text("theme") == "dark"
    assert again.number("width") == 1200
    assert again.texts("open") == ("24-117", "24-120")


def test_what_is_missing_or_of_another_kind_is_the_default(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "window.json")
    settings.remember("theme", "dark")
    assert settings.number("theme", 7) == 7
    assert settings.text("nothing", "x") == "x"
    assert settings.texts("theme") == ()


def test_a_damaged_file_costs_only_comfort(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    file.write_text("{not json", encoding="utf-8", newline="\n")
    settings = Settings(file)
    assert settings.text("theme", "system") == "system"
    settings.remember("theme", "light")
    assert Settings(file).text("theme") == "light"


def test_a_place_that_cannot_be_written_is_ignored(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8", newline="\n")
    settings = Settings(blocked / "window.json")
    settings.remember("theme", "dark")
    assert settings.text("theme") == "dark"


def test_recent_companies_are_newest_first_and_only_those_that_exist(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "window.json")
    paths = [tmp_path / f"{n}.sjdesk" for n in range(12)]
    for path in paths:
        path.write_bytes(b"")
        settings.opened(path)
    settings.opened(paths[5])
    paths[11].unlink()
    names = [path.stem for path in settings.recent()]
    assert names == ["5", "10", "9", "8", "7", "6", "4"]


def test_the_resources_are_found(tmp_path: Path) -> None:
    assert (resource_folder() / "styles" / "desk.qss").is_file()
    assert (resource_folder() / "icons").is_dir()


def test_folders_are_the_users_own() -> None:
    for folder in (module.data_folder(), module.log_folder(), module.settings_file().parent):
        assert "SubJob Desk" in folder.parts or "SubJob Desk" in str(folder)
