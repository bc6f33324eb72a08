// L’aperçu : le programme du site, dans un fil à part, chargé seulement quand on le demande.
let worker = null;
let waiting = new Map();
let asked = 0;
let latest = null;

const startEngine = () => {
  if (worker) return;
  worker = new Worker(`${assets}apercu.js`, { type: "module" });
  worker.onmessage = ({ data }) => {
    watch();
    if (data.etape) return showStep(data.etape, data.avance);
    const resolve = waiting.get(data.id);
    waiting.delete(data.id);
    watch();
    resolve?.(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    stopEngine();
  };
};
// Une connexion qui ne répond plus ne se signale pas d’elle-même : sans nouvelles, on le dit.
const PATIENCE = 90_000;
let patience = 0;
const watch = () => {
  clearTimeout(patience);
  if (waiting.size) patience = setTimeout(stopEngine, PATIENCE);
};
const stopEngine = () => {
  if (waiting.size) self.caches?.delete("commune-mesure").catch(() => undefined);
  worker?.terminate();
  worker = null;
  for (const resolve of waiting.values()) resolve({ echec: true });
  waiting = new Map();
};
const ask = (request) => new Promise((resolve) => {
  startEngine();
  asked += 1;
  waiting.set(asked, resolve);
  watch();
  const moteur = {};
  for (const [name, path] of Object.entries({ ...donnees.moteur, voisins: "voisins.json" })) moteur[name] = new URL(path, assets).href;
  worker.postMessage({ ...request, id: asked, moteur });
});
// Chaque étape se lit, et s’entend, sur l’écran où l’on attend.
const showStep = (text, share) => {
  say("apercu-etape", text);
  find("apercu-avance").value = share;
  if (current?.id === "garder") say("garder-etat", `Le datapanorama se prépare : ${text.charAt(0).toLowerCase()}${text.slice(1)}`);
  else announce(text);
};
// Le bouton pressé s’en va : le clavier va là où l’on attend, puis là où l’on arrive.
const follow = (from, to) => { if (from.contains(document.activeElement)) to.focus({ preventScroll: true }); };

const request = async ({ prive, remis = false }) => {
  const { tree } = exported({ publier: !prive });
  setAt(tree, "publication", "publique");
  setAt(tree, "licence_acceptee", "oui");
  // Le lieu voit toujours ses repères ; le public, seulement s’il le veut.
  setAt(tree, "afficher_reperes", "oui");
  for (const key of ["sections_masquees", "reponses_masquees"]) setAt(tree, key, "");
  if (prive) setAt(tree, "sections_publiees", screens.filter((one) => one.hasAttribute("data-prive")).map((one) => one.id));
  const photos = {};
  await loadPhotos();
  const q = questions.get(donnees.photos);
  for (const photo of [q && valueAt(tree, q.path)].flat()) {
    const size = isMap(photo) && photo.fichier ? await photoSize(photo.fichier) : null;
    if (size) photos[photo.fichier] = { ...size, digest: photoMark(photo.fichier) };
  }
  // Ce qui reste chez le lieu porte la mention « Non publié », sur la page à garder comme dans l’aperçu.
  const retenues = prive || remis ? [...draft.masquees, ...draft.retenues] : [];
  return { texte: fileText(tree), annee: draft.annee, lieu: draft.lieu, anciens: draft.anciens, photos, remis, marquer: prive || remis, retenues };
};

const preview = async () => {
  const fault = yearFault();
  if (fault) return previewFailed(`${fault} `, "fiche.annee");
  find("apercu-attente").hidden = false;
  for (const id of ["apercu-demande", "apercu-echec"]) {
    follow(find(id), find("apercu-attente"));
    find(id).hidden = true;
  }
  showStep(worker ? "Mise à jour…" : "Chargement du programme…", worker ? 60 : 2);
  const answer = await ask(await request({ prive: find("apercu-prive").checked }));
  const waiting = find("apercu-attente").contains(document.activeElement);
  find("apercu-attente").hidden = true;
  if (answer.echec) return previewFailed("L’aperçu n’a pas pu se lancer sur cet appareil : la connexion a pu manquer, ou ce navigateur est trop ancien. Vos réponses sont intactes : vous pouvez les garder ou les publier, la vérification se fera à l’arrivée. ");
  latest = answer;
  showProblems(answer.problemes);
  find("apercu-page").hidden = !answer.html;
  if (answer.html) await showPage(find("cadre"), answer.html);
  const errors = answer.problemes.filter((one) => one.gravite === "erreur").length;
  announce(answer.html ? "L’aperçu est prêt." : `L’aperçu attend : ${plural(errors, "réponse est à corriger", "réponses sont à corriger")}.`);
  if (waiting) find(answer.html ? "cadre" : "problemes").focus();
  return undefined;
};
const previewFailed = (text, field) => {
  const box = find("apercu-echec");
  announce(text);
  const retry = element("button", { type: "button", class: "cm-lien", text: "Réessayer" });
  retry.addEventListener("click", preview);
  box.replaceChildren(element("p", {}, text, field ? element("a", { href: `#champ=${field}`, text: "Y aller" }) : retry));
  const lost = document.activeElement === document.body || find("apercu-demande").contains(document.activeElement);
  box.hidden = false;
  find("apercu-demande").hidden = true;
  if (lost && current?.id === "apercu") box.focus({ preventScroll: true });
};
const showPage = async (frame, html) => {
  await new Promise((resolve) => {
    frame.onload = resolve;
    frame.srcdoc = html;
  });
  const inside = frame.contentDocument;
  await showOwnPhotos(inside);
  // Le portrait seul : le menu du site est déjà autour.
  for (const around of inside.querySelectorAll(".cm-entete, .cm-pied, .cm-evitement, .cm-fin__liens, .cm-partage")) around.hidden = true;
  closeLinks(inside);
  for (const link of inside.querySelectorAll("a[href]:not([href^='#'])")) link.setAttribute("target", "_blank");
  frame.style.height = `${Math.max(600, inside.documentElement.scrollHeight)}px`;
};
// Une page qui n’existe pas encore ne s’ouvre pas : son lien redevient un texte.
const closeLinks = (inside) => {
  for (const link of inside.querySelectorAll("a[href]")) {
    const address = link.getAttribute("href");
    const own = donnees.site && address.startsWith(`${donnees.site}lieux/`);
    if (own || !/^(#.|https?:)/.test(address)) link.removeAttribute("href");
  }
};
// Les copies que fera le site n’existent pas encore : la page montre la photo de l’appareil à leur place.
const photoMark = (name) => String([...photoUrls.keys()].indexOf(name) + 1).padStart(16, "0");
const ownPhotos = (inside) => [...inside.querySelectorAll("picture")].flatMap((picture) => {
  const name = [...photoUrls.keys()].find((file) => picture.innerHTML.includes(`photos/${photoMark(file)}-`));
  if (!name) return [];
  // Une image neuve : l’ancienne se croirait encore à la taille d’une des copies annoncées.
  const { alt, width, height } = picture.querySelector("img");
  const image = element("img", { alt, width, height });
  picture.replaceChildren(image);
  return [{ image, name }];
});
// Sa propre règle de sécurité ne laisse voir à la page que des images du site, ou écrites en elle.
const showOwnPhotos = async (inside) => {
  for (const { image, name } of ownPhotos(inside)) {
    const blob = await photoBlob(name);
    if (!blob) continue;
    image.src = await dataAddress(blob);
    await image.decode().catch(() => undefined);
  }
};

const forgetPreview = () => {
  stopEngine();
  latest = null;
  find("cadre").removeAttribute("srcdoc");
  for (const id of ["apercu-page", "problemes", "apercu-attente", "apercu-echec"]) find(id).hidden = true;
  find("problemes").replaceChildren();
  find("apercu-demande").hidden = false;
};

const GRAVITIES = [["erreur", "À corriger avant de publier"], ["avertissement", "À relire"], ["information", "Pour information"]];
const showProblems = (problems) => {
  const box = find("problemes");
  // Une erreur du programme se lit aussi à côté de sa saisie, quand on y va.
  lastFaults = problems.filter((one) => one.gravite === "erreur").map(programFault);
  box.hidden = !problems.length;
  box.replaceChildren();
  for (const [gravity, title] of GRAVITIES) {
    const found = problems.filter((one) => one.gravite === gravity);
    if (!found.length) continue;
    const list = element("ul", {}, ...found.map((one) => {
      const question = one.champ ? questionAt(one.champ) : null;
      const place = question ? element("a", { href: `#champ=${one.champ}`, text: beforeWords(titleAt(question, one.champ)) }) : element("strong", { text: "La fiche :" });
      return element("li", {}, place, ` ${one.message} ${one.remede} `, element("small", { text: one.code }));
    }));
    box.append(element("section", { class: `cm-problemes cm-problemes--${gravity}` }, element("h3", { text: `${title} (${found.length})` }), list));
  }
};
arrivals.apercu = () => {
  loadPhotos();
  if (worker && donnees.moteur) preview();
};
