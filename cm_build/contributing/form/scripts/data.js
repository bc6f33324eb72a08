// Ce que la page sait du questionnaire et du site : form.js l’y met, d’après ce que la page porte.
export const donnees = /** @type {Form.Told} */ ({});
// Un message du catalogue, rempli.
/** @param {string} code @param {Record<string, unknown>} values */
export const message = (code, values) => {
  const said = donnees.messages[code];
  /** @param {string} text */
  const fill = (text) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? "…"));
  return `${fill(said.message)} ${fill(said.remede)}`;
};
