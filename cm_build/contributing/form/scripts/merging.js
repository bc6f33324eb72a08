// Réunir deux séries de réponses : ce qui manque s’ajoute, ce qui diffère se choisit.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted } from "../../../pages/shell/scripts/french.js";
import { showTasks } from "./contents.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { estimates, setEstimate } from "./estimates.js";
import { labelOf, told } from "./labels.js";
import { openFile } from "./opening.js";
import { reveal } from "./page.js";
import { freeName } from "./photo_names.js";
import { keepPhoto, photoUrls } from "./photo_store.js";
import { questions } from "./questions.js";
import { failed } from "./resuming.js";
import { showDraft } from "./returning.js";
import { HEADER } from "./sheet.js";
import { saveNow, saveSoon } from "./store.js";
import { questionAt } from "./targets.js";
import { copy, isEmpty, isMap, setAt, valueAt } from "./tree.js";
import { inline } from "./yaml.js";

/** @param {Form.Tree} tree @param {string} [prefix] @returns {{ path: string, value: Form.Value }[]} */
const leaves = (tree, prefix = "") =>
  Object.entries(tree).flatMap(([key, value]) => {
    const here = prefix ? `${prefix}.${key}` : key;
    const question = [...questions.values()].some((one) =>
      [one.path, `${one.path}_precision`, `${one.path}_details`].includes(here),
    );
    return isMap(value) && !question ? leaves(value, here) : [{ path: here, value }];
  });
/** @param {Piece} input */
export const mergeFile = async (input) => {
  const [file] = input.files;
  if (!file) return;
  const box = find("fusion");
  try {
    const opened = await openFile(file);
    const { tree, photos } = besideMine(opened);
    const rough = estimates(tree);
    // Seules les réponses se réunissent : l’en-tête de l’autre fichier (publication, accord, choix) reste le sien.
    for (const key of [
      ...HEADER.filter((one) => !["etat", "date_fermeture", "identifiants"].includes(one)),
      "source",
      "exemple_fictif",
    ])
      delete tree[key];
    /** @type {{ path: string, value: Form.Value, mine: Form.Value }[]} */
    const added = [];
    /** @type {{ path: string, value: Form.Value, mine: Form.Value }[]} */
    const differing = [];
    for (const leaf of leaves(tree)) {
      const mine = valueAt(draft.document, leaf.path);
      if (isEmpty(leaf.value) || JSON.stringify(mine) === JSON.stringify(leaf.value)) continue;
      (isEmpty(mine) ? added : differing).push({ ...leaf, mine });
    }
    for (const { path, value } of added) {
      setAt(draft.document, path, copy(value));
      const name = rough.find((one) => questions.get(one)?.path === path);
      if (name) setEstimate(draft.document, name, true);
    }
    for (const photo of photos) keepPhoto(photo.name, photo.blob);
    showDraft();
    saveNow();
    showTasks();
    showMerge(box, added, differing, opened.lost);
  } catch (error) {
    failed(box, error);
  }
  input.value = "";
};
// Une photo de l’autre fichier qui porte le nom d’une des miennes en prend un autre : aucune ne remplace l’autre.
/** @param {Form.Opened} given */
const besideMine = ({ tree, photos }) => {
  const q = questions.get(donnees.photos);
  const taken = new Set([...photoUrls.keys(), ...photos.map((one) => one.name)]);
  const renamed = photos
    .filter((one) => photoUrls.has(one.name))
    .map((one) => {
      const fresh = freeName(one.name.replace(/\.[^.]*$/, ""), taken);
      taken.add(fresh);
      return /** @type {[string, string]} */ ([one.name, fresh]);
    });
  const told = new Map(renamed);
  const rows = q ? valueAt(tree, q.path) : [];
  for (const row of Array.isArray(rows) ? rows.filter(isMap) : [])
    if (told.has(row.fichier)) row.fichier = told.get(row.fichier);
  return { tree, photos: photos.map(({ name, blob }) => ({ name: told.get(name) ?? name, blob })) };
};
/** @param {Piece} box @param {object[]} added @param {{ path: string; value: Form.Value; mine: Form.Value }[]} differing @param {string[]} lost */
const showMerge = (box, added, differing, lost) => {
  const said = phrase(
    "p",
    {},
    phrase("strong", { text: counted(added.length, "réponse ajoutée", "réponses ajoutées") }),
    differing.length
      ? `. ${counted(differing.length, "réponse diffère de la vôtre", "réponses diffèrent des vôtres")} : choisissez.`
      : ". Aucun désaccord.",
  );
  const choices = differing.map(({ path, value, mine }, index) => {
    const question = questionAt(path);
    const group = phrase(
      "fieldset",
      { class: "cm-q" },
      phrase("legend", { class: "cm-q__titre", text: question ? labelOf(question) : path }),
    );
    for (const [key, shown, chosen] of [
      ["mienne", mine, true],
      ["autre", value, false],
    ]) {
      const input = phrase("input", {
        type: "radio",
        name: `fusion-${index}`,
        id: `fusion-${index}-${key}`,
        checked: chosen,
      });
      input.addEventListener("change", () => {
        setAt(draft.document, path, copy(shown));
        showDraft();
        saveSoon();
      });
      group.append(
        phrase(
          "div",
          { class: "cm-choix" },
          input,
          phrase("label", {
            for: input.id,
            text: `${key === "mienne" ? "La mienne" : "La sienne"} : ${question ? told(question, shown) : inline(shown)}`,
          }),
        ),
      );
    }
    return group;
  });
  const gone = lost.length
    ? [phrase("p", { text: `Photos que cet appareil n’a pas su lire : ${lost.join(", ")}.` })]
    : [];
  box.replaceChildren(said, ...gone, ...choices);
  reveal(box);
};
