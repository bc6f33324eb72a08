// Filtre l’annuaire sans rien charger : sans script, la liste entière reste lisible.
(() => {
  const form = document.getElementById("filtres");
  const list = document.getElementById("cartes");
  const count = document.getElementById("compte");
  const none = document.getElementById("aucun");
  if (!form || !list) return;
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const cards = [...list.children].map((item, rank) => ({
    item,
    rank,
    text: fold(item.textContent + " " + item.dataset.v),
    values: item.dataset.v.split("¦").map((one) => one.split("|")),
    town: fold(item.querySelector(".cm-kicker").textContent),
    year: Number(item.dataset.annee),
  }));
  const whole = count.textContent;
  const orders = {
    "": (a, b) => a.rank - b.rank,
    commune: (a, b) => a.town.localeCompare(b.town, "fr") || a.rank - b.rank,
    annee: (a, b) => b.year - a.year || a.rank - b.rank,
  };
  let order = "";

  const apply = () => {
    const words = fold(form.q.value).split(/\s+/).filter(Boolean);
    const wanted = [...form.querySelectorAll("select[data-facette]")]
      .filter((select) => select.value)
      .map((select) => [Number(select.dataset.facette), select.value]);
    let shown = 0;
    for (const card of cards) {
      const match =
        words.every((word) => card.text.includes(word)) &&
        wanted.every(([index, value]) => card.values[index].includes(value));
      card.item.hidden = !match;
      shown += match;
    }
    if (form.tri.value !== order) {
      order = form.tri.value;
      list.append(...[...cards].sort(orders[order] || orders[""]).map((card) => card.item));
    }
    const filtered = words.length || wanted.length;
    count.textContent = filtered ? `${shown} ${shown > 1 ? "lieux" : "lieu"} sur ${cards.length}` : whole;
    none.hidden = shown > 0;
  };

  const remember = () => {
    const state = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) state.set(name, value);
    const query = state.toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  };

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  form.addEventListener("input", () => { apply(); remember(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); remember(); });
  form.hidden = false;
  apply();
})();
