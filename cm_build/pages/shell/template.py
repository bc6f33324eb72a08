"""A template and all it is given: one class for each, whose fields are its variables, and no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cm_build.pages.shell.environment import environment


@dataclass(frozen=True)
class Template:
    """What one template shows; `path` leads to it from the program's folder."""

    path: ClassVar[str] = ""

    def __init_subclass__(cls, path: str = "") -> None:
        super().__init_subclass__()
        cls.path = path

    def written(self, **shared: object) -> str:
        """Fill the template with its own variables, and with those that many templates share."""
        return environment().get_template(self.path).render(shared | vars(self))
