"""Sharing work between processes when there is enough of it, in the same order as without."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_SHARING = 60
CHUNK = 25
# Filled in children only: whoever shares work keeps nothing, whatever becomes of it.
_work: dict[str, Any] = {}


def in_chunks(
    work: Callable[[Sequence[Item]], Result],
    items: Sequence[Item],
    size: int = CHUNK,
    worth: int = WORTH_SHARING,
) -> Generator[Result, None, None]:
    """Do some work on chunks of items and give the results in order.

    `size` is how many items make a chunk, `worth` from how many on the work is shared.

    Processes are forked, so that they start with everything already loaded; where the system
    cannot fork, or for a few items, the work is done here.
    """
    chunks = [items[at : at + size] for at in range(0, len(items), size)]
    workers = os.cpu_count() or 1
    forks = "fork" in multiprocessing.get_all_start_methods()
    if workers < 2 or len(items) < worth or not forks:  # noqa: PLR2004
        yield from map(work, chunks)
        return
    with multiprocessing.get_context("fork").Pool(workers, _begin, (work, chunks)) as pool:
        yield from pool.imap(_do, range(len(chunks)))


def _begin(work: Callable[[Sequence[Item]], Result], chunks: Sequence[Sequence[Item]]) -> None:
    """Start a child: what it was born with is never garbage, and need not be copied to be looked at."""
    gc.freeze()
    _work.update(work=work, chunks=chunks)


def _do(index: int) -> Any:
    """Do one chunk without stopping to collect garbage, then collect it at once."""
    gc.disable()
    try:
        return _work["work"](_work["chunks"][index])
    except Exception as error:
        raise _able_to_travel(error) from error
    finally:
        gc.enable()
        gc.collect()


def _able_to_travel(error: Exception) -> Exception:
    """Give an error that comes back from a child: one that does not would be waited for without end."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - ours, made above
    except Exception:  # noqa: BLE001 - whatever keeps it from travelling
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
