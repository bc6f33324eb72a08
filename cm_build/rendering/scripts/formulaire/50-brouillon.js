// Le brouillon : gardé sur cet appareil, dans ce navigateur, et nulle part ailleurs.
const STORE = `commune-mesure:brouillon:${location.pathname}`;
const FRESH = { annee: "", lieu: "", document: {}, anciens: {}, essentiel: false, masquees: [], devoilees: [], retenues: [], regles: [], ecran: "", date: "" };
const draft = copy(FRESH);
let saving = 0;
let storable = true;

const hour = (date) => new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" }).format(date);
const day = (date) => new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric" }).format(date).replace(/^1 /, "1er ");

const storedDraft = () => {
  try {
    return draftIn(localStorage.getItem(STORE));
  } catch {
    return null;
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
const saveNow = () => {
  clearTimeout(saving);
  saving = 0;
  draft.date = new Date().toISOString();
  try {
    localStorage.setItem(STORE, JSON.stringify(draft));
    say("etat", `Enregistré à ${hour(new Date())} sur cet appareil seulement`);
    storable = true;
  } catch {
    say("etat", "Cet appareil refuse d’enregistrer : téléchargez votre brouillon avant de fermer");
    storable = false;
  }
};
const saveSoon = () => {
  clearTimeout(saving);
  saving = setTimeout(saveNow, 400);
};
const adopt = (found) => {
  Object.assign(draft, copy(FRESH), found);
  draft.document = copy(draft.document);
  for (const list of ["masquees", "devoilees", "retenues"]) if (!Array.isArray(draft[list])) draft[list] = [];
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
    const told = [valueAt(draft.document, key) ?? []].flat();
    if (!told.every((one) => typeof one === "string")) continue;
    const known = told.filter((one) => (list === "retenues" ? heldAt(one) : find(one)?.dataset.racine));
    draft[list] = [...new Set([...draft[list], ...known])];
    // Un nom inconnu reste dans la fiche : la vérification en parlera.
    setAt(draft.document, key, told.filter((one) => !known.includes(one)));
  }
};
const showDraft = () => {
  for (const question of questions.values()) writeQuestion(question, draft.document);
  showEstimates();
  find("annee").value = draft.annee;
  find("essentiel").checked = draft.essentiel;
  page.classList.toggle("cm-form--essentiel", draft.essentiel);
  refresh();
};
const eraseDraft = async () => {
  const name = valueAt(draft.document, questions.get(donnees.nom).path);
  if (!confirm(`Effacer de cet appareil le brouillon ${name ? `de « ${name} »` : "en cours"} ? Cela ne se défait pas.`)) return;
  try {
    localStorage.removeItem(STORE);
  } catch { /* rien n’y était */ }
  await forgetPhotos();
  forgetDraft();
  announce("Le brouillon est effacé de cet appareil.");
};
// Rien de l’ancien brouillon ne reste à l’écran, ni derrière lui.
const forgetDraft = () => {
  clearTimeout(saving);
  saving = 0;
  adopt({});
  forgetPreview();
  forgetReady();
  for (const id of ["reprise", "fusion"]) find(id).replaceChildren();
  for (const id of ["reprise", "fusion", "brouillon"]) find(id).hidden = true;
  find("commencer").hidden = false;
  for (const id of ["etat", "brouillon-texte"]) find(id).textContent = "";
  goTo("#debut");
};
window.addEventListener("pagehide", () => { if (saving) saveNow(); });
// Un autre onglet écrit le même brouillon : le plus récent gagne, et on le dit.
window.addEventListener("storage", (event) => {
  if (event.key !== STORE && event.key !== null) return;
  if (!event.newValue) {
    forgetDraft();
    announce("Le brouillon a été effacé dans un autre onglet.");
    return;
  }
  const found = draftIn(event.newValue);
  if (!found || saving) return;
  adopt(found);
  say("etat", "Modifié dans un autre onglet : cette page montre la version la plus récente");
});

// Les photos pèsent trop pour ce stockage-là : elles ont le leur.
const photoStore = () => new Promise((resolve, reject) => {
  const request = indexedDB.open("commune-mesure", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("photos");
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
const inStore = async (mode, action) => {
  const base = await photoStore();
  return new Promise((resolve, reject) => {
    const work = base.transaction("photos", mode);
    const request = action(work.objectStore("photos"));
    work.oncomplete = () => { base.close(); resolve(request.result); };
    work.onerror = () => { base.close(); reject(work.error); };
  });
};
