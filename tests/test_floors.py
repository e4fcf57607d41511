"""What may import what, who touches the disk, and who knows MyST: as the docstring of `coursebook` says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import coursebook

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "scripts/coursebook"
FLOORS = (
    ("errors",),
    ("model", "yamlrules"),
    ("frontmatter", "mathspans", "goldmark", "floods", "pictures"),
    ("readable", "shortcodes"),
    ("settings", "markup"),
    ("publication",),
    ("readers",),
    ("addresses", "myst", "toc", "scaffold", "report", "redirects"),
    ("anchors", "chain", "backmatter", "verify"),
    ("arrange", "links"),
    ("tree", "workers"),
    ("steps",),
    ("course",),
    ("pipeline",),
    ("progress",),
    ("cli",),
)
"""From the ground up; a module imports only from floors below its own."""
BESIDE = {"publish", "sphinxext"}
FLOOR = {name: number for number, floor in enumerate(FLOORS) for name in floor}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in BESIDE)
OPENERS = {
    "exists", "glob", "is_file", "iterdir", "mkdir", "open", "read_bytes", "read_text", "rglob", "rmdir", "rmtree",
    "unlink", "write_bytes", "write_text",
}  # fmt: skip


def room(path: Path) -> str:
    """The module, or the package of several, that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path, package: Path = PACKAGE) -> set[str]:
    """The dotted names of all modules that a file imports, relative imports made absolute."""
    names: set[str] = set()
    parents = ["coursebook", *path.relative_to(package).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(parents[: len(parents) - node.level + 1]) if node.level else ""
            whole = ".".join(filter(None, (base, node.module)))
            names |= {whole} if node.module else {f"{whole}.{alias.name}" for alias in node.names}
    return names


def rooms_imported(path: Path) -> set[str]:
    """The rooms of the package that a file imports from."""
    return {name.split(".")[1] for name in imported(path) if name.startswith("coursebook.")}


def test_every_module_has_a_floor() -> None:
    assert {room(path) for path in MODULES} - {"__init__"} == set(FLOOR)


def test_docstring_of_the_package_names_every_module_from_the_ground_up() -> None:
    named = [name for name in re.findall(r"`(\w+)`", coursebook.__doc__ or "") if name in FLOOR]
    assert sorted(named) == sorted(FLOOR)
    assert [FLOOR[name] for name in named] == sorted(FLOOR[name] for name in named)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_module_imports_only_from_below(path: Path) -> None:
    own = room(path)
    above = {name for name in rooms_imported(path) - {own} if own != "__init__" and FLOOR.get(name, 99) >= FLOOR[own]}
    assert not above, f"{own} must not import {', '.join(sorted(above))}"


def test_modules_of_one_room_form_no_circle() -> None:
    for folder in ("myst", "readers", "tree"):
        below = {
            path.stem: {name.split(".")[2] for name in imported(path) if name.startswith(f"coursebook.{folder}.")}
            for path in (PACKAGE / folder).glob("*.py")
        }
        while below:
            ground = {name for name, needed in below.items() if not needed & (below.keys() - {name})}
            assert ground, f"a circle among {', '.join(sorted(below))} of {folder}"
            below = {name: needed for name, needed in below.items() if name not in ground}


def test_converter_and_publisher_know_nothing_of_the_notebooks_package() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert not any(name.split(".")[0] == "interviewplan" for name in imported(path)), path
    for path in (ROOT / "notebooks/interviewplan").rglob("*.py"):
        assert not any(name.split(".")[0] == "coursebook" for name in imported(path, path.parent)), path


def test_converter_does_not_need_the_publisher() -> None:
    for path in MODULES:
        assert not rooms_imported(path) & BESIDE, path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_tree_touches_the_disk(path: Path) -> None:
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert room(path) == "tree" or not called & OPENERS, called & OPENERS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_one_room_knows_myst(path: Path) -> None:
    docstrings = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docstrings
    ]
    if room(path) != "myst":
        assert not [text for text in texts if re.search(r":::|\{cite|\{math|\{sub", text)]
