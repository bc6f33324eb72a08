// La commune : deux chiffres du code postal suffisent pour proposer les noms ; la liste vient du site lui-même.
const SHOWN_COMMUNES = 40;
const communes = new Map();

const suggestCommunes = async (input) => {
  const typed = input.value.trim();
  const start = /^\d{2}/.exec(typed)?.[0];
  if (!start || !assets) return;
  if (!communes.has(start)) communes.set(start, siteFile(`assets/communes/${start}.json`).catch(() => []));
  const lines = await communes.get(start);
  if (input.value.trim() !== typed) return;
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[-’']/g, " ");
  const found = lines.filter((line) => fold(line).startsWith(fold(typed))).slice(0, SHOWN_COMMUNES);
  find("communes-trouvees").replaceChildren(...found.map((line) => element("option", { value: line })));
};
