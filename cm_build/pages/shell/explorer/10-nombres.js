// Les nombres comme le site les écrit : virgule, espace fine, unité au singulier sous deux (voir wording/french.py).
const INVARIABLE = ["mois", "fois"];
const formats = new Map();
const numberText = (value, decimals = 0) => {
  if (!formats.has(decimals)) formats.set(decimals, new Intl.NumberFormat("fr-FR", { maximumFractionDigits: decimals, useGrouping: "always" }));
  // Un calcul en binaire donne 2,4999… pour 2,5 : douze chiffres suffisent à le redresser avant d’arrondir.
  return formats.get(decimals).format(Number(value.toPrecision(12))).replace("-", "−").replace(/^−0$/, "0");
};
const unitText = (value, unit) => {
  const [word, ...rest] = unit.split(" ");
  const single = Math.abs(value) < 2 && word.endsWith("s") && !INVARIABLE.includes(word);
  return [single ? word.slice(0, -1) : word, ...rest].join(" ");
};
const quantity = (value, unit, decimals) => numberText(value, decimals) + (unit ? `\u00a0${unitText(value, unit)}` : "");
const plural = (count, one, several) => (count > 1 ? several : one);
const lowerFirst = (text) => text.slice(0, 1).toLowerCase() + text.slice(1);
// Les espaces insécables que la typographie française demande.
const spaced = (text) => text.replace(/ ([;!?])/g, "\u202f$1").replace(/ :/g, "\u00a0:");
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Pourquoi une valeur manque, pour un lieu et pour plusieurs.
const ABSENCES = {
  non_repondu: ["sans réponse", "sans réponse"],
  ne_sait_pas: ["ne sait pas", "ne savent pas"],
  sans_objet: ["sans objet", "sans objet"],
  non_publie: ["non publié", "non publiés"],
};

// Quantile de type 7, comme pandas.
const quantile = (sorted, share) => {
  const position = share * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (position - low);
};
