// La ligne d’une photo : son image, ce qu’on y voit, qui l’a prise.
import { phrase } from "../../../pages/shell/scripts/dom.js";
import { spaced } from "../../../pages/shell/scripts/french.js";
import { donnees } from "./data.js";
import { nextNumber } from "./lines.js";
import { photoBlob, photoUrls } from "./photo_store.js";
import { questions } from "./questions.js";
import { slug } from "./slug.js";
import { restOf } from "./tree.js";

// Une photo citée que cet appareil n’a pas (effacée, ou restée ailleurs) se dit à sa place.
/** @param {Piece} line */
export const showMissing = (line) => {
  const name = line.dataset.fichier;
  const picture = line.querySelector("img");
  if (photoUrls.has(name)) picture.src = photoUrls.get(name);
  picture.hidden = !photoUrls.has(name);
  line.toggleAttribute("data-absente", !photoUrls.has(name));
  line.querySelector("[data-manque]").textContent = photoUrls.has(name)
    ? ""
    : spaced(`${name} n’est pas sur cet appareil : choisissez-la à nouveau, sa légende l’attend.`);
};
/** @param {Form.Question} q @param {Form.Tree} photo */
export const addPhoto = (q, photo) => {
  const id = `photo-${slug(photo.fichier)}-${nextNumber()}`;
  const picture = phrase("img", { alt: "", src: photoUrls.get(photo.fichier) ?? false });
  /** @param {string} key @param {string} label @param {number} max */
  const cell = (key, label, max) =>
    phrase(
      "p",
      {},
      phrase("label", { for: `${id}-${key}`, text: label }),
      phrase("input", {
        type: "text",
        id: `${id}-${key}`,
        "data-cle": key,
        "data-longueur": max,
        autocomplete: "off",
        value: typeof photo[key] === "string" ? photo[key] : "",
      }),
    );
  const drop = phrase("button", {
    type: "button",
    class: "cm-lien",
    "data-retirer-photo": true,
    text: `Retirer ${photo.fichier}`,
  });
  const line = phrase(
    "li",
    { class: "cm-photo", "data-fichier": photo.fichier },
    picture,
    phrase(
      "div",
      {},
      phrase("p", { class: "cm-q__note", "data-manque": true }),
      cell("texte", "Que voit-on ? (pour les personnes qui ne voient pas l’image)", 300),
      cell("credit", "Qui l’a prise ? (facultatif)", 120),
      phrase("p", { class: "cm-q__note", text: "Si l’on reconnaît quelqu’un, demandez son accord." }),
      drop,
    ),
  );
  line.rest = restOf(photo, ["fichier", "texte", "credit"]);
  q.box.querySelector("[data-photos]").append(line);
};
/** @param {Form.Question} q @param {Form.Tree[]} photos */
export const showPhotos = (q, photos) => {
  q.box.querySelector("[data-photos]").replaceChildren();
  for (const photo of photos) if (typeof photo.fichier === "string") addPhoto(q, photo);
};
export const loadPhotos = async () => {
  const q = questions.get(donnees.photos);
  if (!q) return;
  for (const line of q.box.querySelectorAll(".cm-photo")) {
    const name = line.dataset.fichier;
    const blob = photoUrls.has(name) ? null : await photoBlob(name);
    if (blob && !photoUrls.has(name)) photoUrls.set(name, URL.createObjectURL(blob));
    showMissing(line);
  }
};
