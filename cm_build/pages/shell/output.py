"""A file of the site, before it is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Output:
    """One file of the site: its path from the root, its text, or its bytes when it is a picture."""

    path: str
    content: str | bytes

    @property
    def data(self) -> bytes:
        """The bytes to write."""
        return self.content if isinstance(self.content, bytes) else self.content.encode("utf-8")
