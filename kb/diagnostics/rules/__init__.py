"""All the rules of the base, by code and by name. Floor 0."""

from __future__ import annotations

from types import ModuleType

from kb.diagnostics.diagnostic import Rule
from kb.diagnostics.rules import collection, fields, reading, story, terms

__all__ = ["BY_NAME", "RULES", "find_rule"]


def _rules_of(module: ModuleType) -> list[Rule]:
    return [value for value in vars(module).values() if isinstance(value, Rule)]


RULES: tuple[Rule, ...] = tuple(
    sorted((rule for module in (reading, fields, terms, collection, story) for rule in _rules_of(module)), key=lambda rule: rule.code)
)
BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
_BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}


def find_rule(code: str) -> Rule | None:
    """Return the rule of that code (`KB301`, `kb301`, `301`) or of that name."""
    wanted = code.strip()
    return _BY_CODE.get("KB" + wanted.upper().removeprefix("KB")) or BY_NAME.get(wanted.casefold())
