// Ce qui vient d’arriver, dit à qui le demande : un module ne connaît que ceux dont il a besoin.
/** @type {Map<string, (() => void)[]>} */
const acts = new Map();
/** @param {string} moment @param {() => void} act */
export const when = (moment, act) => {
  acts.set(moment, [...(acts.get(moment) ?? []), act]);
};
/** @param {string} moment */
export const happened = (moment) => {
  for (const act of acts.get(moment) ?? []) act();
};
