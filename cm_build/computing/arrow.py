"""The typed table in columns: how rows travel between processes, and which columns are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.computing.variables import VariableKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def unpacked(content: bytes) -> list[pa.RecordBatch]:
    """Give packed rows back."""
    import pyarrow as pa  # noqa: PLC0415

    return list(pa.ipc.open_stream(content))


def counted_names(variables: Iterable[Variable]) -> tuple[str, ...]:
    """Name the columns that can be counted; other texts would fill the memory for nothing."""
    kept = (
        variable.name
        for variable in variables
        if variable.kind not in _UNCOUNTED or variable.source in _IDENTITY
    )
    return (*kept, "nom", "code_commune")
