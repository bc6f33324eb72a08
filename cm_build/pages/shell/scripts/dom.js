// De quoi écrire dans la page sans jamais y interpréter un texte : des éléments, des attributs, du texte.
import { spaced } from "./french.js";

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} id */
export const find = (id) => document.getElementById(id);

// Un attribut faux ou absent ne s’écrit pas. Un texte reste comme il est : le nom d’un lieu se montre tel qu’il l’a écrit.
/** @param {string} name @param {Record<string, any>} [attributes] @param {...(Node | string)} children */
export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "text") made.textContent = value ?? "";
    else if (value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
};
// Nos phrases prennent leurs espaces insécables en chemin.
/** @param {string} name @param {Record<string, any>} [attributes] @param {...(Node | string)} children */
export const phrase = (name, { text, ...attributes } = {}, ...children) => {
  const told = text === undefined ? attributes : { ...attributes, text: spaced(text) };
  return element(name, told, ...children.map((child) => (typeof child === "string" ? spaced(child) : child)));
};

/** @param {string} name @param {Record<string, any>} attributes @param {...(Node | string)} children */
export const drawn = (name, attributes, ...children) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
};
