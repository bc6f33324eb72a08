"""What a mailbox does to a text: its letters are there for a program, and lost for a reader."""

from __future__ import annotations

import re

from cm_build.contributing.intake.attachment import FIRST_KEYS
from cm_build.contributing.intake.finding import Finding, Weight

_AGAIN = (
    "Ne recopiez pas le texte depuis la source du message : enregistrez la pièce jointe, ou téléchargez de nouveau la "
    "fiche dans le questionnaire."
)

# The ways a text is mangled, as people would recognise them.
# Accents as `=C3=A9`; in an older encoding as `=E9`, which an address may hold by chance.
_FAULTS = (
    (
        re.compile(r"=(?:C[23]|E2=80)=[89AB][0-9A-F]|(?<=[a-z])=[EF][0-9A-F](?=[a-z\s])"),
        "Les accents sont codés comme dans un courriel (« quoted-printable »).",
    ),
    (
        re.compile("[ÃÂ][\u0080-\u00bf‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|â€[\u0080-\u00bf™œž˜¦“”]"),
        "Les accents ont été lus dans un autre encodage, puis enregistrés ainsi.",
    ),
    (re.compile("\ufffd"), "Des lettres ont été remplacées par « � » : elles sont perdues."),
    (
        re.compile(r"&(?:[a-z]{1,2}(?:acute|grave|circ|cedil|uml|lig)|nbsp|[lr][sda]quo|quot|apos|amp|#\d{2,5}|#x[0-9a-f]{2,5});", re.IGNORECASE),
        "Des signes sont codés comme dans une page web.",
    ),
    (
        re.compile(rf"\A\s*(?:>[ \t]*)+(?:#|{FIRST_KEYS})"),
        "Le texte est une citation : un « > » commence ses lignes.",
    ),
    (
        re.compile(r"\A\s*(?:IyBGaWNo|cXVlc3Rpb25uYWly|77u/)[A-Za-z0-9+/]"),
        "Le texte est codé comme dans un courriel (« base64 »).",
    ),
)  # fmt: skip
# An address may hold any of these signs.
_ADDRESS = re.compile(r"\bhttps?://[^\s\"']+")


def mangled(content: bytes) -> Finding | None:
    """Tell the first place where a text is not what was typed; nothing when it is."""
    text = content.decode("utf-8", "ignore")
    bare = _ADDRESS.sub(lambda found: "x" * len(found.group()), text)
    for pattern, words in _FAULTS:
        match = pattern.search(bare)
        if match:
            line = text.count("\n", 0, match.start()) + 1
            return Finding(Weight.BLOCKING, words, _AGAIN, line)
    return None
