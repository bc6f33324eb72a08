// Les deux portes. Rien ne part d’ici : chaque bouton télécharge, copie, ou ouvre une page que la personne envoie elle-même.
const PREFILLED_URL = 4800; // Au-delà, une page de connexion, qui code l’adresse deux fois, la refuserait.
let ready = null;

// Un seul sens pour toutes les cases : cochée, la section part ; décochée, elle reste chez le lieu.
const showLeaving = () => {
  const identity = questions.get(donnees.nom).screen;
  const filled = screens.filter((one) => one.dataset.racine && one !== identity && !isEmpty(valueAt(draft.document, one.dataset.racine)));
  find("sections-a-publier").replaceChildren(...filled.map((screen) => {
    const id = `publier-${screen.id}`;
    const own = screen.hasAttribute("data-prive");
    const input = element("input", { type: "checkbox", id, value: screen.id, checked: own ? draft.devoilees.includes(screen.id) : !draft.masquees.includes(screen.id) });
    input.addEventListener("change", () => {
      const list = own ? "devoilees" : "masquees";
      draft[list] = draft[list].filter((one) => one !== screen.id).concat(input.checked === own ? [screen.id] : []);
      saveSoon();
    });
    const label = element("label", { for: id, text: screen.dataset.titre });
    if (own) label.append(element("small", { text: "Privée d’office : elle ne part que si vous cochez cette case." }));
    const kept = draft.retenues.filter((name) => heldAt(name)?.question.screen === screen && !isEmpty(heldValue(draft.document, name))).length;
    if (kept) label.append(element("small", { text: `Sauf ${plural(kept, "réponse que vous gardez", "réponses que vous gardez")}.` }));
    return element("div", { class: "cm-choix" }, input, label);
  }));
  find("q-fiche.sections").hidden = !filled.length;
};
// Un fichier préparé avant un changement n’est plus celui à envoyer.
const forgetReady = () => {
  ready = null;
  find("envoi").hidden = true;
  for (const id of ["texte-envoye", "reponses-envoyees", "retire", "envoi-etat", "empreinte"]) find(id).replaceChildren();
};
arrivals.publier = () => {
  showLeaving();
  tellPlace();
  forgetReady();
};

const requiredFaults = () => [
  ...yearFaults(),
  ...[donnees.nom, donnees.commune].map((name) => questions.get(name))
    .filter((one) => isEmpty(valueAt(draft.document, one.path))).flatMap(faultsOf),
];
const publicationFaults = (tree) => {
  const faults = requiredFaults();
  const named = new Set(faults.map((one) => one.question.name));
  faults.push(...faultsLeaving(tree).filter((one) => !named.has(one.question.name)));
  if (!find("licence").checked) {
    faults.push({ question: besides["fiche.licence"], at: "publication", text: "Cochez cette case pour publier. Sinon, choisissez « Garder chez moi ».", still: () => !find("licence").checked });
  }
  return faults;
};
// Une photo citée sans être là serait refusée à l’arrivée.
const photoFaults = async (text) => {
  const { missing } = await photoFiles(text);
  return missing.map((name) => ({
    question: questions.get(donnees.photos), text: `La photo ${name} n’est pas sur cet appareil : choisissez-la à nouveau, ou retirez-la.`, still: () => !photoUrls.has(name),
  }));
};
// La vérification entière, quand le programme est déjà là : ce qu’elle refuse ne part pas.
const engineFaults = async () => {
  if (!worker) return [];
  say("publier-etat", "Vérification…");
  const answer = await ask(await request({ prive: false }));
  say("publier-etat", "");
  if (answer.echec) return [];
  return answer.problemes.filter((one) => one.gravite === "erreur").map(programFault);
};
const prepare = async () => {
  await loadDoubtful();
  const going = await tellPlace();
  const { tree, withheld } = exported({ publier: true });
  let faults = [...publicationFaults(tree), ...placeFaults(going), ...await photoFaults(sheetText(tree))];
  if (!faults.length) faults = await engineFaults();
  forgetReady();
  showFaults(faults);
  if (faults.length) return;
  const text = sheetText(tree);
  const name = `${fileStem()}_a-publier`;
  const { file, photos, left } = await packed(name, text);
  ready = { text, file, name, ...going, photos };
  const weight = `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} Ko`;
  say("envoi-resume", photos
    ? `${weight} : une archive, avec votre fiche, qui est du texte, et ${plural(photos, "photo", "photos")}. C’est tout ce qui partira. ${leftBehind(left)}`
    : `${weight}. Relisez-le si vous voulez : c’est du texte, et c’est tout ce qui partira. ${leftBehind(left)}`);
  tellPhotos(photos, file.name);
  find("sans-apercu").hidden = Boolean(worker);
  find("retire").hidden = !withheld.length;
  find("retire").replaceChildren(element("p", {}, element("strong", { text: "Ce qui n’est pas dans ce fichier" })), element("ul", {}, ...withheld.map((one) => element("li", { text: one }))));
  find("texte-envoye").textContent = text;
  find("reponses-envoyees").replaceChildren(...answersIn(tree));
  find("empreinte").textContent = await fingerprint(text);
  find("empreinte").closest("p").hidden = !find("empreinte").textContent;
  ready.shared = await shareable(text);
  find("partager").hidden = !navigator.canShare?.({ files: ready.shared });
  prepareForge();
  prepareMail();
  find("envoi").hidden = false;
  find("envoi").scrollIntoView({ block: "start" });
  find("envoi").focus({ preventScroll: true });
};
// Les téléphones partagent des textes et des images, pas des archives ni des .yml.
const shareable = async (text) => {
  const { photos } = await photoFiles(text);
  return [new File([text], `${ready.name}.txt`, { type: "text/plain" }),
    ...photos.map(([name, bytes]) => new File([bytes], name, { type: "image/jpeg" }))];
};
// La même empreinte que celle du programme de réception : fins de ligne et blancs de fin mis de côté.
const fingerprint = async (text) => {
  if (!crypto.subtle) return "";
  const plain = `${text.replace(/\r\n?/g, "\n").replace(/\s+$/, "")}\n`;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(plain)));
  const digits = [...digest.slice(0, 6)].map((byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase();
  return digits.match(/.{4}/g).join("-");
};
// Un texte recopié n’emporte pas de photo : cela se dit avant, avec le moyen de les envoyer.
const tellPhotos = (count, archive) => {
  for (const box of find("envoi").querySelectorAll("[data-avec-photos]")) box.hidden = !count;
  for (const said of find("envoi").querySelectorAll("[data-photos-nombre]")) said.textContent = plural(count, "photo", "photos");
  for (const said of find("envoi").querySelectorAll("[data-archive]")) said.textContent = archive;
};
const downloadPhotos = async (event) => {
  sayUnder("envoi-etat", event);
  const { photos } = await photoFiles(ready.text);
  for (const [name, bytes] of photos) download(name, new Blob([bytes], { type: "image/jpeg" }));
  say("envoi-etat", `${photos.map(([name]) => name).join(", ")} : dans vos téléchargements.`);
};
const ticketAddress = () => {
  const address = new URL(donnees.depot.issue);
  const told = { template: "fiche.yml", title: `Fiche : ${placeName()} (${draft.annee})`, annee: draft.annee, lieu: ready.renamed ? `${draft.lieu}, même lieu` : draft.lieu };
  for (const [key, value] of Object.entries(told)) if (value) address.searchParams.set(key, value);
  const whole = new URL(address);
  whole.searchParams.set("fiche", ready.text);
  return whole.href.length <= PREFILLED_URL ? whole.href : address.href;
};
const prepareForge = () => {
  if (!find("ouvrir-git")) return;
  const folder = `data/places/${ready.lieu}`;
  find("chemin-fichier").textContent = `${folder}/${draft.annee}.yaml`;
  const fresh = new URL(donnees.depot.fresh);
  fresh.searchParams.set("filename", `${folder}/${draft.annee}.yaml`);
  fresh.searchParams.set("value", ready.text);
  const short = fresh.href.length <= PREFILLED_URL && !ready.photos;
  find("ouvrir-git").href = short ? fresh.href : `${donnees.depot.upload}/${folder}`;
  find("deposer-git").hidden = short;
  say("telecharger-git", `Télécharger ${draft.annee}.yaml`);
  find("photos-git").hidden = !ready.photos;
};
const prepareMail = () => {
  const link = find("courriel");
  if (!link) return;
  const subject = `Fiche ${ofPlace(placeName())} (${draft.annee})`;
  const body = `Bonjour,\n\nVoici la fiche de notre lieu, ${placeName()}, pour ${draft.annee}. Le fichier ${ready.file.name} est joint.\nSon empreinte : ${find("empreinte").textContent}\n${ready.about ? `C’est ${ready.about}.\n` : ""}${ready.renamed ? `Le lieu a changé de nom ou de commune ; son adresse reste ${draft.lieu}.\n` : ""}\nBien à vous,\n`;
  link.href = `mailto:${donnees.contact.adresse}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
};
const openTicket = async (event) => {
  sayUnder("envoi-etat", event);
  download(ready.file.name, ready.file);
  let copied = true;
  try {
    await navigator.clipboard.writeText(ready.text);
  } catch {
    copied = false;
  }
  window.open(ticketAddress(), "_blank", "noopener");
  const apart = ready.photos ? ` Vos photos n’y sont pas : envoyez à part ${ready.file.name}.` : "";
  say("envoi-etat", copied
    ? `Une copie est téléchargée et vos réponses sont dans le presse-papiers. La page de dépôt s’ouvre dans un autre onglet.${apart}`
    : `Une copie est téléchargée. La page de dépôt s’ouvre dans un autre onglet : ouvrez le fichier téléchargé, copiez son texte et collez-le dans le grand cadre.${apart}`);
};
const share = async (event) => {
  sayUnder("envoi-etat", event);
  try {
    await navigator.share({ files: ready.shared, title: `Fiche ${ofPlace(placeName())}` });
    say("envoi-etat", "Le fichier est confié à l’application que vous avez choisie.");
  } catch (error) {
    if (error.name !== "AbortError") say("envoi-etat", "Cet appareil n’a pas pu partager le fichier : téléchargez-le, puis joignez-le à un message.");
  }
};

// Ce qui vient d’arriver se dit sous le bouton que l’on a pressé.
const sayUnder = (id, event) => {
  const line = event?.target.closest?.("p");
  if (line && find(id).closest(".cm-ecran") === line.closest(".cm-ecran")) line.after(find(id));
};

const keepWhole = async (event) => {
  sayUnder("garder-etat", event);
  sayUnder("envoi-etat", event);
  const faults = requiredFaults().filter((one) => one.question.name === "fiche.annee");
  const { name, left } = await downloadSheet(`${fileStem()}_complet`, exported().tree);
  const state = event?.target.id === "telecharger-complet-publie" ? "envoi-etat" : "garder-etat";
  say(state, `${name} est dans vos téléchargements. ${left}${faults.length ? " Pensez à indiquer l’année de la fiche." : ""}`);
};
const handedPage = async () => {
  const state = find("garder-etat");
  const fault = yearFault();
  if (fault) {
    state.textContent = fault;
    return null;
  }
  state.textContent = "Le datapanorama se prépare…";
  const answer = await ask(await request({ prive: find("garder-prive").checked, remis: true }));
  if (!answer.html) {
    state.textContent = answer.echec ? "Le programme n’a pas pu se lancer sur cet appareil. Votre fiche, elle, peut être gardée." : "Quelques réponses sont à corriger d’abord : l’aperçu les montre.";
    return null;
  }
  return withPhotos(answer.html);
};
const withPhotos = async (html) => {
  const inside = new DOMParser().parseFromString(html, "text/html");
  await showOwnPhotos(inside);
  closeLinks(inside);
  return `<!doctype html>\n${inside.documentElement.outerHTML}`;
};
const dataAddress = (blob) => new Promise((resolve) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.readAsDataURL(blob);
});
const keepPage = async (event) => {
  sayUnder("garder-etat", event);
  const html = await handedPage();
  if (!html) return;
  const name = `${fileStem()}_datapanorama.html`;
  download(name, html, "text/html;charset=utf-8");
  find("garder-etat").textContent = `${name} est dans vos téléchargements.`;
};
const printPage = async (event) => {
  sayUnder("garder-etat", event);
  const html = await handedPage();
  if (!html) return;
  const frame = element("iframe", { class: "cm-cache", title: "Impression", "aria-hidden": "true", tabindex: "-1", sandbox: "allow-same-origin allow-modals" });
  page.append(frame);
  await new Promise((resolve) => { frame.onload = resolve; frame.srcdoc = html; });
  find("garder-etat").textContent = "La fenêtre d’impression s’ouvre.";
  frame.contentWindow.print();
  setTimeout(() => frame.remove(), 60_000);
};
