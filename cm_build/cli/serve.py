"""`cm serve`: show the site here, and what is saved as soon as it is."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from cm_build.cli import site
from cm_build.cli.loading import located
from cm_build.cli.report import text_report
from cm_build.cli.serving.live import Live
from cm_build.cli.serving.server import Server, served
from cm_build.cli.serving.watching import News, gathered, watched
from cm_build.emitting.failure import StoppedError
from cm_build.emitting.kept import Kept
from cm_build.referential.toolbox import DataFolders

PORT = 8000
DATA = Path("data")
PROGRAM = Path(__file__).parents[1]
# What a site is made from, beside the data and the program.
WATCHED = ("docs", "overrides", "mkdocs.yml")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    site.add_arguments(parser)
    parser.add_argument("--port", type=int, default=PORT, help="port à employer sur cette machine")


def run(options: argparse.Namespace) -> int:
    """Build, then follow what is saved until somebody stops it."""
    refused = site.refused(options)
    if refused:
        raise StoppedError(refused)
    folders = located(options.data)
    news: SimpleQueue[News] = SimpleQueue()
    paths = dict.fromkeys((options.data, DATA, *map(Path, WATCHED), PROGRAM))
    with (
        watched((path.absolute() for path in paths), news),
        served(options.out, options.port) as server,
    ):
        Following(options, folders, server, news).follow()
    return 0


class Following:
    """What was saved and is not yet shown everywhere: portraits at once, the rest by a whole build."""

    def __init__(
        self,
        options: argparse.Namespace,
        folders: DataFolders,
        server: Server,
        news: SimpleQueue[News],
    ) -> None:
        self.options = options
        self.server = server
        self.news = news
        self.places = tuple(
            folder.absolute() for folder in (folders.places, folders.examples) if folder
        )
        self.data = (options.data.absolute(), DATA.absolute())
        self.live = Live(folders, _kept(), options.out)
        self.builder = ThreadPoolExecutor(1)
        self.building = self.again = False
        self.stale = True
        self.meanwhile: set[str] = set()
        """Places saved since the build that runs began: it may not have seen them."""

    def follow(self) -> None:
        """Show what is saved, as long as nobody stops it."""
        self.build()
        while True:
            told = gathered(self.news)
            saved = [path for path in told if path is not None]
            if any(path.is_relative_to(PROGRAM) for path in saved):
                self.start_again()
            right = self.show(saved) if saved else False
            if None in told:
                self.built()
            elif right and not self.building:
                self.build()

    def show(self, saved: Sequence[Path]) -> bool:
        """Show the places that were saved at once; tell whether everything else may follow."""
        slugs = frozenset(
            path.relative_to(root).parts[0]
            for path in saved
            for root in self.places
            if path.is_relative_to(root) and path != root
        )
        elsewhere = [
            path for path in saved if not any(path.is_relative_to(root) for root in self.places)
        ]
        self.again = True
        if any(path.is_relative_to(data) for path in elsewhere for data in self.data):
            self.stale = True
        self.meanwhile |= slugs
        return self.draw(slugs) if slugs and not self.stale else True

    def draw(self, slugs: Collection[str]) -> bool:
        """Draw some places over the finished site, or tell what forbids it."""
        start = time.perf_counter()
        shown = self.live.show(slugs)
        if shown.problems:
            print(text_report(shown.problems), flush=True)
        for slug in shown.slugs:
            print(f"{_seconds(start)} {self.server.address}lieux/{slug}/", flush=True)
        self.server.tell()
        return not shown.problems

    def build(self) -> None:
        """Build everything that is concerned, while more is saved."""
        self.building, self.again = True, False
        self.meanwhile.clear()
        started = time.perf_counter()

        def work() -> None:
            try:
                site.build(self.options)
            except (StoppedError, OSError) as error:
                print(error, file=sys.stderr, flush=True)
            else:
                print(f"{_seconds(started)} Le site est à jour : {self.server.address}", flush=True)
            self.news.put(None)

        self.builder.submit(work)

    def built(self) -> None:
        """Take up what was saved while everything was built."""
        self.building = False
        if self.stale:
            self.live.load()
            self.stale = False
        if self.meanwhile:
            self.draw(sorted(self.meanwhile))
        self.server.tell()
        if self.again:
            self.build()

    def start_again(self) -> None:
        """Become the program that was saved."""
        print("Le programme a changé : il recommence.", flush=True)
        self.server.server_close()
        os.execv(sys.executable, [sys.executable, "-m", "cm_build.cli", *sys.argv[1:]])  # noqa: S606 - ourselves


def _kept() -> Kept:
    """Give what builds keep, where they keep it: the portrait drawn here is taken up by the next one."""
    taken_up = os.environ.get("CM_REPRISE", "true") == "true"
    return Kept(Path(os.environ.get("CM_CACHE", ".cache/construction"))) if taken_up else Kept()


def _seconds(start: float) -> str:
    return f"{time.perf_counter() - start:.1f} s".replace(".", ",")
