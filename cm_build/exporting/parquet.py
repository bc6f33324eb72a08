"""The table as Parquet: real types, so that pandas, DuckDB or R read it without being told anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from cm_build.computing.arrow import unpacked
from cm_build.computing.variables import MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    import pandas as pd
    import pyarrow as pa

# Rows written together: enough for the columns to compress, few enough to stay light. Groups depend on
# the rows alone, never on who packed them.
GROUP = 1_000


class RowGroups:
    """Writes rows as they come, a group at a time; nothing in the file tells when."""

    def __init__(self, path: Path, shape: pa.Schema) -> None:
        from pyarrow import parquet  # noqa: PLC0415 - a third of a second, paid only by builds

        self._file = parquet.ParquetWriter(path, shape, compression="zstd")
        self._shape = shape
        self._waiting: list[pa.RecordBatch] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def add(self, packed: bytes) -> None:
        """Add some rows, as they travelled."""
        self._waiting += unpacked(packed)
        if sum(batch.num_rows for batch in self._waiting) >= GROUP:
            self._write(GROUP)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what waits, and the end of the file."""
        if error is None:
            self._write(1)
        self._file.close()

    def _write(self, enough: int) -> None:
        import pyarrow as pa  # noqa: PLC0415

        table = pa.Table.from_batches(self._waiting, schema=self._shape).combine_chunks()
        while table.num_rows >= enough:
            self._file.write_table(table.slice(0, GROUP), row_group_size=GROUP)
            table = table.slice(GROUP)
        self._waiting = table.combine_chunks().to_batches()


def read_columns(path: Path, names: Sequence[str]) -> pd.DataFrame:
    """Read some columns of a table, and nothing of the others."""
    import pandas as pd  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    def as_it_is(kind: pa.DataType) -> pd.ArrowDtype | None:
        """Leave lists as they are: as Python objects, they would weigh more than all the rest."""
        return pd.ArrowDtype(kind) if pa.types.is_list(kind) else None

    # Why a value is missing is one of a few codes: as categories, they compare like numbers.
    reasons = [name for name in names if name.startswith(MISSING)]
    # One column after the other: read ahead and together, they take five times their weight.
    table = parquet.read_table(
        path, columns=list(names), read_dictionary=reasons, pre_buffer=False, use_threads=False
    )
    frame: pd.DataFrame = table.to_pandas(types_mapper=as_it_is)
    return frame
