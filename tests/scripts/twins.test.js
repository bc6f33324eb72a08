import assert from "node:assert/strict";
import { test } from "node:test";
import { forgetPeople, mask } from "../../cm_build/contributing/form/scripts/masking.js";
import { overTheYear } from "../../cm_build/contributing/form/scripts/months.js";
import { numberOf } from "../../cm_build/contributing/form/scripts/numbers.js";
import { registered } from "../../cm_build/contributing/form/scripts/registers.js";
import { slug } from "../../cm_build/contributing/form/scripts/slug.js";
import { textual } from "../../cm_build/contributing/form/scripts/tree.js";
import { meet } from "../../cm_build/contributing/workshop/scripts/meeting.js";
import {
  dayText,
  lowerFirst,
  numberText,
  plural,
  quantity,
  spaced,
} from "../../cm_build/pages/shell/scripts/french.js";
import { offered, tally } from "../../cm_build/pages/shell/scripts/tally.js";
import { cases } from "./cases.js";

const french = cases("french");
const counts = cases("tally");

test("numbers are written alike", () => {
  for (const [value, decimals, text] of french.nombres) assert.equal(numberText(value, decimals), text);
});

test("quantities are written alike", () => {
  for (const [value, unit, decimals, text] of french.quantites) assert.equal(quantity(value, unit, decimals), text);
});

test("plurals begin at two", () => {
  for (const [count, word] of french.pluriels) assert.equal(plural(count, "lieu", "lieux"), word);
});

test("no-break spaces are put alike, once", () => {
  for (const [typed, text] of french.espaces) {
    assert.equal(spaced(typed), text);
    assert.equal(spaced(text), text);
  }
});

test("labels are lowered alike, acronyms kept", () => {
  for (const [label, text] of french.minuscules) assert.equal(lowerFirst(label), text);
});

test("days are written alike", () => {
  for (const [day, text] of french.jours) assert.equal(dayText(day), text);
});

test("places are counted alike", () => {
  for (const [telling, fictional, listed, text] of counts.decomptes)
    assert.equal(tally(telling, fictional, listed), text);
  for (const [real, fictional, mixed, text] of counts.offres) assert.equal(offered(real, fictional, mixed), text);
});

test("numbers are read alike", () => {
  for (const [typed, number] of cases("numbers")) assert.equal(numberOf(typed), number ?? NaN, typed);
});

test("addresses are made alike", () => {
  for (const [name, address] of cases("slugs")) assert.equal(slug(name), address);
});

test("numbers of registers are read alike", () => {
  for (const [name, rows] of Object.entries(cases("registers")))
    for (const [typed, number, code] of rows) assert.deepEqual(registered(name, typed), { number, code }, typed);
});

test("a period is counted over the year alike", () => {
  for (const [typed, words] of cases("periods")) assert.equal(overTheYear(typed)?.words ?? "", words, typed);
});

test("a workshop is masked alike", () => {
  for (const { cas, avant, apres, dit } of cases("atelier").masques) {
    // Le formulaire écrit tout en texte, et n’a pas besoin de nombres pour compter.
    const workshop = textual(avant);
    const said = mask(workshop, { seuil: 3, vers: "autres" });
    assert.deepEqual(workshop, textual(apres), cas);
    assert.equal(said.length, dit, cas);
    assert.deepEqual(mask(workshop, { seuil: 3, vers: "autres" }), [], cas);
  }
});

test("how many came does not size a college told in words", () => {
  const votes = {
    lien: { equipe: { accord: "toutes_votantes", reponses: ["dure"] }, usagers: { dure: "3", rare: "5" } },
  };
  const tree = { reponse: { mode: "atelier", personnes: "12" }, evaluation_collective: { votes } };
  assert.equal(forgetPeople(tree).length, 1);
  assert.deepEqual(tree.reponse, { mode: "atelier" });
  const counted = {
    reponse: { mode: "atelier", personnes: "8" },
    evaluation_collective: { votes: { lien: { usagers: votes.lien.usagers } } },
  };
  assert.deepEqual(forgetPeople(counted), []);
  assert.equal(counted.reponse.personnes, "8");
});

test("what a place keeps takes its votes and its words with it", () => {
  const workshop = textual({
    participants: { equipe: 4 },
    votes: { lien: { equipe: { dure: 4 } }, soin: { equipe: { dure: 1, rare: 3 } } },
    reserves: { lien: ["Non."], soin: ["Trop tôt."] },
    desaccords: { lien: "La buvette" },
  });
  mask(workshop, { seuil: 3, vers: "autres" }, ["lien"]);
  assert.deepEqual(workshop, {
    participants: { equipe: "4" },
    votes: { soin: { equipe: { dure: "1", rare: "3" } } },
    reserves: { soin: ["Trop tôt."] },
  });
});

const EMPTY = {
  ...{ atelier: "1", fiches: [], lieu: "", annee: "", date: "", format: "", participants: {}, criteres: [] },
  ...{ criteres_du_lieu: [], votes: {}, sens: {}, clos: [], gardes: {}, desaccords: {}, reserves: {}, decisions: {} },
};

test("two facilitators meet alike", () => {
  for (const { cas, a, b, autres, choix, fiche, conflits, egaux, ajouts, deja } of cases("atelier").reunions) {
    const met = meet({ ...EMPTY, ...a }, { ...EMPTY, ...b }, { others: autres ?? false, choices: choix ?? {} });
    assert.deepEqual(met.fiche, { ...EMPTY, ...fiche }, cas);
    assert.deepEqual(met.conflits.map((one) => one.cle).sort(), [...conflits].sort(), cas);
    assert.deepEqual([met.egaux.length, met.ajouts, met.deja.length], [egaux, ajouts, deja], cas);
  }
});
