// Un texte trop long n’est jamais coupé : on compte à voix basse, puis on dit ce qui dépasse.
import { phrase } from "../../../pages/shell/scripts/dom.js";
import { plural, spaced } from "../../../pages/shell/scripts/french.js";
import { message } from "./data.js";
import { announce, describe } from "./page.js";
import { registered } from "./registers.js";

const COUNTED_FROM = 0.8;
// Comme le programme : sans les blancs des bords, et un accent compte avec sa lettre.
/** @param {string} text */
const lengthOf = (text) => [...text.trim().normalize("NFC")].length;
/** @param {Piece} box */
const limited = (box) =>
  [...box.querySelectorAll("[data-longueur]")].filter(
    (input) => !input.disabled && !input.closest("[data-suite]")?.hidden,
  );
/** @param {Piece} input */
export const pieces = (input) => (input.dataset.max ? input.value.split("\n") : [input.value]);
/** @param {Piece} input */
const excess = (input) => Math.max(...pieces(input).map(lengthOf)) - Number(input.dataset.longueur);

/** @param {Piece} box */
export const lengthFaults = (box) => [
  ...limited(box)
    .filter((input) => excess(input) > 0)
    .map((input) => ({
      input,
      text: message("CM-302", { lu: Number(input.dataset.longueur) + excess(input), attendu: input.dataset.longueur }),
    })),
  ...[...box.querySelectorAll("[data-registre]")].flatMap((input) => {
    const lu = input.value.trim();
    const { code } = registered(input.dataset.registre, lu);
    return lu && code ? [{ input, text: message(code, { lu }) }] : [];
  }),
];

/** @param {Piece} input */
const countWords = (input) => {
  const [limit, more] = [Number(input.dataset.longueur), excess(input)];
  if (more > 0)
    return `${more} ${plural(more, "caractère de trop", "caractères de trop")} : ${limit} au plus${input.dataset.max ? " par ligne" : ""}. Rien n’est coupé.`;
  return more + limit >= limit * COUNTED_FROM
    ? `Encore ${-more} ${plural(-more, "caractère", "caractères")} au plus`
    : "";
};
/** @param {Piece} input */
export const showCount = (input) => {
  if (!("longueur" in input.dataset)) return;
  const words = countWords(input);
  if (!input.counter && !words) return;
  if (!input.counter) {
    input.counter = phrase("p", { class: "cm-q__note cm-compteur", id: `compte-${input.id}` });
    (input.closest(".cm-q__nombre") ?? input).after(input.counter);
    describe(input, "add", input.counter.id);
  }
  const over = excess(input) > 0;
  // Le passage de la limite se dit ; chaque lettre, non.
  if (over && !input.counter.classList.contains("cm-compteur--trop")) announce(words);
  input.counter.classList.toggle("cm-compteur--trop", over);
  input.counter.textContent = spaced(words);
};
/** @param {Piece} box */
export const showCounts = (box) => {
  for (const input of box.querySelectorAll("[data-longueur]")) showCount(input);
};
