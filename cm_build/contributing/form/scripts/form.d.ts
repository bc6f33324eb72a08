// Les formes que se passent les modules du formulaire.
declare namespace Form {
  // Ce qu’un fichier contient peut être n’importe quoi, jusqu’à ce qu’on l’ait regardé.
  type Value = any;
  type Tree = Record<string, Value>;

  // Une condition, telle que le questionnaire l’écrit (questionnaire/condition.py).
  interface Rule {
    de: string;
    part?: string;
    parts?: string[];
    // La part qui dit tout le groupe en un montant.
    ensemble?: string | null;
    tous?: Rule[];
    un_de?: Rule[];
    non?: Rule;
    repondu?: boolean;
    plus?: number;
    moins?: number;
    un?: string[];
    chacun?: string[];
    // Une question de telle année à telle année.
    annees?: [number | null, number | null];
  }
  interface Question {
    name: string;
    path: string;
    kind: string;
    rule?: Rule | null;
    box: Piece;
    screen?: Piece;
    // Le champ d’une question qui n’en a qu’un.
    main: Piece;
    title?: string;
    // Ce que le champ montrait, et ce qu’il ne sait pas montrer.
    shown?: Value;
    rest?: Value;
    restDetails?: Value;
    unshown?: Piece;
    // Ce qu’elle disait avant « je ne sais pas ».
    aside?: { texts: string[]; rough: boolean } | null;
  }
  // Un nom qui vient de la page est celui d’une question.
  interface Questions extends Omit<Map<string, Question>, "get"> {
    get(name: string | undefined): Question;
  }
  interface Field {
    input: Piece;
    at: string;
    line: string;
    cell?: Piece;
  }
  interface Answer {
    label: string;
    value?: string;
    act?: () => void;
    keep?: boolean;
  }
  // Ce qui ne va pas, ou ce qui se demande : la question, la place de la saisie, les mots.
  interface Found {
    at: string;
    text: string;
    answers?: Answer[];
  }
  interface Fault extends Found {
    question: Question;
    still: () => unknown;
    key?: string;
  }
  interface Problem {
    code: string;
    gravite: string;
    champ?: string;
    message: string;
    remede: string;
  }
  interface Photo {
    name: string;
    blob: Blob;
  }
  interface Opened {
    tree: Tree;
    photos: Photo[];
    lost: string[];
    year: string;
  }
  interface Draft {
    annee: string;
    lieu: string;
    confirme: string;
    document: Tree;
    anciens: Record<string, string>;
    essentiel: boolean;
    masquees: string[];
    devoilees: string[];
    retenues: string[];
    montrees: string[];
    reserve: Record<string, string>;
    regles: string[];
    ecran: string;
    // Le critère que raconte le parcours essentiel.
    effet: string;
    date: string;
  }
  // Sous combien de votes un groupe rejoint lequel.
  interface Small {
    seuil: number;
    vers: string;
  }
  type Lists = "masquees" | "devoilees" | "retenues" | "montrees";
  // Un lieu que le référentiel publie (api/v1/lieux.json).
  interface Place {
    lieu: string;
    nom: string;
    commune: string;
    code_commune: string;
    publication: string;
    annees: number[];
  }
  interface Town {
    code: string;
    town: string;
  }
  interface Mine {
    nom: string;
    commune: string;
    where: Town;
    key: string;
    near: string;
  }
  interface Going {
    asked: boolean;
    renamed: boolean;
    about: string;
    lieu: string;
  }
  interface Parcel extends Going {
    text: string;
    file: File;
    name: string;
    photos: number;
    shared?: File[];
  }
  // Ce que la page porte du questionnaire et du site (view.py).
  // Ce que le lieu retient : une réponse, ou une seule de ses parts.
  interface Held {
    question: Question;
    part: string;
  }
  // Ce qui est privé d’office et se choisit d’un geste, avant de publier.
  interface Choice {
    id: string;
    names: string[];
    text: string;
    more: string;
    chosen?: () => void;
  }
  // Deux réponses qui ne vont pas ensemble (places/coherence.py) ; sans condition, la première dépasse la seconde.
  interface Coherence {
    de: string;
    part_de: string | null;
    avec: string;
    part_avec: string | null;
    si: Rule | null;
    // Les deux quantités sont la même.
    egaux: boolean;
    mots: string[];
    etats: string[];
    pourquoi: string;
  }
  // Ce qu’une réponse dit déjà d’une autre (questionnaire/condition.py) ; sans valeurs, c’est la même quantité.
  interface Proposal {
    de: string;
    part_de: string | null;
    vers: string;
    part_vers: string | null;
    si: Rule | null;
    valeurs: string[];
  }
  interface Told {
    annee: string;
    nom: string;
    commune: string;
    photos: string;
    version: number;
    referentiel: string;
    site: string;
    communes: string;
    communes_douteuses?: Record<string, string>;
    messages: Record<string, { message: string; remede: string }>;
    renommages: {
      questions: Record<string, string>;
      lignes: Record<string, Record<string, string>>;
      noms: Record<string, string>;
      listes: string[];
      lignes_neuves: Record<string, number>;
    };
    ouvertures: { titre: string; poids: Record<string, number>; part: boolean; seuil: number }[];
    coherences: Coherence[];
    propositions: Proposal[];
    recoupements: { garder: string[]; garde_aussi: string[] }[];
    totaux: { de: string; total: string }[];
    discretion: { si: Rule; de: string; parts: string[]; vers: string; pourquoi: string }[];
    protection: Protection;
    effets: { id: string; titre: string; chemin: string; non_voulu: string; votes: string[] }[];
    // Ce que le questionnaire appelle déjà ainsi.
    propres: { effets: string[] };
    a_venir: string[];
    // Ce qui ne se demande plus, et qu’une fiche d’avant peut garder.
    anciennes: Record<string, { chemin: string; titre: string }>;
    petit_college: Small;
    moteur: Record<string, string> | null;
    contact: { adresse: string };
    depot: { issue: string; fresh: string; name: string; text: string; upload: string };
  }
  // Ce qu’un lieu protégé peut dire (questionnaire/protection.py) ; `choix` donne la place de chaque réponse dans la fiche.
  interface BroadFigure {
    id: string;
    titre: string;
    chemin: string;
    bornes: { jusqu_a: number | null; inclus: boolean; libelle: string }[];
  }
  interface Protection {
    si: Rule;
    classes: BroadFigure[];
    choix: Record<string, string>;
  }
  interface Unknown {
    keys: string[];
    value: Value;
  }
}

// Ce qu’un champ garde avec lui.
interface HTMLElement {
  // Ce qu’un fichier disait, et ce que le champ en montre ; ce qu’il disait en le quittant.
  asked?: { text: string; shown: string };
  settled?: string;
  // Ce que fait en tout le groupe dont c’est le montant ; le texte que la page avait écrit.
  told?: number;
  proposed?: string;
  wasRough?: boolean;
  counter?: Piece;
  noted?: Piece | null;
  rest?: Form.Value;
}
