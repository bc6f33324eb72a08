// Les formes que se passent les modules de l’atelier.
declare namespace Workshop {
  interface Choice {
    id: string;
    mot: string;
  }
  interface Criterion {
    id: string;
    titre: string;
    question: string;
    definition: string;
    observer: string[];
    ancres: Record<string, string>;
    chemins: Record<string, string>;
    // Un critère du lieu n’a pas de place parmi ceux du questionnaire.
    propre?: boolean;
  }
  interface Ballot {
    cle: string;
    titre: string;
    question: string;
    options: Choice[];
  }
  interface Said {
    cle: string;
    titre: string;
    aide: string;
    longueur: number;
    max: number;
  }
  interface Told {
    version: number;
    annee: string;
    colleges: Record<string, string>;
    petit_college: Form.Small;
    criteres: Criterion[];
    scrutins: Ballot[];
    presence: Choice[];
    sens: Choice[];
    sens_si: string[];
    preuve: { nature: string; texte: string; natures: Choice[] };
    longueurs: Record<string, number>;
    dits: Said[];
    messages: Form.Told["messages"];
  }
  // Les voix d’un effet, par groupe puis par réponse ; tout est texte, comme dans une fiche.
  type Votes = Record<string, Record<string, Record<string, string>>>;
  interface Reservation {
    texte: string;
    accord: string;
  }
  interface Evidence {
    nature: string;
    texte: string;
  }
  interface Own {
    id: string;
    titre: string;
    observer: string[];
  }
  interface Kept {
    presence: string;
    sens: string;
    exemple: string;
    intention: string;
    preuves: Evidence[];
  }
  // Le fichier d’animation : tout ce qu’un atelier a compté et dit.
  interface Session {
    atelier: string;
    fiches: string[];
    lieu: string;
    annee: string;
    date: string;
    format: string;
    participants: Record<string, string>;
    criteres: string[];
    criteres_du_lieu: Own[];
    votes: Votes;
    sens: Votes;
    clos: string[];
    gardes: Record<string, Partial<Kept>>;
    desaccords: Record<string, string>;
    reserves: Record<string, Reservation[]>;
    decisions: Record<string, string>;
  }
  type Side = "a" | "b" | "somme";
  interface Conflict {
    cle: string;
    a: any;
    b: any;
    // Ce que l’on peut en faire.
    choix: Side[];
  }
  interface Meeting {
    fiche: Session;
    conflits: Conflict[];
    egaux: string[];
    ajouts: number;
    deja: string[];
  }
}
