// Les lieux tels que le navigateur les lit : un lieu est un rang, le même dans chaque colonne.
declare namespace Directory {
  interface Facet {
    id: string;
    label: string;
    values: string[];
    told: boolean;
    // Les valeurs d’un lieu, une lettre chacune.
    places: string[];
  }
  interface Town {
    code: string;
    rank: number;
    name: string;
    region: number;
    departement: number;
    where: string;
    x: number | null;
    y: number | null;
  }
  interface Data {
    names: string[];
    facets: Facet[];
    towns: Town[];
    townOf: number[];
    count: number;
    fictional: number;
    listed: number;
    years: number[];
    taglines: string[];
    types: number;
    readonly mixed: boolean;
    isFictional: (place: number) => boolean;
    isListed: (place: number) => boolean;
    isClosed: (place: number) => boolean;
    typesOf: (place: number) => string[];
    // Où se lit son portrait, depuis le dossier des lieux, ou sur le site de son réseau.
    page: (place: number, root: string) => string;
    // Le nom de ce réseau, s’il n’est pas d’ici.
    network: (place: number) => string;
    readonly foldedNames: string[];
    readonly texts: string[];
  }
  interface Wanted {
    words: string[];
    town: number;
    values: string[];
  }
  interface Counts {
    real: Uint32Array[];
    fictional: Uint32Array[];
  }
  interface Result {
    found: number[];
    counts: Counts;
    fictional: number;
    listed: number;
    telling: number;
  }
  // Le fichier, tel qu’il est écrit (document.py).
  type File = any;
}
