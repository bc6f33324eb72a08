// L’adresse que le lieu aura si personne ne l’a prise : la même réduction que le programme (places/address.py).
/** @type {Record<string, string>} */
const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", "&": " et ", "@": "a" };
const LONGEST_ADDRESS = 60;
/** @param {string} text */
export const slug = (text) => {
  const plain = text
    .toLowerCase()
    .replace(/[œæßøł&@]/g, (one) => LETTERS[one])
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
  const whole = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  if (whole.length <= LONGEST_ADDRESS) return whole;
  const cut = whole.slice(0, LONGEST_ADDRESS);
  return whole[LONGEST_ADDRESS] === "-" || !cut.includes("-") ? cut : cut.slice(0, cut.lastIndexOf("-"));
};
