"""Where a proposal goes, by an issue or as a file: never in the place of another, unless confirmed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from cm_build.cli.main import main
from cm_build.contributing.intake.destination import KnownPlaces, Wish, destination
from cm_build.contributing.intake.finding import Channel
from cm_build.contributing.intake.issue_body import AGREEMENTS
from cm_build.places import identity
from cm_build.places.place import Place
from tests.support import minimal, write_place

LISTED = (
    "questionnaire: 1\npublication: annuaire\n"
    "source: {nom: A, licence: LO, date: 2019-01-01, url: https://example.org/}\n"
    'identite: {nom: "La Sardine", commune: "29019"}\n'
)
SITE = "  site_web: https://www.sardine.example/\n"


class Sent(NamedTuple):
    """What came of a file: was it taken, what was told, and where it went."""

    taken: bool
    told: str
    path: str


@pytest.fixture
def data(copied_data: Path) -> Path:
    return copied_data


def flat(text: str) -> str:
    return (
        text.replace("\u202f", " ").replace("\u00a0", " ").replace("\u2060", "").replace("\\", "")
    )


def by_issue(data: Path, tmp_path: Path, text: str, place: str, year: int) -> Sent:
    body = (
        f"### Année du bilan\n\n{year}\n\n### Adresse du lieu sur le site\n\n{place or '_No response_'}\n\n"
        f"### Fiche du lieu\n\n```yaml\n{text}```\n\n### Accord\n\n"
    ) + "".join(f"- [X] {words}\n" for words in AGREEMENTS)
    issue = {"number": 12, "labels": [{"name": "fiche"}], "body": body, "title": "t"}
    event, out = tmp_path / "event.json", tmp_path / f"reponse-{len(list(tmp_path.iterdir()))}"
    event.write_text(json.dumps({"action": "opened", "issue": issue}), encoding="utf-8")
    assert main(["intake", "--event", str(event), "--out", str(out), "--data", str(data)]) == 0
    files = [p.relative_to(out / "fichiers/data/places").as_posix() for p in out.rglob("*.yaml")]
    told = flat((out / "reponse.md").read_text(encoding="utf-8"))
    return Sent(bool(files), told, "".join(files))


def by_file(data: Path, tmp_path: Path, text: str, place: str, year: int, capsys) -> Sent:
    before = {path: path.read_bytes() for path in data.rglob("*.yaml")}
    path = tmp_path / "fiche.yml"
    path.write_text(text, encoding="utf-8")
    options = ["--lieu", place] if place else []
    code = main(["receive", str(path), "--data", str(data), "--annee", str(year), *options])
    changed = [p for p in data.rglob("*.yaml") if before.get(p) != p.read_bytes()]
    assert bool(changed) is (code == 0)
    told = "".join(p.relative_to(data / "places").as_posix() for p in changed)
    return Sent(code == 0, flat(capsys.readouterr().out), told)


Send = Callable[..., Sent]


@pytest.fixture(params=["ticket", "fichier"])
def send(request: pytest.FixtureRequest, data: Path, tmp_path: Path, capsys) -> Send:
    def run(text: str, place: str = "", year: int = 2025) -> Sent:
        if request.param == "ticket":
            return by_issue(data, tmp_path, text, place, year)
        return by_file(data, tmp_path, text, place, year, capsys)

    return run


@pytest.fixture
def confirmed(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """Write that a place is the same, as each route asks for it."""
    ticket = "ticket" in request.node.callspec.id
    return lambda slug: f"{slug}, même lieu" if ticket else slug


@pytest.mark.parametrize(
    ("there", "sent", "commune"),
    [
        ("Lyon 3 Fabrique", "Lyon 7 Fabrique", "69123"),
        ("Marseille 2 Cowork", "Marseille", "13055"),
        ("灯り", "道具", "35238"),
        ("工房", "図書館", "35238"),
        ("Цех", "Дом", "35238"),
    ],
)
def test_another_name_is_another_place(
    send: Send, data: Path, there: str, sent: str, commune: str
) -> None:
    write_place(data / "places", "voisin", minimal(there, commune))
    got = send(minimal(sent, commune))
    assert got.taken
    assert "nouveau lieu" in got.told
    assert got.path.endswith("/2025.yaml")
    assert not got.path.startswith("voisin/")


def test_the_same_name_is_the_same_place_and_says_so(send: Send, data: Path) -> None:
    write_place(data / "places", "sardine", minimal("La Sardine", "29019"), 2024)
    got = send(minimal("LA SARDINE", "29200 Brest"))
    assert got.path == "sardine/2025.yaml"
    assert "nouvelle année de « La Sardine » (Brest)" in got.told
    got = send(minimal("La Sardine", "29019", "  adresse: Quai 2\n"), year=2024)
    assert got.path == "sardine/2024.yaml"
    assert "correction du bilan 2024 de « La Sardine » (Brest)" in got.told


def test_answers_go_to_the_folder_with_answers(send: Send, data: Path) -> None:
    write_place(data / "places", "la-sardine", LISTED, 2019)
    write_place(data / "places", "quai-et-co", minimal("La Sardine", "29019"), 2024)
    assert send(minimal("La Sardine", "29019")).path == "quai-et-co/2025.yaml"


def test_answers_of_a_listed_place_go_to_its_folder(send: Send, data: Path) -> None:
    write_place(data / "places", "annuaire-12", LISTED, 2019)
    assert send(minimal("La Sardine", "29019")).path == "annuaire-12/2025.yaml"


def test_two_folders_of_one_place_are_not_chosen_by_chance(send: Send, data: Path) -> None:
    for slug in ("sardine-a", "sardine-b"):
        write_place(data / "places", slug, minimal("La Sardine", "29019"), 2024)
    got = send(minimal("La Sardine", "29019"))
    assert not got.taken
    assert "« sardine-a » et « sardine-b »" in got.told
    assert send(minimal("La Sardine", "29019"), "sardine-b").path == "sardine-b/2025.yaml"
    assert send(minimal("La Sardine", "29019"), "nouveau lieu").path == "la-sardine/2025.yaml"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (minimal("Sardine", "29019"), "presque le même nom, dans la même commune"),
        (minimal("Le Thon", "44109", SITE), "le même site web"),
        (
            minimal("Le Thon", "44109") + "identifiants: {siret: '12345678200010'}\n",
            "le même identifiant",
        ),
    ],
    ids=["presque", "site", "siret"],
)
def test_a_doubt_stops_until_it_is_settled(send: Send, data: Path, sent: str, words: str) -> None:
    there = minimal("La Sardine", "29019", SITE) + "identifiants: {siret: '12345678200010'}\n"
    write_place(data / "places", "sardine", there, 2024)
    got = send(sent)
    assert not got.taken
    assert f"« La Sardine » (Brest) ont {words}" in got.told
    assert "nouveau" in got.told
    assert send(sent, "nouveau lieu").path.split("/")[0] in ("le-thon", "sardine-brest")


@pytest.mark.parametrize(
    "sent",
    [minimal("La Sardine", "44109"), minimal("Le Thon", "29019"), minimal("Le Thon", "44109")],
    ids=["autre-commune", "autre-nom", "tout-autre"],
)
def test_the_file_of_another_is_replaced_only_when_confirmed(
    send: Send, data: Path, confirmed: Callable[[str], str], request, sent: str
) -> None:
    write_place(data / "places", "sardine", minimal("La Sardine", "29019"))
    if "ticket" in request.node.callspec.id:
        got = send(sent, "sardine")
        assert not got.taken
        assert (
            "remplace le bilan 2025 d’un autre nom ou d’une autre commune : « La Sardine » (Brest)"
            in got.told
        )
        assert "« sardine, même lieu »" in got.told
    got = send(sent, confirmed("sardine"))
    assert got.path == "sardine/2025.yaml"
    assert (
        "remplace le bilan 2025 d’un autre nom ou d’une autre commune : « La Sardine » (Brest)"
        in got.told
    )


def test_a_new_year_may_change_name_or_commune_but_not_both(data: Path, tmp_path: Path) -> None:
    write_place(data / "places", "sardine", minimal("La Sardine", "29019"), 2024)

    def sent(text: str, place: str) -> Sent:
        return by_issue(data, tmp_path, text, place, 2025)

    got = sent(minimal("Le Thon", "29019"), "sardine")
    assert got.path == "sardine/2025.yaml"
    assert "s’appelle « La Sardine » (Brest) ; la fiche dit « Le Thon » (Brest)" in got.told
    assert sent(minimal("La Sardine", "44109"), "sardine").taken
    assert not sent(minimal("Le Thon", "44109"), "sardine").taken
    assert sent(minimal("Le Thon", "44109"), "sardine, même lieu").path == "sardine/2025.yaml"


def test_a_folder_that_holds_two_places_takes_no_year_of_either(send: Send, data: Path) -> None:
    write_place(data / "places", "sardine", minimal("La Sardine", "29019"), 2023)
    write_place(data / "places", "sardine", minimal("Le Thon", "44109"), 2024)
    got = send(minimal("La Sardine", "29019"))
    assert not got.taken
    assert "est « Le Thon » (Nantes) ; la fiche parle de « La Sardine » (Brest)" in got.told
    sent = minimal("La Sardine", "29019", "  adresse: Quai 2\n")
    assert send(sent, year=2023).path == "sardine/2023.yaml"


def test_a_file_that_cannot_be_read_is_not_replaced_in_silence(
    send: Send, data: Path, confirmed
) -> None:
    write_place(data / "places", "sardine", minimal("La Sardine", "29019"), 2024)
    write_place(data / "places", "sardine", "nom: [", 2025)
    got = send(minimal("La Sardine", "29019"))
    assert not got.taken
    assert "Le bilan 2025 de « sardine » est déjà là, et ne se lit pas" in got.told
    assert send(minimal("La Sardine", "29019"), confirmed("sardine")).path == "sardine/2025.yaml"


def test_the_name_of_a_file_is_asked_about(data: Path, tmp_path: Path, capsys) -> None:
    write_place(data / "places", "sardine", minimal("La Sardine", "29019"))
    path = tmp_path / "commune-mesure_sardine_2025_a-publier.yml"
    path.write_text(minimal("La Sardinne", "29019"), encoding="utf-8")
    assert main(["receive", str(path), "--data", str(data)]) == 1
    told = flat(capsys.readouterr().out)
    assert (
        "recommencez avec --lieu sardine. Si c’en est un autre, avec --lieu nouveau-lieu." in told
    )
    assert [one.name for one in (data / "places").iterdir()] == ["sardine"]


def test_what_is_not_published_is_not_named_in_a_public_answer(
    data: Path, tmp_path: Path, capsys
) -> None:
    kept = minimal("La Sardine", "29019", SITE).replace("publique", "non_publiee")
    write_place(data / "places", "place-12", kept, 2024)
    sent = minimal("Le Thon", "44109", SITE)
    got = by_issue(data, tmp_path, sent, "", 2025)
    assert not got.taken
    assert "le même site web" in got.told
    assert "Sardine" not in got.told
    assert "« La Sardine » (Brest)" in by_file(data, tmp_path, sent, "", 2025, capsys).told


def test_finding_a_place_reads_each_other_once(tools, read, monkeypatch) -> None:
    read_once = 0
    real = identity.identity_of

    def counted(*values):
        nonlocal read_once
        read_once += 1
        return real(*values)

    monkeypatch.setattr(identity, "identity_of", counted)

    def steps(size: int) -> int:
        nonlocal read_once
        read_once = 0
        found = (
            Place(f"lieu-{at}", (read.assessment(minimal(f"Lieu {at}"), slug=f"lieu-{at}"),))
            for at in range(size)
        )
        places = {one.slug: one for one in found}
        known = KnownPlaces(places, dict.fromkeys(places, frozenset({2025})), tools.names)
        for at in range(20):
            own = read.assessment(minimal(f"LIEU {at}"))
            assert destination(own, Wish(), known, Channel.FILE).slug == f"lieu-{at}"
        return read_once

    assert (steps(40), steps(160)) == (40, 160)
