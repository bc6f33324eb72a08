// Les cas que Python et les scripts lisent tous deux : une même règle, écrite deux fois, dit deux fois la même chose.
import { readFileSync } from "node:fs";

/** @param {string} name */
export const cases = (name) => JSON.parse(readFileSync(new URL(`../data/cas-${name}.json`, import.meta.url), "utf-8"));
