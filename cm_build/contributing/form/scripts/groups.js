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

// Les lignes vides d’un groupe dit en un montant n’attendent rien : ce montant les contient peut-être.
/** @param {Piece} box */
export const heldLines = (box) =>
  [...box.querySelectorAll("[data-groupe]")]
    .filter((group) => !Number.isNaN(numberOf(wholeOf(group)?.value)))
    .flatMap(linesOf)
    .filter((line) => !line.value.trim())
    .map((line) => line.dataset.part);

// L’ensemble que le lieu avait écrit ne bouge pas tant que le détail y tient.
/** @param {Form.Question} question @param {Piece} input @param {string} before */
export const takeFromWhole = (question, input, before) => {
  const group = input.closest("[data-groupe]");
  const whole = group && wholeOf(group);
  if (!whole || input === whole) return;
  const held = numberOf(whole.value);
  const change = (numberOf(input.value) || 0) - (numberOf(before) || 0);
  if (!(held > 0) || !change) return;
  const left = rounded(Math.max(0, held - change));
  const unit = question.box.dataset.unite;
  const decimals = Number(question.box.dataset.decimales);
  const every = rounded(linesOf(group).reduce((sum, line) => sum + (numberOf(line.value) || 0), left));
  whole.value = String(left).replace(".", ",");
  whole.settled = whole.value;
  noteUnder(
    whole,
    change > held
      ? `Le détail dépasse ce qui était écrit : le groupe fait maintenant ${numberText(every, decimals)} ${unit}.`
      : `Le groupe fait toujours ${numberText(every, decimals)} ${unit} ; il reste ${numberText(left, decimals)} ${unit} sans détail.`,
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
    said.textContent = known.length ? `${numberText(told, Number(box.dataset.decimales))} ${box.dataset.unite}` : "";
  }
};

// Le détail ne se déplie que s’il est rempli, ou demandé.
/** @param {Form.Question} question */
export const foldGroups = ({ box }) => {
  for (const group of box.querySelectorAll("[data-groupe]")) {
    const fold = group.querySelector("details");
    if (fold) fold.open = linesOf(group).some((line) => line.value.trim());
  }
};
