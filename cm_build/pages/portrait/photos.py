"""The photos a page shows: which copies of each, in which sizes, under which names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cm_build.places.answer import Photo, Picture

# Widths of the copies, in pixels: a phone's screen, a large screen. A small photo is not enlarged.
WIDTHS = (640, 1280)
# As many characters of the digest as keep two photos apart.
NAME_LENGTH = 16


class Copy(NamedTuple):
    """One size of a photo; `stem` is its file's name, without the suffix of its format."""

    stem: str
    width: int
    height: int


class PhotoView(NamedTuple):
    """A photo as a page shows it; `copies` go from the smallest to the largest."""

    file: str
    digest: str
    text: str
    credit: str
    copies: tuple[Copy, ...]

    @property
    def largest(self) -> Copy:
        """The copy that gives the drawing its proportions."""
        return self.copies[-1]


def photo_views(photos: Iterable[Photo]) -> tuple[PhotoView, ...]:
    """Prepare the photos whose file was inspected; the others have nothing to show."""
    return tuple(
        PhotoView(photo.file, photo.picture.digest, photo.text, photo.credit, copies(photo.picture))
        for photo in photos
        if photo.picture
    )


def copies(picture: Picture) -> tuple[Copy, ...]:
    """List the sizes of a picture, named by its content so that a changed photo has a new address."""
    widths = sorted({min(width, picture.width) for width in WIDTHS})
    name = picture.digest[:NAME_LENGTH]
    return tuple(
        Copy(f"{name}-{width}", width, max(1, round(picture.height * width / picture.width)))
        for width in widths
    )
