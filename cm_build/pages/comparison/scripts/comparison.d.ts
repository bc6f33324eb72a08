// Ce que la page lit (schema.json, api/v1) et ce qu’elle en fait, comme à la construction (view.py).
declare namespace Comparison {
  interface Item {
    id: string;
    titre: string;
    precision?: boolean;
    non_voulu: string;
  }
  interface Row {
    ref: string;
    calcul?: boolean;
    sorte: string;
    titre: string;
    unite?: string;
    decimales: number;
    prive: boolean;
    total?: boolean;
    elements: Item[];
    niveaux: Item[];
    sans_rang?: Item[];
  }
  interface Section {
    id: string;
    titre: string;
    couleur: string;
    lignes: Row[];
  }
  interface Schema {
    sections: Section[];
  }
  interface Figure {
    valeur?: number;
    manque?: string;
  }
  interface Spread {
    bas: number;
    haut: number;
    mediane: number;
    reponses: number;
  }
  interface Peers {
    lieux: number;
    criteres: string[];
    manque?: string;
    chiffres: Record<string, Spread>;
  }
  interface Place {
    slug: string;
    name: string;
    commune: string;
    fictional: boolean;
    directory: boolean;
    year: number;
    answers: Record<string, any>;
    figures: Record<string, Figure>;
    peers: Peers;
  }
  interface Cell {
    text?: string;
    unit?: string;
    share?: number | null;
    missing?: string;
    chips?: { label: string; shared: boolean }[];
    steps?: boolean[];
    mark?: string;
  }
  interface Line {
    title: string;
    item: Item;
    cells: Cell[];
  }
  interface Content {
    cells: Cell[];
    lines: Line[];
  }
  interface Drawn extends Content {
    kind: string;
    title: string;
  }
  interface Shown {
    id: string;
    title: string;
    colour: string;
    rows: Drawn[];
  }
  interface Listed {
    lieu: string;
    nom: string;
    commune: string;
    exemple_fictif: boolean;
    publication: string;
    // Le code de son réseau, s’il n’est pas d’ici : son portrait n’y est pas non plus.
    reseau: string | null;
    words: string;
  }
}
