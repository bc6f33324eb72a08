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
  const before = valueAt(tree, q.path);
  const now = readQuestion(q);
  // Un champ vide devant une valeur qu’il ne sait pas montrer n’efface pas cette valeur.
  if (!(isEmpty(now) && !isEmpty(before) && !shows(q, before))) setAt(tree, q.path, now);
  const precision = q.box.querySelector("[data-precision]");
  const unreadable = (end) => {
    const kept = valueAt(tree, q.path + end);
    return !isEmpty(kept) && (end === "_details" ? !isMap(kept) : typeof kept !== "string");
  };
  if (precision && !unreadable("_precision")) {
    const chosen = precision.closest(".cm-choix").querySelector("input").checked;
    setAt(tree, `${q.path}_precision`, chosen ? precision.value.trim() : "");
  }
  const details = withRest({}, q.restDetails);
  for (const input of q.box.querySelectorAll("[data-detail]")) {
    const chosen = input.closest(".cm-choix").querySelector("input").checked;
    if (chosen && input.value.trim()) details[input.dataset.detail] = input.value.trim();
  }
  if (q.box.querySelector("[data-detail]") && !unreadable("_details")) setAt(tree, `${q.path}_details`, details);
};
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
