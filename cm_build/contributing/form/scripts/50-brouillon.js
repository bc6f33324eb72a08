// Le brouillon : gardé sur cet appareil, dans ce navigateur, et nulle part ailleurs.
const STORE = `commune-mesure:brouillon:${location.pathname}`;
const FRESH = { annee: "", lieu: "", confirme: "", document: {}, anciens: {}, essentiel: false, masquees: [], devoilees: [], retenues: [], reserve: {}, regles: [], ecran: "", date: "" };
const draft = copy(FRESH);
let saving = 0;
// Ce que l’appareil gardait quand cette page l’a lu ou écrit : rien d’autre ne se remplace sans demander.
let basis = null;
// L’appareil enregistre ; la page montre des réponses qu’il n’a pas ; il en garde d’autres, écrites ailleurs.
let storable = true;
let unsaved = false;
let rival = false;

const hour = (date) => new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" }).format(date);
const day = (date) => new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric" }).format(date).replace(/^1 /, "1er ");

// Rien (null), ou un appareil qui refuse de répondre (undefined) : ce n’est pas la même chose.
const storedText = () => {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return undefined;
  }
};
const draftIn = (text) => {
  try {
    const found = text ? JSON.parse(text) : null;
    return isMap(found?.document) ? found : null;
  } catch {
    return null;
  }
};
// Certains navigateurs acceptent d’écrire et n’en gardent rien : on relit.
const written = (key, text) => {
  try {
    localStorage.setItem(key, text);
    return localStorage.getItem(key) === text;
  } catch {
    return false;
  }
};
const tryStore = () => {
  storable = written(`${STORE}:essai`, "1");
  try {
    localStorage.removeItem(`${STORE}:essai`);
  } catch { /* rien n’y était */ }
};
// Ce qui est enregistré est-il bien ce que cette page connaît ? Sinon, c’est à la personne de choisir.
const replaceable = () => {
  const stored = storedText();
  rival = stored !== undefined && stored !== null && stored !== basis;
  if (rival) showShelter();
  return !rival;
};
const saveNow = () => {
  clearTimeout(saving);
  saving = 0;
  unsaved = true;
  if (!replaceable()) return false;
  draft.date = new Date().toISOString();
  const text = JSON.stringify(draft);
  storable = written(STORE, text);
  if (storable) {
    basis = text;
    unsaved = false;
  }
  say("etat", storable ? `Enregistré à ${hour(new Date())} sur cet appareil seulement` : "Non enregistré : cet appareil refuse");
  showShelter();
  return storable;
};
const saveSoon = () => {
  clearTimeout(saving);
  unsaved = true;
  sheltered = false;
  watchLeaving();
  saving = setTimeout(saveNow, 400);
};
// Un autre onglet a écrit, ou « Précédent » a rendu une page d’avant : le brouillon enregistré est relu avant tout.
const rereadDraft = () => {
  const stored = storedText();
  if (stored === undefined || stored === basis) return;
  if (unsaved && stored !== null) {
    replaceable();
    return;
  }
  if (stored === null) {
    if (unsaved) return;
    forgetDraft();
    announce("Le brouillon a été effacé dans un autre onglet.");
    return;
  }
  takeStored();
};
const takeStored = () => {
  const stored = storedText();
  const found = draftIn(stored);
  if (!found) {
    replaceable();
    return;
  }
  clearTimeout(saving);
  saving = 0;
  [basis, unsaved, rival] = [stored, false, false];
  adopt(found);
  loadPhotos();
  showWelcome();
  showShelter();
  say("etat", "Modifié dans un autre onglet : cette page montre la version la plus récente");
};
const adopt = (found) => {
  Object.assign(draft, copy(FRESH), found);
  draft.document = copy(draft.document);
  for (const list of Object.values(CHOICES)) draft[list] = [draft[list]].flat().filter((one) => typeof one === "string");
  if (!isMap(draft.reserve)) draft.reserve = {};
  for (const text of ["annee", "lieu", "ecran"]) if (typeof draft[text] !== "string") draft[text] = "";
  // Un accord donné pour d’autres réponses ne vaut pas pour celles-ci.
  find("licence").checked = false;
  takeChoices();
  showDraft();
};
// Une réponse gardée se nomme par sa question, ou par une seule ligne d’une répartition : « depenses.salaires ».
const heldAt = (name) => {
  if (questions.has(name)) return { question: questions.get(name), part: "" };
  const cut = name.lastIndexOf(".");
  const question = questions.get(name.slice(0, cut));
  const part = name.slice(cut + 1);
  return question && formOf(question) === "repartition" && namesIn(question.box, "part").includes(part) ? { question, part } : null;
};
const heldValue = (tree, name) => {
  const held = heldAt(name);
  const value = held && valueAt(tree, held.question.path);
  return held?.part ? own(value, held.part) : value;
};
// Ce qu’une fiche garde pour elle revient dans les choix de publication : rien ne se dévoile en reprenant un fichier.
const CHOICES = { sections_masquees: "masquees", sections_publiees: "devoilees", reponses_masquees: "retenues" };
const takeChoices = () => {
  for (const [key, list] of Object.entries(CHOICES)) {
    // Un brouillon d’un autre jour peut nommer ce que le questionnaire n’a plus, comme un fichier.
    const told = [...new Set([...draft[list], ...[valueAt(draft.document, key) ?? []].flat()])];
    const isKnown = (one) => typeof one === "string" && (list === "retenues" ? heldAt(one) : find(one)?.dataset.racine);
    draft[list] = told.filter(isKnown);
    // Un nom inconnu reste dans la fiche : la vérification en parlera.
    setAt(draft.document, key, told.filter((one) => !isKnown(one)));
  }
};
const showDraft = () => {
  for (const question of questions.values()) writeQuestion(question, draft.document);
  showEstimates();
  showCounts(page);
  find("annee").value = draft.annee;
  find("essentiel").checked = draft.essentiel;
  page.classList.toggle("cm-form--essentiel", draft.essentiel);
  refresh();
};
const eraseDraft = () => {
  const name = valueAt(draft.document, questions.get(donnees.nom).path);
  if (!confirm(`Effacer de cet appareil le brouillon ${name ? `de « ${name} »` : "en cours"} ? Cela ne se défait pas.`)) return;
  try {
    localStorage.removeItem(STORE);
  } catch { /* rien n’y était */ }
  forgetDraft();
  announce("Le brouillon est effacé de cet appareil.");
};
// Rien de l’ancien brouillon ne reste à l’écran, ni derrière lui.
const forgetDraft = () => {
  clearTimeout(saving);
  saving = 0;
  [basis, unsaved, rival] = [null, false, false];
  forgetPhotos();
  adopt({});
  forgetPreview();
  forgetReady();
  for (const id of ["reprise", "fusion"]) find(id).replaceChildren();
  for (const id of ["reprise", "fusion"]) find(id).hidden = true;
  for (const id of ["garder-prive", "apercu-prive"]) if (find(id)) find(id).checked = false;
  for (const id of ["etat", "brouillon-texte"]) find(id).textContent = "";
  settleFields();
  showWelcome();
  showShelter();
  goTo("#debut");
};
// Safari, en rendant une page par « Précédent », remet chaque champ à sa valeur de départ : c’est donc ce qu’il montre.
const settleFields = () => {
  for (const field of page.querySelectorAll("input:not([type=file]), textarea")) {
    if (/checkbox|radio/.test(field.type)) field.defaultChecked = field.checked;
    else field.defaultValue = field.value;
  }
  for (const option of page.querySelectorAll("option")) option.defaultSelected = option.selected;
};
// Ce que le brouillon enregistré dit de lui, à l’accueil.
const showWelcome = () => {
  find("brouillon").hidden = !hasDraft();
  // Deux façons de commencer à côté d’un brouillon feraient craindre de le perdre.
  find("commencer").hidden = hasDraft();
  if (!hasDraft()) return;
  const name = placeName();
  const last = Date.parse(draft.date) ? new Date(draft.date) : null;
  say("brouillon-texte", `Un brouillon est enregistré sur cet appareil${name ? ` : ${name}` : ""}${draft.annee ? `, ${draft.annee}` : ""}${last ? `. Dernière réponse le ${day(last)} à ${hour(last)}` : ""}.`);
  if (screens.some((one) => one.id === draft.ecran)) find("brouillon-continuer").href = `#${draft.ecran}`;
};
// Un téléphone ferme une page sans prévenir : ce qui attend s’enregistre dès qu’elle n’est plus sous les yeux.
window.addEventListener("pagehide", () => {
  if (saving) saveNow();
  settleFields();
});
document.addEventListener("visibilitychange", () => { if (saving && document.visibilityState === "hidden") saveNow(); });
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  rereadDraft();
  settleFields();
});
window.addEventListener("storage", (event) => { if (event.key === STORE || event.key === null) rereadDraft(); });
