"""Writing the site to disk: compare, then skip; several processes when there is enough to do."""

from __future__ import annotations

import multiprocessing
import os
from typing import TYPE_CHECKING

from cm_build.rendering.site import Provenance, place_outputs, shared_outputs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cm_build.assembly import Referential
    from cm_build.rendering.site import Output

WORTH_SHARING = 60
_shared: dict[str, tuple[Referential, Provenance, Path]] = {}


def write_site(referential: Referential, provenance: Provenance, site: Path) -> None:
    """Write every page and export of a référentiel."""
    workers = os.cpu_count() or 1
    count = len(referential.places)
    _ = referential.sources, referential.peers
    if workers > 1 and count >= WORTH_SHARING and "fork" in multiprocessing.get_all_start_methods():
        _shared["job"] = (referential, provenance, site)
        context = multiprocessing.get_context("fork")
        step = max(20, count // (workers * 8))
        chunks = [range(at, min(at + step, count)) for at in range(0, count, step)]
        with context.Pool(workers) as pool:
            result = pool.map_async(_write_chunk, chunks, chunksize=1)
            write_outputs(shared_outputs(referential), site)
            result.get()
        _shared.clear()
    else:
        write_outputs(shared_outputs(referential), site)
        for place in referential.places:
            write_outputs(place_outputs(place, referential, provenance), site)


def _write_chunk(indexes: range) -> None:
    referential, provenance, site = _shared["job"]
    for index in indexes:
        place = referential.places[index]
        write_outputs(place_outputs(place, referential, provenance), site)


def write_outputs(outputs: Iterable[Output], site: Path) -> None:
    """Write files, creating their folders."""
    for output in outputs:
        path = site / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(output.text, encoding="utf-8", newline="")
