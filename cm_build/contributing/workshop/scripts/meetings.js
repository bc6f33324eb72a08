// Réunir, dans la page : ce qui diffère se montre des deux côtés, et se choisit.
import { element, find, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted } from "../../../pages/shell/scripts/french.js";
import { chosen } from "./counts.js";
import { donnees } from "./data.js";
import { openSession } from "./files.js";
import { meet } from "./meeting.js";
import { announce, button } from "./pieces.js";
import { adopt, save, session } from "./session.js";

/** @type {Record<string, string>} */
const KEYS = {
  lieu: "Le lieu",
  annee: "L’année",
  date: "La date",
  format: "Le temps passé",
  participants: "Personnes présentes",
  gardes: "Ce que nous gardons",
  desaccords: "Ce qui fait désaccord",
  decisions: "Ce que nous avons décidé",
  criteres_du_lieu: "Critère du lieu",
  presence: "présence",
  exemple: "exemple",
  intention: "ce que nous voulons changer",
  titre: "titre",
};
/** @type {Record<string, string>} */
const SIDES = { a: "Ici", b: "L’autre fichier", somme: "Les deux" };
/** @param {string} one @param {number} rank */
const named = (one, rank) => {
  const ballot = donnees.scrutins.find(({ cle }) => cle === one);
  if (ballot) return rank ? "sens" : ballot.titre;
  const criterion = [...donnees.criteres, ...session.criteres_du_lieu, ...chosen()].find(({ id }) => id === one);
  return criterion?.titre ?? donnees.colleges[one] ?? KEYS[one] ?? one;
};
/** @param {string} key */
const title = (key) => key.split(".").map(named).join(", ");
/** @param {any} value */
const told = (value) =>
  typeof value === "string"
    ? value
    : Object.entries(value)
        .map(([id, count]) => {
          const word = donnees.scrutins.flatMap((one) => one.options).find((one) => one.id === id)?.mot ?? id;
          return `${word} : ${count}`;
        })
        .join(" ; ");

/** @param {Workshop.Session} other */
const begin = (other) => {
  /** @type {Record<string, Workshop.Side>} */
  const choices = {};
  const draw = () => {
    const others = find("reunir--autres").checked;
    const met = meet(session, other, { others, choices });
    const first = meet(session, other, { others });
    show(met, first, others);
  };
  /** @param {Workshop.Conflict} conflict @param {number} rank */
  const choice = ({ cle, a, b, choix }, rank) =>
    element(
      "fieldset",
      { class: "cm-q" },
      phrase("legend", { class: "cm-q__titre", text: title(cle) }),
      ...choix.map((side) => {
        const input = element("input", {
          type: "radio",
          name: `choix-${rank}`,
          id: `choix-${rank}--${side}`,
          checked: choices[cle] === side,
        });
        input.addEventListener("change", () => {
          choices[cle] = side;
          settle();
        });
        const text = side === "somme" ? "additionner, ou garder les deux textes" : told(side === "a" ? a : b);
        return element(
          "div",
          { class: "cm-choix" },
          input,
          phrase("label", { for: input.id, text: `${SIDES[side]} : ${text}` }),
        );
      }),
    );
  const settle = () => {
    const others = find("reunir--autres").checked;
    const left = meet(session, other, { others, choices }).conflits.length;
    find("reunir-faire").disabled = left > 0;
    find("reunir-reste").textContent = left
      ? `${counted(left, "choix reste à faire", "choix restent à faire")}.`
      : "Tout est choisi.";
  };
  /** @param {Workshop.Meeting} met @param {Workshop.Meeting} first @param {boolean} others */
  const show = (met, first, others) => {
    const box = find("reunion");
    const same = met.deja.length && other.fiches.every((one) => session.fiches.includes(one));
    box.replaceChildren(
      ...(met.deja.length
        ? [
            phrase(
              "p",
              {},
              phrase("strong", {
                text: same
                  ? "Ce fichier est déjà réuni à cet atelier. "
                  : "Ces deux fichiers partent d’un même comptage. ",
              }),
              "Ses voix ne s’additionnent pas une seconde fois.",
            ),
          ]
        : []),
      phrase("p", {
        text:
          others && !met.deja.length
            ? `${counted(met.ajouts, "nombre additionné", "nombres additionnés")}.`
            : `${counted(first.egaux.length, "réponse égale, comptée une fois", "réponses égales, comptées une fois")}.`,
      }),
      phrase("p", {
        text: first.conflits.length
          ? `${counted(first.conflits.length, "réponse diffère", "réponses diffèrent")} : choisissez.`
          : "Rien ne diffère.",
      }),
      ...first.conflits.map(choice),
      element(
        "p",
        { class: "cm-actions" },
        button("Réunir les deux fichiers", finish, { id: "reunir-faire" }),
        phrase("span", { id: "reunir-reste", role: "status" }),
      ),
    );
    settle();
  };
  const finish = () => {
    const { fiche, conflits } = meet(session, other, { others: find("reunir--autres").checked, choices });
    if (conflits.length) return;
    adopt(fiche);
    save();
    const box = find("reunion");
    box.replaceChildren(
      phrase(
        "p",
        {},
        phrase("strong", { text: "Les deux fichiers sont réunis. " }),
        phrase("a", { href: "#fin", text: "Voir la restitution" }),
        ".",
      ),
    );
    box.focus();
    announce("Les deux fichiers sont réunis.");
  };
  draw();
  return draw;
};
/** @type {() => void} */
let again = () => {};
export const watchMeetings = () => {
  find("autre").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const box = find("reunion");
    try {
      const other = await openSession(file);
      if (!find("reunir--memes").checked && !find("reunir--autres").checked) find("reunir--memes").checked = true;
      again = begin(other);
    } catch (error) {
      again = () => {};
      box.replaceChildren(
        phrase(
          "p",
          {},
          phrase("strong", { text: "Ce fichier n’a pas pu être lu. " }),
          error instanceof Error ? error.message : "",
        ),
      );
    }
    box.hidden = false;
    box.focus();
    event.target.value = "";
  });
  for (const id of ["reunir--memes", "reunir--autres"]) find(id).addEventListener("change", () => again());
};
