// Le fichier d’animation et les réponses : ce que l’on télécharge, ce que l’on ouvre.
import { save as give } from "../../../pages/shell/scripts/loading.js";
import { slug } from "../../form/scripts/slug.js";
import { isMap } from "../../form/scripts/tree.js";
import { answersText } from "./answers.js";
import { fresh, session, VERSION } from "./session.js";

const HEAVIEST = 256 * 1024;
const stem = () => [slug(session.lieu) || "atelier", session.date || session.annee].filter(Boolean).join("_");
export const keepSession = () => {
  const name = `animation_${stem()}_${session.fiches[0]}.json`;
  give(new Blob([`${JSON.stringify(session, null, 1)}\n`], { type: "application/json" }), name);
  return name;
};
export const keepAnswers = () => {
  const name = `reponses-atelier_${stem()}.yml`;
  give(new Blob([answersText(session)], { type: "text/yaml;charset=utf-8" }), name);
  return name;
};
const OTHER = "Ce fichier n’est pas un fichier d’animation : choisissez celui que cette page a fait télécharger.";
// La forme de chaque partie : un texte, une liste d’une même forme, des clés connues, ou n’importe quelles clés (every).
/** @typedef {"text" | Shape[] | { every: Shape } | { keys: Record<string, Shape>, needed?: boolean }} Shape */
/** @param {Shape} shape @returns {Shape} */
const every = (shape) => ({ every: shape });
/** @type {Shape} */
const VOTES = every(every(every("text")));
/** @type {Record<string, Shape>} */
const SHAPES = {
  atelier: "text",
  fiches: ["text"],
  lieu: "text",
  annee: "text",
  date: "text",
  format: "text",
  participants: every("text"),
  criteres: ["text"],
  criteres_du_lieu: [{ keys: { id: "text", titre: "text", observer: ["text"] }, needed: true }],
  votes: VOTES,
  sens: VOTES,
  clos: ["text"],
  gardes: every({
    keys: {
      presence: "text",
      sens: "text",
      exemple: "text",
      intention: "text",
      preuves: [{ keys: { nature: "text", texte: "text" } }],
    },
  }),
  desaccords: every("text"),
  reserves: every([{ keys: { texte: "text", accord: "text" }, needed: true }]),
  decisions: every("text"),
};
/** @param {Form.Value} value @param {Shape} shape @returns {boolean} */
const fits = (value, shape) => {
  if (shape === "text") return typeof value === "string";
  if (Array.isArray(shape)) return Array.isArray(value) && value.every((one) => fits(one, shape[0]));
  if (!isMap(value)) return false;
  if ("every" in shape) return Object.values(value).every((one) => fits(one, shape.every));
  return (
    Object.entries(value).every(([key, one]) => Object.hasOwn(shape.keys, key) && fits(one, shape.keys[key])) &&
    (!shape.needed || Object.keys(shape.keys).every((key) => Object.hasOwn(value, key)))
  );
};
// Un fichier abîmé se dit ; rien n’en est pris à moitié.
/** @param {File} file @returns {Promise<Workshop.Session>} */
export const openSession = async (file) => {
  if (file.size > HEAVIEST) throw new Error("Il est trop lourd pour un fichier d’animation.");
  /** @type {Form.Value} */
  let told;
  try {
    told = JSON.parse(await file.text());
  } catch {
    throw new Error(
      "Il est abîmé, ou d’une autre sorte : choisissez le fichier que cette page a fait télécharger, sans l’avoir modifié.",
    );
  }
  if (!isMap(told) || !("atelier" in told)) throw new Error(OTHER);
  if (told.atelier !== VERSION)
    throw new Error("Il vient d’une version plus récente de cette page : ouvrez-le sur le site.");
  const model = fresh();
  for (const [key, value] of Object.entries(model)) {
    if (!(key in told)) told[key] = key === "fiches" ? [] : value;
    if (!fits(told[key], SHAPES[key])) throw new Error(`Sa partie « ${key} » n’est pas écrite comme attendu.`);
  }
  for (const key of Object.keys(told))
    if (!(key in model))
      throw new Error(
        `Il contient « ${key} », que cette page ne connaît pas : rien n’en est pris, pour ne rien perdre.`,
      );
  return told;
};
