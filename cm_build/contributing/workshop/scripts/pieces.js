// Les gestes de la page : compter avec + et −, écrire, choisir, dire ce qui vient d’arriver.
import { element, find, phrase } from "../../../pages/shell/scripts/dom.js";
import { spaced } from "../../../pages/shell/scripts/french.js";
import { signFault } from "../../form/scripts/signs.js";
import { refusedIn } from "../../form/scripts/texts.js";
import { whole } from "./counts.js";

/** @param {string} text */
export const announce = (text) => {
  find("annonce").textContent = spaced(text);
};
/** @param {string} text @param {() => void} act @param {Record<string, any>} [more] */
export const button = (text, act, more = {}) => {
  const made = phrase("button", { type: "button", class: "cm-bouton", ...more }, text);
  made.addEventListener("click", act);
  return made;
};
// Un nombre entre − et +. « set » dit le nombre gardé : la limite est chez qui compte.
/** @param {{ id: string, label: string, count: number, set: (wanted: number) => number }} given */
export const stepper = ({ id, label, count, set }) => {
  const input = element("input", {
    id,
    class: "cm-pas__nombre",
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    value: String(count),
  });
  /** @param {number} wanted */
  const put = (wanted) => {
    const kept = set(Math.max(0, Math.min(9999, wanted)));
    input.value = String(kept);
    less.disabled = kept === 0;
  };
  const less = button("−", () => put(whole(input.value) - 1), {
    class: "cm-pas__geste",
    "aria-label": `Un de moins : ${label}`,
    disabled: count === 0,
  });
  const more = button("+", () => put(whole(input.value) + 1), {
    class: "cm-pas__geste",
    "aria-label": `Un de plus : ${label}`,
  });
  less.addEventListener("click", () => {
    // Un bouton qui s’éteint perd le clavier : il passe à l’autre.
    if (less.disabled) more.focus();
  });
  input.addEventListener("change", () => put(whole(input.value.trim())));
  // Ce que le nombre fait dire se dit pendant la frappe : en quittant la case, la page bougerait sous le doigt.
  input.addEventListener("input", () => {
    if (/^\d{1,4}$/.test(input.value)) put(whole(input.value));
  });
  return element(
    "div",
    { class: "cm-pas" },
    phrase("label", { class: "cm-pas__mot", for: id, text: label }),
    element("span", { class: "cm-pas__gestes" }, less, input, more),
  );
};
/** @param {string} id @param {string} title @param {Choice[]} options @param {string | undefined} value @param {(chosen: string) => void} set
 * @typedef {Workshop.Choice} Choice */
export const radios = (id, title, options, value, set) =>
  element(
    "fieldset",
    { class: "cm-q" },
    phrase("legend", { class: "cm-q__titre", text: title }),
    ...options.map((one) => {
      const input = element("input", {
        type: "radio",
        id: `${id}--${one.id || "rien"}`,
        name: id,
        value: one.id,
        checked: one.id === value,
      });
      input.addEventListener("change", () => set(one.id));
      return element("div", { class: "cm-choix" }, input, phrase("label", { for: input.id, text: one.mot }));
    }),
  );
// Un texte qui nomme quelqu’un, ou trop long, se dit aussitôt ; rien n’est coupé.
/** @param {string} text @param {number} longest */
const faultsOf = (text, longest) => [
  ...(longest && [...text.trim()].length > longest
    ? [`${[...text.trim()].length - longest} caractères de trop : ${longest} au plus. Rien n’est coupé.`]
    : []),
  ...[signFault(text, false)].flatMap((one) => one ?? []),
  ...refusedIn(text).map((one) => one.text),
];
/** @param {{ id: string, title: string, help?: string, value: string, longest: number, rows?: number, set: (text: string) => void }} given */
export const words = ({ id, title, help = "", value, longest, rows = 3, set }) => {
  const input = element("textarea", { id, rows, "aria-describedby": `aide-${id} faute-${id}` });
  input.value = value;
  const fault = element("p", { class: "cm-q__erreur", id: `faute-${id}` });
  const tell = () => {
    const found = faultsOf(input.value, longest);
    fault.textContent = found.length ? spaced(`Erreur : ${found.join(" ")}`) : "";
    fault.hidden = !found.length;
    if (found.length) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  input.addEventListener("input", () => set(input.value.trim()));
  input.addEventListener("change", tell);
  tell();
  return element(
    "div",
    { class: "cm-q" },
    phrase("label", { class: "cm-q__titre", for: id, text: title }),
    phrase("p", { class: "cm-q__aide", id: `aide-${id}`, text: help }),
    fault,
    input,
  );
};
