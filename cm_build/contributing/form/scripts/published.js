// Ce qu’un lieu a publié se relit dans les données ouvertes du site.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { everyGiven } from "./choosing.js";
import { communeLines } from "./commune_lists.js";
import { donnees } from "./data.js";
import { keepingFocus } from "./page.js";
import { siteFile } from "./pieces.js";
import { publishedPlaces } from "./places.js";
import { questions } from "./questions.js";
import { failed, proposeResume } from "./resuming.js";
import { published } from "./sheet.js";
import { copy, define, isMap, RESERVED, setAt, textual, valueAt } from "./tree.js";

/** @param {Form.Tree} published */
const fromPublished = (published) => {
  const tree = copy(published.entete ?? {});
  for (const [path, value] of Object.entries(published.reponses)) {
    const base = path.replace(/_(precision|details)$/, "");
    const question = questions.get(path) ?? questions.get(base);
    if (question) setAt(tree, question.path + (questions.has(path) ? "" : path.slice(base.length)), fileValue(value));
  }
  const { nature: _, ...chosen } = published.choix_du_lieu ?? {};
  for (const [key, rows] of Object.entries(chosen)) setAt(tree, key, textual(rows));
  if (published.evaluation_collective) tree.evaluation_collective = textual(published.evaluation_collective);
  // Un groupe dit en mots revient en mots : « critere » pour la présence, « critere.sens » pour le sens.
  for (const [voted, colleges] of Object.entries(published.votes_en_mots ?? {})) {
    const [criterion, direction] = voted.split(".");
    for (const [college, told] of Object.entries(textual(colleges)))
      setAt(tree, `evaluation_collective.${direction ? "sens" : "votes"}.${criterion}.${college}`, told);
  }
  // Ce qui est privé d’office et se lit sur le site y a été choisi.
  setAt(tree, "reponses_publiees", everyGiven(tree));
  return tree;
};
/** @param {Form.Value} value @returns {Form.Value} */
const fileValue = (value) => {
  if (isMap(value) && "manque" in value) return RESERVED.includes(value.manque) ? value.manque : "";
  if (typeof value === "boolean") return value ? "oui" : "non";
  if (Array.isArray(value)) return value.map(fileValue);
  if (isMap(value)) {
    const made = {};
    for (const [key, inner] of Object.entries(value))
      if (!(key === "complet" && inner === false)) define(made, key, fileValue(inner));
    return made;
  }
  return value === null ? "" : String(value);
};
export const listPublished = async () => {
  const select = find("publie");
  if (!select || select.options.length > 1) return;
  const places = await publishedPlaces();
  const box = select.closest(".cm-q");
  if (!places)
    keepingFocus(box, () => {
      box.hidden = true;
    });
  else
    for (const one of places) select.append(phrase("option", { value: one.lieu, text: `${one.nom} (${one.commune})` }));
};
// Un code Insee ne dit rien à personne : la commune revient avec son nom, que la liste réponde ou non.
/** @param {Form.Tree} tree @param {{ code: string; nom: string } | undefined} commune */
const nameCommune = async (tree, commune) => {
  const { path } = questions.get(donnees.commune);
  if (!commune || valueAt(tree, path) !== commune.code) return;
  const lines = (await communeLines(commune.code.slice(0, 2))).filter((line) => line.slice(6) === commune.nom);
  // Plusieurs codes postaux, ou une liste qui ne vient pas : le code de la commune et son nom se lisent aussi bien.
  setAt(tree, path, lines.length === 1 ? lines[0] : `${commune.code} ${commune.nom}`);
};
/** @param {string} lieu */
export const resumePublished = async (lieu) => {
  if (!lieu) return;
  try {
    const { bilans, commune } = await siteFile(`api/v1/lieux/${encodeURIComponent(lieu)}.json`);
    if (bilans.length === 0) throw new Error("Ce lieu n’a pas encore de réponses publiées.");
    const latest = bilans.at(-1);
    const anciens = Object.fromEntries(
      bilans
        .slice(0, -1)
        .map((/** @type {Form.Tree} */ one) => [
          one.annee,
          published({ ...fromPublished(one), questionnaire: String(one.questionnaire) }),
        ]),
    );
    const tree = fromPublished(latest);
    await nameCommune(tree, commune);
    proposeResume({
      tree,
      year: String(latest.annee),
      lieu,
      anciens,
      source: "vient des réponses publiées. Ce que le lieu n’a pas publié n’y est pas",
    });
  } catch (error) {
    failed(find("reprise"), error);
  }
};
