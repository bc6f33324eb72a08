"""Sharing work between processes when there is enough of it, in the same order as without."""

from __future__ import annotations

import gc
import multiprocessing
import os
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_SHARING = 60
CHUNK = 25
_work: dict[str, Any] = {}


def in_chunks(
    work: Callable[[Sequence[Item]], Result], items: Sequence[Item], *, alone: bool = False
) -> Iterator[Result]:
    """Do some work on chunks of items and give the results in order.

    Processes are forked, so that they start with everything already loaded; where the system
    cannot fork, or for a few items, the work is done here.
    """
    chunks = [items[at : at + CHUNK] for at in range(0, len(items), CHUNK)]
    workers = os.cpu_count() or 1
    forks = "fork" in multiprocessing.get_all_start_methods()
    if alone or workers < 2 or len(items) < WORTH_SHARING or not forks:  # noqa: PLR2004
        yield from map(work, chunks)
        return
    _work["work"], _work["chunks"] = work, chunks
    # What is loaded now is never garbage: children need not copy it to look at it.
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        yield from pool.imap(_do, range(len(chunks)))
    gc.unfreeze()
    _work.clear()


def _do(index: int) -> Any:
    """Do one chunk without stopping to collect garbage, then collect it at once."""
    gc.disable()
    result = _work["work"](_work["chunks"][index])
    gc.enable()
    gc.collect()
    return result
