"""The drawings a page may hold, and which answers feed each."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cm_build.questionnaire.condition import Facts, Patterns
from cm_build.questionnaire.declared import Declared, Identifier, Sentence

References = Annotated[tuple[str, ...], Field(min_length=1)]


class _Block(Declared):
    sizes: ClassVar[tuple[str, ...]] = ()
    """The keys whose amounts it draws, not those it only words."""

    titres: Patterns = ()
    note: str | None = None

    @property
    def quantities(self) -> tuple[str | None, ...]:
        """The references whose amounts it draws."""
        named = (getattr(self, key) for key in self.sizes)
        return tuple(
            reference
            for value in named
            for reference in (value if isinstance(value, tuple) else (value,))
        )


class KeyFigure(Declared):
    """One big number."""

    chiffre: str
    libelle: Sentence
    pluriel: str | None = None
    dessin: Identifier | None = None


class KeyFigures(_Block):
    """Four to eight big numbers."""

    forme: Literal["chiffres"]
    chiffres: Annotated[tuple[KeyFigure, ...], Field(min_length=1)]
    max: int = 8


class Story(_Block):
    """Contributors' own words, as paragraphs or a quotation."""

    forme: Literal["texte"]
    reponse: str
    style: Literal["recit", "citation", "chapeau"] = "recit"


class Words(_Block):
    """Chosen words, with what each means here when the place said it."""

    forme: Literal["mots"]
    reponse: str


class Pictograms(_Block):
    """Chosen options with their pictogram."""

    forme: Literal["pictos"]
    reponse: str


class Sheet(_Block):
    """Label and answer pairs, in the order given."""

    forme: Literal["fiche"]
    reponses: References


class Timeline(_Block):
    """Dated events; columns are named, because a table may have others."""

    forme: Literal["frise"]
    tableau: str
    annee: Identifier
    evenement: Identifier


class Treemap(_Block):
    """Rectangles to scale."""

    sizes = ("repartition", "ajouter")
    forme: Literal["surfaces"]
    repartition: str
    ajouter: str | None = None
    ajouter_libelle: str | None = None


class Waffle(_Block):
    """One square per thing counted."""

    sizes = ("repartition",)
    forme: Literal["gaufre"]
    repartition: str


class FacingBars(_Block):
    """Resources and expenses on the same scale; the groups of `accent`, own revenue, are marked."""

    sizes = ("ressources", "depenses")
    forme: Literal["barres_face"]
    ressources: str
    depenses: str
    accent: tuple[Identifier, ...] = ()


class Squares(_Block):
    """Squares whose area is the amount."""

    sizes = ("repartition",)
    forme: Literal["carres"]
    repartition: str


class Bar(_Block):
    """One stacked bar of 100 %."""

    sizes = ("repartition",)
    forme: Literal["barre"]
    repartition: str


class Partners(_Block):
    """Partners around the place, with the nature of their support."""

    forme: Literal["partenaires"]
    tableau: str
    nom: Identifier
    nature: Identifier
    soutien: Identifier


class Sentences(_Block):
    """Short lines of generated sentences: each is said when its answers allow it."""

    forme: Literal["phrases"]
    phrases: Facts


class Locator(_Block):
    """A map of the country, the commune and its three numbers."""

    forme: Literal["situation"]


class PhotoStrip(_Block):
    """The place's photos."""

    forme: Literal["photos"]
    reponse: str


class Wheel(_Block):
    """The social criteria as one picture."""

    forme: Literal["roue"]


class CriteriaBlocks(_Block):
    """One block per criterion answered; beyond `max`, the others have a page of their own."""

    forme: Literal["criteres"]
    max: Annotated[int, Field(ge=1)] | None = None


class OwnBlocks(_Block):
    """What the place chose to follow, beside what every place is asked."""

    forme: Literal["propres"]


class Radar(_Block):
    """The environmental axes."""

    forme: Literal["radar"]


class Practices(_Block):
    """Axis by axis: sub-axes, action put forward, key figure, practices in place."""

    forme: Literal["pratiques"]


class Evolution(_Block):
    """The same figures over the years."""

    sizes = ("chiffres",)
    forme: Literal["evolution"]
    chiffres: References


class Benchmarks(_Block):
    """The place's figures beside those of similar places."""

    sizes = ("chiffres",)
    forme: Literal["reperes"]
    chiffres: References


Block = Annotated[
    KeyFigures
    | Story
    | Words
    | Pictograms
    | Sheet
    | Timeline
    | Treemap
    | Waffle
    | FacingBars
    | Squares
    | Bar
    | Partners
    | Sentences
    | Locator
    | PhotoStrip
    | Wheel
    | CriteriaBlocks
    | OwnBlocks
    | Radar
    | Practices
    | Evolution
    | Benchmarks,
    Field(discriminator="forme"),
]
