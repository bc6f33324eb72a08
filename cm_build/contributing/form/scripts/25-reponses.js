// Un ordre de grandeur se dit : la fiche nomme les réponses qui en sont.
const estimates = (tree) => [valueAt(tree, "estimations") ?? []].flat();
const setEstimate = (tree, name, wanted) => {
  setAt(tree, "estimations", estimates(tree).filter((one) => one !== name).concat(wanted ? [name] : []));
};
const showEstimates = () => {
  const told = estimates(draft.document);
  for (const box of page.querySelectorAll("[data-estimation]")) box.checked = told.includes(box.closest("[data-q]").dataset.q);
};
// Seule une réponse donnée peut être une estimation.
const pruneEstimates = (tree) => {
  setAt(tree, "estimations", estimates(tree).filter((name) => {
    // Un nom inconnu vient d’un fichier : la vérification en parlera.
    if (!questions.has(name)) return true;
    const value = valueAt(tree, questions.get(name).path);
    return !isEmpty(value) && !RESERVED.includes(value);
  }));
};

// Range dans le document la réponse d’une question, avec ses précisions.
const keepQuestion = (q, tree) => {
  const now = readQuestion(q);
  // Ce que personne n’a touché reste comme le fichier le disait, même si le champ le montre mal.
  if (!same(now, q.shown)) {
    setAt(tree, q.path, now);
    q.shown = now;
    tellUnshown(q, valueAt(tree, q.path));
  }
  keepPrecision(q, tree);
  keepDetails(q, tree);
};
const optionOf = (input) => input.closest(".cm-choix").querySelector("input");
// Une option décochée par mégarde retrouve ses mots : ils attendent hors de la fiche.
const setReserve = (key, text) => {
  if (text) define(draft.reserve, key, text);
  else delete draft.reserve[key];
};
const keepPrecision = (q, tree) => {
  const inputs = [...q.box.querySelectorAll("[data-precision]")];
  const kept = valueAt(tree, `${q.path}_precision`);
  if (!inputs.length || !(isEmpty(kept) || typeof kept === "string")) return;
  const chosen = inputs.find((input) => optionOf(input).checked);
  setAt(tree, `${q.path}_precision`, chosen ? textIn(chosen) : "");
  setReserve(`${q.name}_precision`, chosen ? "" : inputs.map(textIn).find(Boolean));
};
const keepDetails = (q, tree) => {
  const inputs = [...q.box.querySelectorAll("[data-detail]")];
  const kept = valueAt(tree, `${q.path}_details`);
  if (!inputs.length || !(isEmpty(kept) || isMap(kept))) return;
  const details = withRest({}, q.restDetails);
  for (const input of inputs) {
    const { checked } = optionOf(input);
    if (checked && textIn(input)) details[input.dataset.detail] = textIn(input);
    setReserve(`${q.name}_details.${input.dataset.detail}`, checked ? "" : textIn(input));
  }
  setAt(tree, `${q.path}_details`, details);
};
// Ce qu’un champ ne sait pas montrer se lit à côté de lui : rien d’un fichier repris ne se cache ni ne se perd.
const tellUnshown = (q, value) => {
  q.unshown?.remove();
  if (isEmpty(value) || (shows(q, value) && same(trimmed(q.shown), trimmed(value)))) return;
  const parts = hiddenIn(q, "", value, keysOf(q.path)).map((part) => part.value);
  const whole = !parts.length || parts.includes(value);
  const told = (whole ? [value] : parts).map(inline).join(", ");
  q.unshown = element("p", { class: "cm-q__note", "data-repris": true },
    `Votre fichier dit ici quelque chose que ce champ ne sait pas montrer : ${told}. C’est gardé tel quel${whole ? ", sauf si vous répondez ici" : ""}.`);
  const title = q.box.querySelector(".cm-q__aide") ?? q.box.querySelector(".cm-q__titre");
  if (title) title.after(q.unshown);
  else (q.box.querySelector("th") ?? q.box).append(q.unshown);
};
const trimmed = (value) => (typeof value === "string" ? value.trim() : Array.isArray(value) ? value.map(trimmed)
  : isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, trimmed(one)])) : value);
// Un champ montre-t-il toute cette valeur ? Sinon elle est signalée, et gardée.
const shows = (q, value) => {
  const known = [...q.box.querySelectorAll(".cm-choix > input[value]")].map((one) => one.value);
  if (q.box.querySelector(`[data-hors="${CSS.escape(String(value))}"]`)) return true;
  switch (formOf(q)) {
    case "texte": case "date": return typeof value === "string";
    case "choix_unique": return known.includes(value);
    case "choix_multiple": return (Array.isArray(value) ? value : [value]).every((one) => known.includes(one));
    case "liste": return Array.isArray(value) && value.every((one) => typeof one === "string");
    case "repartition": {
      const parts = [...q.box.querySelectorAll("[data-part]")].map((one) => one.dataset.part);
      return isMap(value) && Object.entries(value).every(([key, text]) => typeof text === "string" && (key === "complet" || parts.includes(key)));
    }
    case "tableau": {
      const columns = [...q.box.querySelector("template").content.querySelectorAll("[data-colonne]")].map((one) => one.dataset.colonne);
      return Array.isArray(value) && value.every((row) => isMap(row) && Object.entries(row).every(([key, text]) => columns.includes(key) && typeof text === "string"));
    }
    default: return Array.isArray(value);
  }
};
