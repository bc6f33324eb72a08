"""Work shared between processes gives the same results, in the same order."""

from __future__ import annotations

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
    assert list(sharing.in_chunks(total, items)) == list(
        sharing.in_chunks(total, items, alone=True)
    )


def test_a_chunk_done_in_a_child_is_done_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_work", {"work": total, "chunks": [[1, 2], [3]]})
    assert [sharing._do(0), sharing._do(1)] == [3, 3]
