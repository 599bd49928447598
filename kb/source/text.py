"""A record as text: its front matter, its body, and the place of each thing in them.

Enters: what `kb.source.reading` found in a file. Leaves: a `Source`, which turns the path that pydantic gives into a place. Floor 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from kb.diagnostics.diagnostic import Diagnostic, Rule, Span

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # a PyYAML built without libyaml: slower, same answers
    from yaml import SafeLoader  # type: ignore[assignment]

Loc = tuple[str | int, ...]

STANDARD_TAG = "tag:yaml.org,2002:"


class Loader(SafeLoader):
    """A loader for which every scalar is text."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: Any) -> str:
        """Return the tag of a node that bears none: its kind, whatever its value looks like."""
        return _TAGS[kind]


_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: STANDARD_TAG + "str",
    yaml.SequenceNode: STANDARD_TAG + "seq",
    yaml.MappingNode: STANDARD_TAG + "map",
}


@dataclass
class Source:
    """A record as text: what was written, and where."""

    name: str
    """Path relative to the project root, with `/`."""
    text: str = ""
    front: str = ""
    """The YAML between the two `---`."""
    front_line: int = 2
    body: str = ""
    body_line: int = 1
    """Line of the file where the body starts."""
    data: dict[str, Any] = field(default_factory=dict)
    """The front matter as text, lists and mappings; empty when it cannot be read."""
    has_empty: bool = False
    """True when a key, or the dash of a list, is followed by nothing."""
    readable: bool = False
    """True when `data` holds the whole front matter."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @cached_property
    def root(self) -> yaml.Node | None:
        """The nodes of the front matter, with their marks; composed anew when a place is asked for, which is rare.

        Ten thousand records that kept their nodes would weigh on every pass of the garbage collector.
        """
        return compose(self.front) if self.readable else None

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        return self.text.split("\n")

    def line(self, number: int) -> str:
        """Return line `number` (from 1), or an empty text beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def report(self, rule: Rule, span: Span | None, help: str | None = None, **facts: object) -> None:
        """Add a diagnostic of `rule` at `span`."""
        self.diagnostics.append(self.diagnose(rule, span, help, **facts))

    def diagnose(self, rule: Rule, span: Span | None, help: str | None = None, **facts: object) -> Diagnostic:
        """Return a diagnostic of `rule` at `span`, with the line as excerpt."""
        return rule.at(self.name, span, self.line(span.line) if span else "", help, **facts)

    def span_of(self, loc: Loc, *, key: bool = False) -> Span:
        """Return the place of the value at `loc` (of its key when `key`); of the nearest ancestor when it does not exist."""
        node, key_node = self.root, None
        for step in loc:
            child_key, child = _child(node, step)
            if child is None:
                key = True
                break
            node, key_node = child, child_key or key_node
        shown = key_node if key and key_node is not None else node
        if shown is None or (shown is self.root and key):
            return Span.at(1, 1, 3)
        return self._span(shown)

    def span_of_text(self, loc: Loc, fragment: str) -> Span:
        """Return the place of `fragment` inside the text at `loc`, or of the whole text when it is folded out of sight."""
        whole = self.span_of(loc)
        for number in range(whole.line, whole.end_line + 1):
            start = whole.column - 1 if number == whole.line else 0
            column = self.line(number).find(fragment, start)
            if column >= 0:
                return Span.at(number, column + 1, len(fragment))
        return whole

    def _span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        last = end.line if end.column else max(end.line - 1, start.line)
        end_column = end.column if last == end.line else len(self.line(last + self.front_line))
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:  # a whole block: its first line is enough
            last, end_column = start.line, len(self.line(start.line + self.front_line).rstrip())
        least = start.column + 1 if last == start.line else 1
        return Span(start.line + self.front_line, start.column + 1, last + self.front_line, max(end_column, least) + 1)


def compose(front: str) -> yaml.Node | None:
    """Return the nodes of a front matter. Raises yaml.YAMLError."""
    loader = Loader(front)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Return (key node, value node) of `step` below `node`."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == step:
                return key_node, value_node
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None, None
