// Le sommaire : où l’on en est pour chaque section, et ce que quelques réponses de plus montreraient.
const counts = (screen) => {
  const asked = inScreen(screen).filter((one) => isShown(one) && isAsked(one, draft.document));
  const essential = asked.filter((one) => "essentiel" in one.box.dataset);
  return { asked: asked.length, answered: asked.filter(answered).length, essential: essential.length > 0 && essential.every(answered) };
};
const status = (screen) => {
  if (screen.dataset.sujet === "fiche") return draft.annee ? `Année ${draft.annee}` : "À remplir";
  const count = counts(screen);
  if (screen.dataset.sujet === "atelier") return count.answered ? "Rempli" : "Facultatif";
  if (!count.answered) return "Pas commencé";
  if (count.answered === count.asked) return draft.essentiel ? "Essentiel complet" : "Complet";
  // Ce qui était acquis le reste quand on demande à voir toutes les questions.
  return `${count.essential ? "Essentiel complet, " : ""}${count.answered} sur ${count.asked}`;
};
const PARTS = { fiche: "Avant de commencer" };

const foldedParts = new Set();
const showTasks = () => {
  const list = find("taches");
  list.replaceChildren();
  let group = null;
  for (const screen of path()) {
    const part = screen.dataset.partie;
    if (group?.part !== part) {
      const title = PARTS[part] ?? screen.querySelector(".cm-kicker").textContent;
      group = { part, list: element("ul", { class: "cm-taches" }), said: element("span", { class: "cm-statut" }), begun: 0 };
      const fold = element("details", { class: "cm-replie cm-partie", open: !foldedParts.has(part) },
        element("summary", {}, element("h3", { text: title }), " ", group.said));
      fold.addEventListener("toggle", () => foldedParts[fold.open ? "delete" : "add"](part));
      list.append(fold);
      if (part === "effets_sociaux" && !draft.essentiel) {
        fold.append(element("p", { text: "Choisissez 3 à 5 effets qui comptent pour vous : inutile de répondre à tout." }));
      }
      fold.append(group.list);
    }
    const said = status(screen);
    const link = element("a", { href: `#${screen.id}`, text: screen.dataset.titre });
    const done = said.includes("omplet") || said === "Rempli" || said.startsWith("Année");
    const mark = element("span", { class: `cm-statut${done ? " cm-statut--fait" : said.includes(" sur ") ? " cm-statut--encours" : ""}`, text: said });
    if (done || said.includes(" sur ")) group.begun += 1;
    group.said.textContent = group.begun && part !== "fiche" ? plural(group.begun, "section commencée", "sections commencées") : "";
    group.list.append(element("li", { class: screen.dataset.sujet === "echelle" ? "cm-tache cm-tache--echelle" : "cm-tache" }, link, mark));
  }
  find("aller-plus-loin").hidden = !draft.essentiel;
  showBalance();
};
// Ce qui vient d’arriver à tout le brouillon, dit en tête du sommaire.
let notice = "";
const showBalance = () => {
  const all = path().flatMap(inScreen).filter((one) => isShown(one) && isAsked(one, draft.document) && one.box.tagName !== "TR" && one.screen?.id !== "fiche");
  const given = all.filter(answered).length;
  find("bilan").textContent = given
    ? `${notice}${notice ? " " : ""}${plural(given, "réponse donnée", "réponses données")}. Tout est facultatif, sauf le nom, la commune et l’année.`
    : "Commencez où vous voulez. Tout est facultatif, sauf le nom, la commune et l’année.";
  const waiting = openings().filter((one) => one.left > 0 && one.left <= 3).slice(0, 4);
  find("ouvertures").hidden = !given || !waiting.length;
  find("ouvertures-liste").replaceChildren(...waiting.map((one) => element("li", {},
    element("a", { href: `#champ=${one.next}`, text: plural(one.left, "réponse de plus", "réponses de plus") }),
    ` ${one.left > 1 ? "font" : "fait"} apparaître la partie « ${one.titre} »`)));
};

// Ce que chaque dessin attend encore : le moins de réponses qui suffisent.
const opens = (question) => {
  const value = valueAt(draft.document, question.path);
  if (isEmpty(value) || RESERVED.includes(value)) return false;
  const chosen = [value].flat();
  const exclusive = (id) => question.box.querySelector(`input[value="${CSS.escape(String(id))}"]`)?.dataset.exclusif !== undefined;
  return !chosen.every((one) => typeof one === "string" && exclusive(one));
};
const openings = () => donnees.ouvertures.map((opening) => {
  const known = Object.entries(opening.poids)
    .map(([name, weight]) => ({ question: questions.get(name), weight }))
    .filter((one) => one.question && isConcerned(one.question, draft.document));
  const total = known.reduce((sum, one) => sum + one.weight, 0);
  const goal = opening.part ? opening.seuil * total : opening.seuil;
  let reached = known.filter((one) => opens(one.question)).reduce((sum, one) => sum + one.weight, 0);
  const waiting = known.filter((one) => !opens(one.question) && isAsked(one.question, draft.document))
    .sort((a, b) => b.weight - a.weight);
  let left = 0;
  while (reached < goal - 1e-9 && left < waiting.length) reached += waiting[left++].weight;
  const possible = reached >= goal - 1e-9 && total > 0;
  return { titre: opening.titre, left: possible ? left : Infinity, next: waiting[0]?.question.name ?? "" };
});
let opened = new Set();
const noteOpenings = (aloud) => {
  const now = new Set(openings().filter((one) => one.left === 0).map((one) => one.titre));
  const fresh = [...now].filter((title) => !opened.has(title));
  if (aloud && fresh.length) announce(`${fresh.length > 1 ? "Ces dessins sont ouverts" : "Un dessin de plus est ouvert"} : ${fresh.join(", ")}.`);
  opened = now;
};
