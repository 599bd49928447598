"""From a file to its front matter, its body and the place of each thing in them.

Enters: a path. Leaves: a `Source`, always: what cannot be read is a diagnostic among the others. Floor 1.

Scalars stay text: `01004`, `2019-10-05` and `oui` reach the model as they were written, and the model reads them.
"""

from __future__ import annotations

import codecs
import errno
import re
import stat
from pathlib import Path
from typing import Any

import yaml

from kb.diagnostics.diagnostic import Span
from kb.diagnostics.rules import phrases
from kb.diagnostics.rules import reading as rules
from kb.source.fault import place_mark, report_missing_space, report_yaml_fault
from kb.source.text import STANDARD_TAG, Loader, Source, compose

MAX_BYTES = 400_000
"""A record of 700 words weighs 10 to 20 KB; beyond this it is another kind of file."""
MAX_DEPTH = 20
"""A record needs six levels; far more would exhaust the stack of whoever walks the data."""

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
"""What nobody sees, and what would drive a terminal or turn a line round; U+200D, which joins emojis, is welcome."""
_COMMON_SPACES = "\n\u00a0\u202f"
_MAYBE_ALIAS = re.compile(r"(?:^|[\s\[,])[&*][\w-]", re.MULTILINE)
_PLAIN_COLLECTIONS = frozenset({STANDARD_TAG + "seq", STANDARD_TAG + "map"})
_CONFLICT = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
_MAYBE_HIDDEN = re.compile(r"^[^#\n]*\S[ \t]+#[^\s#]", re.MULTILINE)
_HIDDEN = re.compile(r"[ \t]+(#[^\s#].*)")
_ESCAPE = re.compile(r"""\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^"\\nt/ ])""")
_NOTHING = frozenset({"", "~", "null"})


def read_source(path: Path, name: str, *, max_bytes: int = MAX_BYTES) -> Source:
    """Read the file at `path`, known to people as `name`. Never raises: problems are in `diagnostics`."""
    source = Source(name)
    raw = _read_bytes(path, source, max_bytes)
    text = None if raw is None else _decode(raw, source)
    if text is not None:
        read_text(text, source)
    return source


def read_text(text: str, source: Source) -> None:
    """Fill `source` from `text`: front matter, body, data."""
    source.text = text
    forbidden = None if _looks_plain(text) else _FORBIDDEN.search(text)
    if forbidden:
        line, column = text.count("\n", 0, forbidden.start()) + 1, forbidden.start() - text.rfind("\n", 0, forbidden.start())
        source.report(rules.CONTROL_CHARACTER, Span.at(line, column), seen=f"U+{ord(forbidden[0]):04X}")
        return
    conflict = _CONFLICT.search(text) if "<<<<<<<" in text else None
    if conflict:
        source.report(rules.CONFLICT_MARKER, Span.at(text.count("\n", 0, conflict.start()) + 1, 1, len(conflict[0])), seen=conflict[0])
        return
    if _split(source):
        _parse(source)


def _looks_plain(text: str) -> bool:
    """True when every character is one that French text uses; quicker than looking for those it must not hold."""
    for space in _COMMON_SPACES:
        text = text.replace(space, " ")
    return text.isprintable()


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
        source.report(rules.UNREADABLE_FILE, None, cause=name_cause(error))
    return None


def name_cause(error: OSError) -> str:
    """Return what a system error means, in French when it is one that happens."""
    return rules.CAUSES_OF_SYSTEM.get(errno.errorcode.get(error.errno or 0, ""), error.strerror or str(error))


def _read_as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # the only one that decoding raises
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("kb-windows-1252", _read_as_windows)


def _decode(raw: bytes, source: Source) -> str | None:
    """Return the text, None when there is none; letters of Windows-1252 are reported, then read so that other mistakes are found too."""
    nul = raw.find(b"\0")
    if nul >= 0:
        line = raw.count(b"\n", 0, nul) + 1
        source.report(rules.NUL_BYTE, Span.at(line, nul - raw.rfind(b"\n", 0, nul)))
        return None
    marked = raw.startswith(b"\xef\xbb\xbf")
    raw = raw[3:] if marked else raw
    wrong = None
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        text, wrong = raw.decode(errors="kb-windows-1252"), error.start
    # The text stands before anything is said of it: a diagnostic shows its line.
    source.text = text.replace("\r\n", "\n").replace("\r", "\n")
    if marked:
        source.report(rules.BYTE_ORDER_MARK, Span.at(1))
    if wrong is not None:
        before = raw[raw.rfind(b"\n", 0, wrong) + 1 : wrong].decode()
        at = Span.at(raw.count(b"\n", 0, wrong) + 1, len(before) + 1)
        source.report(rules.NOT_UTF_8, at, seen=raw[wrong : wrong + 1].decode("cp1252", errors="replace"))
    elif "\r" in text:
        source.report(rules.WINDOWS_LINE_ENDS, Span.at(1))
    return source.text


def _split(source: Source) -> bool:
    """Cut the text at its two `---`; report and return False when one is missing."""
    if not source.text.strip():
        source.report(rules.EMPTY_FILE, None)
        return False
    first = _FENCE.match(source.text)
    if first is None:
        help = phrases.LINES_ABOVE_FENCE if _FENCE.match(source.text.lstrip()) else None
        source.report(rules.NO_FRONT_MATTER, Span.at(1, 1, len(source.line(1))), help)
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
        root = compose(source.front)
    except (yaml.YAMLError, RecursionError) as error:
        report_yaml_fault(source, error)
        return
    if not isinstance(root, yaml.MappingNode):
        if report_missing_space(source, source.front_line):  # a single field looks like a sentence
            return
        source.report(rules.FRONT_MATTER_NOT_MAPPING, Span.at(source.front_line, 1, len(source.line(source.front_line))))
        return
    before = len(source.diagnostics)
    source.data = _construct(root, source)
    source.readable = len(source.diagnostics) == before
    if source.readable and "#" in source.front and _MAYBE_HIDDEN.search(source.front):
        _report_hidden_ends(root, source)


def _construct(node: yaml.Node, source: Source, depth: int = 0) -> Any:
    """Return text, None, list or mapping; report duplicate keys, tags, and what is nested beyond reason."""
    if depth > MAX_DEPTH:
        source.report(rules.YAML_OTHER, source._span(node), cause=rules.CAUSE_TOO_DEEP)
        return None
    if isinstance(node, yaml.ScalarNode):
        if node.tag != STANDARD_TAG + "str":
            _report_tag(node, source)
        if not node.style and node.value in _NOTHING:
            source.has_empty = True
            return None
        if node.style == '"' and not _looks_plain(node.value) and _FORBIDDEN.search(node.value):
            _report_escape(node, source)
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


def _report_escape(node: yaml.Node, source: Source) -> None:
    """Report what a text between quotes writes as an escape, and would be refused as it is."""
    whole = source._span(node)
    for number in range(whole.line, whole.end_line + 1):
        escape = _ESCAPE.search(source.line(number), whole.column - 1 if number == whole.line else 0)
        if escape:
            source.report(rules.BACKSLASH, Span.at(number, escape.start() + 1, len(escape[0])), seen=escape[0])
            return


def _report_hidden_ends(node: yaml.Node, source: Source) -> None:
    """Report the texts without quotes that a `#` cuts; a remark has a space after its sign."""
    if isinstance(node, yaml.ScalarNode):
        line, end = node.end_mark.line + source.front_line, node.end_mark.column
        hidden = None if node.style else _HIDDEN.match(source.line(line), end)
        if hidden:
            source.report(rules.HIDDEN_END, Span.at(line, hidden.start(1) + 1, len(hidden[1])), seen=hidden[1])
        return
    for item in node.value:
        for child in item if isinstance(item, tuple) else (item,):
            _report_hidden_ends(child, source)


def _report_aliases(source: Source) -> bool:
    """Report anchors and aliases (they can make a small file huge, and hide what is written); True when there is one."""
    try:
        for event in yaml.parse(source.front, Loader=Loader):
            if anchor := getattr(event, "anchor", None):
                at = place_mark(source, event.start_mark)
                sign = source.line(at.line)[at.column - 1]
                source.report(rules.ALIAS, Span.at(at.line, at.column, len(anchor) + 1), seen=sign + anchor)
                return True
    except yaml.YAMLError:
        return False  # the parse that follows reports it
    return False
