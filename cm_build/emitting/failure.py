"""What a system refuses, in the words of the person who asked: never an English message."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from traceback import extract_tb

_REASONS = {
    errno.ENOSPC: "le disque est plein. Libérez de la place, puis recommencez.",
    errno.EDQUOT: "votre espace sur ce disque est plein. Libérez de la place, puis recommencez.",
    errno.EFBIG: "le fichier dépasserait la taille permise ici. Choisissez un autre dossier.",
    errno.EACCES: "vous n’en avez pas le droit. Vérifiez les droits de ce fichier et de son dossier.",
    errno.EPERM: "le système le refuse. Vérifiez les droits de ce fichier et de son dossier.",
    errno.EROFS: "ce disque ne se lit qu’en lecture seule. Choisissez un autre dossier.",
    errno.ENOENT: "il n’existe pas. Vérifiez son nom et son chemin.",
    errno.EEXIST: "autre chose porte déjà ce nom. Choisissez un autre nom, ou déplacez ce qui est là.",
    errno.ENOTDIR: "un fichier se trouve là où il faut un dossier. Choisissez un autre chemin.",
    errno.EISDIR: "un dossier se trouve là où il faut un fichier. Choisissez un autre chemin.",
    errno.ENOTEMPTY: "ce dossier contient déjà quelque chose. Choisissez un autre dossier.",
    errno.ENAMETOOLONG: "ce nom est trop long. Choisissez-en un plus court.",
    errno.ELOOP: "des liens y tournent en rond. Choisissez un vrai dossier.",
    errno.EBUSY: "il sert à autre chose en ce moment. Fermez ce qui l’emploie, puis recommencez.",
    errno.EXDEV: "il est sur un autre disque que ce qui l’entoure. Choisissez un autre dossier.",
    errno.EMFILE: "trop de fichiers sont ouverts. Fermez d’autres programmes, puis recommencez.",
    errno.ENFILE: "trop de fichiers sont ouverts. Fermez d’autres programmes, puis recommencez.",
    errno.EIO: "le disque ne répond pas comme il devrait. Vérifiez-le, puis recommencez.",
}
_OTHER = "le système l’a refusé. Vérifiez le disque et les droits, puis recommencez."
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


class StoppedError(Exception):
    """What stops a command, in French, for the person who asked."""


def refused_by_the_system(error: OSError, action: str = "être lu ou écrit") -> str:
    """Tell what could not be read or written, why, and what to do; `action` when it is known."""
    reason = _REASONS.get(error.errno or 0, _OTHER)
    full = error.errno in _FULL
    # A copy names what it reads, then what it writes: a disk is full where it writes.
    named = error.filename2 if full and error.filename2 else error.filename
    if not isinstance(named, str | bytes):
        return f"Une lecture ou une écriture a échoué : {reason}"
    name = _from_here(named) if isinstance(named, str) else repr(named)
    shown = "".join(c if c.isprintable() else "�" for c in name)
    action = "être écrit" if full else action
    return f"« {_short(shown)} » ne peut pas {action} : {reason}"


def our_own_fault(error: BaseException) -> str:
    """Tell a fault of the program, where it happened, and that nobody else is to blame."""
    frames = [frame for frame in extract_tb(error.__traceback__) if "cm_build" in frame.filename]
    where = ""
    if frames:
        path = Path(frames[-1].filename)
        where = f" ({'/'.join(path.parts[-2:])}, ligne {frames[-1].lineno})"
    return (
        f"Le programme s’est arrêté par sa propre faute : {type(error).__name__}{where}. "
        "Vos fichiers n’y sont pour rien. Signalez-le à l’équipe, avec cette ligne."
    )


def _from_here(name: str) -> str:
    """Write a path from the folder where the person is, as they would, when it is inside."""
    here = f"{Path.cwd()}{os.sep}"
    return name.removeprefix(here) or name


def _short(name: str, longest: int = 200) -> str:
    return name if len(name) <= longest else f"{name[: longest // 2]}…{name[-longest // 2 :]}"
