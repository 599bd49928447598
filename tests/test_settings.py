"""What a network sets once, and where a project starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.diagnostics.diagnostic import KbError
from kb.root import find_root
from kb.settings import PLACEHOLDER, load_settings
from tests.conftest import FIXTURES, REPOSITORY

TEXT = (FIXTURES / "settings.yml").read_text(encoding="utf-8")


def write(folder: Path, text: str | bytes) -> Path:
    (folder / "settings.yml").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def test_settings_are_read(tmp_path: Path) -> None:
    found = load_settings(write(tmp_path, TEXT))
    assert (found.site_name, found.forge.kind, found.stale_after_years) == ("Réciprocités de Brume", "github", 2)
    assert found.placeholders == ()


def test_placeholders_are_named_by_their_path(tmp_path: Path) -> None:
    found = load_settings(write(tmp_path, TEXT.replace("la présidence", PLACEHOLDER).replace("2 place du Lavoir", f"{PLACEHOLDER} (rue)")))
    assert found.placeholders == ("publisher.director", "host.address")


def test_the_settings_of_the_repository_are_sound() -> None:
    assert load_settings(REPOSITORY).site_url.startswith("https://")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("tagline:", "slogan:"), "« tagline » manque ; « slogan » n’existe pas"),
        (TEXT.replace("kind: github", "kind: cvs"), "« forge.kind » attend une de ces valeurs : github ou forgejo"),
        (TEXT + "stale_after_years: 0\n", "« stale_after_years » vaut 1 au moins"),
        (TEXT + "stale_after_years: deux\n", "« stale_after_years » attend un nombre entier"),
        (TEXT.replace("name:", "name: 12 #", 1), "« site_name » attend un texte"),
        (TEXT + "couleur: bleu\n", "« couleur » n’existe pas"),
        ("", "settings.yml : « settings.yml » attend des lignes"),
        ("- une\n- liste\n", "settings.yml : « settings.yml » attend des lignes"),
        ("site_name: [", "settings.yml:1:12 : Une liste"),
        ("\tsite_name: x", "settings.yml:1:1 : La ligne est décalée par une tabulation"),
        (TEXT.encode("cp1252"), "settings.yml : il n’est pas en UTF-8"),
    ],
    ids=["missing", "kind", "zero", "word", "number", "unknown", "empty", "list", "yaml", "tab", "encoding"],
)
def test_wrong_settings_are_a_bad_world_with_the_place(text: str | bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(KbError) as raised:
        load_settings(write(tmp_path, text))
    assert said in str(raised.value).replace("\u00a0", " ")


def test_absent_settings_are_a_bad_world(tmp_path: Path) -> None:
    with pytest.raises(KbError, match=r"settings\.yml"):
        load_settings(tmp_path)


def test_the_root_is_the_nearest_folder_that_holds_settings(tmp_path: Path) -> None:
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    write(tmp_path, TEXT)
    write(tmp_path / "a", TEXT)
    assert find_root(tmp_path / "a" / "b" / "c") == tmp_path / "a"
    assert find_root(tmp_path) == tmp_path


def test_no_root_is_a_bad_world(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="Aucun projet ici"):
        find_root(tmp_path)
