"""The cold build of the whole work, against Hugo and against plain MkDocs Material."""

from __future__ import annotations

import html
import re
import shutil
import sys
from pathlib import Path

from benchmarks.running import Row, build, demo, medians, run

MATERIAL_PAGES = 150
RUNS = 3


def measure(work: Path, places: int) -> list[Row]:
    """Build the same pages three ways; Hugo is given the bodies ready-made."""
    data, site = work / "lieux", work / "site"
    demo(places, data)
    build(data, site)
    pages = sorted((site / "lieux").rglob("index.html"))
    hugo = _hugo_source(work / "hugo", site, pages)
    ours, theirs = medians(
        RUNS, lambda: build(data, site).seconds, lambda: run(hugo, work / "hugo").seconds
    )
    rows = [
        Row(f"construction, {places} lieux, {len(pages)} pages", f"{ours:.1f} s", "", None),
        Row(
            "contre Hugo (corps des pages donnés)",
            f"{ours / theirs:.1f} ×",
            "≤ 8 ×",
            ours / theirs <= 8,
        ),
    ]
    return [*rows, _against_material(work, data, pages, ours / len(pages))]


def _body(path: Path) -> str:
    found = re.search(r"<main.*?</main>", path.read_text(encoding="utf-8"), re.DOTALL)
    return found.group() if found else ""


def _hugo_source(source: Path, site: Path, pages: list[Path]) -> list[str]:
    layouts = source / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    kinds = '["taxonomy", "term", "RSS", "sitemap", "section", "home"]'
    # Hugo refuses ready-made HTML by default; giving it the bodies is the point here.
    settings = f'disableKinds = {kinds}\n[security]\nallowContent = [".*"]\n'
    (source / "hugo.toml").write_text(settings)
    shell = "<!doctype html><html lang=fr><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>"
    (layouts / "single.html").write_text(shell, encoding="utf-8")
    for path in pages:
        target = source / "content" / path.relative_to(site).parent.with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\ntitle: {path.parent.name}\n---\n{_body(path)}", encoding="utf-8")
    return [
        str(Path(sys.executable).parent / "hugo"),
        "--quiet",
        "--destination",
        "public",
        "--cleanDestinationDir",
    ]


def _against_material(work: Path, data: Path, pages: list[Path], ours: float) -> Row:
    """Put datapanoramas in a plain site's navigation; a small number, since its cost is quadratic."""
    del data
    source = work / "material"
    shutil.rmtree(source, ignore_errors=True)
    (source / "docs").mkdir(parents=True)
    some = [path for path in pages if path.parent.parent.name == "lieux"][:MATERIAL_PAGES]
    for path in some:
        text = re.sub(r"\n\s*\n", "\n", _body(path))
        (source / "docs" / f"{path.parent.name}.md").write_text(
            f"# {html.escape(path.parent.name)}\n\n<div>{text}</div>\n"
        )
    shutil.copyfile(source / "docs" / f"{some[0].parent.name}.md", source / "docs" / "index.md")
    (source / "mkdocs.yml").write_text(
        "site_name: essai\ntheme: {name: material}\nplugins: [search]\n"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    theirs = run(command, source).seconds / len(some)
    what = f"par page, contre Material ordinaire ({len(some)} pages dans le menu)"
    return Row(what, f"{ours / theirs:.2f} ×", "≤ 0,25 ×", ours / theirs <= 0.25)
