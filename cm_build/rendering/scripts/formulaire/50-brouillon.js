// Le brouillon : gardé sur cet appareil, dans ce navigateur, et nulle part ailleurs.
const STORE = `commune-mesure:brouillon:${location.pathname}`;
const draft = { annee: "", lieu: "", document: {}, anciens: {}, essentiel: false, masquees: [], devoilees: [], retenues: [], date: "" };
let saving = 0;
let storable = true;

const hour = (date) => new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" }).format(date);
const day = (date) => new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric" }).format(date).replace(/^1 /, "1er ");

const storedDraft = () => {
  try {
    const text = localStorage.getItem(STORE);
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
    find("etat").textContent = `Enregistré à ${hour(new Date())} sur cet appareil seulement`;
    storable = true;
  } catch {
    find("etat").textContent = "Cet appareil refuse d’enregistrer : téléchargez votre brouillon avant de fermer";
    storable = false;
  }
};
const saveSoon = () => {
  clearTimeout(saving);
  saving = setTimeout(saveNow, 400);
};
const adopt = (found) => {
  Object.assign(draft, { annee: "", lieu: "", document: {}, anciens: {}, essentiel: false, masquees: [], devoilees: [], retenues: [] }, found);
  draft.document = copy(draft.document);
  showDraft();
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
  localStorage.removeItem(STORE);
  await forgetPhotos();
  adopt({});
  clearTimeout(saving);
  find("brouillon").hidden = true;
  find("commencer").hidden = false;
  find("etat").textContent = "";
  announce("Le brouillon est effacé de cet appareil.");
  goTo("#debut");
};
window.addEventListener("pagehide", () => { if (saving) saveNow(); });
// Un autre onglet écrit le même brouillon : le plus récent gagne, et on le dit.
window.addEventListener("storage", (event) => {
  if (event.key !== STORE || !event.newValue || saving) return;
  adopt(JSON.parse(event.newValue));
  find("etat").textContent = "Modifié dans un autre onglet : cette page montre la version la plus récente";
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
