"""From a file of `vocabularies/` to entries that say, when they are wrong, which file, which entry and why.

Enters: a path. Leaves: an `Entry`, or `KbError`: a vocabulary that cannot be trusted stops the run. Floor 2.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from kb.diagnostics.diagnostic import KbError
from kb.source import explain_fault, name_cause

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # a PyYAML built without libyaml: slower, same answers
    from yaml import SafeLoader  # type: ignore[assignment]


class _Refused(yaml.MarkedYAMLError):
    """What our loader refuses, said in French."""


class _Loader(SafeLoader):
    """A loader that refuses a key written twice: YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _Refused(problem="une clé est un mot, pas une liste", problem_mark=key.start_mark)
            if key.value in seen:
                raise _Refused(problem=f"« {key.value} » est écrit deux fois", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of a file, and where it stands."""

    data: Mapping[str, Any]
    where: str

    def problem(self, cause: str) -> KbError:
        """Return the error to raise: where, then why."""
        return KbError(f"{self.where} : {cause}")

    def refuse_others(self, *keys: str) -> None:
        """Raise when the entry has a key that nobody reads: most often a spelling mistake."""
        for key in self.data:
            if key not in keys:
                raise self.problem(f"la clé « {key} » est inconnue ; les clés possibles sont {', '.join(keys)}")

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text, empty when absent. Raises when it must be there, or is no text."""
        value = self.data.get(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or not value.strip():
            raise self.problem(f"un texte est attendu pour « {key} »" + ("" if value is None else f", « {value} » n’en est pas un"))
        return value

    def pair(self, key: str, *, required: bool = False) -> tuple[str, str]:
        """Return the French and the English text of `key: {fr, en}`; French is the one that may be required."""
        if key not in self.data and not required:
            return "", ""
        inner = self._inner(key, self.data.get(key))
        inner.refuse_others("fr", "en")
        return inner.text("fr", required=True), inner.text("en")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self._list(key)
        if not all(isinstance(value, str) for value in values):
            raise self.problem(f"« {key} » est une liste de textes ; mettez entre guillemets ce que YAML lit autrement")
        return tuple(values)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers."""
        values = self._list(key)
        if not all(type(value) is int for value in values):
            raise self.problem(f"« {key} » est une liste de nombres entiers")
        return tuple(values)

    def number(self, key: str) -> float:
        """Return a number, 0 when absent."""
        value = self.data.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.problem(f"un nombre est attendu pour « {key} », « {value} » n’en est pas un")
        return value

    def entries(self, key: str) -> list[Entry]:
        """Return a list of entries, each known by its id."""
        return [self._inner(f"{key}, n° {number}", value) for number, value in enumerate(self._list(key), 1)]

    def table(self, key: str) -> dict[str, Entry]:
        """Return a mapping of entries."""
        inner = self._inner(key, self.data.get(key))
        return {str(name): inner._inner(str(name), value) for name, value in inner.data.items()}

    def texts_by_key(self, key: str) -> dict[str, str]:
        """Return a mapping of texts."""
        inner = self._inner(key, self.data.get(key))
        return {str(name): inner.text(name, required=True) for name in inner.data}

    def attributes(self) -> Mapping[str, Any]:
        """Return what code may ask of the entry, frozen."""
        values = self._inner("attributes", self.data.get("attributes") or {}).data
        return MappingProxyType({name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})

    def _list(self, key: str) -> list[Any]:
        values = self.data.get(key) or []
        if not isinstance(values, list):
            raise self.problem(f"une liste est attendue pour « {key} »")
        return values

    def _inner(self, key: str, value: Any) -> Entry:
        if not isinstance(value, dict):
            raise self.problem(f"« {key} » : des clés et des valeurs sont attendues")
        name = value.get("id", key)
        return Entry(value, f"{self.where}, « {name} »")


def read_termfile(path: Path, *must_have: str) -> Entry:
    """Read the file at `path`; its keys `must_have` must be there. Raises KbError."""
    where = name_of(path)
    text = _read_text(path, where)
    try:
        data = yaml.load(text, _Loader)  # noqa: S506 - a safe loader that only refuses more
    except (_Refused, ValueError) as error:  # a ValueError is an impossible date
        raise KbError(f"{where}{_place(error)} : YAML illisible ({_cause(error)})") from None
    except yaml.YAMLError as error:
        raise KbError(explain_fault(where, text, error)) from None
    if not isinstance(data, dict):
        raise KbError(f"{where} : le fichier doit commencer par des clés (id, title…)")
    for key in must_have:
        if not data.get(key):
            raise KbError(f"{where} : la clé « {key} » manque, ou elle est vide")
    return Entry(data, where)


def _read_text(path: Path, where: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise KbError(f"{where} : fichier introuvable") from None
    except OSError as error:
        raise KbError(f"{where} : lecture impossible ({name_cause(error)})") from None
    except UnicodeDecodeError:
        raise KbError(f"{where} : le fichier n’est pas en UTF-8") from None


def name_of(path: Path) -> str:
    """Return how people know a file of the folder of vocabularies: `vocabularies/goods.yml`."""
    return f"{path.parent.name}/{path.name}"


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}:{mark.column + 1}" if mark else ""


def _cause(error: Exception) -> str:
    return str(getattr(error, "problem", None) or "caractère ou date impossible")
