"""What every model of a trusted YAML file shares: frozen, no unknown key, French yes and no.

Fields carry the name of their YAML key, in French: what is read in the file is found in the code.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{1,47}", re.ASCII)


class Declared(BaseModel):
    """A frozen piece of a trusted file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _yes_no(value: object) -> object:
    return {"oui": True, "non": False}.get(value, value) if isinstance(value, str) else value


def _only_words(value: object) -> object:
    return value if value in (True, False) else "?"


YesNo = Annotated[
    bool,
    BeforeValidator(_only_words),
    BeforeValidator(_yes_no, json_schema_input_type=Literal["oui", "non"]),
]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,47}$")]
Sentence = Annotated[str, StringConstraints(min_length=1)]
