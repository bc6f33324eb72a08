// Les questions sont lues dans la page : chacune dit son nom, sa place dans le fichier, sa sorte.
const questions = new Map();
// Le tableau des votes est le même pour chaque effet : il n’est écrit qu’une fois dans la page.
for (const ballot of page.querySelectorAll(".cm-bulletin")) {
  const table = find("votes").content.cloneNode(true);
  const [effect, title] = [ballot.dataset.critere, ballot.querySelector("summary").textContent];
  table.querySelector("caption").textContent = `Votes : ${title}`;
  for (const row of table.querySelectorAll("tr[data-college]")) {
    row.dataset.q = `atelier.${effect}.${row.dataset.college}`;
    row.dataset.chemin = `evaluation_collective.votes.${effect}.${row.dataset.college}`;
    for (const input of row.querySelectorAll("input")) input.setAttribute("aria-label", `${title}, ${input.getAttribute("aria-label")}`);
  }
  ballot.append(table);
}
for (const box of page.querySelectorAll("[data-q]")) {
  const screen = box.closest("[data-ecran]");
  questions.set(box.dataset.q, {
    name: box.dataset.q,
    path: box.dataset.chemin,
    kind: box.dataset.type,
    rule: box.dataset.si ? JSON.parse(box.dataset.si) : null,
    box,
    screen,
    main: box.querySelector(".cm-q__titre ~ input, .cm-q__titre ~ textarea, .cm-q__nombre input, .cm-q__titre ~ * > input"),
  });
}
const labelOf = (question) => {
  const title = question.box.querySelector(".cm-q__titre") ?? question.box.querySelector("th");
  return title ? wordsOf(title) : question.name;
};
const RESERVED = ["ne_sait_pas", "sans_objet"];
const UNKNOWN_MARK = "?";

const MONTHS = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];
// « juin », « sept. » : un mois entier, ou un début qu’un seul mois porte.
const monthNumber = (text) => {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").replace(/\.$/, "").toLowerCase();
  const ranks = plain.length > 2 ? MONTHS.flatMap((one, rank) => (one.startsWith(plain) ? [rank + 1] : [])) : [];
  return ranks.length === 1 ? String(ranks[0]) : text;
};
// Une date qui n’en est pas une reste comme elle a été écrite, case par case.
const SLOT = " / ";
const EMPTY_SLOT = "?";
const slotsOf = (text) => {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (found) return { a: found[1], m: found[2], j: found[3] };
  const slots = text.split(SLOT).map((one) => (one === EMPTY_SLOT ? "" : one));
  return slots.length === 3 ? { j: slots[0], m: slots[1], a: slots[2] } : { a: text, m: "", j: "" };
};
const dateText = (year, month, day, end = false) => {
  const [y, m, d] = [year, monthNumber(month.trim()), day].map((part) => part.trim());
  if (!y && !m && !d) return "";
  // L’année seule veut dire son premier jour, ou son dernier quand c’est une fin.
  const last = () => String(new Date(Number(y), Number(m || "12"), 0).getDate());
  const plain = [y, m || (end ? "12" : "1"), d || (end && /^\d+$/.test(`${y}${m}`) ? last() : "1")];
  const whole = `${plain[0]}-${plain[1].padStart(2, "0")}-${plain[2].padStart(2, "0")}`;
  if (isDay(whole) && (m || !d)) return whole;
  return m || d ? [day, month, year].map((part) => part.trim() || EMPTY_SLOT).join(SLOT) : y;
};

// Ce que la personne a mis dans un champ, sous la forme que prend le fichier.
const readers = {
  texte: (q) => withApart(q, () => textIn(q.main)),
  liste: (q) => q.main.value.split("\n").map((line) => line.trim()).filter(Boolean),
  choix_unique: (q) => q.box.querySelector("input[type=radio]:checked")?.value ?? "",
  choix_multiple: (q) => {
    const chosen = [...q.box.querySelectorAll(".cm-choix > input[type=checkbox]:checked")].map((one) => one.value);
    return RESERVED.includes(chosen[0]) ? chosen[0] : [...chosen, ...(q.rest ?? [])];
  },
  date: (q) => withApart(q, () => dateText(...["a", "m", "j"].map((part) => q.box.querySelector(`[data-date=${part}]`).value), q.box.dataset.borne === "fin")),
  repartition: (q) => withApart(q, () => {
    const told = {};
    for (const input of q.box.querySelectorAll("[data-part]")) {
      const text = textIn(input);
      if (text) told[input.dataset.part] = text === UNKNOWN_MARK ? "ne_sait_pas" : text;
    }
    if (q.box.querySelector("[data-complet]")?.checked) told.complet = "oui";
    return withRest(told, q.rest);
  }),
  tableau: (q) => [...q.box.querySelectorAll(".cm-ligne")].map((line) => {
    const row = {};
    for (const cell of line.querySelectorAll("[data-colonne]")) {
      const text = textIn(cell.querySelector("input, select"));
      if (text) row[cell.dataset.colonne] = text;
    }
    return withRest(row, line.rest);
  }).filter((row) => Object.keys(row).length).concat(q.rest ?? []),
  photos: (q) => [...q.box.querySelectorAll(".cm-photo")].map((line) => {
    const photo = { fichier: line.dataset.fichier };
    for (const input of line.querySelectorAll("input[data-cle]")) {
      if (textIn(input)) photo[input.dataset.cle] = textIn(input);
    }
    return withRest(photo, line.rest);
  }).concat(q.rest ?? []),
};
// Ce qu’un fichier contient et que le champ ne sait pas montrer attend à côté, et revient dans la réponse.
const withRest = (told, rest = {}) => {
  for (const [key, value] of Object.entries(rest)) if (own(told, key) === undefined) define(told, key, value);
  return told;
};
const restOf = (value, shown) => Object.fromEntries(Object.entries(isMap(value) ? value : {})
  .filter(([key, one]) => typeof one !== "string" || !shown.includes(key)));
// Un champ ne montre pas toujours ce qu’un fichier dit (deux lignes, un choix inconnu) : non touché, il le garde tel quel.
const showIn = (input, value) => {
  const text = typeof value === "string" ? value : "";
  if (input.tagName === "SELECT" && text && ![...input.options].some((one) => one.value === text)) {
    input.append(element("option", { value: text, text: `${text} (inconnu du questionnaire)` }));
  }
  input.value = text;
  input.asked = { text, shown: input.value };
  input.settled = input.value.trim();
};
const textIn = (input) => (input.asked && input.asked.shown === input.value ? input.asked.text : input.value).trim();
const namesIn = (box, kind) => [...box.querySelectorAll(`[data-${kind}]`)].map((one) => one.dataset[kind]);
const withApart = (q, otherwise) => {
  const apart = q.box.querySelector("[data-hors]:checked");
  return apart ? apart.dataset.hors : otherwise();
};

const showApart = (q, value) => {
  for (const box of q.box.querySelectorAll("[data-hors]")) box.checked = box.dataset.hors === value;
  return q.box.querySelector("[data-hors]:checked") ? "" : value;
};

// Et l’inverse. Ce qu’un champ ne sait pas montrer reste dans le document : rien n’est perdu.
const writers = {
  texte: (q, value) => {
    showIn(q.main, showApart(q, value));
  },
  liste: (q, value) => { q.main.value = Array.isArray(value) ? value.join("\n") : ""; },
  choix_unique: (q, value) => {
    for (const input of q.box.querySelectorAll("input[type=radio]")) input.checked = input.value === value;
  },
  choix_multiple: (q, value) => {
    const chosen = Array.isArray(value) ? value : [value];
    const known = [...q.box.querySelectorAll(".cm-choix > input[type=checkbox]")].map((one) => one.value);
    q.rest = Array.isArray(value) ? value.filter((one) => !known.includes(one)) : [];
    for (const input of q.box.querySelectorAll(".cm-choix > input[type=checkbox]")) input.checked = chosen.includes(input.value);
  },
  date: (q, value) => {
    const shown = showApart(q, value);
    const text = typeof shown === "string" ? shown : "";
    for (const [part, shown] of Object.entries(slotsOf(text))) q.box.querySelector(`[data-date=${part}]`).value = shown;
  },
  repartition: (q, value) => {
    showApart(q, value);
    for (const input of q.box.querySelectorAll("[data-part]")) {
      const text = own(value, input.dataset.part);
      showIn(input, text === "ne_sait_pas" ? UNKNOWN_MARK : text);
    }
    const whole = q.box.querySelector("[data-complet]");
    if (whole) whole.checked = own(value, "complet") === "oui";
    const wholeTold = ["oui", "non"].includes(own(value, "complet")) ? ["complet"] : [];
    q.rest = restOf(value, namesIn(q.box, "part").concat(wholeTold));
  },
  tableau: (q, value) => {
    const lines = q.box.querySelector("[data-lignes]");
    lines.replaceChildren();
    const rows = Array.isArray(value) ? value : [];
    q.rest = rows.filter((row) => !isMap(row));
    for (const row of rows.filter(isMap)) addLine(q, row);
  },
  photos: (q, value) => {
    const rows = Array.isArray(value) ? value : [];
    const shown = (row) => isMap(row) && typeof row.fichier === "string";
    q.rest = rows.filter((row) => !shown(row));
    showPhotos(q, rows.filter(shown));
  },
};
const like = { oui_non: "choix_unique", degres: "choix_unique", comptes: "repartition" };
for (const kind of ["texte_court", "texte_long", "nombre", "montant", "annee", "url", "commune"]) like[kind] = "texte";
const formOf = (q) => like[q.kind] ?? q.kind;

let lineNumber = 0;
const addLine = (q, row = {}) => {
  const line = q.box.querySelector("template").content.firstElementChild.cloneNode(true);
  lineNumber += 1;
  for (const cell of line.querySelectorAll("[data-colonne]")) {
    const [label, input] = [cell.querySelector("label"), cell.querySelector("input, select")];
    input.id = `ligne-${lineNumber}-${cell.dataset.colonne}`;
    label.htmlFor = input.id;
    showIn(input, own(row, cell.dataset.colonne));
  }
  line.rest = restOf(row, namesIn(line, "colonne"));
  q.box.querySelector("[data-lignes]").append(line);
  nameLines(q);
  return line;
};
const nameLines = (q) => {
  const lines = [...q.box.querySelectorAll(".cm-ligne")];
  lines.forEach((line, index) => {
    line.querySelector("[data-retirer]").textContent = `Retirer la ligne ${index + 1}`;
  });
  q.box.querySelector("[data-ajouter]").hidden = lines.length >= Number(q.box.dataset.max);
};

const same = (one, other) => JSON.stringify(sortedKeys(one)) === JSON.stringify(sortedKeys(other));
const sortedKeys = (value) => (Array.isArray(value) ? value.map(sortedKeys)
  : isMap(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sortedKeys(one)]) : value);
const readQuestion = (q) => readers[formOf(q)](q);
const writeQuestion = (q, tree) => {
  writers[formOf(q)](q, valueAt(tree, q.path));
  q.shown = readQuestion(q);
  const aside = (key, text) => (typeof text === "string" && text ? text : own(draft.reserve, `${q.name}_${key}`));
  for (const input of q.box.querySelectorAll("[data-precision]")) showIn(input, aside("precision", valueAt(tree, `${q.path}_precision`)));
  const details = valueAt(tree, `${q.path}_details`);
  for (const input of q.box.querySelectorAll("[data-detail]")) {
    showIn(input, aside(`details.${input.dataset.detail}`, own(details, input.dataset.detail)));
  }
  q.restDetails = restOf(details, namesIn(q.box, "detail"));
  tellUnshown(q, valueAt(tree, q.path));
};
