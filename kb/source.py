"""From a file to its front matter, its body and the place of each thing in them.

Enters: a path. Leaves: a `Source`, always: what cannot be read is a diagnostic among the others. Floor 1.

Scalars stay text: `01004`, `2019-10-05` and `oui` reach the model as they were written, and the model reads them. PyYAML's C parser
builds nodes; the nodes keep their marks, and `Source.span_of` turns the path that pydantic gives into a place in the file.
"""

from __future__ import annotations

import errno
import re
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from kb.diagnostics.diagnostic import Diagnostic, Rule, Span
from kb.diagnostics.rules import reading as rules

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # a PyYAML built without libyaml: slower, same answers
    from yaml import SafeLoader  # type: ignore[assignment]

Loc = tuple[str | int, ...]

MAX_BYTES = 400_000
"""A record of 700 words weighs 10 to 20 KB; beyond this it is another kind of file."""
MAX_DEPTH = 20
"""A record needs six levels; far more would exhaust the stack of whoever walks the data."""

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FORBIDDEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_COMMON_SPACES = re.compile("[\n\u00a0\u202f]+")
_MAYBE_ALIAS = re.compile(r"(?:^|[\s\[,])[&*][\w-]", re.MULTILINE)
_STANDARD_TAG = "tag:yaml.org,2002:"
_PLAIN_COLLECTIONS = frozenset({_STANDARD_TAG + "seq", _STANDARD_TAG + "map"})
_NOTHING = frozenset({"", "~", "null"})


class Loader(SafeLoader):
    """A loader for which every scalar is text."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: Any) -> str:
        """Return the tag of a node that bears none: its kind, whatever its value looks like."""
        return _TAGS[kind]


_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: _STANDARD_TAG + "str",
    yaml.SequenceNode: _STANDARD_TAG + "seq",
    yaml.MappingNode: _STANDARD_TAG + "map",
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
        return _compose(self.front) if self.readable else None

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

    def body_span(self, offset: int, length: int = 1) -> Span:
        """Return the span of `length` characters at `offset` of the body."""
        before = self.body.count("\n", 0, offset)
        column = offset - (self.body.rfind("\n", 0, offset) + 1)
        return Span.at(self.body_line + before, column + 1, length)

    def _span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        last = end.line if end.column else max(end.line - 1, start.line)
        end_column = end.column if last == end.line else len(self.line(last + self.front_line))
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:  # a whole block: its first line is enough
            last, end_column = start.line, len(self.line(start.line + self.front_line).rstrip())
        least = start.column + 1 if last == start.line else 1
        return Span(start.line + self.front_line, start.column + 1, last + self.front_line, max(end_column, least) + 1)


def read_source(path: Path, name: str, *, max_bytes: int = MAX_BYTES) -> Source:
    """Read the file at `path`, known to people as `name`. Never raises: problems are in `diagnostics`."""
    source = Source(name)
    raw = _read_bytes(path, source, max_bytes)
    if raw is not None:
        read_text(_decode(raw, source), source)
    return source


def read_text(text: str, source: Source) -> None:
    """Fill `source` from `text`: front matter, body, data."""
    source.text = text
    forbidden = None if _looks_plain(text) else _FORBIDDEN.search(text)
    if forbidden:
        line, column = text.count("\n", 0, forbidden.start()) + 1, forbidden.start() - text.rfind("\n", 0, forbidden.start())
        source.report(rules.CONTROL_CHARACTER, Span.at(line, column), seen=f"U+{ord(forbidden[0]):04X}")
        return
    if _split(source):
        _parse(source)


def _looks_plain(text: str) -> bool:
    """True when every character is one that French text uses; quicker than looking for those it must not hold."""
    return all(part.isprintable() for part in _COMMON_SPACES.split(text))


def _read_bytes(path: Path, source: Source, max_bytes: int) -> bytes | None:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            source.report(rules.NOT_A_FILE, None, seen=source.name)
        elif not stat.S_ISREG(status.st_mode):  # a pipe would keep us waiting for ever
            source.report(rules.UNREADABLE_FILE, None, cause=rules.CAUSE_NOT_ORDINARY)
        elif status.st_size > max_bytes:
            source.report(rules.FILE_TOO_LARGE, None, size=status.st_size // 1024, limit=max_bytes // 1024)
        else:
            return path.read_bytes()
    except OSError as error:
        cause = rules.CAUSES_OF_SYSTEM.get(errno.errorcode.get(error.errno or 0, ""), error.strerror or str(error))
        source.report(rules.UNREADABLE_FILE, None, cause=cause)
    return None


def _decode(raw: bytes, source: Source) -> str:
    """Return the text; Windows-1252 is reported, then read all the same so that the other mistakes are found too."""
    nul = raw.find(b"\0")
    if nul >= 0:
        line = raw.count(b"\n", 0, nul) + 1
        source.report(rules.NUL_BYTE, Span.at(line, nul - raw.rfind(b"\n", 0, nul)))
        return ""
    marked = raw.startswith(b"\xef\xbb\xbf")
    raw = raw[3:] if marked else raw
    wrong = None
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        text, wrong = raw.decode("cp1252", errors="replace"), error.start
    # The text stands before anything is said of it: a diagnostic shows its line.
    source.text = text.replace("\r\n", "\n").replace("\r", "\n")
    if marked:
        source.report(rules.BYTE_ORDER_MARK, Span.at(1))
    if wrong is not None:
        before = raw[raw.rfind(b"\n", 0, wrong) + 1 : wrong].decode("cp1252", errors="replace")
        at = Span.at(raw.count(b"\n", 0, wrong) + 1, len(before) + 1)
        source.report(rules.NOT_UTF_8, at, seen=raw[wrong : wrong + 1].decode("cp1252", errors="replace"))
    elif "\r" in text:
        source.report(rules.WINDOWS_LINE_ENDS, Span.at(1))
    return source.text


def _split(source: Source) -> bool:
    """Cut the text at its two `---`; report and return False when one is missing."""
    if not source.text.strip() and not source.diagnostics:
        source.report(rules.EMPTY_FILE, None)
    if not source.text.strip():
        return False
    first = _FENCE.match(source.text)
    if first is None:
        source.report(rules.NO_FRONT_MATTER, Span.at(1, 1, len(source.line(1))))
        return False
    second = _FENCE.search(source.text, first.end() + 1)
    if second is None:
        source.report(rules.UNCLOSED_FRONT_MATTER, Span.at(1, 1, 3))
        return False
    source.front = source.text[first.end() + 1 : second.start()]
    source.body = source.text[second.end() + 1 :]
    source.body_line = source.text.count("\n", 0, second.end()) + 2
    return True


def _parse(source: Source) -> None:
    if _MAYBE_ALIAS.search(source.front) and _report_aliases(source):
        return
    try:
        root = _compose(source.front)
    except (yaml.YAMLError, RecursionError) as error:
        _report_yaml_error(source, error)
        return
    if not isinstance(root, yaml.MappingNode):
        if _report_missing_space(source, source.front_line):  # a single field looks like a sentence
            return
        source.report(rules.FRONT_MATTER_NOT_MAPPING, Span.at(source.front_line, 1, len(source.line(source.front_line))))
        return
    before = len(source.diagnostics)
    source.data = _construct(root, source)
    source.readable = len(source.diagnostics) == before


def _compose(front: str) -> yaml.Node | None:
    """Return the nodes of a front matter. Raises yaml.YAMLError."""
    loader = Loader(front)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _construct(node: yaml.Node, source: Source, depth: int = 0) -> Any:
    """Return text, None, list or mapping; report duplicate keys, tags, and what is nested beyond reason."""
    if depth > MAX_DEPTH:
        source.report(rules.YAML_OTHER, source._span(node), cause=rules.CAUSE_TOO_DEEP)
        return None
    if isinstance(node, yaml.ScalarNode):
        if not node.style and node.value in _NOTHING:
            source.has_empty = True
            return None
        if node.tag != _STANDARD_TAG + "str":
            _report_tag(node, source)
        return node.value
    if node.tag not in _PLAIN_COLLECTIONS:
        _report_tag(node, source)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, source, depth + 1) for item in node.value]
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key is None:
            source.report(rules.YAML_OTHER, source._span(key_node), cause=rules.CAUSE_COMPLEX_KEY)
            continue
        if key in mapping:
            source.report(rules.DUPLICATE_KEY, source._span(key_node), seen=key)
        mapping[key] = _construct(value_node, source, depth + 1)
    return mapping


def _report_tag(node: yaml.Node, source: Source) -> None:
    at = source._span(node)
    written = re.match(r"!\S*", source.line(at.line)[at.column - 1 :])
    seen = written[0] if written else node.tag
    source.report(rules.YAML_TAG, Span.at(at.line, at.column, len(seen)) if written else at, seen=seen)


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Return (key node, value node) of `step` below `node`."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == step:
                return key_node, value_node
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None, None


def _report_aliases(source: Source) -> bool:
    """Report anchors and aliases (they can make a small file huge, and hide what is written); True when there is one."""
    try:
        for event in yaml.parse(source.front, Loader=Loader):
            if anchor := getattr(event, "anchor", None):
                at = _place(source, event.start_mark)
                sign = source.line(at.line)[at.column - 1]
                source.report(rules.ALIAS, Span.at(at.line, at.column, len(anchor) + 1), seen=sign + anchor)
                return True
    except yaml.YAMLError:
        return False  # the parse that follows reports it
    return False


_MISSING_SPACE = re.compile(r"^(\s*(?:- )?[A-Za-z_]+):(?=[^\s/])")
_TEXT_AFTER_QUOTE = re.compile(r""":\s+("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?![#,\]}\s])(?=\S)""")
_OPENING_QUOTE = re.compile(r"""^[ ]*(?:- )?[A-Za-z_]+:[ ]+(?=["'])""", re.MULTILINE)
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""", re.DOTALL)
_NOTHING_MORE = re.compile(r"[ \t]*(?:#.*)?$", re.MULTILINE)
_KEY_ALONE = re.compile(r"^(\s*(?:- )?)[A-Za-z_]+$")


def _report_yaml_error(source: Source, error: Exception) -> None:
    """Say in the reader's words what the parser could not read, at the line where the mistake was made."""
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context_mark = getattr(error, "context_mark", None) or mark
    at = _place(source, mark)
    started = _place(source, context_mark)
    for number in dict.fromkeys((started.line, at.line, at.line - 1)):
        line = source.line(number)
        if number >= source.front_line and _report_missing_space(source, number):
            return
        quoted = _TEXT_AFTER_QUOTE.search(line)
        if quoted and "quoted" not in context:
            source.report(rules.TEXT_AFTER_QUOTE, Span.at(number, quoted.end(1) + 1), seen=quoted[1])
            return
    unclosed = _find_unclosed_quote(source.front, at.line - source.front_line)
    if unclosed is not None:
        above = source.front.count("\n", 0, unclosed)
        column = unclosed - source.front.rfind("\n", 0, unclosed)
        source.report(rules.UNCLOSED_QUOTE, Span.at(above + source.front_line, column))
        return
    rule, span = _yaml_rule(source, problem, context, at, started)
    source.report(rule, span, seen=source.line(span.line)[span.column - 1 : span.column] or " ", cause=rules.CAUSE_UNKNOWN)


def _report_missing_space(source: Source, number: int) -> bool:
    """Report a field whose colon touches its value on that line; True when it does."""
    missing = _MISSING_SPACE.match(source.line(number))
    if missing:
        source.report(rules.MISSING_SPACE_AFTER_COLON, Span.at(number, missing.end(1) + 1), seen=missing[1].strip(" -"))
    return missing is not None


def _find_unclosed_quote(front: str, last_line: int) -> int | None:
    """Return the offset of a quote, opened up to `last_line`, that only the quote of another value closes.

    The parser sees it close there and blames what follows, far from the mistake.
    """
    for opening in _OPENING_QUOTE.finditer(front):
        if front.count("\n", 0, opening.end()) > last_line:
            return None
        quoted = _QUOTED.match(front, opening.end())
        if quoted is None or ("\n" in quoted[0] and not _NOTHING_MORE.match(front, quoted.end())):
            return opening.end()
    return None


def _yaml_rule(source: Source, problem: str, context: str, at: Span, started: Span) -> tuple[Rule, Span]:
    """Return the rule that the parser's English words stand for, and where it was broken."""
    line = source.line(at.line)
    if "\t" in line[: at.column] or line[at.column - 1 : at.column] == "\t":
        return rules.TAB_INDENTATION, Span.at(at.line, line.index("\t") + 1)
    if "anchor" in context or "alias" in context:
        return rules.ALIAS, started
    if "quoted scalar" in context:
        return rules.UNCLOSED_QUOTE, started
    if "mapping values are not allowed" in problem:
        alone = _KEY_ALONE.match(line[: at.column - 1])
        return (rules.BAD_INDENTATION, Span.at(at.line, alone.end(1) + 1)) if alone else (rules.UNQUOTED_COLON, at)
    if "block sequence entries are not allowed" in problem:
        return rules.LIST_ON_KEY_LINE, at
    if "cannot start any token" in problem or "found unknown" in problem or "directive" in problem:
        return rules.SPECIAL_CHARACTER, at
    if "flow" in context:
        return rules.UNCLOSED_LIST, started
    if "could not find expected ':'" in problem:
        return rules.KEY_WITHOUT_COLON, started
    if "block" in context or "did not find expected" in problem:
        return rules.BAD_INDENTATION, at
    return rules.YAML_OTHER, at


def _place(source: Source, mark: Any) -> Span:
    """Return the span of a parser's mark, moved to the last character written when it points beyond the line or the text."""
    if mark is None:
        return Span.at(source.front_line)
    line = mark.line + source.front_line
    last = source.front_line + max(source.front.count("\n") - 1, 0)
    if line > last:
        line, column = last, len(source.line(last))
    else:
        column = min(mark.column + 1, len(source.line(line)))
    return Span.at(line, max(column, 1))
