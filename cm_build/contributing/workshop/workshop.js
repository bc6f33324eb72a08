// Mettre en route : reprendre l’atelier en cours, suivre l’adresse, brancher les gestes.
import { find } from "../../pages/shell/scripts/dom.js";
import { dayText, hour, spaced } from "../../pages/shell/scripts/french.js";
import { answers, unfinished } from "./scripts/answers.js";
import { donnees } from "./scripts/data.js";
import { keepAnswers, keepSession, openSession } from "./scripts/files.js";
import { watchMeetings } from "./scripts/meetings.js";
import { announce } from "./scripts/pieces.js";
import { showPreparing, watchPreparing } from "./scripts/preparing.js";
import { restitution } from "./scripts/restitution.js";
import { adopt, device, forget, fresh, resume, save, session } from "./scripts/session.js";
import { showVoting } from "./scripts/voting.js";

const screens = [...find("atelier").querySelectorAll(".cm-ecran")];
/** @type {Record<string, (where: string) => void>} */
const arrivals = {
  debut: () => showWelcome(),
  preparer: showPreparing,
  voter: showVoting,
  fin: () => {
    find("restitution").replaceChildren(...restitution());
    find("fin-etat").textContent = "";
  },
};
const begun = () => session.criteres.length > 0 || Object.keys(session.participants).length > 0;
const showWelcome = () => {
  find("en-cours").hidden = !begun();
  find("effacer-sur").hidden = true;
  const when = session.date ? `, ${dayText(session.date)}` : "";
  find("en-cours-texte").textContent = spaced(
    `Un atelier est en cours sur cet appareil : ${session.lieu || "sans nom de lieu"}${when}.`,
  );
};
const follow = () => {
  const [name, where = ""] = decodeURIComponent(location.hash.slice(1)).split("=");
  const screen = screens.find((one) => one.id === name) ?? screens[0];
  for (const one of screens) one.hidden = one !== screen;
  find("tete").hidden = screen === screens[0];
  find("tete-lieu").textContent = session.lieu || "Notre atelier";
  arrivals[screen.id]?.(where);
  const title = screen.querySelector("h1, h2");
  document.title = `${screen.dataset.titre} · L’atelier à l’écran`;
  if (location.hash) {
    title?.focus();
    window.scrollTo(0, 0);
  }
};
device.changed = () => {
  find("rival").hidden = !device.rival;
  find("etat").textContent = spaced(
    device.rival || !device.storable
      ? "Non enregistré : téléchargez le fichier d’animation"
      : `Enregistré à ${hour(new Date())} sur cet appareil seulement`,
  );
};
/** @param {string} hash */
const goTo = (hash) => {
  if (location.hash === hash) follow();
  else location.hash = hash;
};
/** @param {Happening} event */
const open = async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  const box = find("ouvrir-echec");
  try {
    adopt(await openSession(file));
    box.hidden = true;
    save();
    goTo("#preparer");
    announce("Le fichier d’animation est ouvert.");
  } catch (error) {
    box.textContent = spaced(`Ce fichier n’a pas pu être lu. ${error instanceof Error ? error.message : ""}`);
    box.hidden = false;
    box.focus();
  }
  event.target.value = "";
};
for (const one of document.querySelectorAll(".cm-avec-script")) one.hidden = false;
const found = resume();
if (found) adopt(found);
watchPreparing();
watchMeetings();
find("commencer").addEventListener("click", () => {
  if (!session.annee) session.annee = donnees.annee;
  if (!begun()) {
    session.date = fresh().date;
    save();
  }
  goTo("#preparer");
});
find("effacer").addEventListener("click", () => {
  find("effacer-sur").hidden = false;
  find("effacer-non").focus();
});
find("effacer-non").addEventListener("click", () => {
  find("effacer-sur").hidden = true;
  find("effacer").focus();
});
find("effacer-oui").addEventListener("click", () => {
  forget();
  showWelcome();
  find("commencer").focus();
  announce("L’atelier est effacé de cet appareil.");
});
find("ouvrir").addEventListener("change", open);
for (const one of document.querySelectorAll("[data-garder]"))
  one.addEventListener("click", () => {
    find("fin-etat").textContent = spaced(`${keepSession()} est dans vos téléchargements. À garder pour vous.`);
  });
find("repondre").addEventListener("click", () => {
  const open = unfinished(session).map((one) => one.titre);
  const left = open.length ? ` Un vote n’est pas clos, il n’y est pas : ${open.join(", ")}.` : "";
  find("fin-etat").textContent = spaced(
    Object.keys(answers(session)).length > 1
      ? `${keepAnswers()} est dans vos téléchargements : ajoutez-le dans le questionnaire.${left}`
      : `Il n’y a encore rien à transmettre : ni vote, ni parole.${left}`,
  );
});
find("imprimer").addEventListener("click", () => window.print());
window.addEventListener("hashchange", follow);
follow();
