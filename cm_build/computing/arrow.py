"""The typed table in columns: what travels between processes, and what is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.computing.variables import VariableKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd
    import pyarrow as pa

    from cm_build.computing.microdata import Cell
    from cm_build.computing.variables import Variable

_UNCOUNTED = frozenset(
    {VariableKind.TEXT, VariableKind.CODE, VariableKind.TEXTS, VariableKind.DATE}
)
_IDENTITY = frozenset({"dossier", "fichier", "territoire"})


def schema(variables: Iterable[Variable]) -> pa.Schema:
    """Give each variable its Arrow type."""
    import pyarrow as pa  # noqa: PLC0415 - a third of a second, paid only by builds

    kinds = {
        VariableKind.NUMBER: pa.float64(),
        VariableKind.WHOLE: pa.int32(),
        VariableKind.FLAG: pa.bool_(),
        VariableKind.CHOICE: pa.string(),
        VariableKind.CHOICES: pa.list_(pa.string()),
        VariableKind.TEXT: pa.string(),
        VariableKind.CODE: pa.string(),
        VariableKind.TEXTS: pa.list_(pa.string()),
        VariableKind.DATE: pa.date32(),
    }
    return pa.schema([pa.field(variable.name, kinds[variable.kind]) for variable in variables])


def packed(rows: Sequence[Sequence[Cell]], variables: Sequence[Variable]) -> bytes:
    """Pack some rows for another process: columns weigh less than lists of cells."""
    import pyarrow as pa  # noqa: PLC0415

    shape = schema(variables)
    columns = zip(*rows, strict=True) if rows else ((),) * len(variables)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, shape, strict=True)]
    sink = pa.BufferOutputStream()
    batch = pa.RecordBatch.from_arrays(arrays, schema=shape)
    with pa.ipc.new_stream(sink, shape) as stream:
        stream.write_batch(batch)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def unpacked(chunks: Iterable[bytes], variables: Sequence[Variable]) -> pa.Table:
    """Put packed rows back together, in the order they come."""
    import pyarrow as pa  # noqa: PLC0415

    shape = schema(variables)
    batches = [batch for chunk in chunks for batch in pa.ipc.open_stream(chunk)]
    return pa.Table.from_batches(batches, schema=shape).combine_chunks()


def rows_of(table: pa.Table) -> Iterator[Sequence[Cell]]:
    """Give the rows of a table one by one, in the order of its columns."""
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def frame_of(table: pa.Table, variables: Iterable[Variable]) -> pd.DataFrame:
    """Give what can be counted to pandas; texts stay out, they would fill the memory for nothing."""
    kept = [
        variable.name
        for variable in variables
        if variable.kind not in _UNCOUNTED or variable.source in _IDENTITY
    ]
    frame: pd.DataFrame = table.select([*kept, "nom", "code_commune"]).to_pandas()
    return frame
