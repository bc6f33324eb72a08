// Un écran à la fois ; l’adresse dit lequel, pour que « précédent » et les favoris marchent.
const screens = [...page.querySelectorAll("[data-ecran]")];
const views = [...page.querySelectorAll(".cm-ecran")];
const siteTitle = document.title;
let current = null;

const inScreen = (screen) => [...questions.values()].filter((one) => one.screen === screen);
const isShown = (question) => !draft.essentiel || "essentiel" in question.box.dataset;
const asksSomething = (screen) =>
  screen.dataset.sujet === "fiche" || inScreen(screen).some((one) => isShown(one) && isAsked(one, draft.document));
// Un écran sans question à poser n’est pas sur le chemin : critères du projet urbain, écrans hors de l’essentiel.
const path = () => screens.filter((screen) =>
  (!draft.essentiel || screen.dataset.sujet !== "atelier") && (screen.dataset.sujet === "atelier" || asksSomething(screen) || holdsRule(screen)));
const holdsRule = (screen) => !draft.essentiel && screenRule(screen) === null && inScreen(screen).length > 0;
const answered = (question) => !isEmpty(valueAt(draft.document, question.path));

// Un axe est long : ses sous-axes se replient, et disent où l’on en est.
const folds = [...page.querySelectorAll(".cm-sousaxe")];
const foldBut = (first) => { for (const fold of folds) fold.open = first(fold); };
const showFold = (fold) => {
  const within = [...fold.querySelectorAll("[data-q]")].map((box) => questions.get(box.dataset.q)).filter((one) => !one.box.hidden);
  const given = within.filter(answered).length;
  fold.hidden = !within.length;
  const said = fold.querySelector("[data-compte]");
  said.textContent = given === within.length ? "Complet" : `${given} sur ${within.length}`;
  said.classList.toggle("cm-statut--fait", given === within.length);
  said.classList.toggle("cm-statut--encours", given > 0 && given < within.length);
};

const refresh = () => {
  for (const question of questions.values()) {
    const asked = question.box.tagName === "TR" || isAsked(question, draft.document);
    question.box.hidden = !asked;
    if (question.box.tagName === "FIELDSET") question.box.disabled = !asked;
    else for (const input of question.box.querySelectorAll("input, select, textarea, button")) input.disabled = !asked;
    refreshChoices(question);
  }
  for (const fold of folds) showFold(fold);
  const name = valueAt(draft.document, questions.get(donnees.nom).path);
  find("tete-lieu").textContent = typeof name === "string" && name.trim() ? name : "Mon lieu";
};

// Précisions montrées quand leur option est choisie, totaux des répartitions, bouton pour tout décocher.
const refreshChoices = (question) => {
  for (const more of question.box.querySelectorAll("[data-suite]")) {
    more.hidden = !more.closest(".cm-choix").querySelector("input").checked;
  }
  const sum = question.box.querySelector("[data-somme]");
  if (sum) {
    const amounts = [...question.box.querySelectorAll("[data-part]")].map((one) => numberOf(one.value)).filter((one) => !Number.isNaN(one));
    const decimals = Number(question.box.dataset.decimales);
    // Rien d’indiqué n’est pas zéro.
    sum.closest("p").hidden = !amounts.length;
    sum.textContent = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: decimals }).format(amounts.reduce((a, b) => a + b, 0));
  }
  if (question.box.dataset.parmi) onlyAmong(question);
  const noted = question.box.querySelector("[data-date-lue]");
  if (noted) noted.textContent = notedDate(question);
  const reset = question.box.querySelector("[data-vider]");
  if (reset) reset.hidden = !question.box.querySelector("input[type=radio]:checked");
};

// Une date incomplète est complétée : on dit laquelle est notée.
const notedDate = (question) => {
  const value = valueAt(draft.document, question.path);
  const whole = ["j", "m", "a"].every((part) => question.box.querySelector(`[data-date=${part}]`).value.trim());
  return typeof value === "string" && isDay(value) && !whole ? spaced(`Date notée : ${day(new Date(`${value}T12:00:00`))}`) : "";
};
// « Lequel d’entre eux ? » : seules les réponses cochées à l’autre question sont proposées.
const onlyAmong = (question) => {
  const ticked = [valueAt(draft.document, questions.get(question.box.dataset.parmi).path)].flat();
  for (const input of question.box.querySelectorAll(".cm-choix > input[type=radio]")) {
    input.parentElement.hidden = !ticked.includes(input.value) && !RESERVED.includes(input.value) && !input.checked;
  }
};

const openScreen = (id, { focus = true, field = null } = {}) => {
  const asked = find(id);
  const view = asked?.closest(".cm-ecran") ?? find("debut");
  const left = current;
  const changed = backTo === view.id ? linkTaken : "";
  if (left && left !== view) clearErrors();
  current = view;
  for (const one of views) one.hidden = one !== view;
  const asking = "ecran" in view.dataset;
  find("suivant").hidden = !asking;
  find("tete").hidden = view.id === "debut";
  document.title = `${view.dataset.titre} · ${siteTitle}`;
  if (asking) {
    const [before, after] = neighbours(view);
    find("precedent").hidden = !before;
    if (before) find("precedent").href = `#${before.id}`;
    const way = path();
    find("rang").textContent = way.includes(view) ? `Section ${way.indexOf(view) + 1} sur ${way.length}` : "";
    nameContinue(backTo ? BACK[backTo] : after ? "Enregistrer et continuer" : "Enregistrer et relire");
    draft.ecran = view.id;
  } else {
    backTo = "";
  }
  arrivals[view.id]?.();
  showHeld();
  if (left && left !== view) keepFaultsOf(view);
  if (!focus) return;
  const within = field ? fieldToFocus(field.question, field.at) : asked && asked !== view ? asked : placeLeft(view, left, changed);
  (within ?? view.querySelector("h1, h2")).focus({ preventScroll: true });
  if (within) within.scrollIntoView({ block: "center" });
  else scrollTo(0, 0);
};
// Venu d’une relecture, on y retourne : corriger une réponse n’oblige pas à tout reparcourir.
const BACK = { relire: "Enregistrer et revenir à la relecture", apercu: "Enregistrer et revoir l’aperçu", publier: "Enregistrer et revenir à la publication" };
let backTo = "";
// On revient là où l’on avait quitté : au sommaire, à sa section ; d’une relecture, à la réponse que l’on modifiait.
let linkTaken = "";
const placeLeft = (view, left, changed) => {
  if (!left || left === view) return null;
  if (view.id === "sommaire") return find("taches").querySelector(`a[href="#${left.id}"]`);
  if (!changed) return null;
  const link = [...view.querySelectorAll(`a[href="#champ=${CSS.escape(changed)}"]`)].find(canFocus);
  return link ?? view.querySelector(`[data-relue="${CSS.escape(left.id)}"]`);
};
const neighbours = (screen) => {
  const way = path();
  const rank = way.indexOf(screen);
  return [way[rank - 1], way[rank + 1]];
};
const fieldToFocus = (question, at) => {
  question.box.closest("details")?.setAttribute("open", "");
  return inputAt(question, at);
};
// Une adresse mal recopiée ouvre le début, et n’arrête rien.
const plainHash = () => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
};
// L’adresse change et l’écran s’ouvre dans le même geste ; « précédent » passe par le navigateur.
const goTo = (hash) => {
  if (hash === location.hash) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  followAddress();
};
// « #champ=lien_social.niveau » ouvre le formulaire à cette question : les messages y mènent.
const followAddress = () => {
  const hash = plainHash();
  if (hash.startsWith("champ=")) {
    const at = hash.slice(6);
    const question = questionAt(at);
    if (question) {
      if (draft.essentiel && !isShown(question)) setEssential(false);
      if (current?.id in BACK && current.id !== question.box.closest(".cm-ecran").id) [backTo, linkTaken] = [current.id, at];
      openScreen(question.screen?.id ?? question.box.closest(".cm-ecran").id, { field: { question, at } });
      return;
    }
  }
  openScreen(hash || "debut");
};
// Une question par son nom, ou par sa place dans le fichier : la plus longue qui convienne.
const questionAt = (name) => {
  if (questions.has(name)) return questions.get(name);
  const beside = besides[BESIDE[name] ?? name];
  if (beside) return beside;
  let best = null;
  for (const question of questions.values()) {
    const [path, bare] = [question.path, name.replace(/_(precision|details)(?=\.|$)/, "")];
    if ((bare === path || bare.startsWith(`${path}.`)) && path.length > (best?.path.length ?? 0)) best = question;
  }
  return best;
};
// L’année et l’accord ne sont pas des questions du questionnaire ; un message peut pourtant y mener.
const besides = {
  "fiche.annee": { name: "fiche.annee", path: "annee", title: "Année de la fiche", box: find("q-fiche.annee"), main: find("annee"), kind: "annee" },
  "fiche.lieu": { name: "fiche.lieu", path: "lieu", title: "Est-ce le même lieu ?", box: find("q-fiche.lieu"), kind: "" },
  "fiche.licence": { name: "fiche.licence", path: "publication", title: "Accord pour publier", box: find("q-fiche.licence"), main: find("licence"), kind: "" },
};
const BESIDE = { annee: "fiche.annee", publication: "fiche.licence", licence_acceptee: "fiche.licence" };
const setEssential = (wanted) => {
  draft.essentiel = wanted;
  find("essentiel").checked = wanted;
  page.classList.toggle("cm-form--essentiel", wanted);
  saveSoon();
};
const arrivals = { sommaire: () => { showTasks(); showHandOver(); } };
