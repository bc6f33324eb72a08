"""The preview: one place read, checked and drawn exactly as the build would, from files in memory.

It runs in the browser of the person who answers, so it depends on nothing the build alone has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup

from cm_build.computing.peers import Profile
from cm_build.contributing.intake.finding import located
from cm_build.contributing.preview.request import Preview, Remark, Request
from cm_build.pages.dossier.page import dossier_style, file_article
from cm_build.pages.dossier.view import FileView, file_view
from cm_build.pages.portrait.images import SHARE_IMAGE
from cm_build.pages.portrait.page import PortraitTemplate, place_pages
from cm_build.pages.portrait.view import Datapanorama, draw
from cm_build.pages.protected.page import pages_of
from cm_build.pages.protected.view import protected_views
from cm_build.pages.shell import maps
from cm_build.pages.shell.environment import inlined, self_contained_styles
from cm_build.pages.shell.page import Page, Template, render
from cm_build.places.address import new_address
from cm_build.places.assessment import Assessment, commune_of, name_of
from cm_build.places.photos import photos_mark, photos_of, with_photos
from cm_build.places.place import Place, published
from cm_build.places.plausibility import between_years
from cm_build.places.protected import ProtectedPlace, ProtectedYear
from cm_build.places.settings import Scope
from cm_build.questionnaire.dossier import HandedFile
from cm_build.reading.problem import Problem, has_errors, in_order, problem
from cm_build.referential.assembly import Referential
from cm_build.referential.context import PlaceContext
from cm_build.referential.place_reading import record_of, summary_of
from cm_build.referential.provenance import Provenance
from cm_build.referential.records import Records
from cm_build.referential.remarks import range_warnings
from cm_build.referential.shelter import DepartementCounts
from cm_build.referential.toolbox import Tools


@dataclass(frozen=True)
class HandedTemplate(Template, path="contributing/preview/handed.html"):
    """A portrait given everything it shows, so that it opens from one file, without a connection."""

    view: Datapanorama | FileView
    article: Markup
    styles: Markup
    france: Markup


class ProposedTemplate(HandedTemplate, path="contributing/preview/proposed.html"):
    """The same, for who reviews it before it is published."""


class Neighbours(NamedTuple):
    """What the site says of other places: addresses taken, what makes places comparable.

    `departements` have enough places for a protected one to be told there.
    """

    slugs: frozenset[str]
    profiles: tuple[Profile, ...]
    departements: tuple[str, ...] = ()


class Previewer:
    """Draws previews; the questionnaire and the territory are read once.

    `illustrated` tells whether the site draws an image for each place: its page then links to it.
    `font` goes inside the pages that are whole in one file.
    """

    def __init__(
        self, tools: Tools, neighbours: Neighbours, *, illustrated: bool = False, font: bytes = b""
    ) -> None:
        # A preview is drawn wherever the place is: the scope is a matter of publication.
        settings = tools.settings.model_copy(update={"perimetre": Scope(), "exemples": True})
        self.tools = type(tools)(tools.names, settings, tools.territory)
        self.neighbours = neighbours
        self.illustrated = illustrated
        self.font = font

    def preview(self, request: Request) -> Preview:
        """Read, check and draw one place."""
        problems: list[Problem] = []
        years: list[Assessment] = []
        described: ProtectedYear | None = None
        for year, content in sorted({**request.earlier, request.year: request.content}.items()):
            read = self.tools.reader.read(content, file=_file(year), slug=request.slug, year=year)
            if read.described and year == request.year:
                described = read.described
            # An earlier year with a fault is left out: it is not what the person is answering.
            problems += read.problems if year == request.year else ()
            years += [self._placed(read.assessment, request)] if read.assessment else []
        problems += between_years(years, self.tools.names)
        problems += self._missing_photos(years)
        html = ""
        if described and not has_errors(problems):
            html = self._protected(described)
        elif years and not has_errors(problems):
            html, warnings = self._page(tuple(years), request)
            problems += warnings
        shown = (problem for problem in in_order(problems) if problem.file == _file(request.year))
        remarks = (
            Remark(problem, ".".join(keys)) for problem, keys in located(shown, request.content)
        )
        return Preview(html, tuple(remarks))

    def _protected(self, described: ProtectedYear) -> str:
        """Draw what anybody would see of a protected place, and of no other of its years."""
        tools, enough = self.tools, self.neighbours.departements
        counts = DepartementCounts.among(enough, tools.names)
        place = ProtectedPlace("lieu-protege-1", (described,))
        (view,) = protected_views(place, counts, tools.names, tools.territory)
        *_, page = pages_of(view)
        return render(page, tools.settings)

    def _placed(self, assessment: Assessment, request: Request) -> Assessment:
        """Give the place the address it will have, and its photos their sizes."""
        names = self.tools.names
        name, commune = name_of(assessment, names), commune_of(assessment, names)
        slug = request.slug or new_address(name, commune.nom, self.neighbours.slugs)
        moved = replace(assessment, slug=slug)
        photos = tuple(
            replace(photo, picture=request.pictures.get(photo.file))
            for photo in photos_of(moved, names)
        )
        return with_photos(moved, names, photos) if photos else moved

    def _missing_photos(self, years: Iterable[Assessment]) -> Iterator[Problem]:
        names = self.tools.names
        for year in years:
            for photo in photos_of(year, names):
                if photo.picture is None:
                    yield problem("CM-507", year.file, photos_mark(year, names), lu=photo.file)

    def _page(
        self, years: tuple[Assessment, ...], request: Request
    ) -> tuple[str, tuple[Problem, ...]]:
        settings = self.tools.settings
        context, warnings = self._stage(years, request)
        asked = next(
            (f for f in self.tools.names.questionnaire.fiches if f.id == request.file), None
        )
        if asked:
            return self._file(asked, context, request), warnings
        view = draw(context)
        root = f"lieux/{context.place.slug}/"
        address = root if not context.later else f"{root}{request.year}/"
        image = root + SHARE_IMAGE if self.illustrated else ""
        withheld = self._withheld(view, years, request) if request.marked else frozenset()
        pages = place_pages(context, view, settings, Provenance(), image, withheld)
        page = next(candidate for candidate in pages if candidate.url == address)
        if not (request.handed or request.proposed):
            return render(page, settings), warnings
        assert isinstance(page.template, PortraitTemplate)  # noqa: S101 - the page of a portrait
        template = HandedTemplate if request.handed else ProposedTemplate
        # The styles and the outline of the country travel inside.
        inside = (self_contained_styles(self.font), maps.france(self.tools.territory))
        handed = template(
            view, page.template.article, *(inlined(candidate) for candidate in inside)
        )
        root = settings.address("") or "#"
        html = render(page._replace(template=handed, root=root), settings)
        # The outline of the country is inside the page: its drawings refer to it there.
        return html.replace(f"{root}{maps.FRANCE}", ""), warnings

    def _file(self, asked: HandedFile, context: PlaceContext, request: Request) -> str:
        """Write a file to hand over, whole in one page."""
        settings = self.tools.settings
        view = file_view(asked, context, annexed=request.annexed)
        article = file_article(view, context, settings, handed=True)
        styles = inlined(self_contained_styles(self.font) + dossier_style())
        template = HandedTemplate(view, article, styles, inlined(""))
        address, root = f"lieux/{context.place.slug}/", settings.address("") or "#"
        return render(Page(address, view.title, view.readers, template, root=root), settings)

    def _stage(
        self, years: tuple[Assessment, ...], request: Request
    ) -> tuple[PlaceContext, tuple[Problem, ...]]:
        """Compute one place among its neighbours, as the build does among all."""
        tools, settings = self.tools, self.tools.settings
        (place,) = published([Place(years[-1].slug, years)], tools.names, settings)
        record = record_of(place, tools)
        summary = summary_of(record, tools)
        others = tuple(
            profile for profile in self.neighbours.profiles if profile.slug != place.slug
        )
        referential = Referential(tools, (summary,), Records(keep=False), others)
        contexts = referential.contexts(record, summary)
        context = next(year for year in contexts if year.year == request.year)
        # What a page to keep or to propose says will be read by others.
        private = request.marked and not (request.handed or request.proposed)
        context = replace(context, private=private)
        files = {summary.slug: summary.file}
        return context, tuple(range_warnings(files, referential.profiles, tools.names.indicators))

    def _withheld(
        self, view: Datapanorama, years: tuple[Assessment, ...], request: Request
    ) -> frozenset[str]:
        """Find the sections that would not be the same without what the place keeps to itself.

        What is withheld is a whole section, criterion or axis, or one answer by its name.
        """
        alone = self.tools.names.names_an_answer
        hiding = {
            "sections_publiees": (),
            "sections_masquees": tuple(key for key in request.withheld if not alone(key)),
            "reponses_masquees": tuple(key for key in request.withheld if alone(key)),
        }
        public = tuple(
            replace(year, header=year.header.model_copy(update=hiding)) for year in years
        )
        context, _ = self._stage(public, request)
        shown = {section.id: section for section in draw(context).sections}
        return frozenset(
            section.id for section in view.sections if shown.get(section.id) != section
        )


def _file(year: int) -> str:
    return f"{year}.yaml"
