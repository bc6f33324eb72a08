"""`data/federation.yaml`, what may be asked of git, and copies that say what was published and no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cm_build.cli.main import main
from cm_build.importing.document import written
from cm_build.importing.federated.copying import Gathered, NetworkRules, copied, gathered
from cm_build.importing.federated.withdrawals import NOTHING_LATER, later
from cm_build.importing.federated.writing import document_of
from cm_build.places.answer import Given, Photo
from cm_build.places.federation import load_federation
from cm_build.places.folder import read_places
from cm_build.places.own import NOTHING_OWN
from cm_build.places.place import published
from tests.support import DATA, ROOT, minimal

NETWORK = "{{code: {code}, nom: Bretagne, depot: {depot}, commit: {commit}, url: https://reseau.fr/lieux}}"
COMMIT = "a" * 40


def listed(*networks: str, more: str = "") -> bytes:
    return ("reseaux:\n" + "".join(f"  - {one}\n" for one in networks) + more).encode()


def entry(code="bretagne", depot="https://forge.fr/reseau/lieux", commit=COMMIT) -> str:
    return NETWORK.format(code=code, depot=depot, commit=commit)


def test_a_list_is_read_with_what_it_removes() -> None:
    more = "retraits: [bretagne.la-halle]\nmemes_lieux: [{page: bretagne.le-phare, autres: [le-phare]}]\n"
    read = load_federation(listed(entry(), more=more), "federation.yaml")
    assert read.problems == ()
    assert read.model
    assert read.model.reseaux[0].url == "https://reseau.fr/lieux/"
    assert read.model.removed_from("bretagne") == {"la-halle"}
    assert read.model.removed_from("autre") == frozenset()


@pytest.mark.parametrize(
    "depot",
    [
        '"ext::sh -c touch% /tmp/x"',
        "fd::17",
        "http://forge.fr/lieux",
        "git://forge.fr/lieux",
        "https://moi:secret@forge.fr/lieux",
        "--upload-pack=touch",
        '""',
    ],
)
def test_what_git_would_run_or_tell_is_refused(depot: str) -> None:
    read = load_federation(listed(entry(depot=depot)), "federation.yaml")
    assert [(one.code, one.line) for one in read.problems] == [("CM-204", 2)]
    assert "secret" not in read.problems[0].message or "mot de passe" in read.problems[0].message


@pytest.mark.parametrize(
    "depot",
    [
        "https://forge.fr/lieux.git",
        "ssh://git@forge.fr/l",
        "git@forge.fr:reseau/lieux",
        "../reseau",
    ],
)
def test_what_git_reads_safely_is_accepted(depot: str) -> None:
    assert load_federation(listed(entry(depot=depot)), "federation.yaml").problems == ()


def test_everything_wrong_in_a_list_is_told_at_once() -> None:
    more = "retraits: [bretagn.la-halle, la-halle, Bretagne/x]\n"
    wrong = listed(entry(commit="main"), more=more)
    assert [p.code for p in load_federation(wrong, "f.yaml").problems] == ["CM-204", "CM-204"]
    names = listed(entry(), entry(), more="retraits: [bretagn.la-halle, la-halle]\n")
    problems = load_federation(names, "f.yaml").problems
    assert sorted(p.code for p in problems) == ["CM-204", "CM-602", "CM-603"]
    assert any("bretagne" in p.message + p.hint for p in problems if p.code == "CM-602")


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("synthese")
    assert main(["demo", "--places", "30", "--seed", "5", "--out", str(out)]) == 0
    return out


@pytest.mark.parametrize("source", ["examples", "synthetic"])
def test_a_copy_read_again_says_the_same(source: str, tools, synthetic: Path) -> None:
    """Answers, figures, workshops: all but photos and what the place alone follows, which stay there."""
    root = DATA / "exemples" if source == "examples" else synthetic
    places = read_places(root, tools.reader, root).places
    told = workshops = 0
    for place in published(places, tools.names, tools.settings):
        for one in place.assessments:
            text = written(document_of(one, tools.names, tools.territory))
            read = tools.reader.read(text.encode(), file="f", slug=place.slug, year=one.year)
            assert read.assessment, (place.slug, one.year, read.problems)
            again = read.assessment.visible(tools.names)
            kept = {
                path: answer
                for path, answer in one.answers.items()
                if not (isinstance(answer, Given) and pictured(answer.value))
            }
            assert again.answers == kept, (place.slug, one.year)
            assert again.estimates == one.estimates
            assert again.own == NOTHING_OWN
            if one.workshop and not one.own:
                workshops += 1
                assert again.workshop == one.workshop
            told += 1
    assert told > 20
    assert workshops > 2


def pictured(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, Photo) for item in value)


def files(**texts: str) -> dict[tuple[str, int], bytes]:
    return {(slug.replace("_", "-"), 2025): text.encode() for slug, text in texts.items()}


def copy_of(tools, found: Gathered, heads=NOTHING_LATER) -> dict[str, str]:
    rules = NetworkRules(tools.reader, tools.settings)
    made = copied(found, heads, rules, tools.reader, frozenset({"retire"})).files
    return {path: content.decode() for path, content in made.items()}


def test_only_what_is_published_is_copied(tools) -> None:
    hidden = minimal("Le Phare") + "reponses_masquees: [accroche]\n"
    hidden = hidden.replace("identite:\n", "identite:\n  accroche: Un secret\n")
    found = gathered(
        files(
            le_phare=hidden,
            en_attente=minimal("En attente").replace("publique", "non_publiee"),
            exemple=minimal("Exemple", extra="exemple_fictif: oui\n"),
            faux=minimal("Faux", extra="colere: oui\n"),
            retire=minimal("Retiré"),
        ),
        tools.reader,
    )
    made = copy_of(tools, found)
    assert list(made) == ["places/le-phare/2025.yaml"]
    assert "secret" not in made["places/le-phare/2025.yaml"]
    assert "masquees" not in made["places/le-phare/2025.yaml"]
    assert [one.code for one in found.refused] == ["CM-201"]


def latest(text: str) -> Iterator[tuple[str, str]]:
    """Give ways in which a place may take back what it said, whole files or broken ones."""
    yield "withdrawn", text.replace("publique", "non_publiee")
    yield "broken", text.replace("publique", "non_publiee") + "\n\t: [ ceci n’est plus du YAML\n"
    yield "protected", text + "lieu_protege: oui\n"


@pytest.mark.parametrize("way", ["withdrawn", "broken", "protected"])
def test_what_was_taken_back_since_is_not_copied(way: str, tools) -> None:
    text = minimal("Le Phare")
    found = gathered(files(le_phare=text, la_halle=minimal()), tools.reader)
    assert len(copy_of(tools, found)) == 2
    heads = later(files(le_phare=dict(latest(text))[way], la_halle=minimal()))
    assert list(copy_of(tools, found, heads)) == ["places/la-halle/2025.yaml"]
    # A place that is not there any more was taken back too.
    assert list(copy_of(tools, found, later(files(la_halle=minimal())))) == [
        "places/la-halle/2025.yaml"
    ]


@pytest.mark.parametrize(
    ("since", "kept"),
    [
        (
            "  accroche: Un secret de Dominique\n  site_web: https://phare.fr/\n",
            "Un secret de Dominique",
        ),
        ("  accroche: Un secret\n  site_web: https://phare.fr/\n", ""),
        ("  site_web: https://phare.fr/\n", ""),
    ],
    ids=["same", "rewritten", "erased"],
)
def test_a_text_that_is_not_there_any_more_is_not_copied(since: str, kept: str, tools) -> None:
    told = "  accroche: Un secret de Dominique\n  site_web: https://phare.fr/\n"

    def text(more: str) -> str:
        return minimal("Le Phare").replace("identite:\n", f"identite:\n{more}")

    found = gathered(files(le_phare=text(told)), tools.reader)
    made = copy_of(tools, found, later(files(le_phare=text(since))))["places/le-phare/2025.yaml"]
    assert ("Dominique" in made) is bool(kept)
    assert "phare.fr" in made


@pytest.mark.parametrize("source", ["examples", "synthetic", "version 1"])
def test_what_did_not_change_since_is_copied_whole(source: str, tools, synthetic: Path) -> None:
    """Looking at the latest version takes away nothing that is still there."""
    version_1 = ROOT / "tests/versions/lieux"
    root = {"examples": DATA / "exemples", "synthetic": synthetic}.get(source, version_1)
    found = {
        (path.parent.name, int(path.stem)): path.read_bytes().replace(
            b"exemple_fictif: oui", b"exemple_fictif: non"
        )
        for path in root.glob("*/*.yaml")
    }
    places = gathered(found, tools.reader)
    made = copy_of(tools, places)
    assert len(made) > 20
    assert copy_of(tools, places, later(found)) == made


@pytest.mark.parametrize("ending", ["", "\n\t: [ ceci n’est plus du YAML\n"])
def test_an_answer_hidden_since_is_not_copied(ending: str, tools) -> None:
    text = minimal("Le Phare").replace("identite:\n", "identite:\n  accroche: Un secret\n")
    found = gathered(files(le_phare=text), tools.reader)
    assert "secret" in copy_of(tools, found)["places/le-phare/2025.yaml"]
    heads = later(files(le_phare=text + "reponses_masquees:\n  - accroche\n" + ending))
    assert "secret" not in copy_of(tools, found, heads)["places/le-phare/2025.yaml"]
