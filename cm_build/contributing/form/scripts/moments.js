// Ce qui vient d’arriver, dit à qui le demande : un module ne connaît que ceux dont il a besoin.
const acts = new Map();
export const when = (moment, act) => { acts.set(moment, [...(acts.get(moment) ?? []), act]); };
export const happened = (moment) => { for (const act of acts.get(moment) ?? []) act(); };
