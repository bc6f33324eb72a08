"""A word has one spelling wherever the project writes it."""

from __future__ import annotations

import pytest

from tests.support import DATA, ROOT

# Another system's answers are read as it wrote them; so is what a contributor writes.
OTHERS = {"cm_build/importing/commune_mesure.json"}
WRITTEN = [
    path
    for folder, suffixes in {
        "cm_build": {".html", ".md", ".json", ".py", ".js", ".txt"},
        "docs": {".md"},
        "overrides": {".html"},
    }.items()
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in suffixes and path.relative_to(ROOT).as_posix() not in OTHERS
] + sorted(DATA.glob("*.yaml"))


@pytest.mark.parametrize(("unwanted", "wanted"), [("évènement", "événement")])
def test_a_word_is_spelled_one_way(unwanted: str, wanted: str) -> None:
    texts = {path: path.read_text(encoding="utf-8").casefold() for path in WRITTEN}
    assert any(wanted in text for text in texts.values())
    assert [path.name for path, text in texts.items() if unwanted in text] == []
