// Ajouter des photos, en retirer.
import { counted, spaced } from "../../../pages/shell/scripts/french.js";
import { draft } from "./draft.js";
import { keepQuestion } from "./keeping.js";
import { announce } from "./page.js";
import { addPhoto, showMissing } from "./photo_lines.js";
import { freeName, stemOf } from "./photo_names.js";
import { forgetPhoto, keepPhoto } from "./photo_store.js";
import { reduced } from "./pictures.js";
import { saveSoon } from "./store.js";

/** @param {Form.Question} q @param {Piece} input */
export const addPhotos = async (q, input) => {
  const taken = new Set([...q.box.querySelectorAll(".cm-photo")].map((one) => one.dataset.fichier));
  let refused = 0;
  const room = Number(q.box.dataset.max) - taken.size;
  // Une photo qui n’est plus sur l’appareil retrouve sa place et sa légende quand on la choisit à nouveau.
  const again = [...input.files].filter((file) => waitingFor(q, `${stemOf(file)}.jpg`));
  const fresh = [...input.files].filter((file) => !again.includes(file));
  const left = Math.max(0, fresh.length - room);
  for (const file of [...again, ...fresh.slice(0, Math.max(0, room))]) {
    try {
      const blob = await reduced(file);
      const stem = stemOf(file);
      const name = waitingFor(q, `${stem}.jpg`) ? `${stem}.jpg` : freeName(stem, taken);
      taken.add(name);
      keepPhoto(name, blob);
      const line = waitingFor(q, name);
      if (line) showMissing(line);
      else addPhoto(q, { fichier: name });
    } catch {
      refused += 1;
    }
  }
  input.value = "";
  keepQuestion(q, draft.document);
  saveSoon();
  const said = [
    refused
      ? `${counted(refused, "fichier n’a pas pu être lu", "fichiers n’ont pas pu être lus")} : choisissez des photos JPEG, PNG ou WebP.`
      : "",
    left
      ? `${counted(left, "photo n’a pas été prise", "photos n’ont pas été prises")} : ${q.box.dataset.max} au plus.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
  const note = q.box.querySelector("[data-photos-etat]");
  note.textContent = spaced(said);
  announce(said || "Photos ajoutées. Décrivez chacune en une phrase.");
  q.box.querySelector(".cm-photo:last-child input")?.focus();
};
/** @param {Form.Question} q @param {string} name */
const waitingFor = (q, name) =>
  [...q.box.querySelectorAll(".cm-photo[data-absente]")].find((line) => line.dataset.fichier === name) ?? null;
/** @param {Form.Question} q @param {Piece} line */
export const removePhoto = (q, line) => {
  const name = line.dataset.fichier;
  line.remove();
  forgetPhoto(name);
  keepQuestion(q, draft.document);
  saveSoon();
  announce(`La photo ${name} est retirée.`);
  q.box.querySelector("input[type=file]").focus();
};
