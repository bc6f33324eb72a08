import assert from "node:assert/strict";
import { test } from "node:test";
import { donnees } from "../../cm_build/contributing/form/scripts/data.js";
import { dateText, monthNumber, slotsOf } from "../../cm_build/contributing/form/scripts/dates.js";
import { renamed } from "../../cm_build/contributing/form/scripts/renaming.js";
import { copy, isEmpty, own, setAt, valueAt } from "../../cm_build/contributing/form/scripts/tree.js";
import { inline, lines } from "../../cm_build/contributing/form/scripts/yaml.js";

test("a value is put at its path, and its branches go with the last of them", () => {
  const tree = {};
  setAt(tree, "espace.surface", "883");
  assert.deepEqual(tree, { espace: { surface: "883" } });
  assert.equal(valueAt(tree, "espace.surface"), "883");
  setAt(tree, "espace.surface", "  ");
  assert.deepEqual(tree, {});
});

test("a key that means something to the language is a key among others", () => {
  const tree = {};
  setAt(tree, "__proto__", "piège");
  assert.equal(own(tree, "__proto__"), "piège");
  assert.equal(Object.getPrototypeOf(tree), Object.prototype);
  assert.equal(own({}, "toString"), undefined);
});

test("what says nothing is empty", () => {
  for (const one of [undefined, null, "", "  ", [], {}]) assert.ok(isEmpty(one));
  for (const one of ["non", "0", ["a"], { a: "" }]) assert.ok(!isEmpty(one));
});

test("a copy shares nothing", () => {
  const tree = { a: { b: "c" } };
  copy(tree).a.b = "d";
  assert.equal(tree.a.b, "c");
});

test("texts that YAML would read otherwise are quoted", () => {
  const told = {
    nom: "La Filoche",
    annee: "2025",
    code: "01004",
    non: "no",
    heure: "12:30",
    saut: "a\nb",
    liste: ["a", "non"],
    vide: {},
  };
  assert.deepEqual(lines(told), [
    'nom: "La Filoche"',
    "annee: 2025",
    'code: "01004"',
    'non: "no"',
    'heure: "12:30"',
    'saut: "a\\nb"',
    "liste: [a, non]",
    "vide: {}",
  ]);
  assert.equal(inline({ y: "on" }), '{"y": "on"}');
});

test("a date is kept whole, or as it was written", () => {
  assert.equal(monthNumber("sept."), "9");
  assert.equal(monthNumber("ju"), "ju");
  assert.equal(monthNumber("Décembre"), "12");
  assert.equal(dateText("2018", "", ""), "2018-01-01");
  assert.equal(dateText("2018", "", "", true), "2018-12-31");
  assert.equal(dateText("2020", "février", "", true), "2020-02-29");
  assert.equal(dateText("2021", "2", "30"), "30 / 2 / 2021");
  assert.deepEqual(slotsOf("30 / ? / 2021"), { j: "30", m: "", a: "2021" });
  assert.deepEqual(slotsOf("2018-06-01"), { a: "2018", m: "06", j: "01" });
});

test("an older file takes the names of today, and what says nothing any more goes", () => {
  donnees.renommages = {
    questions: { tablees: "tables", chaises: "", "lien_social.rythme": "lien_social.frequence" },
    lignes: { activites: { bricolage: "atelier", sieste: "" }, ressources: { subventions: "aides" } },
    noms: { tablees: "tables", chaises: "", "ressources.subventions": "ressources.aides" },
    listes: ["reponses_masquees", "estimations"],
    lignes_neuves: {},
  };
  const older = {
    estimations: ["tablees", "chaises"],
    reponses_masquees: ["ressources.subventions"],
    identite: { nom: "Ici", tablees: "12", chaises: "40", activites: ["sieste", "bricolage"] },
    moyens: { activites_details: { bricolage: "Le samedi" }, ressources: { subventions: "10", ventes: "5" } },
    effets_sociaux: { criteres: { lien_social: { rythme: "vif" } } },
  };
  const before = copy(older);
  assert.deepEqual(renamed(older), {
    estimations: ["tables"],
    reponses_masquees: ["ressources.aides"],
    identite: { nom: "Ici", activites: ["atelier"], tables: "12" },
    moyens: { activites_details: { atelier: "Le samedi" }, ressources: { aides: "10", ventes: "5" } },
    effets_sociaux: { criteres: { lien_social: { frequence: "vif" } } },
  });
  assert.deepEqual(older, before);
});

test("the name of today wins when a file has both", () => {
  donnees.renommages = { questions: { tablees: "tables" }, lignes: {}, noms: {}, listes: [], lignes_neuves: {} };
  assert.deepEqual(renamed({ identite: { tablees: "12", tables: "14" } }), { identite: { tables: "14" } });
});

test("a whole of a file that was not asked all its lines is not whole any more", () => {
  const lignes_neuves = { "moyens.depenses": 2 };
  donnees.renommages = { questions: {}, lignes: {}, noms: {}, listes: [], lignes_neuves };
  /** @param {string} questionnaire */
  const told = (questionnaire) => ({ questionnaire, moyens: { depenses: { loyer: "5", complet: "oui" } } });
  assert.deepEqual(renamed(told("1")).moyens, { depenses: { loyer: "5" } });
  assert.deepEqual(renamed(told("2")), told("2"));
});
