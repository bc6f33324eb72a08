// Lire un fichier : une bibliothèque découpe, et rend chaque valeur comme un texte.
import { isLeftover } from "./leftovers.js";
import { reduced } from "./pictures.js";
import { piece } from "./pieces.js";
import { renamed } from "./renaming.js";
import { isMap, textual } from "./tree.js";

// Comme le lecteur du site : un fichier plus lourd, ou qui se répète par des renvois, n’est pas une fiche.
const HEAVIEST = 256 * 1024;
/** @param {string} text */
const readFileText = async (text) => {
  if (text.length > HEAVIEST) throw new Error("Il est trop lourd pour être une fiche.");
  const yaml = await piece("js-yaml.js", "jsyaml");
  const tree = yaml.load(text, { schema: yaml.FAILSAFE_SCHEMA, maxAliases: 0 });
  if (!isMap(tree)) throw new Error("Ce fichier ne contient pas de réponses.");
  return renamed(textual(tree));
};
// Reprendre : un fichier gardé, un lieu publié, l’an dernier, la section remplie par une autre personne.
const NAME = /(?:^|_)(\d{4})(?=[_.])/;

// L’année telle que la personne l’a écrite, même si ce n’en est pas une : elle la corrigera.
/** @param {string} name @param {string} text */
const yearOf = (name, text) =>
  NAME.exec(name)?.[1] ?? /^# .*, année (?!à préciser$)(.+)$/m.exec(text.split("\n", 1)[0])?.[1].trim() ?? "";

/** @param {Uint8Array<ArrayBuffer>} bytes */
const textOf = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(
      "Ses accents sont écrits d’une autre façon : ouvrez-le dans un éditeur de texte, puis ré-enregistrez-le en « UTF-8 ».",
    );
  }
};
/** @param {File} file */
export const openFile = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!/\.zip$/i.test(file.name)) {
    const text = textOf(bytes);
    return { tree: await readFileText(text), photos: [], lost: [], year: yearOf(file.name, text) };
  }
  const { content, heavy } = await unzipped(bytes);
  const names = Object.keys(content).filter((name) => !isLeftover(name));
  const sheets = names.filter((name) => /\.(ya?ml|txt)$/i.test(name));
  if (sheets.length !== 1)
    throw new Error(`Une archive contient une fiche et une seule ; celle-ci en contient ${sheets.length}.`);
  const text = textOf(content[sheets[0]]);
  const { photos, lost } = await photosIn(content, names);
  return { tree: await readFileText(text), photos, lost: [...heavy, ...lost], year: yearOf(sheets[0], text) };
};
const HEAVIEST_PHOTO = 20e6;
/** @param {Uint8Array<ArrayBuffer>} bytes */
const unzipped = async (bytes) => {
  const zip = await piece("fflate.js", "fflate");
  /** @type {string[]} */
  const heavy = [];
  /** @param {{ name: string, originalSize: number }} one */
  const light = (one) => {
    if (one.originalSize >= HEAVIEST_PHOTO) heavy.push(one.name.slice(one.name.lastIndexOf("/") + 1));
    return one.originalSize < HEAVIEST_PHOTO;
  };
  try {
    return { content: zip.unzipSync(bytes, { filter: light }), heavy };
  } catch {
    throw new Error("L’archive est abîmée, ou protégée par un mot de passe.");
  }
};
// Une photo reprise d’un fichier est redessinée comme une photo choisie : rien de l’appareil ne la suit.
/** @param {Record<string, Uint8Array<ArrayBuffer>>} content @param {string[]} names */
const photosIn = async (content, names) => {
  /** @type {Form.Photo[]} */
  const photos = [];
  /** @type {string[]} */
  const lost = [];
  for (const name of names.filter((one) => /\.(jpe?g|png|webp)$/i.test(one))) {
    const bare = name.slice(name.lastIndexOf("/") + 1);
    try {
      photos.push({ name: bare, blob: await reduced(new Blob([content[name]])) });
    } catch {
      lost.push(bare);
    }
  }
  return { photos, lost };
};
