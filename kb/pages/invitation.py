"""How a reader tells an experience: a new file already filled on the forge, or a message already begun.

Enters: what a base knows, the addresses of its forge. Leaves: an `Invitation`, two addresses. Floor 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kb.pages.phrases import say
from kb.records.collection import CASES
from kb.records.knowledge import Knowledge
from kb.records.template import write_template

LONGEST = 7_500
"""Characters that forges accept in an address; beyond, they answer "414 URI Too Long"."""
_MARK = "---\n"


class Links(Protocol):
    """What makes the addresses (`kb.pages.render.ForgeLinks`)."""

    def new(self, path: str, content: str) -> str:
        """Return the address where a new file opens already filled."""

    def mail(self, subject: str, body: str = "") -> str:
        """Return a mail address with its subject and body."""


@dataclass(frozen=True)
class Invitation:
    """Two ways to tell an experience, without an account or with one."""

    forge: str
    mail: str
    guided: bool
    """True when the file of the forge bears the guidance of its fields; False when it was left out to keep the address short."""


def write_invitation(knowledge: Knowledge, links: Links) -> Invitation:
    """Return the addresses of a new record; comments go when the address would be too long."""
    text, path = write_template(knowledge, {}), f"{CASES}/{say('pages', 'invitation', 'file')}"
    forge = links.new(path, text)
    guided = len(forge) < LONGEST
    mail = links.mail(say("pages", "invitation", "subject"), say("pages", "invitation", "body"))
    return Invitation(forge if guided else links.new(path, strip_comments(text)), mail, guided)


def strip_comments(text: str) -> str:
    """Return a record without the comments of its front matter; the headings of its story stay."""
    _, front, body = text.split(_MARK, 2)
    kept = "".join(line for line in front.splitlines(keepends=True) if not line.lstrip().startswith("#"))
    return f"{_MARK}{kept}{_MARK}{body}"
