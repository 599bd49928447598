"""The search of the browser, asked from Python: the real `search.js`, run by node.

Enters: the files of an index (`kb.search.browser`). Leaves: answers, as `drive.js` gives them. Floor 4. Tests and measures need it;
nothing that is published does.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from kb.diagnostics.diagnostic import KbError
from kb.records.collection import Collection
from kb.search.browser import ENGINE, export
from kb.search.evaluate import DEPTH, Answer, Engine
from kb.sitefile import SiteFile

_NO_NODE = "node n’est pas installé : la recherche du navigateur se mesure avec lui (sudo apt-get install nodejs)."
DRIVE = Path(__file__).with_name("drive.js")


def find_node() -> str | None:
    """Return the path of node: that of the system, else the one that Playwright brings for the tests; None when there is neither."""
    playwright = find_spec("playwright")
    bundled = Path(playwright.origin or "").with_name("driver") / "node" if playwright else None
    return shutil.which("node") or (str(bundled) if bundled and bundled.is_file() else None)


@contextmanager
def open_browser(root: Path, _: object = None) -> Iterator[Engine]:
    """Open the search of the browser on the records of a project, as an engine to measure. Raises KbError when node is missing."""
    if find_node() is None:
        raise KbError(_NO_NODE)
    records = Collection.load(root)
    slugs = [record.slug for record in records.published]
    with NodeSearch(export(records.published, records)[1]) as node:

        def ask(text: str) -> Answer:
            answer = node.ask(text)
            return Answer([slugs[number] for number in answer["documents"][:DEPTH]], answer["nothing"])

        yield ask


class NodeSearch(AbstractContextManager["NodeSearch"]):
    """An index opened by `search.js` in a process of its own. Raises OSError when node is missing."""

    def __init__(self, files: Iterable[SiteFile]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kb-browser-")
        for file in files:
            (Path(self._folder.name) / Path(file.address).name).write_text(str(file.content), encoding="utf-8")
        command = [find_node() or "node", str(DRIVE), str(ENGINE), self._folder.name]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")  # noqa: S603

    def ask(self, text: str) -> dict[str, Any]:
        """Return the answer to a text."""
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError(text)
        self._process.stdin.write(json.dumps(text) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process and forget the files."""
        self._process.communicate()
        self._folder.cleanup()
