// La commune : un code postal, un nom, ou le début de l’un ou de l’autre ; les listes viennent du site lui-même.
const MOST_COMMUNES = 8;
const ABBREVIATED = { st: "saint", ste: "sainte" };
// Rien après « Saint » : la liste n’est pas encore connue.
const SAINT_ALONE = /^sainte?$/;
const ARTICLES = ["le", "la", "les", "l"];
const communeFiles = new Map();
// Les listes qui existent : une autre ne se demande pas.
const COMMUNE_LISTS = new Set(donnees.communes.split(" "));
// « Paris 18 », « Lyon 3e » : le numéro de l’arrondissement finit le code postal.
const ARRONDISSEMENT = /^(paris|lyon|marseille)\s*-?\s*(\d{1,2})\s*(?:er|e|è|ème|eme)?(?:\s+arr\w*\.?)?$/i;
const CITIES = { paris: ["750", 20], lyon: ["690", 9], marseille: ["130", 16] };
const withPostalCode = (typed) => {
  const [, city, rank] = ARRONDISSEMENT.exec(typed.trim()) ?? [];
  const [start, most] = CITIES[city?.toLowerCase()] ?? [];
  return Number(rank) >= 1 && Number(rank) <= most ? `${start}${rank.padStart(2, "0")} ${city}` : typed;
};

// Ce que deux personnes écrivent pareil : la même réduction que le programme (places/commune.py).
const nameKey = (text) => {
  const plain = text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFKD").replace(/\p{M}/gu, "");
  const words = (plain.match(/[a-z]+/g) ?? []).map((word) => own(ABBREVIATED, word) ?? word);
  return (words.length > 1 && ARTICLES.includes(words[0]) ? words.slice(1) : words).join(" ");
};
const communeLines = (file) => {
  if (!COMMUNE_LISTS.has(file.replace("nom-", ""))) return Promise.resolve([]);
  if (!communeFiles.has(file)) communeFiles.set(file, siteFile(`assets/communes/${file}.json`).catch(() => []));
  return communeFiles.get(file);
};
const communesLike = async (asTyped) => {
  const typed = withPostalCode(asTyped);
  const code = /\d{2,5}/.exec(typed)?.[0] ?? "";
  const name = nameKey(typed.replace(code, " "));
  if (!assets || (!code && (name.length < 3 || SAINT_ALONE.test(name)))) return [];
  const lines = await communeLines(code ? code.slice(0, 2) : `nom-${name.replace(/^sainte? /, "").slice(0, 2)}`);
  const found = lines.filter((line) => line.startsWith(code) && nameKey(line.slice(6)).startsWith(name));
  const exact = name ? found.filter((line) => nameKey(line.slice(6)) === name) : [];
  return exact.length ? exact : found;
};
// Cinq chiffres seuls sont souvent le code postal d’une commune et le code Insee d’une autre : personne ne sait laquelle.
let doubtful = donnees.communes_douteuses ?? null;
const loadDoubtful = async () => {
  if (assets) doubtful ??= await siteFile("assets/communes/douteux.json").catch(() => null);
};
const doubtfulCode = (text) => {
  const [, start, end] = /^\s*(\d{2})[ \u00a0\u202f]?(\d{3})\s*$/.exec(text) ?? [];
  return Boolean(start && doubtful?.[start]?.split(" ").includes(end));
};
const tellCommune = (question, text, lines = []) => {
  question.box.querySelector("[data-commune]").textContent = spaced(text);
  const box = question.box.querySelector("[data-communes]");
  // Pris en y arrivant au clavier : les propositions s’effacent, et l’on passe à la question suivante.
  keepingFocus(box, () => box.replaceChildren(...lines.map((line) => {
    const button = element("button", { type: "button", class: "cm-bouton cm-bouton--clair", text: line });
    button.addEventListener("click", () => {
      question.main.focus();
      takeCommune(question, line);
    });
    return button;
  })));
};
const takeCommune = (question, line) => {
  question.main.value = line;
  if (question.box.classList.contains("cm-q--erreur")) clearErrors();
  keepQuestion(question, draft.document);
  refresh();
  saveSoon();
  tellCommune(question, `Commune reconnue : ${line.slice(6)} (${line.slice(0, 5)})`);
};
// Pendant qu’on écrit, on propose ; quand on quitte le champ, une seule commune possible est la bonne.
const suggestCommunes = async (question, settled) => {
  const typed = question.main.value.trim();
  const found = await communesLike(typed);
  // Quitté par Tab, le clavier est encore en route vers les propositions : on l’attend avant de les ôter.
  if (settled) await new Promise((arrived) => { setTimeout(arrived); });
  if (question.main.value.trim() !== typed) return;
  if (found.length === 1 && (settled || found[0] === typed)) takeCommune(question, found[0]);
  else if (found.length && found.length <= MOST_COMMUNES) tellCommune(question, found.length > 1 ? "Laquelle ?" : "Est-ce celle-ci ?", found);
  else tellCommune(question, found.length && settled ? `${found.length} communes commencent ainsi : ajoutez le code postal, ou la suite du nom.` : "");
};
