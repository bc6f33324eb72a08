// La page marche sans ce script : il n’ajoute que le choix, et ne charge rien avant qu’on le demande.
import { element, find } from "../shell/scripts/dom.js";
import { lowerFirst, spaced } from "../shell/scripts/french.js";
import { chosen, form, query, restore } from "./scripts/choice.js";
import { asked, card, dark, draw, seen } from "./scripts/drawing.js";
import { countText, gather, sentences } from "./scripts/points.js";
import { SAVERS, titleOf } from "./scripts/saving.js";
import { showTable } from "./scripts/table.js";

const status = find("etat");
/** @type {Lab.View} */
let view;

const showWords = () => {
  find("titre-y").textContent = view.y ? view.y.title : view.x.title;
  find("titre-et").textContent = view.y ? "et" : "";
  find("titre-x").textContent = view.y ? lowerFirst(view.x.title) : "";
  find("axe-y").textContent = view.y ? view.y.heading : "Nombre de lieux";
  find("axe-x").textContent = view.x.heading;
  find("dit").replaceChildren(...sentences(view).map((text) => element("p", { text })));
  for (const notice of document.querySelectorAll("[data-avis]"))
    notice.hidden = notice.dataset.avis !== view.state.monde;
  card.hidden = true;
};

const apply = async () => {
  const state = chosen();
  asked.state = state;
  status.textContent = "Le dessin se prépare…";
  try {
    const gathered = await gather(state);
    if (asked.state !== state) return;
    view = gathered;
    showWords();
    showTable(view);
    history.replaceState(null, "", query(state));
  } catch {
    if (asked.state === state)
      status.textContent = "Les chiffres n’ont pas pu se charger. Vérifiez la connexion, puis réessayez.";
    return;
  }
  try {
    await draw(view);
    if (asked.state === state) status.textContent = spaced(`Dessiné : ${titleOf(view)}. ${countText(view)}`);
  } catch {
    find("fixe").hidden = true;
    if (asked.state === state) status.textContent = "Le dessin n’a pas pu se charger ; la table, elle, est à jour.";
  }
};

form.hidden = false;
find("garder").hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  apply();
});
form.addEventListener("change", apply);
dark.addEventListener("change", () => {
  if (seen) draw(view);
});
addEventListener("popstate", () => {
  if (restore()) apply();
});
find("garder").addEventListener("click", async (event) => {
  const saver = SAVERS[event.target.dataset.garder];
  if (!saver) return;
  try {
    status.textContent = await saver(view ?? (await gather(chosen())));
  } catch {
    status.textContent = "L’enregistrement n’a pas réussi.";
  }
});
if (restore()) apply();
