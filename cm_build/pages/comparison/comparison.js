// La page se lit sans ce script ; avec lui, le choix vient de la recherche ou de l’adresse.
import { find } from "../shell/scripts/dom.js";
import { watchFolds } from "../shell/scripts/folding.js";
import { add, field, foundList, refresh, showFound } from "./scripts/choosing.js";
import { addressOf, chosen, readAddress } from "./scripts/places.js";

const form = find("choix");
form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  foundList.querySelector("button")?.click();
});
field.addEventListener("input", showFound);
foundList.addEventListener("click", (event) => {
  const slug = event.target.closest("button")?.dataset.lieu;
  if (slug) add(slug);
});
find("choisis").addEventListener("click", (event) => {
  const slug = event.target.closest("button")?.dataset.retirer;
  if (!slug) return;
  chosen.places = chosen.places.filter((one) => one !== slug);
  refresh().then(() => field.focus());
});
find("semblables").addEventListener("click", () => {
  chosen.alike = !chosen.alike;
  refresh();
});
find("imprimer").addEventListener("click", () => print());
find("lien").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(new URL(addressOf(chosen), location.href).href);
    find("etat").textContent = "Le lien est copié : il redonne cette page.";
  } catch {
    find("etat").textContent = "Le lien n’a pas pu être copié : il est dans la barre d’adresse.";
  }
});
watchFolds();
Object.assign(chosen, readAddress());
if (chosen.places.length) refresh();
