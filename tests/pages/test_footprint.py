"""What the page on the weight of the site owns up to."""

import pytest

from kb.pages import footprint
from kb.pages.site import build_pages
from tests.conftest import SLUG, MakeProject, record


@pytest.mark.parametrize("limit", [footprint.LIST_ELEMENTS, 1])
def test_a_page_beyond_the_limits_is_named(project: MakeProject, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(footprint, "LIST_ELEMENTS", limit)
    files = {file.address: file.content for file in build_pages(project({f"cases/{SLUG}.md": record()}).load())}
    html = str(files[f"{footprint.ADDRESS}index.html"])
    assert ('id="heavy"' in html) == (limit == 1)
    assert ("Aucune page mesurée ne les dépasse." in html) == (limit > 1)
