// Mettre en route : brancher les gestes, reprendre le brouillon, ouvrir l’écran demandé.
const questionOf = (target) => {
  const box = target.closest?.("[data-q]");
  return box ? questions.get(box.dataset.q) : null;
};
const noticeInput = (event) => {
  const question = questionOf(event.target);
  if (!question || event.target.type === "file") return;
  if (event.type === "change") {
    seen(event.target);
    plainNumber(question, event.target);
  }
  exclude(question, event.target);
  if ("estimation" in event.target.dataset) setEstimate(draft.document, question.name, event.target.checked);
  keepQuestion(question, draft.document);
  refresh();
  saveSoon();
  if (event.type === "change") noteOpenings(true);
};
// « environ 180 m² » : on garde le nombre, et qu’il est une estimation. « 9 ans » font 108 mois.
const ROUGHLY = "environ|env\\.?|à peu près|à vue de nez|autour de|dans les|à la louche|presque|~|≈";
const BEFORE = new RegExp(`^(?:${ROUGHLY})\\s*`, "i");
const AFTER = new RegExp(`[\\s,]*(?:\\((?:${ROUGHLY})\\)|${ROUGHLY})$`, "i");
const plainNumber = (question, input) => {
  if (!input.matches("input[inputmode=decimal], input[inputmode=numeric]")) return;
  const typed = input.value.trim();
  const exact = typed.replace(BEFORE, "").replace(AFTER, "");
  const unit = input.parentElement.querySelector("span")?.textContent.trim() ?? "";
  const years = unit === "mois" ? /^(\d+(?:[.,]\d+)?)\s*ans?$/i.exec(exact) : null;
  const words = unit ? unit.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/s\b/g, "s?") : "€";
  const bare = years ? String(numberOf(years[1]) * 12)
    : exact.replace(new RegExp(`\\s*(?:${words}|m²|m2|€|euros?|h|heures?|personnes?|%)$`, "i"), "");
  if (bare === input.value || Number.isNaN(numberOf(bare))) return;
  input.value = bare;
  const rough = question.box.querySelector("[data-estimation]");
  if (rough && exact !== typed) {
    rough.checked = true;
    setEstimate(draft.document, question.name, true);
  }
};
// Un texte collé d’ailleurs peut porter des signes que personne ne voit ; le fichier les refuserait.
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;
const seen = (input) => {
  if (!input.matches("input[type=text], input[type=url], textarea")) return;
  const plain = input.value.replace(UNSEEN, "").replace(/[\u2028\u2029]/g, " ");
  if (plain !== input.value) input.value = plain;
};
// « Aucun » ou « je ne sais pas » excluent le reste, et réciproquement.
const exclude = (question, input) => {
  if (input.dataset.hors && input.checked) {
    for (const other of question.box.querySelectorAll("[data-hors]")) if (other !== input) other.checked = false;
    for (const field of question.box.querySelectorAll("input[type=text]")) field.value = "";
    for (const rough of question.box.querySelectorAll("[data-estimation]")) rough.checked = false;
    setEstimate(draft.document, question.name, false);
  } else if (input.type === "text" && input.value) {
    for (const other of question.box.querySelectorAll("[data-hors]")) other.checked = false;
  }
  if (input.type !== "checkbox" || !input.checked || input.dataset.hors || !input.value || formOf(question) !== "choix_multiple") return;
  const alone = "exclusif" in input.dataset;
  const dropped = [...question.box.querySelectorAll(".cm-choix > input[type=checkbox]:checked")]
    .filter((other) => other !== input && (alone || "exclusif" in other.dataset));
  for (const other of dropped) other.checked = false;
  if (dropped.length) announce(`Décoché : ${dropped.map((one) => optionLabel(question, one.value)).join(", ")}, qui ne va pas avec « ${optionLabel(question, input.value)} ».`);
};

page.addEventListener("input", noticeInput);
page.addEventListener("change", noticeInput);
page.addEventListener("change", (event) => {
  if (current?.id === "publier" && !event.target.closest("#envoi") && !find("envoi").hidden) {
    forgetReady();
    announce("Votre choix a changé : préparez le fichier à nouveau.");
  }
});
page.addEventListener("click", (event) => {
  const question = questionOf(event.target);
  if (event.target.closest("[data-ajouter]")) addLine(question).querySelector("input, select").focus();
  else if (event.target.closest("[data-retirer]")) {
    const line = event.target.closest(".cm-ligne");
    const next = line.nextElementSibling ?? line.previousElementSibling;
    line.remove();
    nameLines(question);
    keepQuestion(question, draft.document);
    saveSoon();
    (next?.querySelector("input, select") ?? question.box.querySelector("[data-ajouter]")).focus();
    announce("La ligne est retirée.");
  } else if (event.target.closest("[data-vider]")) {
    for (const input of question.box.querySelectorAll("input[type=radio]")) input.checked = false;
    setAt(draft.document, question.path, "");
    keepQuestion(question, draft.document);
    refresh();
    saveSoon();
    question.box.querySelector("input[type=radio]").focus();
    announce("La réponse est effacée.");
  } else if (event.target.closest("[data-effacer]")) eraseDraft();
  const link = event.target.closest('a[href^="#"]');
  if (link && !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
    event.preventDefault();
    goTo(link.getAttribute("href"));
  }
});
for (const question of questions.values()) {
  if (!question.box.querySelector("input[type=radio]")) continue;
  question.box.querySelector(".cm-choix-liste").after(element("p", { class: "cm-q__vider" },
    element("button", { type: "button", class: "cm-lien", "data-vider": true, hidden: true }, "Effacer ma réponse", element("span", { class: "cm-cache", text: ` : ${labelOf(question)}` }))));
}
page.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!("ecran" in current.dataset)) return;
  const faults = [...(current.id === "fiche" ? yearFaults() : []), ...faultsIn(current)];
  // Demandé une fois : presser de nouveau « Enregistrer et continuer », c’est laisser tel quel.
  const doubts = doubtsIn(current).filter((one) => !askedOnce.has(one.key));
  for (const one of doubts) askedOnce.add(one.key);
  showFaults(faults, doubts);
  if (faults.length || doubts.length) return;
  saveNow();
  goTo(`#${backTo || neighbours(current)[1]?.id || "relire"}`);
});
// « Entrée » dans une case n’envoie pas l’écran : on en perdrait la suite sans le vouloir.
page.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input:not([type=submit])")) event.preventDefault();
});
find("annee").addEventListener("input", (event) => {
  draft.annee = event.target.value.trim();
  saveSoon();
});
find("essentiel").addEventListener("change", (event) => {
  setEssential(event.target.checked);
  showTasks();
});
foldBut((fold) => fold === fold.closest(".cm-ecran").querySelector(".cm-sousaxe"));
const begin = (essential) => {
  setEssential(essential);
  if (!draft.annee) draft.annee = page.dataset.annee;
  // Ce qui sera écrit se relit comme le reste.
  if (!valueAt(draft.document, "etat")) setAt(draft.document, "etat", "ouvert");
  showDraft();
  find("annee").value = draft.annee;
  saveNow();
  goTo(essential ? "#fiche" : "#sommaire");
};
find("tout-montrer").addEventListener("click", () => {
  setEssential(false);
  showTasks();
  find("sommaire").querySelector("h2").focus();
});
find("commencer-essentiel").addEventListener("click", () => begin(true));
find("commencer-tout").addEventListener("click", () => begin(false));
find("licence").addEventListener("change", () => { if (find("licence").checked) clearErrors(); });
find("fichier").addEventListener("change", (event) => resumeFile(event.target));
find("ajout").addEventListener("change", (event) => mergeFile(event.target));
find("confier").addEventListener("click", handOver);
find("telecharger-brouillon").addEventListener("click", keepWhole);
find("telecharger-complet").addEventListener("click", keepWhole);
find("telecharger-page")?.addEventListener("click", keepPage);
find("imprimer-page")?.addEventListener("click", printPage);
find("lancer-apercu")?.addEventListener("click", preview);
find("refaire-apercu").addEventListener("click", preview);
find("apercu-prive").addEventListener("change", preview);
find("preparer-envoi").addEventListener("click", prepare);
const giveReady = (button, made) => find(button)?.addEventListener("click", (event) => {
  const [name, content, type] = made();
  sayUnder("envoi-etat", event);
  download(name, content, type);
  say("envoi-etat", `${name} est dans vos téléchargements.`);
});
giveReady("telecharger-publier", () => [ready.file.name, ready.file]);
giveReady("telecharger-txt", () => [`${ready.name}.txt`, ready.text, "text/plain;charset=utf-8"]);
giveReady("telecharger-git", () => [`${draft.annee}.yaml`, ready.text]);
find("telecharger-complet-publie").addEventListener("click", keepWhole);
find("partager").addEventListener("click", share);
find("ouvrir-ticket")?.addEventListener("click", openTicket);
find("reprendre-publie")?.addEventListener("click", () => resumePublished(find("publie").value));
find("publie")?.addEventListener("focus", listPublished, { once: true });
for (const question of questions.values()) {
  if (question.kind === "commune") {
    for (const [moment, settled] of [["input", false], ["change", true]]) {
      question.main.addEventListener(moment, () => suggestCommunes(question, settled));
    }
  }
  if (question.kind === "photos") question.box.querySelector("input[type=file]").addEventListener("change", (event) => addPhotos(question, event.target));
}

for (const one of document.querySelectorAll(".cm-avec-script")) one.hidden = false;
const found = storedDraft();
if (found) {
  adopt(found);
  const name = placeName();
  const last = Date.parse(draft.date) ? new Date(draft.date) : null;
  say("brouillon-texte", `Un brouillon est enregistré sur cet appareil${name ? ` : ${name}` : ""}${draft.annee ? `, ${draft.annee}` : ""}${last ? `. Dernière réponse le ${day(last)} à ${hour(last)}` : ""}.`);
  if (screens.some((one) => one.id === draft.ecran)) find("brouillon-continuer").href = `#${draft.ecran}`;
  find("brouillon").hidden = !hasDraft();
  // Deux façons de commencer à côté d’un brouillon feraient craindre de le perdre.
  if (hasDraft()) find("commencer").hidden = true;
} else {
  refresh();
}
noteOpenings(false);
loadPhotos();
window.addEventListener("hashchange", followAddress);
const wanted = new URLSearchParams(location.search).get("lieu");
if (wanted) resumePublished(wanted);
if (location.hash && location.hash !== "#debut") followAddress();
else openScreen("debut", { focus: false });
