// Préparer ce qui sera publié : tout vérifier, puis montrer exactement ce qui partira.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted } from "../../../pages/shell/scripts/french.js";
import { showChoosing } from "./choosing.js";
import { loadDoubtful } from "./commune_lists.js";
import { donnees } from "./data.js";
import { prepareForge, prepareMail } from "./doors.js";
import { draft, heldAt, heldValue } from "./draft.js";
import { ask, worker } from "./engine.js";
import { showFaults } from "./errors.js";
import { faultsLeaving, programFault, requiredFaults, yearFaults } from "./faults.js";
import { writePublishedWord } from "./forwarding.js";
import { exported } from "./leaving.js";
import { alone, download, leftBehind, packed, photoFiles } from "./packing.js";
import { say, sayUnder } from "./page.js";
import { forgetReady, parcel } from "./parcel.js";
import { screens } from "./path.js";
import { photoUrls } from "./photo_store.js";
import { request } from "./preview.js";
import { exposureFaults, isProtected, protectionFaults, showProtection } from "./protection.js";
import { questions } from "./questions.js";
import { answersIn } from "./review.js";
import { fileStem, fileText, sheetText } from "./sheet.js";
import { saveSoon } from "./store.js";
import { besides } from "./targets.js";
import { isEmpty, valueAt } from "./tree.js";
import { placeFaults, tellPlace } from "./whose.js";

// Un seul sens pour toutes les cases : cochée, la section part ; décochée, elle reste chez le lieu.
const showLeaving = () => {
  const identity = questions.get(donnees.nom).screen;
  const filled = screens.filter(
    (one) => one.dataset.racine && one !== identity && !isEmpty(valueAt(draft.document, one.dataset.racine)),
  );
  find("sections-a-publier").replaceChildren(
    ...filled.map((screen) => {
      const id = `publier-${screen.id}`;
      const own = screen.hasAttribute("data-prive");
      const input = phrase("input", {
        type: "checkbox",
        id,
        value: screen.id,
        checked: own ? draft.devoilees.includes(screen.id) : !draft.masquees.includes(screen.id),
      });
      input.addEventListener("change", () => {
        const list = own ? "devoilees" : "masquees";
        draft[list] = draft[list].filter((one) => one !== screen.id).concat(input.checked === own ? [screen.id] : []);
        saveSoon();
      });
      const label = phrase("label", { for: id, text: screen.dataset.titre });
      if (own) label.append(phrase("small", { text: "Privée d’office : elle ne part que si vous cochez cette case." }));
      const kept = draft.retenues.filter(
        (name) => heldAt(name)?.question.screen === screen && !isEmpty(heldValue(draft.document, name)),
      ).length;
      if (kept)
        label.append(
          phrase("small", { text: `Sauf ${counted(kept, "réponse que vous gardez", "réponses que vous gardez")}.` }),
        );
      return phrase("div", { class: "cm-choix" }, input, label);
    }),
  );
  find("q-fiche.sections").hidden = !filled.length;
};
export const arriveAtDoors = () => {
  showLeaving();
  showChoosing();
  showProtection();
  tellPlace();
  forgetReady();
};
/** @param {Form.Tree} tree */
const publicationFaults = (tree) => {
  const faults = isProtected() ? [...yearFaults(), ...protectionFaults()] : [...requiredFaults(), ...exposureFaults()];
  const named = new Set(faults.map((one) => one.question.name));
  faults.push(...faultsLeaving(tree).filter((one) => !named.has(one.question.name)));
  if (!find("licence").checked) {
    faults.push({
      question: besides["fiche.licence"],
      at: "publication",
      text: "Cochez cette case pour publier. Sinon, choisissez « Garder chez moi ».",
      still: () => !find("licence").checked,
    });
  }
  return faults;
};
// Une photo citée sans être là serait refusée à l’arrivée.
/** @param {string} text */
const photoFaults = async (text) => {
  const { missing } = await photoFiles(text);
  return missing.map((name) => ({
    question: questions.get(donnees.photos),
    text: `La photo ${name} n’est pas sur cet appareil : choisissez-la à nouveau, ou retirez-la.`,
    still: () => !photoUrls.has(name),
  }));
};
// La vérification entière, quand le programme est déjà là : ce qu’elle refuse ne part pas.
const engineFaults = async () => {
  if (!worker) return [];
  say("publier-etat", "Vérification…");
  const answer = await ask(await request({ prive: false }));
  say("publier-etat", "");
  if (answer.echec) return [];
  return answer.problemes.filter((/** @type {Form.Problem} */ one) => one.gravite === "erreur").map(programFault);
};
export const prepare = async () => {
  await loadDoubtful();
  const going = await tellPlace();
  const { tree, withheld } = exported({ publier: true });
  const shielded = isProtected();
  // Sa première ligne nomme le lieu.
  const text = shielded ? fileText(tree) : sheetText(tree);
  let faults = [...publicationFaults(tree), ...(shielded ? [] : [...placeFaults(going), ...(await photoFaults(text))])];
  if (!faults.length) faults = await engineFaults();
  forgetReady();
  showFaults(faults);
  if (faults.length) return;
  const name = shielded ? `lieu-protege_${draft.annee}_a-publier` : `${fileStem()}_a-publier`;
  const { file, photos, left } = shielded ? alone(name, text, []) : await packed(name, text);
  if (shielded) say("envoi-lieu", "");
  parcel.ready = { text, file, name, ...going, photos };
  const weight = `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} Ko`;
  say(
    "envoi-resume",
    photos
      ? `${weight} : une archive, avec votre fiche, qui est du texte, et ${counted(photos, "photo", "photos")}. C’est tout ce qui partira. ${leftBehind(left)}`
      : `${weight}. Relisez-le si vous voulez : c’est du texte, et c’est tout ce qui partira. ${leftBehind(left)}`,
  );
  tellPhotos(photos, file.name);
  find("sans-apercu").hidden = Boolean(worker);
  find("retire").hidden = !withheld.length;
  find("retire").replaceChildren(
    phrase("p", {}, phrase("strong", { text: "Ce qui n’est pas dans ce fichier" })),
    phrase("ul", {}, ...withheld.map((one) => phrase("li", { text: one }))),
  );
  find("texte-envoye").textContent = text;
  find("reponses-envoyees").replaceChildren(...answersIn(tree));
  find("empreinte").textContent = await fingerprint(text);
  find("empreinte").closest("p").hidden = !find("empreinte").textContent;
  parcel.ready.shared = await shareable(text);
  find("partager").hidden = !navigator.canShare?.({ files: parcel.ready.shared });
  prepareForge();
  prepareMail();
  writePublishedWord();
  find("envoi").hidden = false;
  find("envoi").scrollIntoView({ block: "start" });
  find("envoi").focus({ preventScroll: true });
};
// Les téléphones partagent des textes et des images, pas des archives ni des .yml.
/** @param {string} text */
const shareable = async (text) => {
  const { photos } = isProtected() ? { photos: [] } : await photoFiles(text);
  return [
    new File([text], `${parcel.ready.name}.txt`, { type: "text/plain" }),
    ...photos.map(([name, bytes]) => new File([bytes], name, { type: "image/jpeg" })),
  ];
};
// La même empreinte que celle du programme de réception : fins de ligne et blancs de fin mis de côté.
/** @param {string} text */
const fingerprint = async (text) => {
  if (!crypto.subtle) return "";
  const plain = `${text.replace(/\r\n?/g, "\n").replace(/\s+$/, "")}\n`;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(plain)));
  const digits = [...digest.slice(0, 6)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase();
  return digits.match(/.{4}/g)?.join("-") ?? "";
};
// Un texte recopié n’emporte pas de photo : cela se dit avant, avec le moyen de les envoyer.
/** @param {number} count @param {string} archive */
const tellPhotos = (count, archive) => {
  for (const box of find("envoi").querySelectorAll("[data-avec-photos]")) box.hidden = !count;
  for (const said of find("envoi").querySelectorAll("[data-photos-nombre]"))
    said.textContent = counted(count, "photo", "photos");
  for (const said of find("envoi").querySelectorAll("[data-archive]")) said.textContent = archive;
};
/** @param {Happening} event */
export const downloadPhotos = async (event) => {
  sayUnder("envoi-etat", event);
  const { photos } = await photoFiles(parcel.ready.text);
  for (const [name, bytes] of photos) download(name, new Blob([bytes], { type: "image/jpeg" }));
  say("envoi-etat", `${photos.map(([name]) => name).join(", ")} : dans vos téléchargements.`);
};
