"""Work shared between processes gives the same results, in the same order."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Sequence

import pytest

from cm_build.referential import sharing


def total(chunk: Sequence[int]) -> int:
    return sum(chunk)


@pytest.mark.parametrize("count", [0, 1, 25, 26, 59])
def test_a_little_work_is_done_here(count: int) -> None:
    results = list(sharing.in_chunks(total, range(count)))
    assert sum(results) == sum(range(count))
    assert len(results) == -(-count // sharing.CHUNK)


def test_much_work_is_shared_and_keeps_its_order() -> None:
    items = range(500)
    chunks = [items[at : at + sharing.CHUNK] for at in range(0, len(items), sharing.CHUNK)]
    assert list(sharing.in_chunks(total, items)) == list(map(total, chunks))


def broken(chunk: Sequence[int]) -> int:
    if chunk[0] > sharing.CHUNK:
        raise ValueError("ce lieu ne se lit pas")
    return chunk[0]


def at_rest() -> bool:
    """Tell whether nothing of a shared work is left: no child, nothing held, nothing frozen."""
    return not multiprocessing.active_children() and not sharing._work and not gc.get_freeze_count()


def test_a_work_that_fails_tells_why_and_leaves_nothing() -> None:
    results = sharing.in_chunks(broken, range(500))
    assert [next(results), next(results)] == [0, sharing.CHUNK]
    with pytest.raises(ValueError, match="ne se lit pas"):
        next(results)
    assert at_rest()


def test_a_work_left_halfway_leaves_nothing() -> None:
    results = sharing.in_chunks(total, range(500))
    assert next(results) == total(range(sharing.CHUNK))
    results.close()
    assert at_rest()


def test_two_works_at_once_do_not_meet() -> None:
    """A work may share another as its results come: each has its own children."""
    found = [
        (chunk, other)
        for chunk, other in zip(
            sharing.in_chunks(total, range(100)), sharing.in_chunks(len, range(100)), strict=True
        )
    ]
    assert [other for _, other in found] == [sharing.CHUNK] * 4
    assert sum(one for one, _ in found) == total(range(100))
    assert at_rest()


def test_a_chunk_done_in_a_child_is_done_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_work", {"work": total, "chunks": [[1, 2], [3]]})
    assert [sharing._do(0), sharing._do(1)] == [3, 3]


class StaysHomeError(Exception):
    """Cannot be made again from its words alone, as some of our libraries' cannot."""

    def __init__(self, words: str, *, code: str) -> None:
        super().__init__(words)
        self.code = code


def stays_home(chunk: Sequence[int]) -> int:
    raise StaysHomeError("ce qui ne voyage pas", code="x")


def test_an_error_that_cannot_travel_is_told_and_not_waited_for() -> None:
    with pytest.raises(RuntimeError, match="StaysHomeError: ce qui ne voyage pas"):
        list(sharing.in_chunks(stays_home, range(500)))
    assert at_rest()
