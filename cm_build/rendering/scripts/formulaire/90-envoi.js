// Les deux portes. Rien ne part d’ici : chaque bouton télécharge, copie, ou ouvre une page que la personne envoie elle-même.
const PREFILLED_URL = 4800; // Au-delà, une page de connexion, qui code l’adresse deux fois, la refuserait.
let ready = null;

arrivals.publier = () => {
  const choices = (box, kept, store, wanted) => {
    box.replaceChildren(...screens.filter(wanted).filter((one) => !isEmpty(valueAt(draft.document, one.dataset.racine))).map((screen) => {
      const id = `${store}-${screen.id}`;
      const input = element("input", { type: "checkbox", id, value: screen.id, checked: draft[store].includes(screen.id) });
      input.addEventListener("change", () => {
        draft[store] = draft[store].filter((one) => one !== screen.id).concat(input.checked ? [screen.id] : []);
        find("envoi").hidden = true;
        saveSoon();
      });
      return element("div", { class: "cm-choix" }, input, element("label", { for: id, text: screen.dataset.titre }));
    }));
    box.closest("fieldset").hidden = !box.childElementCount;
    return kept;
  };
  const identity = questions.get(donnees.nom).screen;
  choices(find("a-masquer"), null, "masquees", (one) => one.dataset.racine && !one.hasAttribute("data-prive") && one !== identity);
  choices(find("a-devoiler"), null, "devoilees", (one) => one.hasAttribute("data-prive"));
  find("envoi").hidden = true;
};

const requiredFaults = () => [
  ...(yearFault() ? [{ question: { name: "fiche.annee", box: find("q-fiche.annee"), kind: "annee" }, text: yearFault() }] : []),
  ...[donnees.nom, donnees.commune].map((name) => questions.get(name))
    .filter((one) => isEmpty(valueAt(draft.document, one.path)))
    .map((question) => ({ question, text: "Cette réponse est indispensable." })),
];
const prepare = async () => {
  const faults = requiredFaults();
  if (!find("licence").checked) {
    faults.push({ question: { title: "Accord pour publier", name: "fiche.licence", box: find("q-fiche.licence"), kind: "" }, text: "Cochez cette case pour publier. Sinon, choisissez « Garder chez moi »." });
  }
  if (faults.length) return showFaults(faults);
  clearErrors();
  const { tree, withheld } = exported({ publier: true });
  const text = sheetText(tree);
  const name = `${fileStem()}_a-publier`;
  const file = await packed(name, text);
  ready = { text, file, name, lieu: draft.lieu || slug(placeName()) };
  find("envoi-resume").textContent = `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} Ko. Relisez-le si vous voulez : c’est du texte, et c’est tout ce qui partira.`;
  find("retire").hidden = !withheld.length;
  find("retire").replaceChildren(element("p", {}, element("strong", { text: "Ce qui n’est pas dans ce fichier" })), element("ul", {}, ...withheld.map((one) => element("li", { text: one }))));
  find("texte-envoye").textContent = text;
  find("reponses-envoyees").replaceChildren(...answersIn(tree));
  find("empreinte").textContent = await fingerprint(text);
  find("empreinte").closest("p").hidden = !find("empreinte").textContent;
  find("partager").hidden = !navigator.canShare?.({ files: [file] });
  prepareForge();
  prepareMail();
  find("envoi").hidden = false;
  find("envoi").scrollIntoView({ block: "start" });
  find("envoi").focus({ preventScroll: true });
  return undefined;
};
// La même empreinte que celle du programme de réception : fins de ligne et blancs de fin mis de côté.
const fingerprint = async (text) => {
  if (!crypto.subtle) return "";
  const plain = `${text.replace(/\r\n?/g, "\n").replace(/\s+$/, "")}\n`;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(plain)));
  const digits = [...digest.slice(0, 6)].map((byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase();
  return digits.match(/.{4}/g).join("-");
};
const ticketAddress = () => {
  const address = new URL(`${donnees.depot.url.replace(/\/$/, "")}/issues/new`);
  const told = { template: "depot.yml", title: `Fiche : ${placeName()} (${draft.annee})`, annee: draft.annee, lieu: draft.lieu };
  for (const [key, value] of Object.entries(told)) if (value) address.searchParams.set(key, value);
  const whole = new URL(address);
  whole.searchParams.set("fiche", ready.text);
  return whole.href.length <= PREFILLED_URL ? whole.href : address.href;
};
const prepareForge = () => {
  if (!find("ouvrir-git")) return;
  const folder = `data/places/${ready.lieu}`;
  find("chemin-fichier").textContent = `${folder}/${draft.annee}.yaml`;
  const base = `${donnees.depot.url.replace(/\/$/, "")}`;
  const fresh = new URL(`${base}/new/${donnees.depot.branche}`);
  fresh.searchParams.set("filename", `${folder}/${draft.annee}.yaml`);
  fresh.searchParams.set("value", ready.text);
  find("ouvrir-git").href = fresh.href.length <= PREFILLED_URL ? fresh.href : `${base}/upload/${donnees.depot.branche}/${folder}`;
};
const prepareMail = () => {
  const link = find("courriel");
  if (!link) return;
  const subject = `Fiche de ${placeName()} (${draft.annee})`;
  const body = `Bonjour,\n\nVoici la fiche de notre lieu, ${placeName()}, pour ${draft.annee}. Le fichier ${ready.file.name} est joint.\nSon empreinte : ${find("empreinte").textContent}\n\nBien à vous,\n`;
  link.href = `mailto:${donnees.contact.adresse}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
};
const openTicket = async () => {
  download(ready.file.name, ready.file);
  let copied = true;
  try {
    await navigator.clipboard.writeText(ready.text);
  } catch {
    copied = false;
  }
  window.open(ticketAddress(), "_blank", "noopener");
  find("envoi-etat").textContent = copied
    ? "Une copie est téléchargée et vos réponses sont dans le presse-papiers. La page de dépôt s’ouvre dans un autre onglet."
    : "Une copie est téléchargée. La page de dépôt s’ouvre dans un autre onglet : ouvrez le fichier téléchargé, copiez son texte et collez-le dans le grand cadre.";
};
const share = async () => {
  try {
    await navigator.share({ files: [ready.file], title: `Fiche de ${placeName()}` });
    find("envoi-etat").textContent = "Le fichier est confié à l’application que vous avez choisie.";
  } catch (error) {
    if (error.name !== "AbortError") find("envoi-etat").textContent = "Cet appareil n’a pas pu partager le fichier : téléchargez-le, puis joignez-le à un message.";
  }
};

// Ce qui vient d’arriver se dit sous le bouton que l’on a pressé.
const sayUnder = (id, event) => {
  const line = event?.target.closest?.("p");
  if (line && find(id).closest(".cm-ecran") === line.closest(".cm-ecran")) line.after(find(id));
};

const keepWhole = async (event) => {
  sayUnder("garder-etat", event);
  const faults = requiredFaults().filter((one) => one.question.name === "fiche.annee");
  const { tree } = exported();
  const file = await packed(`${fileStem()}_complet`, sheetText(tree));
  download(file.name, file);
  find("garder-etat").textContent = `${file.name} est dans vos téléchargements.${faults.length ? " Pensez à indiquer l’année de la fiche." : ""}`;
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
  for (const { image, name } of ownPhotos(inside)) {
    const blob = await photoBlob(name);
    if (blob) image.src = await dataAddress(blob);
  }
  return withFont(`<!doctype html>\n${inside.documentElement.outerHTML}`);
};
// La police des titres voyage avec la page : sans elle, les grands chiffres se coupent.
const withFont = async (html) => {
  try {
    const response = await fetch(`${assets}bricolage.woff2`);
    return response.ok ? html.replace("url(bricolage.woff2)", `url(${await dataAddress(await response.blob())})`) : html;
  } catch {
    return html;
  }
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
