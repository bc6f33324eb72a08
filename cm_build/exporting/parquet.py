"""The table as Parquet: real types, so that pandas, DuckDB or R read it without being told anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

# Rows written together: enough for the columns to compress, few enough to stay light.
GROUP = 2_000


def parquet_bytes(table: pa.Table) -> bytes:
    """Write the table; nothing in it tells when."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink, row_group_size=GROUP, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content
