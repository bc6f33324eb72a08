"""What was read and drawn is taken up again, and the site is the same to the byte as if it were not."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cm_build.emitting.kept import Kept
from cm_build.exporting.census import Census
from cm_build.pages import writing
from cm_build.pages.portrait.images import Images
from cm_build.pages.portrait.page import place_files
from cm_build.pages.site import FAMILIES
from cm_build.places.folder import read_place
from cm_build.referential import fingerprint, place_reading, toolbox
from cm_build.referential.assembly import assemble
from cm_build.referential.provenance import Provenance, tracked
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders
from tests.pictures import photo
from tests.support import DATA, build, files_of, minimal, write_place

NAMES = ("atelier", "bergerie", "chapelle", "domaine", "ecole")
EXTRA = "  accroche: Une phrase.\n"


@pytest.fixture
def places(tmp_path: Path) -> Path:
    for name in NAMES:
        write_place(tmp_path / "lieux", name, minimal(nom=name.title(), extra=EXTRA))
    return tmp_path / "lieux"


class Counted:
    """How many folders were read and how many places were drawn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: list[str] = []
        self.drawn: list[str] = []
        self.counted = 0
        reading, drawing, counting = (
            read_place,
            place_files,
            Census.populations.func,  # type: ignore[attr-defined]
        )

        def read(folder: Path, *more):
            self.read.append(folder.name)
            return reading(folder, *more)

        def drawn(record, summary, *more):
            self.drawn.append(summary.slug)
            return drawing(record, summary, *more)

        def populations(census: Census):
            self.counted += 1
            return counting(census)

        monkeypatch.setattr(place_reading, "read_place", read)
        monkeypatch.setattr(writing, "place_files", drawn)
        monkeypatch.setattr(Census, "populations", property(populations))

    def told(self) -> tuple[list[str], list[str], bool]:
        read, drawn, counted = self.read, self.drawn, self.counted
        self.read, self.drawn, self.counted = [], [], 0
        return read, drawn, counted > 0


def made(places: Path, site: Path, cache: Path | None) -> dict[str, bytes]:
    """Write what the core writes of some places, with what earlier builds kept."""
    kept = Kept(cache)
    folders = data_folders(places, DATA)
    assembled = assemble(folders, Records(), kept)
    referential = assembled.referential
    assert referential, assembled.problems
    shutil.rmtree(site, ignore_errors=True)
    images = Images(folders, kept, None)
    writing.write_site(referential, Provenance(), site, images, kept)
    kept.prune()
    return files_of(site)


def test_what_did_not_move_is_neither_read_nor_drawn_nor_counted(
    places: Path, tmp_path: Path, monkeypatch
) -> None:
    counted, cache, site = Counted(monkeypatch), tmp_path / "cache", tmp_path / "site"
    first = made(places, site, cache)
    assert counted.told() == ([*NAMES], [*NAMES], True)
    assert made(places, site, cache) == first
    assert counted.told() == ([], [], False)
    write_place(places, "chapelle", minimal(nom="Chapelle", extra="  accroche: Une autre.\n"))
    changed = made(places, site, cache)
    read, drawn, again = counted.told()
    assert (read[0], drawn, again) == ("chapelle", ["chapelle"], True)
    # The example of the comparison is drawn from the answers of its two places.
    assert len(set(read)) <= 3
    assert changed == made(places, site, None)
    assert changed != first


def test_without_a_folder_nothing_is_kept(places: Path, tmp_path: Path, monkeypatch) -> None:
    counted, site = Counted(monkeypatch), tmp_path / "site"
    assert made(places, site, None) == made(places, site, None)
    assert counted.told() == ([*NAMES] * 2, [*NAMES] * 2, True)


@pytest.mark.parametrize("damage", ["coupé", "vide", "autre contenu", "illisible"])
def test_a_damaged_folder_changes_nothing(places: Path, tmp_path: Path, damage: str) -> None:
    cache, site = tmp_path / "cache", tmp_path / "site"
    first = made(places, site, cache)
    for path in cache.iterdir():
        content = path.read_bytes()
        match damage:
            case "coupé":
                path.write_bytes(content[: len(content) // 2])
            case "vide":
                path.write_bytes(b"")
            case "autre contenu":
                path.write_bytes(content[:32] + b"{}" + content[34:])
            case _:
                path.unlink()
                path.mkdir()
    assert made(places, site, cache) == first


def test_what_a_place_took_away_stays_nowhere(places: Path, tmp_path: Path) -> None:
    cache, site = tmp_path / "cache", tmp_path / "site"
    made(places, site, cache)
    before = {path.name for path in cache.iterdir()}
    shutil.rmtree(places / "bergerie")
    made(places, site, cache)
    left = {path.name for path in cache.iterdir()}
    # Its reading, its rows, its pages, the two tables, and each family that showed it.
    assert len(before - left) == 6 + len(FAMILIES)
    # What those that stay gave is used again, and what depends on none.
    assert len(before & left) == 3 * (len(NAMES) - 1) + 1


def test_what_somebody_put_there_is_left_alone(tmp_path: Path) -> None:
    """`CM_CACHE` may name any folder: only what bears a name of ours is erased."""
    for name in ("photo.png", "notes.lecture", "a" * 64, ".bashrc"):
        (tmp_path / name).write_text("à quelqu’un", encoding="utf-8")
    old = tmp_path / f"{'b' * 64}.lecture"
    old.touch()
    Kept(tmp_path).prune()
    assert not old.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [".bashrc", "a" * 64, "notes.lecture", "photo.png"]
    )


def test_what_git_follows_is_not_believed(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert tracked(cache) == ""
    cache.mkdir()
    assert tracked(cache) == ""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (cache / "résultat").touch()
    assert tracked(cache) == ""
    subprocess.run(["git", "-C", str(tmp_path), "add", "-f", "cache"], check=True)
    assert "git rm -r --cached cache" in tracked(cache)


def test_a_folder_that_is_not_plain_files_is_never_kept(places: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    target = tmp_path / "ailleurs.yaml"
    target.write_text(minimal(nom="Atelier", extra=EXTRA), encoding="utf-8")
    (places / "atelier" / "2024.yaml").symlink_to(target)
    assemble(data_folders(places, DATA), Records(), Kept(cache))
    assert len(list(cache.glob("*.lecture"))) == len(NAMES) - 1


def edited(chance: random.Random, places: Path) -> str:
    """Change something, as people do; tell what."""
    there = sorted(path.name for path in places.iterdir())
    name = chance.choice(there)
    file = places / name / "2025.yaml"
    kind = chance.choice(("réponse", "année", "ajout", "renommage", "retrait"))
    match kind:
        case "réponse":
            words = chance.choice(("Un four à pain.", "Un jardin.", "Trois étages."))
            text = minimal(nom=name.title(), extra=f"  accroche: {words}\n")
            file.write_text(text, encoding="utf-8")
        case "année":
            shutil.copyfile(file, file.with_name("2024.yaml"))
        case "ajout":
            new = f"lieu-{chance.randrange(1000)}"
            write_place(places, new, minimal(nom=new.title()))
        case "renommage":
            (places / name).rename(places / f"{name[:20]}-{chance.randrange(10_000)}")
        case _ if len(there) > 1:
            shutil.rmtree(places / name)
    return f"{kind} {name}"


@pytest.mark.parametrize("steps", [4, pytest.param(20, marks=pytest.mark.long)])
def test_whatever_is_edited_the_bytes_are_those_of_a_cold_build(
    places: Path, tmp_path: Path, steps: int
) -> None:
    chance, told = random.Random(17), []  # noqa: S311
    for _ in range(steps):
        told.append(edited(chance, places))
        kept = made(places, tmp_path / "site", tmp_path / "cache")
        cold = made(places, tmp_path / "froid", None)
        assert kept == cold, told


def _photo(data: Path, turn: int) -> None:
    folder = data / "places" / "atelier"
    (folder / "photos").mkdir(exist_ok=True)
    (folder / "photos" / "salle.jpg").write_bytes(photo(300, 200, seed=turn))
    shown = f"histoire:\n  photos: [{{fichier: salle.jpg, texte: La salle {turn}, credit: Nous}}]\n"
    (folder / "2025.yaml").write_text(minimal(nom="Atelier", extra=EXTRA + shown), encoding="utf-8")


def _replaced(name: str, pattern: str, words: str) -> Callable[[Path, int], None]:
    def edit(data: Path, turn: int) -> None:
        path = data / name
        text = path.read_text(encoding="utf-8")
        changed = re.sub(pattern, words.format(turn), text, count=1, flags=re.MULTILINE)
        assert changed != text
        path.write_text(changed, encoding="utf-8")

    return edit


def _network(data: Path, turn: int) -> None:
    question = f"{{id: abc__four, type: oui_non, libelle: Un four {turn}, court: Four {turn}}}"
    text = f"code: abc\nquestions:\n  - dans: moyens\n    questions:\n      - {question}\n"
    (data / "reseau.yaml").write_text(text, encoding="utf-8")


def _program(_: Path, turn: int) -> None:
    """Change the program, a template or a package: their sum is all that is known of them."""
    fingerprint._program = f"programme {turn}".encode  # type: ignore[assignment]


def _territory(data: Path, turn: int) -> None:
    _replaced("geo/departements.csv", "Ille-et-Vilaine", "Ille et Vilaine {}")(data, turn)
    # Tests read a territory once for all: this one has moved.
    toolbox.Territory.cache_clear()  # type: ignore[attr-defined]


EDITS: dict[str, Callable[[Path, int], None]] = {
    "photo": _photo,
    "questionnaire": _replaced(
        "questionnaire.yaml", "court: Accroche.*|libelle: .*", "libelle: Autrement {}"
    ),
    "configuration": _replaced("referentiel.yaml", "^nom: .*", "nom: Un réseau {}"),
    "réseau": _network,
    "observatoire": _replaced("observatoire.yaml", "titre: .*", "titre: Un chapitre {}"),
    "programme": _program,
    "territoire": _territory,
}


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_whatever_is_not_a_place_changes_too(tmp_path: Path, monkeypatch, seed: int) -> None:
    """Photos, questionnaire, overlay, configuration, program and territory, in any order."""
    monkeypatch.setattr(fingerprint, "_program", fingerprint._program)
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("places", "exemples"))
    for name in NAMES[:2]:
        write_place(data / "places", name, minimal(nom=name.title(), extra=EXTRA))
    chance = random.Random(seed)  # noqa: S311
    before = made(data, tmp_path / "site", tmp_path / "cache")
    for turn, name in enumerate(chance.sample(sorted(EDITS), len(EDITS))):
        EDITS[name](data, turn)
        kept = made(data, tmp_path / "site", tmp_path / "cache")
        assert kept == made(data, tmp_path / "froid", None), name
        # A program that changes may write the same; whatever else does is seen somewhere.
        assert name == "programme" or kept != before, name
        before = kept


def test_two_halves_built_apart_and_joined_give_the_same_bytes(
    places: Path, tmp_path: Path, monkeypatch
) -> None:
    """What a matrix of machines would do: read a half each, draw a half each, join what was kept."""
    whole = made(places, tmp_path / "site", None)
    halves = [tmp_path / "a", tmp_path / "b"]
    everyone = sorted(path.name for path in places.iterdir())
    for turn, cache in enumerate(halves):
        mine = tmp_path / f"moitié-{turn}" / "lieux"
        for name in everyone[turn::2]:
            shutil.copytree(places / name, mine / name)
        assemble(data_folders(mine, DATA), Records(), Kept(cache))
    readings = joined(tmp_path / "lectures", halves)
    counted = Counted(monkeypatch)
    for turn, cache in enumerate(halves):
        shutil.copytree(readings, cache, dirs_exist_ok=True)
        kept = Kept(cache)
        referential = assemble(data_folders(places, DATA), Records(), kept).referential
        assert referential
        assert counted.told() == ([], [], False)
        mine = tmp_path / f"dessins-{turn}"
        images = Images(data_folders(places, DATA), kept, None)
        job = writing.PlacesJob(referential, Provenance(), mine, images, kept)
        job.write(referential.summaries[turn::2])
        assert len(counted.told()[1]) == len(everyone[turn::2])
    assert made(places, tmp_path / "joint", joined(tmp_path / "tout", halves)) == whole
    assert counted.told()[1] == []


def joined(folder: Path, halves: list[Path]) -> Path:
    """Put together what was kept apart."""
    for cache in halves:
        shutil.copytree(cache, folder, dirs_exist_ok=True)
    return folder


def test_a_real_build_taken_up_again_gives_the_same_site(
    places: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("CM_REPRISE", "true")
    monkeypatch.setenv("CM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CM_IMAGES", "false")
    sites = []
    for turn in range(2):
        assert build(places, tmp_path / f"site-{turn}") == 0
        sites.append(files_of(tmp_path / f"site-{turn}"))
    assert sites[0] == sites[1]
