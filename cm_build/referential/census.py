"""The typed table of every assessment, and what places say together: known before a page is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.arrow import frame_of, packed, schema, unpacked
from cm_build.computing.microdata import Microdata, TableYear
from cm_build.computing.population import populations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from cm_build.computing.population import Populations
    from cm_build.computing.variables import Variable
    from cm_build.referential.records import Record
    from cm_build.referential.toolbox import Tools


class Census(NamedTuple):
    """One row a place and a year, in the order of the places, and what is counted of them."""

    variables: tuple[Variable, ...]
    table: pa.Table
    populations: Populations


class Enumerator:
    """Takes a census: rows are packed as places are read, so that none is read again for it."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.microdata = Microdata(tools.names, tools.settings.licence.nom)
        # Loaded before the work is shared, so that no process loads it again.
        schema(self.microdata.variables)

    def rows(self, records: Iterable[Record]) -> bytes:
        """Pack every year of some places."""
        rows = [
            self.microdata.row(
                TableYear(record.place, assessment, record.measures[assessment.year])
            )
            for record in records
            for assessment in record.place.assessments
        ]
        return packed(rows, self.microdata.variables)

    def census(self, packs: Sequence[bytes]) -> Census:
        """Put the rows together and count them."""
        names, settings, variables = self.tools.names, self.tools.settings, self.microdata.variables
        table = unpacked(packs, variables)
        counted = populations(frame_of(table, variables), names, variables, settings)
        return Census(variables, table, counted)
