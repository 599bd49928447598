"""The house: imports go down only, siblings of a floor do not know each other, one module knows MkDocs, no term is named."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS: dict[str, int] = {
    "kb.diagnostics": 0,
    "kb.root": 1,
    "kb.source": 1,
    "kb.sitefile": 1,
    "kb.reference": 2,
    "kb.settings": 2,
    "kb.records": 3,
    "kb.search": 4,
    "kb.exports": 5,
    "kb.pages": 5,
    "kb.publish": 6,
    "kb.cli": 7,
    "kb.mkdocs_plugin": 7,
}
"""Each room, and its floor. A room imports itself and the rooms of lower floors."""
MODULES = sorted((ROOT / "kb").rglob("*.py"))


def name_module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def find_room(module: str) -> str | None:
    return next((room for room in FLOORS if module == room or module.startswith(f"{room}.")), None)


def read_imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield (module imported, line), imports inside functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_module)
def test_imports_go_down_only(path: Path) -> None:
    room = find_room(name_module(path))
    for imported, line in read_imports(path):
        other = find_room(imported)
        if room is None or other is None or other == room:
            continue
        assert FLOORS[other] < FLOORS[room], f"{path.relative_to(ROOT)}:{line} imports {imported}"


def test_every_module_has_a_floor() -> None:
    assert [name_module(path) for path in MODULES if find_room(name_module(path)) is None] == ["kb"]


@pytest.mark.parametrize("path", MODULES, ids=name_module)
def test_one_module_knows_mkdocs(path: Path) -> None:
    known = {line for imported, line in read_imports(path) if imported.split(".")[0] in ("mkdocs", "material")}
    assert not known or name_module(path) == "kb.mkdocs_plugin"


@pytest.mark.parametrize("path", MODULES, ids=name_module)
def test_only_the_doors_print(path: Path) -> None:
    calls = [
        n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "print"
    ]
    assert not calls


@pytest.mark.parametrize("path", MODULES, ids=name_module)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_cycle_between_modules() -> None:
    graph = {name_module(p): {i for i, _ in read_imports(p) if i.startswith("kb.")} & {name_module(m) for m in MODULES} for p in MODULES}
    seen: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path, module))
        if module not in seen:
            for imported in sorted(graph[module] - {module}):
                visit(imported, (*path, module))
            seen.add(module)

    for module in graph:
        visit(module, ())
