"""A commented file to fill in, written from the questionnaire: the template of `cm new`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cm_build.questionnaire.edition import as_asked
from cm_build.questionnaire.grammar import CRITERIA, EFFECTS, ENVIRONMENT, SCALES
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import (
    AnyQuestion,
    Distribution,
    MultipleChoice,
    SingleChoice,
    Table,
)

HEADER = """\
# {titre}
# Complétez ce que vous voulez : seuls le nom et la commune sont indispensables.
# Une clé laissée vide est « sans réponse » : ce n’est ni zéro ni « non ».
# Mettez les textes entre guillemets. Vérifiez ensuite avec : cm check {fichier}

questionnaire: {version}
publication: non_publiee        # publique quand vous êtes prêts à la montrer
licence_acceptee: non           # oui : ces réponses deviennent des données ouvertes (Licence Ouverte 2.0)
etat: ouvert                    # idee, prefiguration, ouvert, pause, ferme
identifiants: {{}}                # facultatif : {{siret: "…", rna: "W…"}}, Siret sur l’avis de situation Insee, RNA sur le récépissé de préfecture
estimations: []                 # les réponses qui sont un ordre de grandeur : [personnes_accueillies]
afficher_reperes: non           # oui : montrer vos chiffres à côté de ceux de lieux semblables
"""

OWN = """\
# Ce que vous choisissez de suivre, à côté de ces questions : cinq critères et huit mesures au plus, montrés à part.
# Un critère dit ce que l’on observe, une mesure comment on compte ; tous deux, qui les a choisis et depuis quand.
# Ce que vous voulez (intention), ce que c’est devenu, ce que vous visez (visee) ne se montrent que nommés dans reponses_publiees.
criteres_du_lieu: [] # {id: …, titre: …, observer: […], choisi_par: …, depuis: …, presence: …, direction: …, exemple: …}
mesures_du_lieu: [] # {id: …, titre: …, unite: …, valeur: …, comptage: …, choisi_par: …, depuis: …, souhait: …}
"""


def skeleton(names: Names, *, file: str, title: str) -> str:
    """Write a file a person can complete in any editor; it passes the check once named."""
    head = HEADER.format(titre=title, fichier=file, version=names.questionnaire.version)
    return head + "\n".join(_body(names)) + "\n"


def _body(names: Names) -> Iterator[str]:
    version = names.questionnaire.version
    for section in names.sections.values():
        yield ""
        yield f"# {section.titre}. {section.pourquoi}"
        if section.prive_par_defaut:
            yield "# Section privée : elle n’est publiée que si vous l’écrivez dans sections_publiees."
        yield f"{section.id}:"
        yield from _questions(section.questions, 2, version)
    yield ""
    yield f"{EFFECTS}:"
    yield f"  {SCALES}:"
    for scale in names.scales.values():
        yield f"    {scale.id}:"
        yield from _questions(scale.questions, 6, version)
    yield f"  {CRITERIA}:"
    model = names.questionnaire.modele_critere
    shared = model.questions if model else ()
    for criterion in names.criteria.values():
        yield ""
        yield f"    # {criterion.titre}. {' '.join(criterion.definition.split())}"
        yield f"    {criterion.id}:"
        yield from _questions((*shared, *criterion.questions), 6, version)
    yield ""
    yield from OWN.splitlines()
    yield ""
    yield f"{ENVIRONMENT}:"
    for axis in names.axes.values():
        yield f"  # {axis.titre}"
        yield f"  {axis.id}:"
        inner = [question for sub in axis.sous_axes for question in sub.questions]
        yield from _questions((*axis.questions, *inner), 4, version)


def _questions(questions: Iterable[AnyQuestion], indent: int, version: int) -> Iterator[str]:
    margin = " " * indent
    for declared in questions:
        if not declared.is_current(version):
            continue
        question = as_asked(declared, version)
        yield f"{margin}# {' '.join(question.libelle.split())}"
        if isinstance(question, Distribution):
            yield f"{margin}{question.id}:   # en {question.unite} ; complet: oui si tout est indiqué"
            for part in question.parts:
                yield f"{margin}  {part.id}:   # {part.libelle}"
            continue
        yield f"{margin}{question.id}: {_form(question)}".rstrip()


def _form(question: AnyQuestion) -> str:
    match question:
        case SingleChoice(options=options):
            return "# " + ", ".join(option.id for option in options)
        case MultipleChoice(options=options, max=most):
            limit = f" ({most} au plus)" if most else ""
            return f"[] #{limit} " + ", ".join(option.id for option in options)
        case Table(colonnes=columns):
            return "[] # {" + ", ".join(f"{column.id}: …" for column in columns) + "}"
        case _:
            unit = getattr(question, "unite", "")
            return f"# en {unit}" if question.type == "nombre" and unit else question.blank
