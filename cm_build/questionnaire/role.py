"""The questions the code must know, named by what they are for."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The questions the code must know; each names one by `role` in the questionnaire."""

    NOM = "nom"
    COMMUNE = "commune"
    ADRESSE = "adresse"
    ACCROCHE = "accroche"
    TYPES = "types"
    TYPE_PRINCIPAL = "type_principal"
    STATUT = "statut"
    OUVERTURE = "ouverture"
    SURFACE_INTERIEURE = "surface_interieure"
    SURFACE_EXTERIEURE = "surface_exterieure"
    DATE_OUVERTURE = "date_ouverture"
    SITE_WEB = "site_web"
    CONTACT = "contact"
    CONTACT_PUBLIC = "contact_public"
    ACTIVITES = "activites"
    PHOTOS = "photos"
    PROJET_URBAIN = "projet_urbain"
    NIVEAU = "niveau"
    PRESENCE = "presence"
    POUR_QUI = "pour_qui"
    DIRECTION = "sens"
    NON_VOULU = "non_voulu"
    SANS_LE_LIEU = "sans_le_lieu"
    PREUVES = "preuves"
    EXEMPLE = "exemple"
    INTENTION = "intention"
    INTENTION_PASSEE = "intention_passee"
    SUITE = "suite"
    SUITE_RAISON = "suite_raison"
    INTENSITE = "intensite"
    MOTS_CLES = "mots_cles"
    ACTION = "action"
    CHIFFRE_CLE = "chiffre_cle"
