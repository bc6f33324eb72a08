// Un groupe se dit en un montant, puis se détaille : ce qu’on détaille quitte ce montant, qui garde le reste.
import { numberText } from "../../../pages/shell/scripts/french.js";
import { numberOf } from "./numbers.js";
import { noteUnder } from "./typing.js";

/** @param {Piece} group */
const wholeOf = (group) => group.querySelector("[data-ensemble]");
/** @param {Piece} group */
const linesOf = (group) => [...group.querySelectorAll("[data-part]:not([data-ensemble])")];
/** @param {number} amount */
const rounded = (amount) => Math.round(amount * 1e6) / 1e6;

// La part qui dit tout le groupe d’une ligne.
/** @param {Form.Question} question @param {string} part */
export const wholeBeside = ({ box }, part) => {
  const group = box.querySelector(`[data-part="${CSS.escape(part)}"]`)?.closest("[data-groupe]");
  const whole = group?.querySelector("[data-ensemble]")?.dataset.part ?? "";
  return whole === part ? "" : whole;
};
// Les lignes vides d’un groupe dit en un montant n’attendent rien : ce montant les contient peut-être.
/** @param {Piece} box */
export const heldLines = (box) =>
  [...box.querySelectorAll("[data-groupe]")]
    .filter((group) => !Number.isNaN(numberOf(wholeOf(group)?.value)))
    .flatMap(linesOf)
    .filter((line) => !line.value.trim())
    .map((line) => line.dataset.part);

/** @param {Piece} group */
const detailOf = (group) => rounded(linesOf(group).reduce((sum, line) => sum + (numberOf(line.value) || 0), 0));
/** @param {Piece} whole @param {number} left */
const leave = (whole, left) => {
  // Rien ne reste : la case se vide. Un zéro dirait que les lignes vides du groupe valent zéro.
  whole.value = left > 0 ? String(left).replace(".", ",") : "";
  whole.settled = whole.value;
};
// Ce que le groupe fait en tout, tel que le lieu l’a écrit, ne bouge pas tant que le détail y tient ; corriger une ligne le rend.
/** @param {Form.Question} question @param {Piece} input @param {string} before */
export const takeFromWhole = (question, input, before) => {
  const group = input.closest("[data-groupe]");
  const whole = group && wholeOf(group);
  if (!whole || input.value.trim() === before) return;
  const [detail, typed] = [detailOf(group), numberOf(whole.value)];
  /** @param {number} amount */
  const said = (amount) =>
    `${numberText(amount, Number(question.box.dataset.decimales))} ${question.box.dataset.unite}`;
  if (input === whole) {
    // Écrit après ses lignes : ce qu’il fait en tout s’il les contient, sinon ce qui s’y ajoute.
    const contains = detail > 0 && typed >= detail;
    const every = contains ? typed : rounded(typed + detail);
    whole.told = Number.isNaN(typed) ? undefined : every;
    if (!(detail > 0) || Number.isNaN(typed)) return;
    if (contains) leave(whole, rounded(typed - detail));
    noteUnder(whole, `Le groupe fait ${said(every)}, dont ${said(detail)} en détail.`);
    return;
  }
  const change = (numberOf(input.value) || 0) - (numberOf(before) || 0);
  whole.told ??= typed > 0 ? rounded(typed + detail - change) : undefined;
  if (whole.told === undefined || !change) return;
  leave(whole, rounded(Math.max(0, whole.told - detail)));
  noteUnder(
    whole,
    detail > whole.told
      ? `Le détail dépasse ${said(whole.told)} : le groupe fait maintenant ${said(detail)}.`
      : `Le groupe fait toujours ${said(whole.told)} ; il reste ${said(rounded(whole.told - detail))} sans détail.`,
  );
};

// Ce que le groupe fait en tout se lit sans l’ouvrir.
/** @param {Form.Question} question */
export const showGroups = ({ box }) => {
  for (const group of box.querySelectorAll("[data-groupe]")) {
    const said = group.querySelector("[data-somme-groupe]");
    if (!said) continue;
    const amounts = linesOf(group).map((line) => numberOf(line.value));
    const known = amounts.filter((amount) => !Number.isNaN(amount));
    const told = rounded(known.reduce((sum, amount) => sum + amount, 0));
    // Ce qui reste se dit « sans détail » dès qu’il y a du détail.
    group.classList.toggle("cm-groupe--detaille", known.length > 0);
    said.textContent = known.length ? `${numberText(told, Number(box.dataset.decimales))} ${box.dataset.unite}` : "";
  }
};

// Le détail ne se déplie que s’il est rempli, ou demandé.
/** @param {Form.Question} question */
export const foldGroups = ({ box }) => {
  for (const group of box.querySelectorAll("[data-groupe]")) {
    // Un autre brouillon : ce qui avait été écrit dans celui-ci ne vaut plus.
    if (wholeOf(group)) wholeOf(group).told = undefined;
    const fold = group.querySelector("details");
    if (fold) fold.open = linesOf(group).some((line) => line.value.trim());
  }
};
