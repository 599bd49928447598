"""A story, and any text that cites, as HTML.

Enters: tokens of `kb.records.story`, the sources of a case. Leaves: `Markup` that is safe to print: raw HTML is off, links
that are not web or mail addresses lose their link, images come from the folder of the record. Floor 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from kb.records.model import Reference
from kb.records.story import MARKDOWN, split_citations

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_BEFORE_HIGH_SIGN = re.compile(r"[ \u00a0](?=[;!?])")
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:[ \u00a0]\d{3})+(?![\d,]?\d)")
_BEFORE_PERCENT = re.compile(r"(?<=\d)[ \u00a0](?=%)")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:[kM]?€|km|ha|m[²³])(?!\w))")
_NO_BREAK = "\u00a0"
_THIN_NO_BREAK = "\u202f"


def set_spaces(text: str) -> str:
    """Return a text whose French spaces never break: before `;:!?»`, after `«`, inside a number, before its unit; thin by custom."""
    text = _BEFORE_HIGH_SIGN.sub(_THIN_NO_BREAK, text)
    text = _THOUSANDS.sub(lambda found: re.sub("[ \u00a0]", _THIN_NO_BREAK, found[0]), text)
    text = _BEFORE_UNIT.sub(_NO_BREAK, _BEFORE_PERCENT.sub(_THIN_NO_BREAK, text))
    return text.replace(" :", _NO_BREAK + ":").replace("« ", "«" + _NO_BREAK).replace(" »", _NO_BREAK + "»")


def split_cited(text: str) -> list[str | int]:
    """Return texts with their French spaces, and numbers of sources, each bound to the word before it."""
    parts = list(split_citations(set_spaces(text)))
    for index, part in enumerate(parts[1:], 1):
        before = parts[index - 1]
        if isinstance(part, int) and isinstance(before, str) and before.endswith(" "):
            parts[index - 1] = before[:-1] + _NO_BREAK
    return parts


def is_safe_link(address: str) -> bool:
    """True for web and mail addresses."""
    return bool(_SAFE_LINK.match(address))


@dataclass(frozen=True)
class Citer:
    """Turns the numbers of the sources of one case into links to the list of sources."""

    publishers: dict[int, str]

    @classmethod
    def over(cls, sources: Iterable[Reference]) -> Citer:
        """Return the citer of a list of sources."""
        return cls({source.id: source.publisher for source in sources})

    def __call__(self, text: str, *, linked: bool = True) -> Markup:
        """Return a plain text as HTML, its citations as links; without links inside what is a link already."""
        parts = split_cited(text)
        return Markup("").join(escape(part) if isinstance(part, str) else self.link(part, linked=linked) for part in parts)

    def link(self, number: int, *, linked: bool = True) -> Markup:
        """Return one citation, titled by the publisher of the source; plain when there is no such source."""
        if not linked or number not in self.publishers:
            return Markup("[{}]").format(number)
        return Markup('<a class="cite" href="#s{0}" title="{1}">[{0}]</a>').format(number, self.publishers[number])

    def numbers(self, numbers: Iterable[int] | None) -> Markup:
        """Return citations in a row, each once."""
        return Markup("").join(self.link(number) for number in dict.fromkeys(numbers or ()))

    def missing(self, numbers: Iterable[int] | None, *texts: str | None) -> Markup:
        """Return the citations that none of the texts beside already bears."""
        said = {part for text in texts if text for part in split_citations(text) if isinstance(part, int)}
        return self.numbers(number for number in numbers or () if number not in said)


def render_story(tokens: Sequence[Token], cite: Citer, slug: str) -> Markup:
    """Return the HTML of a section; `slug` names the folder of the images, which stand beside the page."""
    return Markup(_RENDERER.render(tokens, MARKDOWN.options, {"cite": cite, "slug": slug}))  # noqa: S704 - each rule escapes


def list_images(tokens: Iterable[Token], slug: str) -> tuple[str, ...]:
    """Return the names of the images of a record, below its folder."""
    children = (child for token in tokens for child in token.children or ())
    found = (_image_name(child, slug) for child in children if child.type == "image")
    return tuple(dict.fromkeys(name for name in found if name))


def _image_name(image: Token, slug: str) -> str:
    """Return the name of an image below the folder of its record, as the file bears it; empty when it stands elsewhere."""
    folder, _, name = unquote(str(image.attrGet("src") or "")).removeprefix("./").partition("/")
    return name if folder == slug and name and ".." not in name.split("/") and ":" not in name else ""


class _StoryRenderer(RendererHTML):
    """The HTML rules of a story; each method is the rule of the tokens of its name."""

    def text(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        inside = sum(token.nesting for token in tokens[:index] if token.type.startswith("link_"))
        return str(env["cite"](tokens[index].content, linked=not inside))

    def link_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        address = str(tokens[index].attrGet("href") or "")
        return str(Markup('<a href="{}">').format(address)) if is_safe_link(address) else ""

    def link_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        opening = next(token for token in reversed(tokens[:index]) if token.type == "link_open")
        return "</a>" if is_safe_link(str(opening.attrGet("href") or "")) else ""

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        image = tokens[index]
        text = self.renderInlineAsText(image.children or [], options, env)
        name, caption = _image_name(image, env["slug"]), str(image.attrGet("title") or "")
        if not name:
            return str(escape(text))
        drawn = Markup('<img src="{}" alt="{}" loading="lazy">').format(quote(name), text)
        return str(drawn + Markup("<figcaption>{}</figcaption>").format(caption) if caption and len(tokens) == 1 else drawn)

    def paragraph_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        return "<figure>" if _holds_image(tokens[index + 1], env["slug"]) else str(self.renderToken(tokens, index, options, env))

    def paragraph_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        return "</figure>\n" if _holds_image(tokens[index - 1], env["slug"]) else str(self.renderToken(tokens, index, options, env))


def _holds_image(inline: Token, slug: str) -> bool:
    """True when a paragraph is one image and nothing else."""
    children = inline.children or []
    return len(children) == 1 and children[0].type == "image" and bool(_image_name(children[0], slug))


_RENDERER = _StoryRenderer()
