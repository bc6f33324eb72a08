// L’identité d’un lieu : son nom entier, dans sa commune. La même règle que le programme (places/identity.py) ;
// tests/places/identity_cases.json les tient toutes deux.
const ALIKE = { "œ": "oe", "æ": "ae", "ß": "ss", "ς": "σ", "&": " et ", "@": "a", "°": " ", "©": " ", "®": " " };
const SHORTENED = { st: "saint", ste: "sainte", sts: "saints" };
const alike = (text) => text.replace(/[œæßς&@°©®]/g, (one) => ALIKE[one]);
const identityWords = (name) => {
  const folded = alike(name.toLowerCase()).normalize("NFKD").toLowerCase();
  // Seules les lettres latines perdent leurs accents : ailleurs, une marque fait une autre lettre.
  const bare = alike(folded.replace(/([a-z ])[\u0300-\u036f]+/g, "$1")).replace(/[\ufe00-\ufe0f]/g, "").normalize("NFC");
  const apart = bare.replace(/[^\p{L}\p{N}\p{M}]/gu, (one) => (/[\p{So}\p{Sm}\p{Sc}#]/u.test(one) ? ` ${one} ` : " "));
  return apart.split(" ").filter(Boolean).map((word) => own(SHORTENED, word) ?? word);
};
const identityKey = (name) => identityWords(name).join(" ");
const nearKey = (name) => {
  const words = identityWords(name).filter((word) => !/^\p{S}/u.test(word));
  return (words.length > 1 && ARTICLES.includes(words[0]) ? words.slice(1) : words).join("");
};

// Une commune écrite dans le formulaire, et celle d’un lieu publié.
const communeIn = (text) => {
  const code = /\d{5}|\d[AB]\d{3}/i.exec(text)?.[0].toUpperCase() ?? "";
  return { code, town: nameKey(text.toUpperCase().replace(code, " ").replace(/\d+ *(?:ER|E|[EÈ]ME)\b.*$/, " ")) };
};
const around = (code) => code.slice(0, 2).replace(/2[AB]/, "20");
const inCommune = ({ code, town }, place) =>
  (town ? town === nameKey(place.commune) && around(code) === around(place.code_commune) : code === place.code_commune);

let listed = null;
const publishedPlaces = async () => {
  if (!assets) return null;
  try {
    listed ??= (await siteFile("api/v1/lieux.json")).lieux;
  } catch { /* sans la liste, la réception dira la même chose */ }
  return listed;
};
const callPlace = (place) => `« ${place.nom} » (${place.commune})`;
const ownPlace = () => {
  const text = (name) => String(valueAt(draft.document, questions.get(name).path) ?? "");
  const [nom, commune] = [text(donnees.nom).trim(), text(donnees.commune).trim()];
  return { nom, commune, where: communeIn(commune), key: identityKey(nom), near: nearKey(nom) };
};
// Ce que la fiche sera pour le référentiel : la réception décide, et c’est la même règle.
const placeAbout = (places, mine) => {
  const here = places.filter((one) => inCommune(mine.where, one));
  const same = here.filter((one) => mine.key && identityKey(one.nom) === mine.key)
    .sort((one, other) => (one.publication === "annuaire") - (other.publication === "annuaire"));
  const resumed = places.find((one) => draft.lieu && one.lieu === draft.lieu);
  if (resumed) return { place: resumed, renamed: !same.includes(resumed) };
  return { place: same[0], near: here.find((one) => mine.near && nearKey(one.nom) === mine.near) };
};
const freeAddress = (places, mine) => {
  const alone = slug(mine.nom);
  return places?.some((one) => one.lieu === alone) ? slug(`${mine.nom} ${mine.where.town}`) : alone;
};
// Reprendre la fiche d’un lieu pour en raconter un autre remplacerait le premier : cela se demande.
const confirmation = (mine) => `${mine.key} ${mine.commune}`;
const tellPlace = async () => {
  const mine = ownPlace();
  const places = await publishedPlaces();
  const { place, near, renamed = false } = placeAbout(places ?? [], mine);
  const box = find("q-fiche.lieu");
  box.hidden = !renamed;
  const asked = renamed && draft.confirme !== confirmation(mine);
  if (renamed) say("lieu-repris", `Vous avez repris la fiche de ${callPlace(place)}, et vous avez écrit « ${mine.nom} », ${mine.commune}.`);
  find("lieu-meme").checked = renamed && !asked;
  find("lieu-autre").checked = false;
  const correction = place?.annees.includes(Number(draft.annee));
  const about = !place ? "un nouveau lieu" : correction ? `une correction du bilan ${draft.annee} de ${callPlace(place)}` : `une nouvelle année de ${callPlace(place)}`;
  const doubt = near ? ` Un lieu porte presque ce nom : ${callPlace(near)}. Si c’est le vôtre, reprenez sa fiche depuis le début.` : "";
  say("envoi-lieu", places ? `Pour le référentiel, cette fiche est ${about}.${doubt}` : "");
  return { asked, renamed, about: places ? about : "", lieu: draft.lieu || place?.lieu || freeAddress(places, mine) };
};
const placeFaults = ({ asked }) => (asked ? [{
  question: besides["fiche.lieu"], text: "Dites si c’est le même lieu : s’il l’est, sa fiche publiée sera remplacée.",
  still: () => Boolean(draft.lieu) && draft.confirme !== confirmation(ownPlace()),
}] : []);
const samePlace = () => {
  draft.confirme = confirmation(ownPlace());
  forgetReady();
  saveSoon();
};
const otherPlace = () => {
  Object.assign(draft, { lieu: "", anciens: {}, confirme: "" });
  forgetReady();
  saveSoon();
};
