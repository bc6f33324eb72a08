// Garder : la présence et le sens retenus, sans effacer les réponses ; les réserves, les appuis, ce que l’on change.
import { element, phrase } from "../../../pages/shell/scripts/dom.js";
import { donnees } from "./data.js";
import { saying } from "./debating.js";
import { announce, button, radios, words } from "./pieces.js";
import { save, session } from "./session.js";

/** @param {string} criterion */
const keptOf = (criterion) => {
  session.gardes[criterion] ??= {};
  return session.gardes[criterion];
};
/** @param {string} criterion @param {"presence" | "sens"} key @param {string} title @param {Workshop.Choice[]} options */
const choice = (criterion, key, title, options) =>
  radios(
    `garde--${key}`,
    title,
    [...options, { id: "", mot: "Nous ne tranchons pas" }],
    session.gardes[criterion]?.[key],
    (chosen) => {
      keptOf(criterion)[key] = chosen;
      save();
    },
  );
/** @param {string} criterion @param {"exemple" | "intention"} key @param {string} title @param {string} help */
const text = (criterion, key, title, help) =>
  words({
    id: `garde--${key}`,
    title,
    help,
    value: session.gardes[criterion]?.[key] ?? "",
    longest: donnees.longueurs[key] ?? 0,
    set: (told) => {
      keptOf(criterion)[key] = told;
      save();
    },
  });

// Une liste que l’on allonge et que l’on raccourcit, sans perdre le clavier.
/** @template T @param {{ id: string, title: string, help: string, add: string, most: number, every: () => T[], blank: () => T, line: (one: T, rank: number) => (Node | string)[], named: string }} given */
const list = ({ id, title, help, add, most, every, blank, line, named }) => {
  const box = element("div", { id });
  const draw = () => {
    const rows = every();
    box.replaceChildren(
      ...rows.map((one, rank) =>
        element(
          "div",
          { class: "cm-atelier__ligne" },
          ...line(one, rank),
          button(
            `Retirer ${named} ${rank + 1}`,
            () => {
              rows.splice(rank, 1);
              save();
              draw();
              more.focus();
              announce("C’est retiré.");
            },
            { class: "cm-lien" },
          ),
        ),
      ),
    );
    more.hidden = rows.length >= most;
  };
  const more = button(
    add,
    () => {
      every().push(blank());
      draw();
      const fields = box.lastElementChild.querySelectorAll("textarea, select, input");
      fields[0]?.focus();
    },
    { class: "cm-bouton cm-bouton--clair", id: `${id}-ajouter` },
  );
  draw();
  return element(
    "fieldset",
    { class: "cm-q" },
    phrase("legend", { class: "cm-q__titre", text: title }),
    phrase("p", { class: "cm-q__aide", text: help }),
    box,
    element("p", {}, more),
  );
};
/** @param {string} criterion */
const reservations = (criterion) => {
  const said = donnees.dits[1];
  return list({
    id: "reserves",
    title: said.titre,
    help: "Pour qui n’est pas de l’avis retenu. Dans la fiche, sans nom, et seulement avec son accord.",
    add: "Noter une réserve",
    most: said.max,
    named: "la réserve",
    every: () => {
      session.reserves[criterion] ??= [];
      return session.reserves[criterion];
    },
    blank: () => ({ texte: "", accord: "non" }),
    line: (one, rank) => {
      const agreed = element("input", { type: "checkbox", id: `accord--${rank}`, checked: one.accord === "oui" });
      agreed.addEventListener("change", () => {
        one.accord = agreed.checked ? "oui" : "non";
        save();
      });
      return [
        words({
          id: `reserve--${rank}`,
          title: `Réserve ${rank + 1}, avec les mots de la personne, si elle est d’accord`,
          value: one.texte,
          longest: said.longueur,
          rows: 2,
          set: (told) => {
            one.texte = told;
            save();
          },
        }),
        element(
          "div",
          { class: "cm-choix" },
          agreed,
          phrase("label", {
            for: agreed.id,
            text: "La personne a relu sa phrase, et accepte qu’elle soit publiée sans son nom.",
          }),
        ),
      ];
    },
  });
};
const MOST_EVIDENCE = 6;
const LONGEST_EVIDENCE = 200;
/** @param {string} criterion */
const evidence = (criterion) =>
  list({
    id: "preuves",
    title: "Sur quoi vous appuyez-vous ?",
    help: "Un ressenti est un bon début : il suffit de le dire.",
    add: "Ajouter un appui",
    most: MOST_EVIDENCE,
    named: "l’appui",
    every: () => {
      const kept = keptOf(criterion);
      kept.preuves ??= [];
      return kept.preuves;
    },
    blank: () => ({ nature: "", texte: "" }),
    line: (one, rank) => {
      const select = element(
        "select",
        { id: `nature--${rank}` },
        ...[{ id: "", mot: "Choisissez" }, ...donnees.preuve.natures].map(({ id, mot }) =>
          phrase("option", { value: id, selected: id === one.nature, text: mot }),
        ),
      );
      select.addEventListener("change", () => {
        one.nature = select.value;
        save();
      });
      return [
        phrase("label", { for: select.id, text: `Appui ${rank + 1} : de quoi s’agit-il ?` }),
        select,
        words({
          id: `appui--${rank}`,
          title: "En quelques mots",
          value: one.texte,
          longest: LONGEST_EVIDENCE,
          rows: 1,
          set: (told) => {
            one.texte = told.replace(/\s+/g, " ");
            save();
          },
        }),
      ];
    },
  });
/** @param {Workshop.Criterion} criterion */
export const keeping = ({ id }) => [
  phrase("p", {
    class: "cm-atelier__consigne",
    text: "Que retenez-vous ensemble ? Les réponses aux votes restent à côté, telles quelles.",
  }),
  choice(id, "presence", "La présence que nous retenons", donnees.presence),
  choice(id, "sens", "Le sens que nous retenons", donnees.sens),
  reservations(id),
  evidence(id),
  text(id, "exemple", "Un exemple", "Une scène, un moment, une phrase entendue. Ce texte paraîtra comme une citation."),
  text(
    id,
    "intention",
    "Ce que nous voulons changer d’ici l’an prochain",
    "Cela vous sera montré à nouveau l’an prochain.",
  ),
  saying(donnees.dits[2], id, session.decisions),
];
