// Relire : chaque réponse en toutes lettres, avec le chemin pour la modifier.
const RESERVED_WORDS = { ne_sait_pas: "Je ne sais pas", sans_objet: "Sans objet pour notre lieu" };
const french = (text) => {
  const number = numberOf(text);
  return Number.isNaN(number) ? text : new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 6 }).format(number);
};
const optionLabel = (question, id) => {
  const label = question.box.querySelector(`label[for="${CSS.escape(`q-${question.name}--${id}`)}"]`);
  return label ? [...label.childNodes].find((node) => node.nodeType === 3)?.textContent.trim() ?? id : id;
};
const partLabel = (question, id) =>
  question.box.querySelector(`label[for="${CSS.escape(`c-${question.name}-${id}`)}"]`)?.childNodes[0].textContent.trim() ?? columnLabel(question, id);
// Un bulletin est une ligne : le nom d’une part est en tête de sa colonne.
const columnLabel = (question, id) => {
  const cell = question.box.querySelector(`[data-part="${CSS.escape(id)}"]`)?.closest("td");
  return cell ? cell.closest("table").tHead.rows[0].cells[cell.cellIndex].textContent.trim() : id;
};

const agreed = (amount, unit) => (Math.abs(amount) < 2 && unit.length > 3 ? unit.replace(/s\b/g, "") : unit);
const told = (question, value) => {
  if (typeof value === "string" && RESERVED_WORDS[value]) return RESERVED_WORDS[value];
  switch (formOf(question)) {
    case "choix_unique": return optionLabel(question, value);
    case "choix_multiple": return [value].flat().map((one) => optionLabel(question, one)).join(" ; ");
    case "liste": return [value].flat().join(" ; ");
    case "date": return isDay(value) ? day(new Date(`${value}T12:00:00`)) : value;
    case "repartition": return Object.entries(value).map(([key, text]) => {
      if (key === "complet") return "le reste vaut zéro";
      const amount = text === "ne_sait_pas" ? "je ne sais pas" : `${french(text)} ${agreed(numberOf(text), question.box.dataset.unite ?? "")}`.trim();
      return `${partLabel(question, key)} : ${amount}`;
    }).join(" ; ");
    case "tableau": case "photos": return value.map((row) => (isMap(row) ? Object.entries(row).map(([key, text]) => cellText(question, key, text)).join(", ") : String(row))).join(" ; ");
    default: {
      const unit = question.main?.parentElement.querySelector("span")?.textContent;
      return ["nombre", "montant"].includes(question.kind) ? `${french(value)}${unit ? ` ${agreed(numberOf(value), unit)}` : ""}` : value;
    }
  }
};
const cellText = (question, key, text) => {
  const option = question.box.querySelector("template")?.content.querySelector(`[data-colonne="${CSS.escape(key)}"] option[value="${CSS.escape(text)}"]`);
  return option?.textContent ?? text;
};

const showAnswers = () => {
  const list = find("reponses");
  list.replaceChildren(answerGroup(find("fiche"), [[labelOf({ box: find("q-fiche.annee") }), draft.annee, "fiche.annee"]]));
  for (const screen of screens) {
    const rows = inScreen(screen)
      .filter((one) => !isEmpty(valueAt(draft.document, one.path)) && isConcerned(one, draft.document))
      .map((one) => [rowTitle(one), safeTold(one), one.name]);
    if (screen.id === "fiche") rows.forEach((row) => list.firstElementChild.querySelector("dl").append(answerRow(...row)));
    else if (rows.length) list.append(answerGroup(screen, rows));
  }
  showDoubts();
  showUnknown();
};
const rowTitle = (question) => (question.box.tagName === "TR" ? `${question.box.closest("details").querySelector("summary").textContent}, ${labelOf(question)}` : labelOf(question));
// Ce que contient un fichier, en toutes lettres et section par section.
const answersIn = (tree) => screens.flatMap((screen) => {
  const rows = inScreen(screen).filter((one) => !isEmpty(valueAt(tree, one.path)));
  if (!rows.length) return [];
  const list = element("dl", { class: "cm-relire" }, ...rows.map((one) => element("div", {}, element("dt", { text: rowTitle(one) }), element("dd", { text: safeTold(one, tree) }))));
  return [element("h4", { text: screen.dataset.titre }), list];
});
const safeTold = (question, tree = draft.document) => {
  const value = valueAt(tree, question.path);
  const text = shows(question, value) ? told(question, value) : inline(value);
  const precision = valueAt(tree, `${question.path}_precision`);
  const rough = estimates(tree).includes(question.name) && !RESERVED.includes(value) ? "estimation" : "";
  const more = [isEmpty(precision) ? "" : inWords(precision), rough].filter(Boolean).join(", ");
  const details = valueAt(tree, `${question.path}_details`);
  const meanings = isMap(details) ? Object.entries(details).map(([id, words]) => `${optionLabel(question, id)} : ${inWords(words)}`) : isEmpty(details) ? [] : [inWords(details)];
  return [more ? `${text} (${more})` : text, ...meanings].join(" ; ");
};
const inWords = (value) => (typeof value === "string" ? value : inline(value));
const answerGroup = (screen, rows) => {
  const list = element("dl", { class: "cm-relire" });
  for (const row of rows) list.append(answerRow(...row));
  const dotted = screen.hasAttribute("data-prive") ? " (section privée)" : "";
  return element("section", {}, element("h3", { text: screen.dataset.titre + dotted, tabindex: "-1", "data-relue": screen.id }), list);
};
const answerRow = (title, text, name) => element("div", {},
  element("dt", { text: title }), element("dd", { text: text || "Sans réponse" }),
  element("dd", { class: "cm-relire__lien" }, element("a", { href: `#champ=${name}` }, "Modifier", element("span", { class: "cm-cache", text: ` : ${title}` })), keepHome(title, name)));
// Une seule réponse peut rester chez le lieu : elle est dans sa fiche complète, pas dans celle à publier.
const keepHome = (title, name) => {
  const question = questions.get(name);
  if (!question || question.path.split(".").length < 2 || "obligatoire" in question.box.dataset || !question.box.dataset.chemin || ["fiche", "atelier"].includes(question.screen?.dataset.sujet)) return "";
  if (question.screen?.hasAttribute("data-prive") && !draft.devoilees.includes(question.screen.id)) {
    return element("span", { class: "cm-q__note", text: "Privé : ne partira pas" });
  }
  const whole = holdBox(name, `garder-${name}`, title);
  const given = formOf(question) === "repartition" ? namesIn(question.box, "part").filter((part) => heldValue(draft.document, `${name}.${part}`)) : [];
  if (given.length < 2) return whole;
  const lines = given.map((part) => holdBox(`${name}.${part}`, `garder-${name}.${part}`, title, partLabel(question, part)));
  return element("span", {}, whole, element("details", { class: "cm-replie", open: given.some((part) => draft.retenues.includes(`${name}.${part}`)) },
    element("summary", { text: "Ou une seule ligne" }), ...lines));
};
const holdBox = (name, id, title, words = "Ne pas publier") => {
  const input = element("input", { type: "checkbox", id, checked: draft.retenues.includes(name), "data-retenir": true });
  input.addEventListener("change", () => {
    draft.retenues = draft.retenues.filter((one) => one !== name).concat(input.checked ? [name] : []);
    saveSoon();
  });
  return element("span", { class: "cm-choix" }, input, element("label", { for: id }, words, element("span", { class: "cm-cache", text: words === "Ne pas publier" ? ` : ${title}` : " : ne pas publier" })));
};
// L’argent est ce qu’on hésite le plus à montrer : le choix se fait là où l’on écrit la somme.
const showsMoney = (question) => question.kind === "montant" || question.box.dataset.unite === "€";
for (const question of questions.values()) {
  if (showsMoney(question) && question.screen && !question.screen.hasAttribute("data-prive")) {
    question.box.append(holdBox(question.name, `retenir-${question.name}`, labelOf(question)));
  }
}
const showHeld = () => {
  for (const question of questions.values()) {
    const box = find(`retenir-${question.name}`);
    if (box) box.checked = draft.retenues.includes(question.name);
  }
};
arrivals.relire = showAnswers;

// Ce que le questionnaire ne connaît pas vient d’un fichier : on le montre, on ne le perd jamais.
// Un chemin est une liste de clés : une clé peut contenir un point.
const unknownParts = () => {
  const known = new Map();
  for (const one of questions.values()) for (const end of ["", "_precision", "_details"]) known.set(one.path + end, { one, end });
  const inside = new Set([...known.keys()].flatMap((path) => keysOf(path).map((_, rank, keys) => keys.slice(0, rank + 1).join("."))));
  const walk = (tree, keys) => Object.entries(tree).flatMap(([key, value]) => {
    const here = [...keys, key];
    const path = key.includes(".") ? null : here.join(".");
    const found = path && known.get(path);
    if (found) return hiddenIn(found.one, found.end, value, here);
    if (!keys.length && HEADER.includes(key) && !inside.has(key)) return strangers(key, value);
    if (UNASKED.includes(path)) return typeof value === "string" ? [] : [{ keys: here, value }];
    return path && inside.has(path) && isMap(value) ? walk(value, here) : isEmpty(value) ? [] : [{ keys: here, value }];
  });
  return walk(draft.document, []);
};
// Ce qu’une fiche peut dire d’elle-même sans que le formulaire le demande.
const UNASKED = ["identifiants.national", "identifiants.recensement", "reponse.date", "reponse.minutes"];
// Dans une réponse connue, ce que son champ ne montre pas : tout, ou seulement une part, une ligne, une colonne.
const hiddenIn = (question, end, value, keys) => {
  if (isEmpty(value) || RESERVED.includes(value)) return [];
  if (end === "_precision") return typeof value === "string" ? [] : [{ keys, value }];
  if (end === "_details") return isMap(value) ? partsOf(question.restDetails, keys) : [{ keys, value }];
  if (isMap(question.rest)) return isMap(value) ? partsOf(question.rest, keys) : [{ keys, value }];
  const rows = [...question.box.querySelectorAll(".cm-ligne, .cm-photo")].filter((line) => !isEmpty(line.rest)).map((line) => ({ keys, value: line.rest }));
  const apart = Array.isArray(value) ? (question.rest ?? []).map((one) => ({ keys, value: one })) : [];
  if (apart.length || rows.length) return [...apart, ...rows];
  return shows(question, value) ? [] : [{ keys, value }];
};
const partsOf = (rest, keys) => Object.entries(rest ?? {}).map(([key, value]) => ({ keys: [...keys, key], value }));
// Un nom que l’en-tête cite et que le questionnaire n’a pas.
const strangers = (key, value) => {
  if (key === "estimations") return estimates(draft.document).filter((one) => !questions.has(one)).map((one) => ({ keys: [key], value: one }));
  return key in CHOICES && !isEmpty(value) ? [{ keys: [key], value }] : [];
};
const dropPart = ({ keys, value }) => {
  const before = keys.reduce((node, key) => own(node, key), draft.document);
  const rest = Array.isArray(before) && before !== value ? before.filter((one) => one !== value).map((one) => withoutParts(one, value)) : "";
  setAt(draft.document, keys, rest);
  showDraft();
  saveSoon();
  showAnswers();
};
const withoutParts = (row, parts) => (isMap(row) && isMap(parts)
  ? Object.fromEntries(Object.entries(row).filter(([key]) => !(key in parts))) : row);
const showUnknown = () => {
  const found = unknownParts();
  const list = element("ul", {}, ...found.map((part) => {
    const path = part.keys.join(".");
    const drop = element("button", { type: "button", class: "cm-lien" }, "Retirer", element("span", { class: "cm-cache", text: ` ${path} : ${inline(part.value)}` }));
    drop.addEventListener("click", () => dropPart(part));
    return element("li", {}, element("code", { text: path }), ` : ${inline(part.value)} `, drop);
  }));
  const box = find("inconnus");
  keepingFocus(box, () => {
    box.hidden = !found.length;
    box.replaceChildren(element("p", { text: "Votre fichier contient des réponses que ce formulaire ne sait pas montrer. Elles sont gardées telles quelles, et la vérification vous en parlera." }), list);
  });
};
