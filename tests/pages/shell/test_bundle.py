"""Scripts and styles are joined at build time: whole, the same each time, or refused with a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from cm_build.emitting.kept import Kept
from cm_build.pages.shell import bundle
from cm_build.plugin import CommuneMesurePlugin
from tests.support import PROJECT


def test_a_script_stands_alone() -> None:
    script = bundle.script("pages/comparison/comparison.js")
    assert "import" not in script.partition("(")[0]
    assert script == bundle.script("pages/comparison/comparison.js")


def test_what_two_scripts_need_is_one_file() -> None:
    entries = {"un": "pages/shell/search.js", "deux": "pages/shell/suggestions.js", "trois": "pages/directory/directory.js"}  # fmt: skip
    files = bundle.modules("commun", entries)
    assert set(files) == {"un.js", "deux.js", "trois.js", "commun.js"}
    assert './commun.js"' in files["deux.js"]
    assert './commun.js"' in files["trois.js"]


def test_what_was_kept_is_what_would_be_made(monkeypatch, tmp_path: Path) -> None:
    entry = "pages/observatory/explorer.js"
    monkeypatch.setattr(bundle, "KEPT", Kept(tmp_path))
    made = bundle.script(entry)
    monkeypatch.setattr(bundle, "_run", pytest.fail)
    assert bundle.script(entry) == made


def test_a_sheet_means_the_same_in_fewer_bytes() -> None:
    sheet = "/* Note. */\n.a {\n  color: #ffffff;\n  mask: url(pictos.svg);\n}\n"
    assert bundle.minified(sheet).strip() == ".a{color:#fff;mask:url(pictos.svg)}"


def test_without_esbuild_nothing_is_built_and_the_reader_knows_why(
    monkeypatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bundle, "packages", lambda: tmp_path)
    bundle.bundler.cache_clear()
    try:
        config = load_config(str(PROJECT / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
        with pytest.raises(PluginError, match=r"esbuild manque.*« make install »"):
            CommuneMesurePlugin().on_config(config)
    finally:
        bundle.bundler.cache_clear()
