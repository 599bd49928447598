"""From pydantic's errors to findings, and from a wrong record to one that can be checked further.

Enters: the data of a `Source`. Leaves: a `Case` when one can be made, and what is wrong with its shape. Floor 3.

A wrong value is replaced by a stand-in of its type so that the checks across fields still run on the rest: a person
sees all mistakes in one go. The stand-ins never leave this module's caller; nothing is published from them.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kb.diagnostics.diagnostic import Rule
from kb.diagnostics.rules import BY_NAME, fields, phrases, terms
from kb.records.finding import Finding
from kb.records.knowledge import Knowledge
from kb.records.model import Case, InVocabulary, When
from kb.records.schema import allowed_at, name_field, steps_along, unwrap
from kb.reference.placename import fold
from kb.source import Loc, Source

MAX_REPAIRS = 4
"""Rounds of repair before giving up: each may uncover errors that the former hid."""

_EMPTY: tuple[Any, ...] = (None, "", [], {})


def read_case(source: Source, knowledge: Knowledge) -> tuple[Case | None, list[Finding], list[Loc]]:
    """Return the case, what is wrong with its shape, and the paths where stand-ins were put.

    The case is None when too much is wrong to make one.
    """
    data = source.data
    context: dict[str, Any] = {"vocabularies": knowledge.vocabularies}
    findings: list[Finding] = []
    repaired: list[Loc] = []
    for attempt in range(MAX_REPAIRS):
        case, details = _try_case(data, context)
        findings += [explain_error(d, knowledge) for d in details if not _below(d["loc"], repaired) and not _counts_wrongly(d)]
        if attempt == 0 and source.has_empty:
            reported = {detail["loc"] for detail in details}
            findings += [_explain_empty(loc, knowledge) for loc in _find_empty(data) if loc not in reported]
        if case is not None:
            return case, findings, repaired
        if attempt == 0:
            data = copy.deepcopy(data)
            context = {}  # a stand-in is no term; terms were all checked in the first round
        for detail in details:
            repaired += _repair(data, detail)
    return None, findings, repaired


def _try_case(data: dict[str, Any], context: dict[str, Any]) -> tuple[Case | None, list[ErrorDetails]]:
    try:
        return Case.model_validate(data, context=context), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _below(loc: Loc, places: list[Loc]) -> bool:
    """True when `loc` is one of `places`, or inside one of them."""
    return any(loc[: len(place)] == place for place in places)


def _counts_wrongly(detail: ErrorDetails) -> bool:
    """True for "too short" about a list that is long enough: pydantic counts its valid items only."""
    seen, least = detail.get("input"), detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and isinstance(seen, list) and len(seen) >= least


def _find_empty(value: Any, loc: Loc = ()) -> Iterator[Loc]:
    """Yield the places where a key, or the dash of a list, is followed by nothing."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in children:
        if child is None:
            yield (*loc, step)
        else:
            yield from _find_empty(child, (*loc, step))


def _explain_empty(loc: Loc, knowledge: Knowledge) -> Finding:
    field = str(next((step for step in reversed(loc) if isinstance(step, str)), ""))
    return Finding(fields.EMPTY_VALUE, loc, key=True, facts={"field": field})


# --- errors ----------------------------------------------------------------------------------------------------------

_RULE_OF_TYPE: dict[str, Rule] = {
    "missing": fields.MISSING_FIELD,
    "extra_forbidden": fields.UNKNOWN_KEY,
    "enum": fields.NOT_IN_LIST,
    "string_too_long": fields.TEXT_TOO_LONG,
    "string_too_short": fields.EMPTY_VALUE,
    "string_type": fields.TEXT_EXPECTED,
    "tuple_type": fields.LIST_EXPECTED,
    "model_type": fields.BLOCK_EXPECTED,
    "too_short": fields.TOO_FEW,
    "too_long": fields.TOO_MANY,
}


def explain_error(detail: ErrorDetails, knowledge: Knowledge) -> Finding:
    """Return the finding behind one of pydantic's errors."""
    loc: Loc = detail["loc"]
    kind, seen = detail["type"], detail.get("input")
    rule = _RULE_OF_TYPE.get(kind) or BY_NAME[kind]
    if kind not in ("missing", "extra_forbidden") and seen in _EMPTY:
        rule = fields.EMPTY_VALUE
    context = detail.get("ctx", {})
    field = str(next((step for step in reversed(loc) if isinstance(step, str)), ""))
    guidance = knowledge.fields.get(name_field(loc))
    facts: dict[str, object] = {
        "seen": field if kind == "extra_forbidden" else context.get("seen", seen),
        "field": field,
        "label": guidance.label if guidance else field,
        "guidance": guidance.sentence if guidance else "",
        "allowed": ", ".join(allowed_at(loc, kind)),
        "length": len(seen) if isinstance(seen, str | list) else 0,
        "limit": context.get("max_length", context.get("min_length", 0)),
        "suggestion": make_slug(str(seen)) or phrases.SOME_NAME,
    }
    if rule is terms.UNKNOWN_TERM:
        return _explain_term(loc, str(seen), context["vocabulary"], knowledge)
    if rule is fields.MISSING_FIELD:
        listed = len(loc) > 1 and isinstance(loc[-2], int)  # an item has no key of its own: its first line is shown
        return Finding(rule, loc[:-1], key=not listed, facts=facts)
    help = _suggest_value(rule, str(seen), loc, kind)
    return Finding(rule, loc, key=rule in (fields.UNKNOWN_KEY, fields.EMPTY_VALUE), help=help, facts=facts)


def _explain_term(loc: Loc, seen: str, vocabulary_id: str, knowledge: Knowledge) -> Finding:
    vocabulary = knowledge.vocabularies[vocabulary_id]
    close = vocabulary.suggest(seen)
    if close:
        guidance = phrases.DID_YOU_MEAN.format(suggestion=close[0])
    elif len(list(vocabulary)) <= 12:
        guidance = phrases.POSSIBLE_TERMS.format(allowed=", ".join(term.id for term in vocabulary))
    else:
        guidance = phrases.SEE_TERMS.format(vocabulary=vocabulary_id)
    return Finding(terms.UNKNOWN_TERM, loc, facts={"seen": seen, "a_term": vocabulary.a_term, "guidance": guidance})


def _suggest_value(rule: Rule, seen: str, loc: Loc, kind: str) -> str | None:
    """Return a better cure when one of the possible values is close to what was written."""
    if rule is fields.UNKNOWN_KEY:
        seen = str(loc[-1])
    elif rule is not fields.NOT_IN_LIST:
        return None
    close = difflib.get_close_matches(seen.casefold(), allowed_at(loc, kind), n=1, cutoff=0.6)
    return phrases.DID_YOU_MEAN.format(suggestion=close[0]) if close else None


def make_slug(text: str) -> str:
    """Return `text` in lower case, without accents, words joined by hyphens, at most 60 characters.

    >>> make_slug("L’eau du Médoc")
    'l-eau-du-medoc'
    """
    return "-".join(fold(text).split())[:60].strip("-")


# --- repairs ---------------------------------------------------------------------------------------------------------


def _repair(data: dict[str, Any], detail: ErrorDetails) -> list[Loc]:
    """Put a stand-in where the value is wrong, or take away a key that does not exist; return the places concerned."""
    *path, last = detail["loc"] or ("",)
    holder: Any = data
    for step in path:
        try:
            holder = holder[step]
        except (KeyError, IndexError, TypeError):
            return [detail["loc"]]
    if detail["type"] == "extra_forbidden":
        holder.pop(last, None)
    elif detail["type"] == "too_short" and isinstance(holder[last], list):
        return _lengthen(holder[last], detail)
    elif isinstance(holder, dict | list):
        cast(dict[str | int, Any], holder)[last] = _stand_in(detail)
    return [detail["loc"]]


def _lengthen(items: list[Any], detail: ErrorDetails) -> list[Loc]:
    """Add to a list that is too short items that the next round of repair completes; return their places."""
    *_, (_, reached, _) = steps_along(detail["loc"])
    item, _ = unwrap(get_args(reached)[0])
    first, least = len(items), detail.get("ctx", {})["min_length"]
    for _ in range(first, least):
        items.append({} if isinstance(item, type) and issubclass(item, BaseModel) else _PLAIN_STAND_INS.get(item, "stand-in"))
    return [(*detail["loc"], index) for index in range(first, len(items))]


def _stand_in(detail: ErrorDetails) -> Any:
    """Return a harmless valid value for the place of an error."""
    seen, limit = detail.get("input"), detail.get("ctx", {}).get("max_length")
    if detail["type"] in ("string_too_long", "too_long") and isinstance(seen, str | list):
        return seen[:limit]
    *_, (_, reached, metadata) = steps_along(detail["loc"])
    if reached is When:
        return "2000"
    if isinstance(reached, type) and issubclass(reached, StrEnum):
        return str(next(iter(reached)))
    if isinstance(reached, type) and issubclass(reached, BaseModel):
        return {}
    if get_origin(reached) is tuple:
        return []
    if any(isinstance(mark, InVocabulary) for mark in metadata):
        return str(seen) if isinstance(seen, str) and seen else "stand-in"
    return _PLAIN_STAND_INS.get(reached) or _fitting_text(detail)


def _fitting_text(detail: ErrorDetails) -> str:
    """Return a text that the field's own pattern accepts."""
    return _TEXT_STAND_INS.get(detail["type"], "stand-in")


_TEXT_STAND_INS = {"bad-address": "https://stand-in.example", "bad-email": "stand-in@stand-in.example", "bad-country": "FR"}


_PLAIN_STAND_INS: dict[Any, str] = {float: "0", bool: "false", int: "1"}
