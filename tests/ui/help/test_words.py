"""What Help says in italics is a word of the screen, or one of Sage's."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import subjob_desk
from subjob_desk.ui.help.book import folder

PACKAGE: Final = Path(subjob_desk.__file__).parent
ITALICS: Final = re.compile(r"(?<![*\w])\*(?!\*)([^*\n](?:[^*]*[^*])?)\*(?!\*)")
IN_SAGE: Final = frozenset(
    (
        *("Tools", "Import", "Estimates", "Tasks", "Post Entries"),
        *("Tracking {Terms}", "Estimate Import Report"),
    )
)
"""Menus, settings and reports of Sage itself."""
OF_ONE_WORD: Final = 3
"""So many letters a sentence needs besides what is filled in, to be told from another one."""


def _literals(path: Path) -> Iterator[str]:
    """What is translated in a module of the window; in the other layers any text."""
    is_window = "ui" in path.relative_to(PACKAGE).parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not is_window:
            yield from _text(node)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr":
            yield from _text(node.args[0])


def _text(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value.replace("&", "").rstrip("….")


@pytest.fixture(scope="module")
def screens() -> tuple[frozenset[str], list[re.Pattern[str]]]:
    """The words of all screens: those that are always the same, and the patterns of others."""
    paths = [
        path for layer in ("ui", "usecases", "domain") for path in (PACKAGE / layer).rglob("*.py")
    ]
    words = frozenset(text for path in paths for text in _literals(path))
    parts = (re.split(r"\{\w+\}", text) for text in words if "{" in text)
    return words, [
        re.compile(".+".join(map(re.escape, part)))
        for part in parts
        if len("".join(part).strip()) > OF_ONE_WORD
    ]


@pytest.mark.parametrize("page", sorted(folder().glob("*.md")), ids=lambda page: page.stem)
def test_what_help_names_is_called_so_on_the_screen(
    page: Path, screens: tuple[frozenset[str], list[re.Pattern[str]]]
) -> None:
    words, patterns = screens
    named = (" ".join(found.split()) for found in ITALICS.findall(page.read_text("utf-8")))
    parts = [part.rstrip("…") for path in named for part in path.split(" > ")]
    unknown = [
        part
        for part in parts
        if part not in words
        and part not in IN_SAGE
        and not any(pattern.fullmatch(part) for pattern in patterns)
    ]
    assert unknown == []
