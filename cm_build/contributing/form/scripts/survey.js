// Lire le questionnaire dans la page, une fois.
import { find } from "../../../pages/shell/scripts/dom.js";
import { page } from "./page.js";
import { questions } from "./questions.js";

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
const fillBallots = () => {
  for (const ballot of page.querySelectorAll(".cm-bulletin")) {
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
  }
};
export const readQuestions = () => {
  fillBallots();
  for (const box of page.querySelectorAll("[data-q]")) {
    const screen = box.closest("[data-ecran]");
    questions.set(box.dataset.q, {
      name: box.dataset.q,
      path: box.dataset.chemin,
      kind: box.dataset.type,
      rule: box.dataset.si ? JSON.parse(box.dataset.si) : null,
      box,
      screen,
      main: box.querySelector(
        ".cm-q__titre ~ input, .cm-q__titre ~ textarea, .cm-q__titre ~ select, .cm-q__nombre input, .cm-q__titre ~ * > input",
      ),
    });
  }
};
