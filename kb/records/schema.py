"""The model walked by path: which block, which type, which marks stand at a place of the front matter.

A path (`loc`) is what pydantic gives: keys as written in the file, positions in lists. Floor 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from kb.records.model import Case, InVocabulary, Mark
from kb.source import Loc


def unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return the bare type of an annotation (no Annotated, no None), and its metadata."""
    metadata: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata += tuple(more)
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        else:
            return annotation, metadata


@cache
def fields_of(block: type[BaseModel]) -> tuple[tuple[str, str, tuple[Any, ...]], ...]:
    """Return, for each field of a block, its name in Python, its key in the file and our marks (those of the items, for a list)."""
    found = []
    for name, info in block.model_fields.items():
        reached, marks = unwrap(info.annotation)
        if get_origin(reached) is tuple:
            marks += unwrap(get_args(reached)[0])[1]
        ours = tuple(mark for mark in marks + tuple(info.metadata) if isinstance(mark, Mark | InVocabulary))
        found.append((name, info.alias or name, ours))
    return tuple(found)


class Node(NamedTuple):
    """A value of a case, where it stands in the file, and the marks of its field."""

    loc: Loc
    value: Any
    marks: tuple[Any, ...]


def walk(case: BaseModel) -> list[Node]:
    """Return every block, list and marked value of a case, in the order of the model."""
    nodes: list[Node] = []
    _walk_into(case, (), nodes)
    return nodes


def _walk_into(value: Any, loc: Loc, nodes: list[Node]) -> None:
    if isinstance(value, BaseModel):
        for name, key, marks in fields_of(type(value)):
            child = getattr(value, name)
            nested = isinstance(child, BaseModel | tuple)
            if nested or (marks and child is not None):
                here = (*loc, key)
                nodes.append(Node(here, child, marks))
                if nested:
                    _walk_into(child, here, nodes)
    elif value and isinstance(value[0], BaseModel):
        for index, item in enumerate(value):
            here = (*loc, index)
            nodes.append(Node(here, item, ()))
            _walk_into(item, here, nodes)


def steps_along(loc: Loc) -> Iterator[tuple[type[BaseModel] | None, Any, tuple[Any, ...]]]:
    """Yield, for each step of `loc`, the block it enters from, the bare type reached and its metadata."""
    current: Any = Case
    for step in loc:
        block = current if isinstance(current, type) and issubclass(current, BaseModel) else None
        if block is not None:
            info = next((f for name, f in block.model_fields.items() if (f.alias or name) == step), None)
            if info is None:
                yield block, None, ()
                return
            current, metadata = unwrap(info.annotation)
            metadata += tuple(info.metadata)
        else:
            current, metadata = unwrap(next(iter(get_args(current)), str))
        yield block, current, metadata


def name_field(loc: Loc) -> str:
    """Return the name of the field at `loc` as `vocabularies/fields.yml` writes it: `Exchange.from`."""
    named = [(block, step) for (block, _, _), step in zip(steps_along(loc), loc, strict=False) if block is not None]
    return f"{named[-1][0].__name__}.{named[-1][1]}" if named else ""


def allowed_at(loc: Loc, kind: str) -> list[str]:
    """Return the values, or the keys, possible at `loc`."""
    steps = list(steps_along(loc))
    if not steps:
        return []
    block, reached, _ = steps[-1]
    if kind == "extra_forbidden" and block is not None:
        return [info.alias or name for name, info in block.model_fields.items()]
    if isinstance(reached, type) and issubclass(reached, StrEnum):
        return [str(member) for member in reached]
    if isinstance(reached, type) and issubclass(reached, BaseModel):
        return [info.alias or name for name, info in reached.model_fields.items()]
    return []


def facet_paths() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield, for each vocabulary that is a facet, its id and the attributes that lead to its terms from a case."""
    yield from _facets_of(Case, ())


def _facets_of(block: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, info in block.model_fields.items():
        reached, marks = unwrap(info.annotation)
        marks += tuple(info.metadata)
        if get_origin(reached) is tuple:
            reached, marks = unwrap(get_args(reached)[0])
        if isinstance(reached, type) and issubclass(reached, BaseModel):
            yield from _facets_of(reached, (*path, name))
        yield from ((mark.vocabulary, (*path, name)) for mark in marks if isinstance(mark, InVocabulary) and mark.facet)
