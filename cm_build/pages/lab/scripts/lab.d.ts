// Ce que le laboratoire lit (les colonnes de chaque monde) et ce qu’il en montre.
declare namespace Lab {
  type State = Record<string, string>;
  interface Measure {
    id: string;
    title: string;
    unit: string;
    decimals: number;
    heading: string;
    facet: boolean;
  }
  // Plotly range ici ce qu’il a dessiné, et y prend nos gestes.
  interface Canvas extends Piece {
    data: Trace[];
    on(moment: string, act: (told: { points: { customdata?: number }[] }) => void): void;
  }
  interface Column extends Measure {
    values: any[];
    classes: string[];
    reasons: Map<number, string>;
  }
  interface View {
    state: State;
    // `pages` : par rang, les portraits qui sont sur le site d’un autre réseau.
    places: { lieux: string[]; noms: string[]; communes: string[]; pages?: Record<number, string> };
    x: Column;
    // Une mesure que l’on n’a pas choisie est nulle.
    y: any;
    colour: any;
    size: any;
    drawn: number[];
    fictional: boolean;
  }
  interface Group {
    ranks: number[];
    kind: string;
    name?: string;
  }
  // Le modèle vient de Python (figure.py), dans le schéma de Plotly, qui n’a pas de types.
  type Model = any;
  type Trace = any;
}
