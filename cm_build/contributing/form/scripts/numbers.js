// Les nombres, comme on les écrit.
export const UNKNOWN_MARK = "?";
// Un nombre comme le programme le lit (reading/numbers.py) : « 1 2 3 » ou « 1.234 » n’en sont pas, et ne se devinent pas.
const NUMBER = /^-?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,15})(?:[.,]\d{1,6})?$/;
const AMBIGUOUS = /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
/** @param {Form.Value} text */
export const numberOf = (text) => {
  const plain = typeof text === "string" ? text.trim() : "";
  return NUMBER.test(plain) && !AMBIGUOUS.test(plain)
    ? Number(plain.replace(/[ \u00a0\u202f]/g, "").replace(",", "."))
    : NaN;
};
