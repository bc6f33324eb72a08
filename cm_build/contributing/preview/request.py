"""What is asked of the preview, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cm_build.places.answer import Picture
from cm_build.reading.problem import Problem


class Request(NamedTuple):
    """What is previewed: a file, the year it tells, the place's address if it has one already.

    `earlier` gives the place's other files by year; `pictures`, what is known of each photo;
    `handed` asks for the page to keep, whole in one file; `proposed`, for the page that a proposal
    would give, whole in one file too; `marked`, for a mark on the sections that depend on what is
    `withheld` (sections, criteria, axes, or answers by their name) or private. `file` asks for one
    of the files to hand over rather than the portrait, `annexed` with its annex.
    """

    content: bytes
    year: int
    slug: str = ""
    earlier: Mapping[int, bytes] = {}
    pictures: Mapping[str, Picture] = {}
    handed: bool = False
    marked: bool = False
    withheld: tuple[str, ...] = ()
    proposed: bool = False
    file: str = ""
    annexed: bool = False


class Remark(NamedTuple):
    """A problem, and the keys that lead to the answer it is about; dots between them."""

    problem: Problem
    keys: str


class Preview(NamedTuple):
    """The page (empty when an error forbids it), and everything there is to say."""

    html: str
    remarks: tuple[Remark, ...]
