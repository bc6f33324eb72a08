// Ce que la page sait du questionnaire et du site : form.js l’y met, d’après ce que la page porte.
export const donnees = {};
// Un message du catalogue, rempli.
export const message = (code, values) => {
  const said = donnees.messages[code];
  const fill = (text) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "…");
  return `${fill(said.message)} ${fill(said.remede)}`;
};
