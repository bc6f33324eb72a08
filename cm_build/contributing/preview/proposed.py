"""The page a proposal would give, whole in one file: whoever reviews it opens it without a server."""

from __future__ import annotations

from collections.abc import Mapping

from cm_build.computing.peers import Profile
from cm_build.contributing.preview.page import Neighbours, Previewer
from cm_build.contributing.preview.request import Request
from cm_build.pages.portrait.images import Images
from cm_build.pages.shell.environment import data_address
from cm_build.places.photos import photos_of
from cm_build.places.place import Place, PublishedPlace, published
from cm_build.questionnaire.names import Names
from cm_build.referential.toolbox import DataFolders, Tools

# One of the two formats of each photo is enough: every browser that reads it takes it first.
LIGHTEST = ".webp"


class Proposed:
    """Draws the years of places as they would be published, photos and styles inside.

    `profiles` are those of the places it may be compared with.
    """

    def __init__(
        self,
        tools: Tools,
        folders: DataFolders,
        profiles: tuple[Profile, ...] = (),
        font: bytes = b"",
    ) -> None:
        self.tools = tools
        self.images = Images(folders)
        self.previewer = Previewer(tools, Neighbours(frozenset(), profiles), font=font)

    def page(self, place: Place, year: int, contents: Mapping[int, bytes]) -> str:
        """Write the page of a year; nothing when the site would not show it."""
        names = self.tools.names
        kept = published((place,), names, self.tools.settings)
        if not kept or year not in {assessment.year for assessment in kept[0].assessments}:
            return ""
        pictures = {
            photo.file: photo.picture
            for assessment in place.assessments
            for photo in photos_of(assessment, names)
            if photo.picture
        }
        earlier = {number: content for number, content in contents.items() if number != year}
        request = Request(
            contents[year], year, place.slug, earlier, pictures=pictures, proposed=True
        )
        return self._illustrated(self.previewer.preview(request).html, kept[0], names)

    def _illustrated(self, html: str, place: PublishedPlace, names: Names) -> str:
        root = f"{self.tools.settings.address('') or '#'}lieux/{place.slug}/"
        for name, content in self.images.photos(place, names):
            if name.endswith(LIGHTEST):
                address = data_address("image/webp", content)
                html = html.replace(f"{root}photos/{name}", address)
        return html
