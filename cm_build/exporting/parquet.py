"""The table as Parquet: real types, so that pandas, DuckDB or R read it without being told anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

# Rows written together: enough for the columns to compress, few enough to stay light.
GROUP = 2_000


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write the table; nothing in the file tells when."""
    from pyarrow import parquet  # noqa: PLC0415

    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(table, path, row_group_size=GROUP, compression="zstd")
