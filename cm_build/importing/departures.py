"""Places that asked to leave the lists: known by fingerprints, so that nobody can read who they are.

A fingerprint mixes a salt with the name and the commune, or with the website and the commune, slowly:
whoever already knows a place can try it, nobody can read the names back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from cm_build.importing.document import Value, written
from cm_build.places.commune import Commune
from cm_build.places.identity import name_key, near_key, site_key
from cm_build.questionnaire.declared import Declared
from cm_build.questionnaire.validation import Declaration, read_declaration

FILE = "departs.yaml"
# Some milliseconds each: nothing for a list, much for whoever would try every name there is.
_COST, _BLOCK, _LENGTH = 2**11, 8, 16
COMMENT = """\
Les lieux qui ont demandé à ne plus figurer dans une liste. « cm import liste » les laisse de côté.
Ces empreintes ne disent pas qui ils sont. Ajoutez-en une avec « cm depart » ; n’en effacez pas, ne changez pas le sel."""
_Print = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Departures(Declared):
    """The salt of a référentiel, and the fingerprints of the places that left."""

    sel: _Print
    empreintes: tuple[_Print, ...] = ()

    def gone(self, name: str, commune: Commune, site: str = "") -> bool:
        """Tell whether a place asked not to be listed."""
        return bool(self.empreintes) and any(
            one in self.empreintes for one in self._prints(name, commune, site)
        )

    def having(self, name: str, commune: Commune, site: str = "") -> Departures:
        """Add a place; in the order of fingerprints, which says nothing of when it left."""
        added = {*self.empreintes, *self._prints(name, commune, site)}
        return Departures(sel=self.sel, empreintes=tuple(sorted(added)))

    def text(self) -> str:
        """Write the file."""
        document: dict[str, Value] = {"sel": self.sel, "empreintes": list(self.empreintes)}
        return written(document, COMMENT)

    def _prints(self, name: str, commune: Commune, site: str) -> Iterator[str]:
        keys = [f"nom {commune.code} {near_key(name) or name_key(name)}"]
        # Several places may share a website: with the commune, it is one of them.
        keys += [f"site {commune.code} {site_key(site)}"] if site else []
        for key in keys:
            mixed = hashlib.scrypt(
                key.encode(), salt=self.sel.encode(), n=_COST, r=_BLOCK, p=1, dklen=_LENGTH
            )
            yield mixed.hex()


def read_departures(content: bytes, file: str) -> Declaration[Departures]:
    """Read the file of those who left."""
    return read_declaration(Departures, content, file)
