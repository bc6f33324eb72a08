// Lire le questionnaire dans la page, une fois.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { page } from "./page.js";
import { questions } from "./questions.js";
import { isMap } from "./tree.js";

// Ce qui se dit d’un effet à côté des votes : un champ, et sa place dans le fichier.
/** @param {Piece} box @param {string} effect */
const nameSaid = (box, effect) => {
  const { dit } = box.dataset;
  const [label, help, text] = ["label", ".cm-q__aide", "textarea"].map((one) => box.querySelector(one));
  box.dataset.q = `atelier.${dit}.${effect}`;
  box.dataset.chemin = `evaluation_collective.${dit}.${effect}`;
  box.id = `q-${box.dataset.q}`;
  text.id = `c-${box.dataset.q}`;
  help.id = `a-${box.dataset.q}`;
  label.htmlFor = text.id;
  text.setAttribute("aria-describedby", help.id);
};
// Le tableau des votes est le même pour chaque effet : il n’est écrit qu’une fois dans la page.
/** @param {Piece} ballot */
const fillBallot = (ballot) => {
  const tables = find("votes").content.cloneNode(true);
  const [effect, title] = [ballot.dataset.critere, ballot.querySelector("summary").textContent];
  for (const table of tables.querySelectorAll("[data-vote]")) {
    const { vote } = table.dataset;
    const caption = table.querySelector("caption");
    for (const row of table.querySelectorAll("tr[data-college]")) {
      const end = vote === "votes" ? "" : `.${vote}`;
      row.dataset.q = `atelier.${effect}.${row.dataset.college}${end}`;
      row.dataset.chemin = `evaluation_collective.${vote}.${effect}.${row.dataset.college}`;
      for (const input of row.querySelectorAll("input"))
        input.setAttribute("aria-label", `${title}, ${caption.textContent}, ${input.getAttribute("aria-label")}`);
    }
    caption.textContent = `${title} : ${caption.textContent}`;
  }
  for (const box of tables.querySelectorAll("[data-dit]")) nameSaid(box, effect);
  ballot.append(tables);
};
/** @param {Piece} box */
const readQuestion = (box) => {
  questions.set(box.dataset.q, {
    name: box.dataset.q,
    path: box.dataset.chemin,
    kind: box.dataset.type,
    rule: box.dataset.si ? JSON.parse(box.dataset.si) : null,
    box,
    screen: box.closest("[data-ecran]"),
    main: box.querySelector(
      ".cm-q__titre ~ input, .cm-q__titre ~ textarea, .cm-q__titre ~ select, .cm-q__nombre input, .cm-q__titre ~ * > input",
    ),
  });
};
export const readQuestions = () => {
  for (const ballot of page.querySelectorAll(".cm-bulletin")) fillBallot(ballot);
  for (const box of page.querySelectorAll("[data-q]")) readQuestion(box);
};
// Un critère du lieu se vote comme un autre : son bulletin vient quand il est défini.
/** @param {Form.Value} rows */
export const showOwnBallots = (rows) => {
  const last = find("votes");
  for (const row of Array.isArray(rows) ? rows.filter(isMap) : []) {
    const { id, titre: text } = row;
    if (typeof id !== "string" || typeof text !== "string" || !/^[a-z][a-z0-9_]+$/.test(id)) continue;
    const known = page.querySelector(`.cm-bulletin[data-critere="${id}"]`);
    if (known) {
      if ("propre" in known.dataset) known.querySelector("summary").textContent = text;
      continue;
    }
    const ballot = phrase(
      "details",
      { class: "cm-replie cm-bulletin", "data-critere": id, "data-propre": true },
      phrase("summary", { text }),
    );
    last.before(ballot);
    fillBallot(ballot);
    for (const box of ballot.querySelectorAll("[data-q]")) readQuestion(box);
  }
};
