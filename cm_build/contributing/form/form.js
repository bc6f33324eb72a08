// Mettre en route : brancher les gestes, reprendre le brouillon, ouvrir l’écran demandé.
import { find, phrase } from "../../pages/shell/scripts/dom.js";
import { takeIdea } from "./scripts/block_ideas.js";
import { addBlock, addProof, settleBlock } from "./scripts/blocks.js";
import { showPending } from "./scripts/choosing.js";
import { loadDoubtful } from "./scripts/commune_lists.js";
import { suggestCommunes } from "./scripts/communes.js";
import { holds, screenRule } from "./scripts/conditions.js";
import { showTasks } from "./scripts/contents.js";
import { donnees } from "./scripts/data.js";
import { openTicket, share } from "./scripts/doors.js";
import { readyFile, showFile } from "./scripts/dossier.js";
import { askedOnce, doubtsIn } from "./scripts/doubts.js";
import { device, draft } from "./scripts/draft.js";
import { clearErrors, showFaults } from "./scripts/errors.js";
import { setEstimate } from "./scripts/estimates.js";
import { faultsIn, yearFaults } from "./scripts/faults.js";
import { copyWord, writeKeptWord } from "./scripts/forwarding.js";
import { takeFromWhole } from "./scripts/groups.js";
import { handOver, showHandOver } from "./scripts/handing.js";
import { keepQuestion } from "./scripts/keeping.js";
import { keepPage, keepWhole, printPage } from "./scripts/keepsake.js";
import { labelOf } from "./scripts/labels.js";
import { showCount } from "./scripts/lengths.js";
import { addLine, nameLines } from "./scripts/lines.js";
import { mergeFile } from "./scripts/merging.js";
import { when } from "./scripts/moments.js";
import { noteOpenings } from "./scripts/openings.js";
import { download } from "./scripts/packing.js";
import { announce, page, route, say, sayUnder } from "./scripts/page.js";
import { forgetReady, parcel } from "./scripts/parcel.js";
import { neighbours } from "./scripts/path.js";
import { loadPhotos } from "./scripts/photo_lines.js";
import { addPhotos, removePhoto } from "./scripts/photos.js";
import { assets } from "./scripts/pieces.js";
import { arriveAtPreview, forgetPreview, preview } from "./scripts/preview.js";
import { showProtection } from "./scripts/protection.js";
import { listPublished, resumePublished } from "./scripts/published.js";
import { questions } from "./scripts/questions.js";
import { foldBut, refresh } from "./scripts/refreshing.js";
import { resumeFile } from "./scripts/resuming.js";
import { adopt, eraseDraft, showDraft, showWelcome, watchPage } from "./scripts/returning.js";
import { showAnswers } from "./scripts/review.js";
import { arrivals, followAddress, goTo, openScreen, setEssential } from "./scripts/screens.js";
import { arriveAtDoors, downloadPhotos, prepare } from "./scripts/sending.js";
import { keepDraft, savedOrKnown, showShelter, watchLeaving } from "./scripts/shelter.js";
import { draftIn, replaceable, saveNow, saveSoon, storedText, tryStore } from "./scripts/store.js";
import { readQuestions, showOwnBallots } from "./scripts/survey.js";
import { setAt, valueAt } from "./scripts/tree.js";
import { exclude, settleTyped } from "./scripts/typing.js";
import { otherPlace, samePlace } from "./scripts/whose.js";

/** @param {Piece} target */
const questionOf = (target) => questions.get(target.closest?.("[data-q]")?.dataset.q);
/** @param {Happening} event */
const noticeInput = (event) => {
  const question = questionOf(event.target);
  if (!question || event.target.type === "file") return;
  if (event.type === "change") {
    const before = event.target.settled ?? "";
    settleTyped(question, event.target);
    settleBlock(question, event.target);
    takeFromWhole(question, event.target, before);
  }
  exclude(question, event.target);
  showCount(event.target);
  if ("estimation" in event.target.dataset) setEstimate(draft.document, question.name, event.target.checked);
  keepQuestion(question, draft.document);
  refresh();
  saveSoon();
  if (question.name === "fiche.protege") showProtection();
  if (event.type === "change") noteOpenings(true);
};
Object.assign(donnees, JSON.parse(find("formulaire-donnees").textContent));
readQuestions();
watchPage();
when("enregistrement", showShelter);
when("attente", watchLeaving);
when("oubli", forgetPreview);
when("oubli", forgetReady);
Object.assign(arrivals, {
  sommaire: () => {
    showTasks();
    showPending();
    showHandOver();
  },
  relire: showAnswers,
  evaluation_collective: () => showOwnBallots(valueAt(draft.document, "criteres_du_lieu")),
  garder: () => {
    writeKeptWord();
    if (find("fiche-effets")) showFile();
  },
  "un-effet": () => {
    // Un effet qui ne se demande pas encore à ce lieu n’aurait pas d’écran où le raconter.
    for (const option of find("effet-choisi").querySelectorAll("option[value]:not([value=''])")) {
      const rule = screenRule(find(option.value));
      option.disabled = rule !== null && holds(rule, draft.document) !== true;
      option.hidden = option.disabled;
    }
    find("effet-choisi").value = draft.effet;
  },
  apercu: arriveAtPreview,
  publier: arriveAtDoors,
});
page.addEventListener("input", noticeInput);
page.addEventListener("change", noticeInput);
page.addEventListener("change", (event) => {
  if (route.current?.id === "publier" && !event.target.closest("#envoi") && !find("envoi").hidden) {
    forgetReady();
    announce("Votre choix a changé : préparez le fichier à nouveau.");
  }
});
page.addEventListener("click", (event) => {
  const question = questionOf(event.target);
  if (event.target.closest("[data-ajouter]"))
    (question.kind === "blocs" ? addBlock : addLine)(question)
      .querySelector("input:not([type=hidden]), select")
      .focus();
  else if (event.target.closest("[data-idee]")) {
    const line = takeIdea(question, event.target.closest("[data-idee]"));
    keepQuestion(question, draft.document);
    refresh();
    saveSoon();
    line.querySelector("input:not([type=hidden])").focus();
    announce("L’idée est reprise : changez-la si vous voulez.");
  } else if (event.target.closest("[data-ajouter-appui]"))
    addProof(event.target.closest(".cm-definition")).querySelector("select, input").focus();
  else if (event.target.closest("[data-retirer-appui]")) {
    const line = event.target.closest(".cm-definition");
    event.target.closest(".cm-appui").remove();
    keepQuestion(question, draft.document);
    saveSoon();
    line.querySelector("[data-ajouter-appui]").focus();
    announce("L’appui est retiré.");
  } else if (event.target.closest("[data-retirer]")) {
    const line = event.target.closest(".cm-ligne");
    const next = line.nextElementSibling ?? line.previousElementSibling;
    line.remove();
    nameLines(question);
    keepQuestion(question, draft.document);
    refresh();
    saveSoon();
    (next?.querySelector("input:not([type=hidden]), select") ?? question.box.querySelector("[data-ajouter]")).focus();
    announce("La ligne est retirée.");
  } else if (event.target.closest("[data-vider]")) {
    for (const input of question.box.querySelectorAll("input[type=radio]")) input.checked = false;
    setAt(draft.document, question.path, "");
    keepQuestion(question, draft.document);
    refresh();
    saveSoon();
    if (question.name === "fiche.protege") showProtection();
    question.box.querySelector("input[type=radio]").focus();
    announce("La réponse est effacée.");
  } else if (event.target.closest("[data-retirer-photo]")) removePhoto(question, event.target.closest(".cm-photo"));
  else if (event.target.closest("[data-effacer]")) eraseDraft();
  const link = event.target.closest('a[href^="#"]');
  if (
    link &&
    !event.defaultPrevented &&
    event.button === 0 &&
    !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
  ) {
    event.preventDefault();
    goTo(link.getAttribute("href"));
  }
});
for (const question of questions.values()) {
  if (!question.box.querySelector("input[type=radio]")) continue;
  question.box
    .querySelector(".cm-choix-liste")
    .after(
      phrase(
        "p",
        { class: "cm-q__vider" },
        phrase(
          "button",
          { type: "button", class: "cm-lien", "data-vider": true, hidden: true },
          "Effacer ma réponse",
          phrase("span", { class: "cm-cache", text: ` : ${labelOf(question)}` }),
        ),
      ),
    );
}
page.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!("ecran" in route.current.dataset)) return;
  const faults = [...(route.current.id === "fiche" ? yearFaults() : []), ...faultsIn(route.current)];
  // Demandé une fois : presser de nouveau « Enregistrer et continuer », c’est laisser tel quel.
  const doubts = doubtsIn(route.current).filter((one) => !askedOnce.has(one.key));
  for (const one of doubts) askedOnce.add(one.key);
  showFaults(faults, doubts);
  if (faults.length || doubts.length || !savedOrKnown()) return;
  goTo(`#${route.backTo || neighbours(route.current)[1]?.id || "relire"}`);
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
/** @param {boolean} essential */
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
find("effet-choisi").addEventListener("change", (event) => {
  draft.effet = event.target.value;
  saveSoon();
  // Un écran de plus, ou de moins : le bouton et le rang le disent.
  openScreen("un-effet", { focus: false });
});
find("tout-montrer").addEventListener("click", () => {
  setEssential(false);
  showTasks();
  find("sommaire").querySelector("h2").focus();
});
find("commencer-essentiel").addEventListener("click", () => begin(true));
find("commencer-tout").addEventListener("click", () => begin(false));
find("licence").addEventListener("change", () => {
  if (find("licence").checked) clearErrors();
});
find("fichier").addEventListener("change", (event) => resumeFile(event.target));
find("ajout").addEventListener("change", (event) => mergeFile(event.target));
find("confier").addEventListener("click", handOver);
for (const button of [find("telecharger-brouillon"), ...page.querySelectorAll("[data-abri]")])
  button.addEventListener("click", keepDraft);
find("telecharger-complet").addEventListener("click", keepWhole);
readyFile();
find("telecharger-page")?.addEventListener("click", keepPage);
find("imprimer-page")?.addEventListener("click", printPage);
find("lancer-apercu")?.addEventListener("click", preview);
find("refaire-apercu").addEventListener("click", preview);
find("apercu-prive").addEventListener("change", preview);
find("preparer-envoi").addEventListener("click", prepare);
find("lieu-meme").addEventListener("change", samePlace);
find("lieu-autre").addEventListener("change", otherPlace);
/** @param {string} button @param {() => [string, Blob | string, string?]} made */
const giveReady = (button, made) =>
  find(button)?.addEventListener("click", (event) => {
    const [name, content, type] = made();
    sayUnder("envoi-etat", event);
    download(name, content, type);
    say("envoi-etat", `${name} est dans vos téléchargements.`);
  });
giveReady("telecharger-publier", () => [parcel.ready.file.name, parcel.ready.file]);
giveReady("telecharger-txt", () => [`${parcel.ready.name}.txt`, parcel.ready.text, "text/plain;charset=utf-8"]);
giveReady("telecharger-git", () => [`${draft.annee}.yaml`, parcel.ready.text]);
find("telecharger-complet-publie").addEventListener("click", keepWhole);
find("telecharger-photos").addEventListener("click", downloadPhotos);
for (const button of page.querySelectorAll("[data-copier]")) button.addEventListener("click", copyWord);
find("partager").addEventListener("click", share);
find("ouvrir-ticket")?.addEventListener("click", openTicket);
find("reprendre-publie")?.addEventListener("click", () => resumePublished(find("publie").value));
find("publie")?.addEventListener("focus", listPublished, { once: true });
for (const question of questions.values()) {
  if (question.kind === "commune") {
    question.main.addEventListener("input", () => suggestCommunes(question, false));
    question.main.addEventListener("change", () => suggestCommunes(question, true));
  }
  if (question.kind === "photos")
    question.box
      .querySelector("input[type=file]")
      .addEventListener("change", (event) => addPhotos(question, event.target));
}

for (const one of document.querySelectorAll(".cm-avec-script")) one.hidden = false;
tryStore();
const found = draftIn(storedText());
if (found) {
  device.basis = storedText();
  adopt(found);
  showWelcome();
} else {
  refresh();
}
replaceable();
showShelter();
noteOpenings(false);
loadPhotos();
loadDoubtful();
window.addEventListener("hashchange", followAddress);
const wanted = new URLSearchParams(location.search).get("lieu");
if (wanted && assets) resumePublished(wanted);
if (location.hash && location.hash !== "#debut") followAddress();
else openScreen("debut", { focus: false });
