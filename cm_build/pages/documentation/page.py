"""What the header's search finds beside places: pages and their parts, questions, indicators, words.

One small file, read by the browser when someone searches. The theme's own index is not made: it
knows neither questions nor indicators, and its results would be a second list beside ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import quote

from cm_build.exporting.plain import written
from cm_build.pages.method import view as method
from cm_build.pages.method.view import QuestionView
from cm_build.pages.shell.page import Output
from cm_build.questionnaire.names import Names

FILE = "assets/recherche.json"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Between a word of the glossary and what it means.
_MEANS = " : "


class SearchEntry(NamedTuple):
    """Something to be found: what is shown of it, where it is, what its words are found by."""

    label: str
    hint: str
    address: str
    text: str = ""


class WrittenPage(NamedTuple):
    """A page of the documentation: its address, its title, its HTML; whether it explains words."""

    address: str
    title: str
    html: str
    glossary: bool = False


class PagePart:
    """A part of a page: its heading, what is written under it, and each item of its lists."""

    def __init__(self, anchor: str) -> None:
        self.anchor = anchor
        self.title: list[str] = []
        self.text: list[str] = []
        self.items: list[list[str]] = []


class PartReader(HTMLParser):
    """Cuts a page converted from Markdown at its headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts = [PagePart("")]
        self.taking = self.parts[0].text
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Start a part at a heading, an item at its mark."""
        if tag in _HEADINGS:
            self.parts.append(PagePart(dict(attrs).get("id") or ""))
            self.taking = self.parts[-1].title
        elif tag == "li":
            self.parts[-1].items.append([])

    def handle_endtag(self, tag: str) -> None:
        """Go back to the text after a heading."""
        if tag in _HEADINGS:
            self.taking = self.parts[-1].text

    def handle_data(self, data: str) -> None:
        """Keep the words where they belong."""
        self.taking.append(data)
        if self.parts[-1].items:
            self.parts[-1].items[-1].append(data)


def page_entries(page: WrittenPage) -> Iterator[SearchEntry]:
    """List a page and its parts, with all their words; those of a glossary are found one by one."""
    if page.glossary:
        yield SearchEntry(page.title, "", page.address)
        return
    titled = [part for part in PartReader(page.html).parts if part.title]
    for rank, part in enumerate(titled):
        hint, anchor = (page.title, f"#{part.anchor}") if rank else ("", "")
        yield SearchEntry(_plain(part.title), hint, f"{page.address}{anchor}", _plain(part.text))


def word_entries(page: WrittenPage) -> Iterator[SearchEntry]:
    """List the words a glossary explains: one an item, before the colon."""
    for part in PartReader(page.html).parts:
        for item in part.items:
            word, means, meaning = _plain(item).partition(_MEANS)
            if means:
                shown = word.partition(" (")[0]
                # Browsers show the words they are given; others stop at the heading.
                aim = quote(shown, safe="").replace("-", "%2D")
                yield SearchEntry(word, meaning, f"{page.address}#{part.anchor}:~:text={aim}")


def question_entries(names: Names) -> Iterator[SearchEntry]:
    """List the questions and criteria where the method explains them."""
    for group in method.place_groups(names):
        yield from _asked(group.questions, group.title, "methode/lieu/#q-")
    for scale in method.scale_views(names):
        for criterion in scale.criteria:
            own = criterion.declared
            yield SearchEntry(own.titre, "Critère", f"methode/effets/#{own.id}", own.definition)
            heard = " ".join([own.question or "", *own.observer, *own.pieges])
            sheet = f"evaluer/criteres/{own.id}/"
            yield SearchEntry(f"{own.titre} : la fiche", "Évaluer à plusieurs", sheet, heard)
            yield from _asked(criterion.questions, own.titre, f"methode/effets/#q-{own.id}.")
    for axis in method.axis_views(names):
        asked = [*axis.questions, *(q for group in axis.groups for q in group.questions)]
        root = f"methode/environnement/#q-{axis.declared.id}."
        yield from _asked(asked, axis.declared.titre, root)


def indicator_entries(names: Names) -> Iterator[SearchEntry]:
    """List the figures that have a name, where the method defines them."""
    for indicator in names.indicators.values():
        yield SearchEntry(
            indicator.titre, indicator.definition, f"methode/indicateurs/#{indicator.id}"
        )


def search_output(
    names: Names, pages: Sequence[WrittenPage], others: Iterable[SearchEntry]
) -> Output:
    """Write all there is to find, by groups; `others` are pages known by their name alone."""
    index = {
        "Pages": [*(entry for page in pages for entry in page_entries(page)), *others],
        "Questions et critères": question_entries(names),
        "Chiffres": indicator_entries(names),
        "Mots du projet": (
            entry for page in pages if page.glossary for entry in word_entries(page)
        ),
    }
    groups = [{"titre": title, "entrees": list(entries)} for title, entries in index.items()]
    return Output(FILE, written({"groupes": groups}))


def _asked(questions: Iterable[QuestionView], hint: str, root: str) -> Iterator[SearchEntry]:
    for question in questions:
        said = " ".join([question.help, *(choice.label for choice in question.choices)])
        yield SearchEntry(question.label, hint, f"{root}{question.id}", said)


def _plain(pieces: Iterable[str]) -> str:
    return " ".join("".join(pieces).split())
