// Une fiche et ses photos dans un seul fichier.
import { save } from "../../../pages/shell/scripts/loading.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { photoBlob } from "./photo_store.js";
import { piece } from "./pieces.js";
import { questions } from "./questions.js";
import { sheetText } from "./sheet.js";
import { isMap, valueAt } from "./tree.js";

/** @param {string} name @param {Blob | string} content @param {string} [type] */
export const download = (name, content, type = "text/yaml;charset=utf-8") =>
  save(content instanceof Blob ? content : new Blob([content], { type }), name);
// Les photos que cite le texte d’une fiche, avec leurs octets, et celles que cet appareil n’a plus.
/** @param {string} text */
export const photoFiles = async (text) => {
  const q = questions.get(donnees.photos);
  const wanted = q && text.includes("photos:") ? valueAt(draft.document, q.path) : [];
  /** @type {[string, Uint8Array<ArrayBuffer>][]} */
  const photos = [];
  /** @type {string[]} */
  const missing = [];
  for (const photo of Array.isArray(wanted) ? wanted.filter(isMap) : []) {
    const blob = await photoBlob(photo.fichier);
    if (blob) photos.push([photo.fichier, new Uint8Array(await blob.arrayBuffer())]);
    else missing.push(photo.fichier);
  }
  return { photos, missing };
};
/** @param {string} name @param {string} text @param {string[]} left */
export const alone = (name, text, left) => ({
  file: new File([text], `${name}.yml`, { type: "text/yaml" }),
  photos: 0,
  left,
});
// Avec des photos, la fiche voyage dans une archive ; ce qui n’a pas pu y entrer est nommé.
/** @param {string} name @param {string} text */
export const packed = async (name, text) => {
  const { photos, missing } = await photoFiles(text);
  if (!photos.length) return alone(name, text, missing);
  try {
    const zip = await piece("fflate.js", "fflate");
    const content = { [`${name}.yml`]: zip.strToU8(text) };
    for (const [file, bytes] of photos) content[`photos/${file}`] = [bytes, { level: 0 }];
    const archive = zip.zipSync(content, { mtime: new Date(2000, 0, 1) });
    return {
      file: new File([archive], `${name}.zip`, { type: "application/zip" }),
      photos: photos.length,
      left: missing,
    };
  } catch {
    return alone(name, text, [...photos.map(([file]) => file), ...missing]);
  }
};
/** @param {string[]} left */
export const leftBehind = (left) => (left.length ? `Ces photos n’y sont pas : ${left.join(", ")}.` : "");
/** @param {string} name @param {Form.Tree} tree */
export const downloadSheet = async (name, tree) => {
  const { file, left } = await packed(name, sheetText(tree));
  download(file.name, file);
  return { name: file.name, left: leftBehind(left) };
};
