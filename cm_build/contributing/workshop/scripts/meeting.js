// Réunir deux fichiers d’animation, avant de masquer : rien ne se perd, rien ne se compte deux fois sans qu’on le dise.
// Le programme fait de même (contributing/workshop/meeting.py) ; tests/data/cas-atelier.json les tient tous deux.
import { copy, isEmpty, same } from "../../form/scripts/tree.js";

const SCALARS = ["lieu", "annee", "date", "format"];
const TEXTS = ["desaccords", "decisions"];
const KEPT = ["presence", "sens"];
const KEPT_TEXTS = ["exemple", "intention"];
const SIDES = /** @type {Workshop.Side[]} */ (["a", "b"]);
const ALL = /** @type {Workshop.Side[]} */ (["a", "b", "somme"]);

/** @param {any} value */
const many = (value) => (/^\d+$/.test(value ?? "") ? Number(value) : 0);
// Une voix à zéro ne dit rien.
/** @param {Record<string, string>} counts */
const cast = (counts) => Object.fromEntries(Object.entries(counts).filter(([, one]) => many(one)));
/** @param {any} a @param {any} b */
const added = (a, b) => {
  if (typeof a === "string") return String(many(a) + many(b));
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keys].map((one) => [one, String(many(a[one]) + many(b[one]))]));
};
/** @param {string} a @param {string} b */
const joined = (a, b) => `${a}\n${b}`;

class Table {
  /** @param {boolean} others @param {Record<string, Workshop.Side>} choices @param {boolean} counted */
  constructor(others, choices, counted) {
    this.others = others && !counted;
    this.choices = choices;
    this.counted = counted;
    /** @type {Workshop.Conflict[]} */
    this.conflicts = [];
    /** @type {string[]} */
    this.equal = [];
    this.sums = 0;
  }
  // Ce que disent deux fichiers d’une même chose ; ce qui ne se décide pas seul attend un choix.
  /** @param {string} key @param {any} a @param {any} b @param {"count" | "text" | "word"} kind @returns {any} */
  one(key, a, b, kind) {
    if (isEmpty(a)) return b;
    if (isEmpty(b)) return a;
    const alike = same(a, b);
    const counts = kind === "count";
    const wanted = this.choices[key] ?? (counts && this.others ? "somme" : alike ? "a" : undefined);
    if (alike && wanted !== "somme") this.equal.push(key);
    if (wanted === "a" || wanted === "b") return wanted === "a" ? a : b;
    if (wanted === "somme" && kind !== "word" && !(counts && this.counted)) {
      this.sums += counts ? 1 : 0;
      return counts ? added(a, b) : joined(a, b);
    }
    this.conflicts.push({ cle: key, a, b, choix: kind === "word" || (counts && this.counted) ? SIDES : ALL });
    return a;
  }
  /** @param {string} prefix @param {Record<string, any>} a @param {Record<string, any>} b @param {(key: string, a: any, b: any) => any} each */
  each(prefix, a = {}, b = {}, each = (key, one, other) => this.one(key, one, other, "text")) {
    /** @type {Record<string, any>} */
    const made = {};
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const told = each(prefix ? `${prefix}.${key}` : key, a[key], b[key]);
      if (!isEmpty(told)) made[key] = told;
    }
    return made;
  }
}
/** @param {Workshop.Reservation[]} a @param {Workshop.Reservation[]} b */
const reservations = (a = [], b = []) => {
  /** @type {Workshop.Reservation[]} */
  const told = copy(a);
  for (const one of b) {
    const mine = told.find((other) => other.texte === one.texte);
    // Deux avis sur le même accord : sans doute, il n’y est pas.
    if (!mine) told.push(copy(one));
    else if (one.accord !== mine.accord) mine.accord = "non";
  }
  return told;
};
/** @param {any[]} a @param {any[]} b */
const union = (a = [], b = []) => [...a, ...b.filter((one) => !a.some((other) => same(one, other)))];
/** @param {Table} table @param {Partial<Workshop.Kept>} a @param {Partial<Workshop.Kept>} b @param {string} key */
const kept = (table, a = {}, b = {}, key) => {
  /** @type {Record<string, any>} */
  const made = {};
  /** @param {string} name @param {any} value */
  const put = (name, value) => {
    if (!isEmpty(value)) made[name] = value;
  };
  for (const name of KEPT) put(name, table.one(`${key}.${name}`, Reflect.get(a, name), Reflect.get(b, name), "word"));
  for (const name of KEPT_TEXTS)
    put(name, table.one(`${key}.${name}`, Reflect.get(a, name), Reflect.get(b, name), "text"));
  put("preuves", union(a.preuves, b.preuves));
  return made;
};
/** @param {Table} table @param {Workshop.Own[]} a @param {Workshop.Own[]} b */
const owned = (table, a, b) => {
  const theirs = new Map(b.map((one) => [one.id, one]));
  const mine = a.map((one) => {
    const other = theirs.get(one.id);
    theirs.delete(one.id);
    if (!other) return one;
    const titre = table.one(`criteres_du_lieu.${one.id}.titre`, one.titre, other.titre, "word");
    return { ...one, titre, observer: union(one.observer, other.observer) };
  });
  return [...mine, ...theirs.values()];
};

// « others » : les deux fichiers comptent d’autres personnes. Sinon, ce sont les mêmes votes, comptés par deux personnes.
/** @param {Workshop.Session} a @param {Workshop.Session} b @param {{ others?: boolean, choices?: Record<string, Workshop.Side> }} [how] @returns {Workshop.Meeting} */
export const meet = (a, b, { others = false, choices = {} } = {}) => {
  const already = a.fiches.filter((one) => b.fiches.includes(one));
  const table = new Table(others, choices, already.length > 0);
  /** @type {any} */
  const made = { atelier: a.atelier, fiches: union(a.fiches, b.fiches) };
  for (const key of SCALARS) made[key] = table.one(key, Reflect.get(a, key), Reflect.get(b, key), "word") ?? "";
  made.participants = table.each("participants", a.participants, b.participants, (key, one, other) =>
    table.one(key, many(one) ? one : "", many(other) ? other : "", "count"),
  );
  made.criteres = union(a.criteres, b.criteres);
  made.criteres_du_lieu = owned(table, a.criteres_du_lieu, b.criteres_du_lieu);
  for (const ballot of ["votes", "sens"])
    made[ballot] = table.each(ballot, Reflect.get(a, ballot), Reflect.get(b, ballot), (criterion, mine, theirs) =>
      table.each(criterion, mine, theirs, (key, one = {}, other = {}) =>
        table.one(key, cast(one), cast(other), "count"),
      ),
    );
  made.clos = union(a.clos, b.clos);
  made.gardes = table.each("gardes", a.gardes, b.gardes, (key, one, other) => kept(table, one, other, key));
  for (const key of TEXTS) made[key] = table.each(key, Reflect.get(a, key), Reflect.get(b, key));
  made.reserves = table.each("reserves", a.reserves, b.reserves, (_, one, other) => reservations(one, other));
  return { fiche: made, conflits: table.conflicts, egaux: table.equal, ajouts: table.sums, deja: already };
};
