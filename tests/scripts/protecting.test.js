import assert from "node:assert/strict";
import { test } from "node:test";
import { classOf, described, giveaways } from "../../cm_build/contributing/form/scripts/protecting.js";

const surface = {
  id: "surface",
  titre: "Surface",
  chemin: "espace.surface",
  bornes: [
    { jusqu_a: 200, inclus: false, libelle: "moins de 200" },
    { jusqu_a: 2000, inclus: true, libelle: "de 200 à 2 000" },
    { jusqu_a: null, inclus: false, libelle: "plus de 2 000" },
  ],
};
const protection = {
  si: { de: "types", un: ["abri"] },
  classes: [surface],
  choix: { accroche: "identite.accroche", "lien.exemple": "effets.criteres.lien.exemple" },
};
/** @param {string} amount */
const sized = (amount) => classOf(surface, { espace: { surface: amount } });

test("a class is known by its bounds", () => {
  assert.deepEqual(["199", "200", "2 000", "2000,5", "", "ne_sait_pas"].map(sized), [
    "moins de 200",
    "de 200 à 2 000",
    "de 200 à 2 000",
    "plus de 2 000",
    "",
    "",
  ]);
});

const whole = () => ({
  questionnaire: "1",
  publication: "publique",
  lieu_protege: "oui",
  region: "53",
  departement: "",
  classes: { surface: "périmée" },
  reponses_choisies: ["lien.exemple", "identite.nom"],
  identifiants: { siret: "73282932000074", rna: "W133456789" },
  identite: { nom: "La Porte", commune: "29019 Brest", accroche: "Rue du Moulin" },
  espace: { surface: "731" },
  effets: { criteres: { lien: { niveau: "regulier", exemple: "On y mange." } } },
});

test("the public file is filled key by key, and asks the class again", () => {
  assert.deepEqual(described(whole(), protection), {
    questionnaire: "1",
    publication: "publique",
    lieu_protege: "oui",
    region: "53",
    classes: { surface: "de 200 à 2 000" },
    reponses_choisies: ["lien.exemple"],
    effets: { criteres: { lien: { exemple: "On y mange." } } },
  });
});

test("a public file taken up alone keeps its class, if it is one", () => {
  /** @param {string} said */
  const kept = (said) => described({ ...whole(), espace: {}, classes: { surface: said } }, protection).classes;
  assert.deepEqual(kept("moins de 200"), { surface: "moins de 200" });
  assert.equal(kept("731 m²"), undefined);
});

test("a département takes the place of the région", () => {
  const { region, departement } = described({ ...whole(), departement: "29" }, protection);
  assert.deepEqual([region, departement], [undefined, "29"]);
});

test("a chosen text that repeats what is kept is told", () => {
  const tree = whole();
  for (const [text, said] of [
    ["On y mange.", undefined],
    ["On mange à la porte !", "La Porte"],
    ["À Brest, on mange.", "29019 Brest"],
    ["Au bout de la rue du moulin.", "Rue du Moulin"],
    ["Les portes.", undefined],
  ]) {
    tree.effets.criteres.lien.exemple = String(text);
    const found = giveaways(tree, protection);
    assert.deepEqual(
      found.map((one) => one.name),
      said ? ["lien.exemple"] : [],
      String(text),
    );
  }
});
