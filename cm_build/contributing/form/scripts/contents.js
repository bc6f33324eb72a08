// Le sommaire : où l’on en est pour chaque section, et ce que quelques réponses de plus montreraient.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted } from "../../../pages/shell/scripts/french.js";
import { isAsked } from "./conditions.js";
import { draft } from "./draft.js";
import { openings } from "./openings.js";
import { route } from "./page.js";
import { answered, inScreen, isShown, path } from "./path.js";

/** @param {Piece} screen */
const counts = (screen) => {
  const asked = inScreen(screen).filter((one) => isShown(one) && isAsked(one, draft.document));
  const essential = asked.filter((one) => "essentiel" in one.box.dataset);
  return {
    asked: asked.length,
    answered: asked.filter(answered).length,
    essential: essential.length > 0 && essential.every(answered),
  };
};
/** @param {Piece} screen */
const status = (screen) => {
  if (screen.dataset.sujet === "fiche") return draft.annee ? `Année ${draft.annee}` : "À remplir";
  if (screen.dataset.sujet === "effet")
    return draft.effet || path().some((one) => one.dataset.sujet === "critere") ? "Choisi" : "À choisir";
  const count = counts(screen);
  if (["atelier", "propres"].includes(screen.dataset.sujet)) return count.answered ? "Rempli" : "Facultatif";
  if (!count.answered) return "Pas commencé";
  if (count.answered === count.asked) return draft.essentiel ? "Essentiel complet" : "Complet";
  // Ce qui était acquis le reste quand on demande à voir toutes les questions.
  return `${count.essential ? "Essentiel complet, " : ""}${count.answered} sur ${count.asked}`;
};
// Un effet se raconte ; une section se remplit.
/** @param {{ begun: number, told: number }} group */
const progress = ({ begun, told }) => {
  if (told) return counted(told, "effet raconté", "effets racontés");
  return begun ? counted(begun, "section commencée", "sections commencées") : "";
};
/** @type {Record<string, string>} */
const PARTS = { fiche: "Avant de commencer" };

const foldedParts = new Set();
export const showTasks = () => {
  const list = find("taches");
  list.replaceChildren();
  /** @type {{ part: string, list: Piece, said: Piece, begun: number, told: number } | undefined} */
  let group;
  for (const screen of path()) {
    const part = screen.dataset.partie;
    if (group?.part !== part) {
      const title = PARTS[part] ?? screen.querySelector(".cm-kicker").textContent;
      group = {
        part,
        list: phrase("ul", { class: "cm-taches" }),
        said: phrase("span", { class: "cm-statut" }),
        begun: 0,
        told: 0,
      };
      const fold = phrase(
        "details",
        { class: "cm-replie cm-partie", open: !foldedParts.has(part) },
        phrase("summary", {}, phrase("h3", { text: title }), " ", group.said),
      );
      fold.addEventListener("toggle", () => foldedParts[fold.open ? "delete" : "add"](part));
      list.append(fold);
      if (part === "effets_sociaux" && !draft.essentiel) {
        fold.append(
          phrase("p", { text: "Choisissez 3 à 5 effets qui comptent pour vous : inutile de répondre à tout." }),
        );
      }
      fold.append(group.list);
    }
    const said = status(screen);
    const link = phrase("a", { href: `#${screen.id}`, text: screen.dataset.titre });
    const done = said.includes("omplet") || said === "Rempli" || said.startsWith("Année");
    const mark = phrase("span", {
      class: `cm-statut${done ? " cm-statut--fait" : said.includes(" sur ") ? " cm-statut--encours" : ""}`,
      text: said,
    });
    if (done || said.includes(" sur ")) {
      group.begun += 1;
      if (screen.dataset.sujet === "critere") group.told += 1;
    }
    group.said.textContent = part === "fiche" ? "" : progress(group);
    group.list.append(
      phrase(
        "li",
        { class: screen.dataset.sujet === "echelle" ? "cm-tache cm-tache--echelle" : "cm-tache" },
        link,
        mark,
      ),
    );
  }
  find("aller-plus-loin").hidden = !draft.essentiel;
  showBalance();
};
const showBalance = () => {
  const all = path()
    .flatMap(inScreen)
    .filter(
      (one) => isShown(one) && isAsked(one, draft.document) && one.box.tagName !== "TR" && one.screen?.id !== "fiche",
    );
  const given = all.filter(answered).length;
  find("bilan").textContent = given
    ? `${route.notice}${route.notice ? " " : ""}${counted(given, "réponse donnée", "réponses données")}. Tout est facultatif, sauf le nom, la commune et l’année.`
    : "Commencez où vous voulez. Tout est facultatif, sauf le nom, la commune et l’année.";
  const waiting = openings()
    .filter((one) => one.left > 0 && one.left <= 3)
    .slice(0, 4);
  find("ouvertures").hidden = !given || !waiting.length;
  find("ouvertures-liste").replaceChildren(
    ...waiting.map((one) =>
      phrase(
        "li",
        {},
        phrase("a", { href: `#champ=${one.next}`, text: counted(one.left, "réponse de plus", "réponses de plus") }),
        ` ${one.left > 1 ? "font" : "fait"} apparaître la partie « ${one.titre} »`,
      ),
    ),
  );
};
