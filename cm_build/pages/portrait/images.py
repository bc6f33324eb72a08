"""The picture files of a place: copies of its photos, the image that stands for it elsewhere."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from cm_build.emitting.kept import Kept
from cm_build.pages.portrait import share_image
from cm_build.pages.portrait.photos import photo_views
from cm_build.places.photos import FOLDER, photos_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.portrait.share_image import Typeface
    from cm_build.pages.portrait.view import Datapanorama
    from cm_build.places.place import PublishedPlace
    from cm_build.questionnaire.names import Names
    from cm_build.referential.toolbox import DataFolders

SHARE_IMAGE = "image.png"


@dataclass(frozen=True)
class Images:
    """What pictures are made with: the data, where the originals are, what earlier builds left, the typeface.

    Without a typeface no image stands for a place; photos need none.
    """

    folders: DataFolders
    kept: Kept = field(default_factory=Kept)
    typeface: Typeface | None = None

    def photos(self, place: PublishedPlace, names: Names) -> Iterator[tuple[str, bytes]]:
        """Make the copies of the photos its published years show: a file name, its bytes."""
        from cm_build.pages.portrait import photo_files as photos  # noqa: PLC0415 - few places have photos

        shown = [
            photo for assessment in place.assessments for photo in photos_of(assessment, names)
        ]
        # Two years may show the same photo: it is made once.
        for view in dict.fromkeys(view._replace(text="", credit="") for view in photo_views(shown)):
            path = self.folders.place(place.slug) / FOLDER / view.file
            content = path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            if digest != view.digest:
                raise ValueError(f"{path} a changé pendant la construction du site.")
            for size, suffix in product(view.copies, photos.SUFFIXES):
                recipe = f"{photos.RECIPE} {digest} {size} {suffix}".encode()
                make = partial(photos.copy_of, content, size, suffix)
                yield size.stem + suffix, self.kept.get(recipe, suffix, make)

    def share_image(self, view: Datapanorama, site_name: str) -> bytes | None:
        """Draw the image of a place; None without a typeface, or when it cannot write the name."""
        face = self.typeface
        if face is None:
            return None
        svg = share_image.share_svg(view, site_name, face)
        if not svg:
            return None
        tint = view.building.tint if view.building else 0
        make = partial(share_image.share_png, svg, tint, face)
        return self.kept.get(share_image.recipe(svg, tint), ".png", make)
