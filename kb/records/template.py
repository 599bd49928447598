"""A new record, commented key by key from the guidance of its fields.

Enters: what is already known (front matter as plain data). Leaves: the text of a file. Floor 3. The command line, the link to the
forge and the guide all show this one text, so that a new field of the model appears everywhere.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel

from kb.records.knowledge import Knowledge
from kb.records.model import Case, InVocabulary, Section
from kb.records.schema import unwrap

SHORT_LEVELS = frozenset({"required", "short"})
FEW = 12
"""Up to this many values, they are written in the comment; beyond, the file that lists them."""
_WIDTH = 100


class _Dumper(yaml.SafeDumper):
    """Writes lists one level below their field, and what is unknown as nothing."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Never leave a list at the level of its field."""
        super().increase_indent(flow, False)


_Dumper.add_representer(type(None), lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def write_template(knowledge: Knowledge, known: Mapping[str, Any], *, full: bool = False) -> str:
    """Return the text of a new record: the short level, or every field when `full`; `known` fills it."""
    front = "".join(_write_field(Case, name, knowledge, known, full) for name in Case.model_fields)
    body = "\n".join(_write_section(section, knowledge) for section in Section if full or _expected(section, knowledge))
    return f"---\n{front}---\n\n{body}"


def _expected(section: Section, knowledge: Knowledge) -> bool:
    return bool(knowledge.labels.wording(section).attributes.get("expected"))


def _write_section(section: Section, knowledge: Knowledge) -> str:
    wording = knowledge.labels.wording(section)
    return f"## {wording.label}\n\n(À écrire : {wording.definition})\n"


def _write_field(block: type[BaseModel], name: str, knowledge: Knowledge, known: Mapping[str, Any], full: bool) -> str:
    """Return a field of the case with its comment, or nothing when the level does not ask for it."""
    info = block.model_fields[name]
    key = info.alias or name
    guidance = knowledge.fields.get(f"{block.__name__}.{key}")
    if key not in known and not (full or (guidance and guidance.level in SHORT_LEVELS)):
        return ""
    comment = "".join(f"# {line}\n" for line in _comment(block, name, knowledge))
    if key in known:
        return comment + yaml.dump({key: known[key]}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    inner, _ = _inner(info)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        listed = get_origin(unwrap(info.annotation)[0]) is tuple
        return f"{comment}{key}:\n{_write_block(inner, knowledge, listed, full)}"
    return f"{comment}{key}:\n"


def _write_block(block: type[BaseModel], knowledge: Knowledge, listed: bool, full: bool) -> str:
    """Return the keys of a nested block, each with its comment, one item when it is a list."""
    lines = []
    for name, info in block.model_fields.items():
        key = info.alias or name
        guidance = knowledge.fields.get(f"{block.__name__}.{key}")
        if full or info.is_required() or (guidance and guidance.level in SHORT_LEVELS):
            lines += [f"# {line}" for line in _comment(block, name, knowledge)]
            lines.append(f"{key}:")
    marked = _mark_item(lines) if listed else [f"  {line}" for line in lines]
    return "".join(f"{line}\n" for line in marked)


def _mark_item(lines: list[str]) -> list[str]:
    """Put the `- ` of a list item before its first key."""
    first = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    return [f"  - {line}" if index == first else f"    {line}" for index, line in enumerate(lines)]


def _inner(info: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return the type of a field, or of its items, with its metadata."""
    reached, marks = unwrap(info.annotation)
    if get_origin(reached) is tuple:
        return unwrap(get_args(reached)[0])
    return reached, marks + tuple(info.metadata)


def _comment(block: type[BaseModel], name: str, knowledge: Knowledge) -> Iterator[str]:
    """Yield the lines that explain a field: what it is, what to write, the possible values."""
    info = block.model_fields[name]
    guidance = knowledge.fields.get(f"{block.__name__}.{info.alias or name}")
    said = f"{guidance.label}. {guidance.sentence}" if guidance else ""
    values = " | ".join(_values(info, knowledge))
    for text in filter(None, (said, values)):
        yield from textwrap.wrap(text, _WIDTH)


def _values(info: Any, knowledge: Knowledge) -> Iterator[str]:
    reached, marks = _inner(info)
    for mark in marks:
        if isinstance(mark, InVocabulary):
            terms = [term.id for term in knowledge.vocabularies[mark.vocabulary]]
            yield from terms if len(terms) <= FEW else (f"vocabularies/{mark.vocabulary}.yml",)
    if isinstance(reached, type) and issubclass(reached, StrEnum):
        yield from map(str, reached)
