"""A network's file over the project's: key by key, told where it was written, and nobody else's identity."""

from __future__ import annotations

import pytest

from cm_build.forges.known import forge_at
from cm_build.forges.remote import NOTHING, Deduced, repository_of, same_repository
from cm_build.places.settings import Settings, load_settings

HOME = "https://github.com/commun/projet"
BASE = """\
nom: Le référentiel commun
accroche: Ils se racontent.
url: https://commun.exemple.fr/
depot: {{forge: github, url: "{home}", branche: production}}
perimetre:
  regions: []
  departements: ["29"]
contact: {{nom: L’équipe commune, adresse: contact@commun.fr}}
hebergeur: {{nom: Hébergeur commun}}
referents: [L’équipe commune]
licence: {{nom: Licence Ouverte 2.0, url: https://www.etalab.gouv.fr/licence/}}
annee_reference: 2025
"""
FORK = Deduced(
    "https://gitlab.com/reseaux/bretagne", "principale", "https://reseaux.gitlab.io/bretagne"
)


def read(local: str | None, deduced: Deduced = NOTHING, home: str = HOME) -> Settings:
    found = load_settings(
        BASE.format(home=home).encode(),
        "data/referentiel.yaml",
        None if local is None else (local.encode(), "data/local.yaml"),
        deduced,
    )
    assert found.model, found.problems
    return found.model


def test_keys_are_laid_one_by_one_and_lists_replace() -> None:
    laid = read(
        'nom: Bretagne\nperimetre: {departements: ["35", "56"]}\ncontact: {adresse: a@reseau.fr}\n'
    )
    assert (laid.nom, laid.accroche, laid.annee_reference) == (
        "Bretagne",
        "Ils se racontent.",
        2025,
    )
    assert (laid.perimetre.regions, laid.perimetre.departements) == ((), ("35", "56"))


@pytest.mark.parametrize(
    ("local", "line", "file"),
    [
        ("nom: Bretagne\ncontact:\n  telefone: 02\n", "3:3", "data/local.yaml"),
        ('nom: ""\n', "1:1", "data/local.yaml"),
        ("licence:\n  url: bidule\n", "2:3", "data/local.yaml"),
        ("perimetre: {regions: 53}\n", "1:13", "data/local.yaml"),
        ("nom: [a\n", "2:1", "data/local.yaml"),
    ],
)
def test_a_fault_is_told_in_the_file_that_holds_it(local: str, line: str, file: str) -> None:
    content = BASE.format(home=HOME).replace("2025", "25").encode()
    found = load_settings(content, "data/referentiel.yaml", (local.encode(), "data/local.yaml"))
    told = {f"{one.file}:{one.line}:{one.column}" for one in found.problems}
    assert found.model is None
    assert f"{file}:{line}" in told
    # A file that cannot be read leaves nothing to hold the other against.
    assert ("data/referentiel.yaml:12:1" in told) is not local.endswith("[a\n")


def test_an_identity_is_that_of_the_repository_it_names() -> None:
    at_home = Deduced("https://github.com/Commun/Projet")
    for laid in (read(None, at_home), read("nom: Essai\n", at_home), read(None)):
        assert laid.contact.adresse == "contact@commun.fr"
        assert (laid.url, laid.depot.branche) == ("https://commun.exemple.fr/", "production")


@pytest.mark.parametrize(
    ("local", "deduced"), [(None, FORK), ("nom: Bretagne\n", FORK), ("nom: Bretagne\n", NOTHING)]
)
def test_a_copy_elsewhere_inherits_nobody(local: str | None, deduced: Deduced) -> None:
    laid = read(local, deduced)
    assert laid.contact == Settings.model_fields["contact"].default
    assert (laid.hebergeur.nom, laid.referents) == ("", ())
    assert "commun" not in laid.url + laid.depot.url
    # What is nobody's identity is common to all.
    assert laid.perimetre.departements == ("29",)


def test_a_copy_is_told_what_it_does_not_inherit() -> None:
    found = load_settings(BASE.format(home=HOME).encode(), "data/referentiel.yaml", None, FORK)
    (told,) = found.problems
    assert (told.code, told.line) == ("CM-704", 4)
    assert "url, depot, contact, hebergeur, referents" in told.message
    assert FORK.repository in told.message


def test_a_file_without_an_address_keeps_working_where_it_was_changed() -> None:
    """Networks changed the project's own file before there was another: nothing is taken from them."""
    laid = read(None, FORK, home="")
    assert laid.contact.adresse == "contact@commun.fr"
    assert laid.url == "https://commun.exemple.fr/"
    assert laid.depot.url == FORK.repository


def test_what_git_and_the_forge_say_fills_what_nobody_wrote() -> None:
    laid = read("nom: Bretagne\n", FORK)
    assert laid.depot.model_dump() == {
        "forge": "gitlab", "url": FORK.repository, "branche": "principale",
    }  # fmt: skip
    assert laid.url == "https://reseaux.gitlab.io/bretagne/"
    written = read("url: https://bzh.fr\ndepot: {branche: stable}\n", FORK)
    assert (written.url, written.depot.branche) == ("https://bzh.fr/", "stable")
    other = read("depot: {url: https://codeberg.org/bzh/lieux}\n", FORK)
    # The branch of another repository says nothing of this one.
    assert (other.depot.forge, other.depot.branche) == ("forgejo", "main")


def test_an_unknown_host_promises_no_link() -> None:
    unknown = Deduced("https://git.exemple.fr/bzh/lieux")
    assert read("nom: Bretagne\n", unknown).depot.addresses is None
    told = read("depot: {forge: forgejo}\n", unknown).depot
    assert told.addresses
    assert told.addresses.file == "https://git.exemple.fr/bzh/lieux/src/branch/main"


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/reseau/lieux.git", "https://github.com/reseau/lieux"),
        ("https://jeton:secret@github.com/reseau/lieux", "https://github.com/reseau/lieux"),
        ("git@github.com:reseau/lieux.git", "https://github.com/reseau/lieux"),
        ("ssh://git@ssh.github.com:443/reseau/lieux.git", "https://github.com/reseau/lieux"),
        (
            "git@gitlab.com:groupe/sous-groupe/lieux.git",
            "https://gitlab.com/groupe/sous-groupe/lieux",
        ),
        ("ssh://git@forge.exemple.fr:2222/a/b.git/", "https://forge.exemple.fr/a/b"),
        ("https://forge.exemple.fr:8443/a/b", "https://forge.exemple.fr:8443/a/b"),
        ("/home/moi/lieux", ""),
        ("file:///srv/lieux.git", ""),
        ("../lieux", ""),
        ("C:\\lieux", ""),
        ("git@perso:reseau/lieux.git", ""),
        ("https://github.com/", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_a_remote_gives_an_address_that_can_be_published(remote: str, address: str) -> None:
    assert repository_of(remote) == address


def test_one_repository_however_it_is_written() -> None:
    assert same_repository("git@github.com:Reseau/Lieux.git", "https://github.com/reseau/lieux")
    assert not same_repository("https://github.com/reseau/lieux", "https://gitlab.com/reseau/lieux")
    assert not same_repository("", "")


@pytest.mark.parametrize(
    ("address", "forge"),
    [
        ("https://github.com/a/b", "github"),
        ("https://gitlab.com/a/b", "gitlab"),
        ("https://framagit.org/a/b", "gitlab"),
        ("https://gitlab.exemple.fr/a/b", "gitlab"),
        ("https://codeberg.org/a/b", "forgejo"),
        ("https://forgejo.exemple.fr/a/b", "forgejo"),
        ("https://github.com.exemple.fr/a/b", ""),
        ("https://git.exemple.fr/a/b", ""),
    ],
)
def test_a_forge_is_known_by_its_host(address: str, forge: str) -> None:
    assert forge_at(address) == forge
