// De quoi écrire dans la page sans jamais y interpréter un texte : des éléments, des attributs, du texte.
import { spaced } from "./french.js";

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} id */
export const find = (id) => document.getElementById(id);

// Nos textes prennent leurs espaces insécables en chemin ; un attribut faux ou absent ne s’écrit pas.
/** @param {string} name @param {Record<string, any>} [attributes] @param {...(Node | string)} children */
export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "text") made.textContent = spaced(value ?? "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.map((child) => (typeof child === "string" ? spaced(child) : child)));
  return made;
};

/** @param {string} name @param {Record<string, any>} attributes @param {...(Node | string)} children */
export const drawn = (name, attributes, ...children) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
};
