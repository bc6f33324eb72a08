// Lire le questionnaire dans la page, une fois.
import { find } from "../../../pages/shell/scripts/dom.js";
import { page } from "./page.js";
import { questions } from "./questions.js";

// Le tableau des votes est le même pour chaque effet : il n’est écrit qu’une fois dans la page.
const fillBallots = () => {
  for (const ballot of page.querySelectorAll(".cm-bulletin")) {
    const table = find("votes").content.cloneNode(true);
    const [effect, title] = [ballot.dataset.critere, ballot.querySelector("summary").textContent];
    table.querySelector("caption").textContent = `Votes : ${title}`;
    for (const row of table.querySelectorAll("tr[data-college]")) {
      row.dataset.q = `atelier.${effect}.${row.dataset.college}`;
      row.dataset.chemin = `evaluation_collective.votes.${effect}.${row.dataset.college}`;
      for (const input of row.querySelectorAll("input"))
        input.setAttribute("aria-label", `${title}, ${input.getAttribute("aria-label")}`);
    }
    ballot.append(table);
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
