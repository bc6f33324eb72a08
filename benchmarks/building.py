"""The cold build of the whole work, against Hugo and against plain MkDocs Material."""

from __future__ import annotations

import html
import os
import re
import shutil
import sys
from pathlib import Path

from benchmarks.running import Row, build, demo, medians, run

RUNS = 3
# Material alone takes minutes beyond: one run is then enough, its cost dwarfs the drift.
MANY_PAGES = 400
# The budget against Material is set at this size: its cost grows faster than its pages.
COMPARED_PLACES = 1000
MANY_PLACES = 3000
ELEVENTY = Path(sys.prefix) / "eleventy"


def measure(work: Path, places: int, material_pages: int) -> list[Row]:
    """Build the same pages three ways; Hugo is given the bodies ready-made."""
    data, site = work / "lieux", work / "site"
    demo(places, data)
    build(data, site)
    pages = sorted((site / "lieux").rglob("index.html"))
    hugo = _hugo_source(work / "hugo", site, pages)
    some = [path for path in pages if path.parent.parent.name == "lieux"][:material_pages]
    material = _material_source(work / "material", some)
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    weight = size / 1024 / places
    runs = 1 if places > MANY_PLACES else RUNS
    eleventy = _eleventy_source(work / "eleventy", site, pages)
    ours, theirs, others = medians(
        runs,
        lambda: build(data, site),
        lambda: run(hugo, work / "hugo"),
        lambda: run(eleventy, work / "eleventy"),
    )
    ratio = ours / theirs
    rows = [
        Row(f"construction, {places} lieux, {len(pages)} pages", ours, "s"),
        Row("  par lieu", 1000 * ours / places, "ms"),
        Row(f"Hugo, les mêmes {len(pages)} pages, corps donnés", theirs, "s"),
        Row("contre Hugo", ratio, "×", "≤ 8 ×", ratio <= 8),
        Row(f"Eleventy, les mêmes {len(pages)} pages, corps donnés", others, "s"),
        Row("contre Eleventy", ours / others, "×"),
        Row(
            "poids du site, par lieu, toutes les questions répondues",
            weight, "Ko", "≤ 250 Ko", weight <= 250 if places >= COMPARED_PLACES else None,
        ),
    ]  # fmt: skip
    rows += _images(data, site, work / "images", places, ours)
    if not some:
        return rows
    runs = 1 if len(some) > MANY_PAGES else RUNS
    seconds = medians(runs, lambda: run(material, work / "material"))[0]
    rows.append(Row(f"Material ordinaire, {len(some)} pages dans le menu", seconds, "s"))
    if len(some) == places:
        ratio = ours / seconds
        what = "travail entier contre Material, un datapanorama par lieu"
        holds = ratio <= 0.25 if places >= COMPARED_PLACES else None
        rows.append(Row(what, ratio, "×", "≤ 0,25 × à 1 000", holds))
    ratio = (ours / len(pages)) / (seconds / len(some))
    rows.append(Row("  par page, contre Material", ratio, "×"))
    return rows


def _images(data: Path, site: Path, kept: Path, places: int, without: float) -> list[Row]:
    """Draw the image of every place, once with nothing kept, once with everything."""
    os.environ["CM_CACHE"] = str(kept)
    cold, warm = (build(data, site, images=True) for _ in range(2))
    del os.environ["CM_CACHE"]
    return [
        Row(
            "image de chaque lieu, la première fois, par lieu",
            1000 * (cold - without) / places,
            "ms",
        ),
        Row("  les fois suivantes", 1000 * (warm - without) / places, "ms"),
    ]


def _body(path: Path) -> str:
    main = re.search(r"<main.*?</main>", path.read_text(encoding="utf-8"), re.DOTALL)
    return main.group() if main else ""


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


def _eleventy_source(source: Path, site: Path, pages: list[Path]) -> list[str]:
    """Give Eleventy the bodies ready-made, and a shell of its own to put around them."""
    shells = source / "_includes"
    shells.mkdir(parents=True, exist_ok=True)
    shell = "<!doctype html><html lang=fr><head><title>{{ title }}</title></head><body>{{ content }}</body></html>"
    (shells / "page.liquid").write_text(shell, encoding="utf-8")
    for path in pages:
        target = source / path.relative_to(site).parent.with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: {path.parent.name}\nlayout: page.liquid\n---\n"
        target.write_text(head + _body(path), encoding="utf-8")
    command = ELEVENTY / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    return ["node", str(command), "--quiet", "--input=.", "--output=public"]


def _material_source(source: Path, pages: list[Path]) -> list[str]:
    """Put datapanoramas in a plain site's navigation."""
    shutil.rmtree(source, ignore_errors=True)
    (source / "docs").mkdir(parents=True)
    for path in pages:
        text = re.sub(r"\n\s*\n", "\n", _body(path))
        (source / "docs" / f"{path.parent.name}.md").write_text(
            f"# {html.escape(path.parent.name)}\n\n<div>{text}</div>\n", encoding="utf-8"
        )
    (source / "docs" / "index.md").write_text("# Essai\n", encoding="utf-8")
    (source / "mkdocs.yml").write_text(
        "site_name: essai\ntheme: {name: material}\nplugins: [search]\n", encoding="utf-8"
    )
    return [sys.executable, "-m", "mkdocs", "build", "--quiet"]
