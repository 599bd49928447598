"""What a network sets once: its publisher, its forge, its licence, its home region.

Enters: `settings.yml` at the root of a project. Leaves: a frozen `Settings`. Floor 2.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from kb.diagnostics.diagnostic import KbError
from kb.diagnostics.rules import phrases
from kb.root import FILE_NAME
from kb.source import explain_fault, name_cause

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PLACEHOLDER = "À RENSEIGNER"
"""What the starter writes where only the publisher knows; a public build is refused while one remains."""

_UNREADABLE = "{file} : {cause}"
_CAUSES = {
    "missing": "« {field} » manque",
    "extra_forbidden": "« {field} » n’existe pas",
    "literal_error": "« {field} » attend une de ces valeurs : {expected}",
    "string_type": "« {field} » attend un texte, entre guillemets droits",
    "int_parsing": "« {field} » attend un nombre entier",
    "int_type": "« {field} » attend un nombre entier",
    "greater_than_equal": "« {field} » vaut {ge} au moins",
    "model_type": "« {field} » attend des lignes « champ: valeur »",
}
"""What pydantic found, by the type of its error."""
_OTHER_CAUSE = "« {field} » ne peut pas être lu"


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Publisher(_Block):
    """Who publishes the site (law 2004-575, article 1-1)."""

    name: str
    address: str
    phone: str
    director: str
    """Function of the director of publication."""


class Host(_Block):
    """Who hosts it."""

    name: str
    address: str
    phone: str


class Forge(_Block):
    """Where the records are kept under version control."""

    kind: Literal["github", "forgejo"]
    url: str
    """Address of the repository."""
    branch: str = "main"


class Settings(_Block):
    """Settings of one base."""

    site_name: str
    site_url: str
    tagline: str
    publisher: Publisher
    host: Host
    contact_email: str
    forge: Forge
    license: str = "etalab-2.0"
    license_label: str = "Licence Ouverte 2.0"
    home_region: str | None = None
    """ISO 3166-2 code of the region that the map enlarges."""
    stale_after_years: Annotated[int, Field(ge=1)] = 2

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Names of the settings that still hold a placeholder."""
        return tuple(_find_placeholders(self.model_dump(), ""))


def _find_placeholders(value: object, name: str) -> list[str]:
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in _find_placeholders(item, f"{name}.{key}" if name else key)]
    return [name] if isinstance(value, str) and PLACEHOLDER in value else []


def load_settings(root: Path) -> Settings:
    """Read the settings of the project at `root`. Raises KbError, with the place and the cause."""
    path = root / FILE_NAME
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Settings.model_validate(yaml.load(text, _Loader))  # noqa: S506 - a safe loader
    except ValidationError as error:
        raise KbError(_UNREADABLE.format(file=FILE_NAME, cause=" ; ".join(map(_explain, error.errors())))) from error
    except UnicodeDecodeError as error:
        raise KbError(_UNREADABLE.format(file=FILE_NAME, cause=phrases.NOT_UTF_8)) from error
    except OSError as error:
        raise KbError(_UNREADABLE.format(file=FILE_NAME, cause=name_cause(error))) from error
    except yaml.YAMLError as error:
        raise KbError(explain_fault(FILE_NAME, text, error)) from error


def _explain(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", " ou ")
    field = ".".join(map(str, error["loc"])) or FILE_NAME
    return _CAUSES.get(error["type"], _OTHER_CAUSE).format(field=field, expected=expected, ge=context.get("ge"))
