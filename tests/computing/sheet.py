"""A place's file from answers held in Python; JSON is YAML, and needs no other writer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

Tree: TypeAlias = Mapping[str, Any]

HEADER: Tree = {"questionnaire": "2", "publication": "publique", "licence_acceptee": "oui"}
IDENTITY: Tree = {"nom": "La Halle", "commune": "35238"}


def sheet(sections: Tree, **header: Any) -> str:
    """Write a file with these sections; the name and the commune are there unless given."""
    identity = {**IDENTITY, **sections.get("identite", {})}
    return json.dumps({**HEADER, **header, **sections, "identite": identity}, ensure_ascii=False)
