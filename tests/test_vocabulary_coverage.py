"""Code never names a term: a second network has other vocabularies, and no line of code to change.

Literal strings of Python, Jinja and JavaScript are compared with the ids of terms and of families of goods.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import jinja2
import pytest

from kb.reference.vocabulary import load_vocabularies

ROOT = Path(__file__).parents[1]
CODE = ROOT / "kb"
ALLOWED = {
    ("kb/reference/placename.py", "metropole"): "a prefix of place names as people write them, not a kind of party",
    ("kb/reference/placename.py", "pole-metropolitain"): "a kind of grouping of groupings.yml",
}
"""(file, string): why it is no term there."""
LANGUAGE = frozenset({"kb/search/french.py"})
"""Tables of French words: a word that is also an id (« eau ») is allowed there, an id made of several words is not."""

_JAVASCRIPT = re.compile(
    r"""
      /\*.*?\*/ | //[^\n]*                                                         # comments
    | (?<=[(,=:\[!&|?{};\n])[ ]*/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*  # regular expressions
    | (?P<quote>["'`])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)                # strings
    """,
    re.VERBOSE | re.DOTALL,
)
_INSERTED = re.compile(r"\$\{(.*?)\}", re.DOTALL)


def forbidden_names() -> frozenset[str]:
    vocabularies = load_vocabularies(ROOT / "vocabularies")
    terms = {term.id for vocabulary in vocabularies.values() for term in vocabulary}
    return frozenset(terms | {family.id for family in vocabularies["goods"].groups})


def python_strings(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and text of every literal string; a string that stands alone is documentation."""
    tree = ast.parse(text)
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def jinja_strings(text: str) -> Iterator[tuple[int, str]]:
    for line, kind, value in jinja2.Environment(autoescape=True).lex(text):
        if kind == "string":
            yield line, value[1:-1]


def javascript_strings(text: str) -> Iterator[tuple[int, str]]:
    for found in _JAVASCRIPT.finditer(text):
        if found["quote"]:
            line = text.count("\n", 0, found.start()) + 1
            yield line, found["text"]
            for code in _INSERTED.findall(found["text"]) if found["quote"] == "`" else ():
                yield from ((line, string) for _, string in javascript_strings(code))


READERS = {".py": python_strings, ".html": jinja_strings, ".jinja": jinja_strings, ".xml": jinja_strings, ".js": javascript_strings}


def named_terms(paths: Iterable[Path]) -> list[tuple[str, int, str]]:
    names = forbidden_names()
    return [
        (path.relative_to(ROOT).as_posix(), line, text)
        for path in paths
        for line, text in READERS[path.suffix](path.read_text(encoding="utf-8"))
        if text in names
    ]


def code_files() -> list[Path]:
    return sorted(path for path in CODE.rglob("*") if path.suffix in READERS and "starter" not in path.parts)


def is_allowed(path: str, text: str) -> bool:
    return (path, text) in ALLOWED or (path in LANGUAGE and "-" not in text)


def test_no_line_of_code_names_a_term() -> None:
    found = [(path, line, text) for path, line, text in named_terms(code_files()) if not is_allowed(path, text)]

    assert found == [], "read an attribute of the term instead"


def test_every_exception_still_serves() -> None:
    found = {(path, text) for path, _, text in named_terms(code_files())}

    assert set(ALLOWED) <= found
    assert {path for path, _ in found} >= LANGUAGE


def test_code_of_every_room_is_looked_at() -> None:
    rooms = {path.relative_to(CODE).parts[0] for path in code_files() if path.suffix == ".py"}

    assert {"records", "reference", "search", "pages"} <= rooms


@pytest.mark.parametrize(
    ("suffix", "text", "expected"),
    [
        (".py", '"""eau"""\nkind = "eau"\n', [(2, "eau")]),
        (".py", 'def f(x="eau"):\n    """eau"""\n    return {"a": \'etat\'}\n', [(1, "eau"), (3, "a"), (3, "etat")]),
        (".html", "eau {# 'eau' #}\n{% if term.id == 'eau' %}{{ \"sante\" }}{% endif %}", [(2, "eau"), (2, "sante")]),
        (".js", "// 'eau'\n/* \"eau\" */ const a = 'eau', b = \"l'eau\", c = `sante`;", [(2, "eau"), (2, "l'eau"), (2, "sante")]),
        (".js", "const a = s.replace(/['\"]/g, 'eau'); b = 1 / 2; c = 'sante'", [(1, "eau"), (1, "sante")]),
        (".js", "a(`x ${b === 'eau' ? 1 : 2}`)", [(1, "x ${b === 'eau' ? 1 : 2}"), (1, "eau")]),
        (".js", r"const a = 'l\'eau', b = 'eau';", [(1, r"l\'eau"), (1, "eau")]),
    ],
)
def test_strings_are_told_from_comments(suffix: str, text: str, expected: list[tuple[int, str]]) -> None:
    assert sorted(READERS[suffix](text)) == sorted(expected)
