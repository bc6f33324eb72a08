"""Which files were saved: told in small groups, as the system tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeAlias

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from cm_build.places.leftovers import is_leftover

# An editor saves in several steps, a `git checkout` many files: what comes together is told together.
QUIET_SECONDS = 0.05
# What is written without anybody saving anything.
_OURS = frozenset({"__pycache__", ".cache", ".git", "site", "node_modules", ".venv"})
_READ = frozenset({EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE})

# A file that was saved, or nothing when a build has ended.
News: TypeAlias = "Path | None"


class _Teller(FileSystemEventHandler):
    def __init__(self, root: Path, news: SimpleQueue[News]) -> None:
        self.root = root
        self.news = news

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _READ or event.is_directory:
            return
        for name in filter(None, (event.src_path, event.dest_path)):
            path = Path(str(name))
            within = path.parts[len(self.root.parts) :]
            if _OURS.isdisjoint(within) and not is_leftover(path.name):
                self.news.put(path)


@contextmanager
def watched(paths: Iterable[Path], news: SimpleQueue[News]) -> Iterator[None]:
    """Tell of every file saved in some folders, or of some files, until the end: their paths are absolute."""
    observer = Observer()
    for path in paths:
        if path.exists():
            observer.schedule(_Teller(path, news), str(path), recursive=path.is_dir())
    observer.start()
    try:
        yield
    finally:
        observer.stop()
        observer.join()


def gathered(news: SimpleQueue[News]) -> set[News]:
    """Wait for something to happen, then for a moment of quiet; tell all of it."""
    told: set[News] = {news.get()}
    while True:
        try:
            told.add(news.get(timeout=QUIET_SECONDS))
        except Empty:
            return told
