"""The pages that the theme lays out: one house with the portraits, and nothing of the theme unasked."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from cm_build.pages.documentation.page import SearchEntry, WrittenPage, page_entries, word_entries
from tests.support import ROOT

PAGES = sorted(
    f"{path.relative_to(ROOT / 'docs').with_suffix('').as_posix().removesuffix('index').rstrip('/')}/index.html"
    for path in (ROOT / "docs").rglob("*.md")
)
PORTRAIT = "lieux/le-piano-commun/index.html"
POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
# What a theme that escapes nothing may write as it is: HTML of the core, of Markdown, or an address.
HTML = re.compile(
    r"page\.meta\.shell\.\w+|page\.content|(?:sous_)?partie\.(?:url|title)|.* \| url|'[^']*' \| url"
)
MOST = 120 * 1024


def read(site: Path, file: str) -> str:
    return (site / file).read_text(encoding="utf-8")


def around(html: str, tag: str) -> str:
    """Cut the header or the footer out, without the way to the root nor the mark of where one is."""
    piece = html[html.index(f"<{tag} class=") : html.index(f"</{tag}>")]
    return re.sub(r'(="?)(?:\.\./|\./)+', r"\1", piece).replace(' aria-current="true"', "")


@pytest.mark.parametrize("tag", ["header", "footer"])
def test_header_and_footer_are_those_of_a_portrait(example_site: Path, tag: str) -> None:
    ours = around(read(example_site, PORTRAIT), tag)
    assert "cm-" in ours
    for file in PAGES:
        assert around(read(example_site, file), tag) == ours, file


def test_the_menu_marks_where_one_is(example_site: Path) -> None:
    for file, marked in (("contribuer/remplir/index.html", "Contribuer"), ("reseaux/index.html", "Réseaux")):  # fmt: skip
        found = re.findall(r'<a [^>]*aria-current="true">([^<]*)<', read(example_site, file))
        assert found == [marked]
    assert 'aria-current="true"' not in read(example_site, "glossaire/index.html")


def test_the_policy_is_as_strict_as_elsewhere(example_site: Path) -> None:
    policy = POLICY.findall(read(example_site, PORTRAIT))
    assert len(policy) == 1
    assert "unsafe" not in policy[0]
    for file in PAGES:
        html = read(example_site, file)
        assert POLICY.findall(html) == policy, file
        # The policy would refuse them: what the theme writes in a page is data, never run.
        inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html)
        assert [one for one in inline if 'type="application/json"' not in one] == [], file
        assert not re.search(r"<[^>]+\s(?:style|on\w+)=", html), file


def test_only_what_pages_use_of_the_theme_is_published(example_site: Path) -> None:
    files = [
        path.relative_to(example_site / "assets").as_posix()
        for folder in ("javascripts", "stylesheets", "images")
        for path in (example_site / "assets" / folder).rglob("*")
        if path.is_file()
    ]
    kinds = sorted(re.sub(r"\.[0-9a-f]{8}\.", ".", file) for file in files)
    assert kinds == ["javascripts/bundle.min.js", "stylesheets/main.min.css"]
    assert not (example_site / "search").exists()
    assert not (example_site / "sitemap.xml.gz").exists()


def test_a_page_is_light(example_site: Path) -> None:
    for file in PAGES:
        html = read(example_site, file)
        base = (example_site / file).parent
        loaded = {
            (base / address).resolve()
            for address in re.findall(r'(?:href|src)="?([^"> ]*\.(?:css|js|svg))\b', html)
        }
        assert len(loaded) >= 5, file
        weight = sum(len(gzip.compress(path.read_bytes())) for path in [example_site / file, *loaded])  # fmt: skip
        assert weight <= MOST, (file, weight)


def test_what_the_search_finds_is_there(example_site: Path) -> None:
    groups = json.loads(read(example_site, "assets/recherche.json"))["groupes"]
    assert [group["titre"] for group in groups] == [
        "Pages", "Questions et critères", "Chiffres", "Mots du projet",
    ]  # fmt: skip
    assert all(len(group["entrees"]) > 50 for group in groups)
    pages: dict[str, str] = {}
    for group in groups:
        for label, _, address, _ in group["entrees"]:
            path, _, anchor = address.partition("#")
            html = pages.setdefault(path, read(example_site, f"{path}index.html"))
            anchor = anchor.partition(":~:")[0]
            assert not anchor or re.search(f'id="?{re.escape(anchor)}[ ">]', html), address
            assert label


def test_every_page_is_found_in_the_order_of_the_navigation(example_site: Path) -> None:
    pages = json.loads(read(example_site, "assets/recherche.json"))["groupes"][0]["entrees"]
    whole = [f"{address}index.html" for _, hint, address, _ in pages if not hint]
    assert set(PAGES) <= set(whole)
    assert whole.index("contribuer/index.html") < whole.index("architecture/index.html")


def test_a_page_is_cut_at_its_headings() -> None:
    html = '<h1 id="a">Les <em>lieux</em></h1><p>Un café &amp; un atelier.</p><h2 id="b">Où ?</h2><ul><li>Ici</li></ul>'
    assert list(page_entries(WrittenPage("lieux/", "Les lieux", html))) == [
        SearchEntry("Les lieux", "", "lieux/", "Un café & un atelier."),
        SearchEntry("Où ?", "Les lieux", "lieux/#b", "Ici"),
    ]


def test_a_glossary_is_read_word_by_word() -> None:
    html = '<h1 id="a">Mots</h1><h2 id="b">Lieux</h2><ul><li><strong>Mi-lieu</strong> (<code>x</code>) : entre deux.</li><li>Rien</li></ul>'
    page = WrittenPage("glossaire/", "Mots", html, glossary=True)
    assert list(word_entries(page)) == [
        SearchEntry("Mi-lieu (x)", "entre deux.", "glossaire/#b:~:text=Mi%2Dlieu")
    ]
    assert list(page_entries(page)) == [SearchEntry("Mots", "", "glossaire/")]


def test_overrides_escape_what_is_not_html() -> None:
    seen = 0
    for path in sorted((ROOT / "overrides").rglob("*.html")):
        for expression in re.findall(r"{{\s*(.*?)\s*}}", path.read_text(encoding="utf-8")):
            seen += 1
            assert expression.endswith("| e") or HTML.fullmatch(expression), (path.name, expression)
    assert seen > 15


def test_every_page_says_its_title_and_what_it_is_for() -> None:
    for path in sorted((ROOT / "docs").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert re.match(r"---\ntitle: .+\ndescription: .+\n(?:\w+: .+\n)*---\n", text), path
        # Headings follow one another: one title, then its parts.
        bare = re.sub(r"^```.*?^```", "", text.split("---\n", 2)[2], flags=re.MULTILINE | re.DOTALL)
        assert len(re.findall(r"^# ", bare, re.MULTILINE)) == 1, path


def test_the_form_ends_with_files_to_look_at(example_site: Path) -> None:
    """Whoever hesitates to make a file opens one: that of a fictional place, in one step."""
    form = read(example_site, "contribuer/questionnaire/index.html")
    files = re.findall(r'href="\.\./\.\./(lieux/[^"]*/fiche/[^"]*)"', form)
    assert len(files) >= 3
    for file in files:
        assert "cm-etiquette--fictif" in read(example_site, f"{file}index.html")
