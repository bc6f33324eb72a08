// « Explorer » : le même dessin, à survoler et à agrandir. Rien n’est chargé avant la demande.
const base = document.currentScript.src.replace(/explorer\.js.*$/, "");
let library = null;
const plotly = () => {
  library ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = `${base}plotly.js`;
    script.onload = () => done(globalThis.Plotly);
    // Un échec peut être retenté.
    script.onerror = () => { library = null; script.remove(); failed(new Error("plotly")); };
    document.head.append(script);
  });
  return library;
};
const asked = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  // Plotly passe à la ligne avec une balise ; les fichiers, avec un retour.
  return JSON.parse(await answer.text(), (_, value) => (typeof value === "string" ? value.replaceAll("\n", "<br>") : value));
};
const dark = matchMedia("(prefers-color-scheme: dark)");
// La figure est faite à la construction (viewing/exploration.py) ; ne manquent que les couleurs de qui lit.
const dressed = ({ data, layout }, themes) => {
  const scheme = dark.matches ? "sombre" : "clair";
  // Au doigt, glisser fait défiler la page.
  const dragmode = matchMedia("(pointer: coarse)").matches ? false : "zoom";
  return [data, { ...layout, template: themes[scheme], colorway: layout.meta[scheme], dragmode }, themes.config];
};
const explore = async (section, button) => {
  const status = section.querySelector("[role=status]");
  if (button.getAttribute("aria-disabled")) return;
  // Un bouton désactivé perdrait le clavier : il reste là, et n’agit plus.
  button.setAttribute("aria-disabled", "true");
  status.textContent = "Chargement du dessin…";
  try {
    const [Plotly, figure, themes] = await Promise.all([plotly(), asked(section.dataset.explorer), asked(`${base}explorer.json`)]);
    const box = document.createElement("div");
    box.className = "cm-explorer__dessin";
    box.tabIndex = -1;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", section.querySelector("h2").textContent);
    section.classList.add("cm-dessin--explore");
    button.closest("p").after(box);
    const draw = () => Plotly.react(box, ...dressed(structuredClone(figure), themes));
    await draw();
    dark.addEventListener("change", draw);
    const held = document.activeElement === button;
    button.closest("p").hidden = true;
    // Le bouton s’efface : on est au dessin qu’il a fait venir.
    if (held) box.focus();
    status.textContent = "Le dessin est prêt ; la table dit la même chose.";
  } catch {
    button.removeAttribute("aria-disabled");
    status.textContent = "Le dessin n’a pas pu être chargé. La table ci-dessus dit la même chose.";
  }
};
for (const section of document.querySelectorAll("[data-explorer]")) {
  const line = document.createElement("p");
  line.className = "cm-explorer";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cm-bouton cm-bouton--clair";
  button.append("Explorer");
  const more = document.createElement("span");
  more.className = "cm-cache";
  more.textContent = ` : ${section.querySelector("h2").textContent}`;
  button.append(more);
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "cm-source";
  line.append(button);
  section.append(line, status);
  button.addEventListener("click", () => explore(section, button));
}
