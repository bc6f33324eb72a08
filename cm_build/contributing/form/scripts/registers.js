// Les numéros des registres publics : le Siret par sa clé, le RNA par sa forme ; les mêmes règles que le programme
// (places/register.py).
const BETWEEN = /[\s\u00a0\u202f.-]/g;
const SIRET = /^[0-9]{14}$/;
// La Corse (2A, 2B) et l’outre-mer (9R, 9G…) ont une lettre là où les autres ont un chiffre.
const RNA = /^W(?:[0-9]{2}|2[AB]|9[A-Z])[0-9]{7}$/;
const POSTE = "356000000";

/** @param {string} number */
const hasKey = (number) => {
  const digits = [...number].map(Number);
  /** @param {number[]} all */
  const sum = (all) => all.reduce((total, one) => total + one, 0);
  // Des zéros tiennent la place d’un numéro qui n’est pas là.
  if (!digits.some(Boolean)) return false;
  if (number.startsWith(POSTE) && sum(digits) % 5 === 0) return true;
  const doubled = digits.map((digit, rank) => digit * (2 - (rank % 2)));
  return sum(doubled.map((one) => (one > 9 ? one - 9 : one))) % 10 === 0;
};
/** @type {Record<string, (number: string) => string | null>} */
const faults = {
  siret: (number) => (SIRET.test(number) ? (hasKey(number) ? null : "CM-217") : "CM-216"),
  rna: (number) => (RNA.test(number) ? null : "CM-218"),
};
// Le numéro d’un seul tenant, et le code de ce qui ne va pas.
/** @param {string} register @param {string} typed */
export const registered = (register, typed) => {
  const number = typed.replace(BETWEEN, "").toUpperCase();
  return { number, code: faults[register](number) };
};
