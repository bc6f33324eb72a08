// La page marche sans ce script : il n’ajoute que le choix, et ne charge rien avant qu’on le demande.
const status = find("etat");
let latest = null;
let view = null;

const showWords = () => {
  find("titre-y").textContent = view.y ? view.y.title : view.x.title;
  find("titre-et").textContent = view.y ? "et" : "";
  find("titre-x").textContent = view.y ? lowerFirst(view.x.title) : "";
  find("axe-y").textContent = view.y ? view.y.heading : "Nombre de lieux";
  find("axe-x").textContent = view.x.heading;
  find("dit").replaceChildren(...sentences(view).map((text) => element("p", { text })));
  for (const notice of document.querySelectorAll("[data-avis]")) notice.hidden = notice.dataset.avis !== view.state.monde;
  card.hidden = true;
};

const apply = async () => {
  const state = chosen();
  latest = state;
  status.textContent = "Le dessin se prépare…";
  try {
    const gathered = await gather(state);
    if (latest !== state) return;
    view = gathered;
    showWords();
    showTable(view);
    history.replaceState(null, "", query(state));
  } catch {
    if (latest === state) status.textContent = "Les chiffres n’ont pas pu se charger. Vérifiez la connexion, puis réessayez.";
    return;
  }
  try {
    await draw(view);
    if (latest === state) status.textContent = spaced(`Dessiné : ${titleOf(view)}. ${countText(view)}`);
  } catch {
    find("fixe").hidden = true;
    if (latest === state) status.textContent = "Le dessin n’a pas pu se charger ; la table, elle, est à jour.";
  }
};

form.hidden = false;
find("garder").hidden = false;
form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
form.addEventListener("change", apply);
dark.addEventListener("change", () => { if (seen) draw(view); });
addEventListener("popstate", () => { if (restore()) apply(); });
find("garder").addEventListener("click", async (event) => {
  const saver = SAVERS[event.target.dataset.garder];
  if (!saver) return;
  try {
    status.textContent = await saver(view ?? await gather(chosen()));
  } catch {
    status.textContent = "L’enregistrement n’a pas réussi.";
  }
});
if (restore()) apply();
