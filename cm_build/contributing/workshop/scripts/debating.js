// Débattre : un temps pour ce qui diffère, et un mot pour ce qui fait désaccord.
import { element, phrase } from "../../../pages/shell/scripts/dom.js";
import { donnees } from "./data.js";
import { announce, button, words } from "./pieces.js";
import { device, save, session } from "./session.js";

const MINUTES = [3, 5, 10];
const SECOND = 1000;
let ticking = 0;

/** @param {number} left */
const clock = (left) => {
  const seconds = Math.max(0, Math.ceil(left / SECOND));
  return `${Math.floor(seconds / 60)} : ${String(seconds % 60).padStart(2, "0")}`;
};
// L’heure de fin, et non le temps qui passe : un onglet endormi ne retarde pas le débat.
const timer = () => {
  const shown = element("p", { class: "cm-minuterie", role: "timer", id: "minuterie" });
  const tick = () => {
    const left = device.ends - Date.now();
    shown.textContent = device.ends ? clock(left) : "";
    if (device.ends && left <= 0) {
      clearInterval(ticking);
      device.ends = 0;
      shown.textContent = "C’est l’heure.";
      announce("Le temps de débat est fini.");
    }
    if (!shown.isConnected) clearInterval(ticking);
  };
  /** @param {number} minutes */
  const start = (minutes) => {
    device.ends = Date.now() + minutes * 60 * SECOND;
    clearInterval(ticking);
    ticking = Number(setInterval(tick, SECOND / 4));
    tick();
    announce(minutes ? `Débat : ${minutes} minutes.` : "La minuterie est arrêtée.");
  };
  const stop = () => {
    clearInterval(ticking);
    device.ends = 0;
    shown.textContent = "";
  };
  if (device.ends) {
    clearInterval(ticking);
    ticking = Number(setInterval(tick, SECOND / 4));
    shown.textContent = clock(device.ends - Date.now());
  }
  return element(
    "div",
    { class: "cm-atelier__temps" },
    element(
      "p",
      { class: "cm-actions" },
      ...MINUTES.map((one) =>
        button(`${one} minutes`, () => start(one), { class: "cm-bouton cm-bouton--clair", id: `minutes--${one}` }),
      ),
      button("Arrêter", stop, { class: "cm-lien" }),
    ),
    shown,
  );
};
/** @param {Workshop.Said} said @param {string} criterion @param {Record<string, string>} home */
export const saying = (said, criterion, home) =>
  words({
    id: `dit--${said.cle}`,
    title: said.titre,
    help: said.aide,
    value: home[criterion] ?? "",
    longest: said.longueur,
    set: (text) => {
      if (text) home[criterion] = text;
      else delete home[criterion];
      save();
    },
  });
/** @param {Workshop.Criterion} criterion */
export const debate = (criterion) => {
  const [disagreement] = donnees.dits;
  return [
    phrase("p", {
      class: "cm-atelier__consigne",
      text: "Parlez de ce qui diffère d’un groupe à l’autre. Qu’avez-vous vu, chacun de votre place ? Personne n’a à dire ce qu’il a voté.",
    }),
    timer(),
    saying(disagreement, criterion.id, session.desaccords),
  ];
};
