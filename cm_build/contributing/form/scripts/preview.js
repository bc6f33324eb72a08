// L’aperçu : la page que le lieu aurait, et ce que le programme trouve à redire.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted } from "../../../pages/shell/scripts/french.js";
import { everyGiven, unchosen } from "./choosing.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { ask, showStep, stopEngine, worker } from "./engine.js";
import { keepFaults } from "./errors.js";
import { programFault, yearFault } from "./faults.js";
import { beforeWords, titleAt } from "./fields.js";
import { exported } from "./leaving.js";
import { announce, route } from "./page.js";
import { screens } from "./path.js";
import { loadPhotos } from "./photo_lines.js";
import { photoBlob, photoUrls } from "./photo_store.js";
import { dataAddress, photoMark, photoSize } from "./pictures.js";
import { OWN_KEYS } from "./protecting.js";
import { isProtected } from "./protection.js";
import { questions } from "./questions.js";
import { fileText } from "./sheet.js";
import { questionAt } from "./targets.js";
import { isMap, setAt, valueAt } from "./tree.js";

// Le bouton pressé s’en va : le clavier va là où l’on attend, puis là où l’on arrive.
/** @param {Piece} from @param {Piece} to */
const follow = (from, to) => {
  if (from.contains(document.activeElement)) to.focus({ preventScroll: true });
};

/** @param {{ prive: boolean; remis?: boolean; fiche?: string }} given */
export const request = async ({ prive, remis = false, fiche = "" }) => {
  // Ce que le public verrait d’un lieu protégé n’est que ce que dit sa fiche publique ; chez lui, le lieu voit tout.
  const protege = isProtected() && !prive && !remis;
  const { tree } = exported({ publier: !prive, protege });
  setAt(tree, "publication", "publique");
  setAt(tree, "licence_acceptee", "oui");
  if (protege)
    return {
      texte: fileText(tree),
      annee: draft.annee,
      lieu: "",
      anciens: {},
      photos: {},
      remis,
      marquer: false,
      retenues: [],
    };
  for (const key of [...OWN_KEYS, "lieu_protege"]) setAt(tree, key, "");
  // Le lieu voit toujours ses repères ; le public, seulement s’il le veut.
  setAt(tree, "afficher_reperes", "oui");
  for (const key of ["sections_masquees", "reponses_masquees"]) setAt(tree, key, "");
  if (prive)
    setAt(
      tree,
      "sections_publiees",
      screens.filter((one) => one.hasAttribute("data-prive")).map((one) => one.id),
    );
  if (prive) setAt(tree, "reponses_publiees", everyGiven(tree));
  /** @type {Record<string, object>} */
  const photos = {};
  await loadPhotos();
  const q = questions.get(donnees.photos);
  for (const photo of [q && valueAt(tree, q.path)].flat()) {
    const size = isMap(photo) && photo.fichier ? await photoSize(photo.fichier) : null;
    if (size) photos[photo.fichier] = { ...size, digest: photoMark(photo.fichier) };
  }
  // Ce qui reste chez le lieu porte la mention « Non publié », sur la page à garder comme dans l’aperçu.
  const retenues = prive || remis ? [...draft.masquees, ...draft.retenues, ...unchosen(tree)] : [];
  return {
    texte: fileText(tree),
    annee: draft.annee,
    lieu: draft.lieu,
    anciens: draft.anciens,
    photos,
    remis,
    marquer: prive || remis,
    retenues,
    fiche,
    annexe: prive,
  };
};

export const preview = async () => {
  const fault = yearFault();
  if (fault) return previewFailed(`${fault} `, "fiche.annee");
  find("apercu-attente").hidden = false;
  for (const id of ["apercu-demande", "apercu-echec"]) {
    follow(find(id), find("apercu-attente"));
    find(id).hidden = true;
  }
  showStep(worker ? "Mise à jour…" : "Chargement du programme…", worker ? 60 : 2);
  const answer = await ask(await request({ prive: find("apercu-prive").checked }));
  const waiting = find("apercu-attente").contains(document.activeElement);
  find("apercu-attente").hidden = true;
  if (answer.echec)
    return previewFailed(
      "L’aperçu n’a pas pu se lancer sur cet appareil : la connexion a pu manquer, ou ce navigateur est trop ancien. Vos réponses sont intactes : vous pouvez les garder ou les publier, la vérification se fera à l’arrivée. ",
    );
  showProblems(answer.problemes);
  find("apercu-page").hidden = !answer.html;
  if (answer.html) await showPage(find("cadre"), answer.html);
  const errors = answer.problemes.filter((/** @type {Form.Problem} */ one) => one.gravite === "erreur").length;
  announce(
    answer.html
      ? "L’aperçu est prêt."
      : `L’aperçu attend : ${counted(errors, "réponse est à corriger", "réponses sont à corriger")}.`,
  );
  if (waiting) find(answer.html ? "cadre" : "problemes").focus();
  return undefined;
};
/** @param {string} text @param {string} [field] */
const previewFailed = (text, field = "") => {
  const box = find("apercu-echec");
  announce(text);
  const retry = phrase("button", { type: "button", class: "cm-lien", text: "Réessayer" });
  retry.addEventListener("click", preview);
  box.replaceChildren(phrase("p", {}, text, field ? phrase("a", { href: `#champ=${field}`, text: "Y aller" }) : retry));
  const lost = document.activeElement === document.body || find("apercu-demande").contains(document.activeElement);
  box.hidden = false;
  find("apercu-demande").hidden = true;
  if (lost && route.current?.id === "apercu") box.focus({ preventScroll: true });
};
/** @param {Piece} frame @param {string} html */
const showPage = async (frame, html) => {
  await new Promise((resolve) => {
    frame.onload = resolve;
    frame.srcdoc = html;
  });
  const inside = frame.contentDocument;
  await showOwnPhotos(inside);
  // Le portrait seul : le menu du site est déjà autour.
  for (const around of inside.querySelectorAll(".cm-entete, .cm-pied, .cm-evitement, .cm-fin__liens, .cm-partage"))
    around.hidden = true;
  closeLinks(inside);
  for (const link of inside.querySelectorAll("a[href]:not([href^='#'])")) link.setAttribute("target", "_blank");
  frame.style.height = `${Math.max(600, inside.documentElement.scrollHeight)}px`;
};
// Une page qui n’existe pas encore ne s’ouvre pas : son lien redevient un texte.
/** @param {Document} inside */
export const closeLinks = (inside) => {
  for (const link of inside.querySelectorAll("a[href]")) {
    const address = link.getAttribute("href");
    const own = donnees.site && address.startsWith(`${donnees.site}lieux/`);
    if (own || !/^(#.|https?:)/.test(address)) link.removeAttribute("href");
  }
};
/** @param {Document} inside */
const ownPhotos = (inside) =>
  [...inside.querySelectorAll("picture")].flatMap((picture) => {
    const name = [...photoUrls.keys()].find((file) => picture.innerHTML.includes(`photos/${photoMark(file)}-`));
    if (!name) return [];
    // Une image neuve : l’ancienne se croirait encore à la taille d’une des copies annoncées.
    const { alt, width, height } = picture.querySelector("img");
    const image = phrase("img", { alt, width, height });
    picture.replaceChildren(image);
    return [{ image, name }];
  });
// Sa propre règle de sécurité ne laisse voir à la page que des images du site, ou écrites en elle.
/** @param {Document} inside */
export const showOwnPhotos = async (inside) => {
  for (const { image, name } of ownPhotos(inside)) {
    const blob = await photoBlob(name);
    if (!blob) continue;
    image.src = await dataAddress(blob);
    await image.decode().catch(() => undefined);
  }
};

export const forgetPreview = () => {
  stopEngine();
  find("cadre").removeAttribute("srcdoc");
  for (const id of ["apercu-page", "problemes", "apercu-attente", "apercu-echec"]) find(id).hidden = true;
  find("problemes").replaceChildren();
  find("apercu-demande").hidden = false;
};

const GRAVITIES = [
  ["erreur", "À corriger avant de publier"],
  ["avertissement", "À relire"],
  ["information", "Pour information"],
];
/** @param {Form.Problem[]} problems */
const showProblems = (problems) => {
  const box = find("problemes");
  // Une erreur du programme se lit aussi à côté de sa saisie, quand on y va.
  keepFaults(problems.filter((one) => one.gravite === "erreur").map(programFault));
  box.hidden = !problems.length;
  box.replaceChildren();
  for (const [gravity, title] of GRAVITIES) {
    const found = problems.filter((one) => one.gravite === gravity);
    if (!found.length) continue;
    const list = phrase(
      "ul",
      {},
      ...found.map((one) => {
        const question = one.champ ? questionAt(one.champ) : null;
        const place =
          question && one.champ
            ? phrase("a", { href: `#champ=${one.champ}`, text: beforeWords(titleAt(question, one.champ)) })
            : phrase("strong", { text: "La fiche :" });
        return phrase("li", {}, place, ` ${one.message} ${one.remede} `, phrase("small", { text: one.code }));
      }),
    );
    box.append(
      phrase(
        "section",
        { class: `cm-problemes cm-problemes--${gravity}` },
        phrase("h3", { text: `${title} (${found.length})` }),
        list,
      ),
    );
  }
};
export const arriveAtPreview = () => {
  loadPhotos();
  if (worker && donnees.moteur) preview();
};
