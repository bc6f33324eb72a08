// Les deux portes. Rien ne part d’ici : chaque bouton télécharge, copie, ou ouvre une page que la personne envoie elle-même.
import { find } from "../../../pages/shell/scripts/dom.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { download } from "./packing.js";
import { say, sayUnder } from "./page.js";
import { parcel } from "./parcel.js";
import { isProtected } from "./protection.js";
import { ofPlace, placeName } from "./sheet.js";

// Au-delà, une page de connexion, qui code l’adresse deux fois, la refuserait.
const PREFILLED_URL = 4800;
const ticketAddress = () => {
  const address = new URL(donnees.depot.issue);
  const told = {
    template: "fiche.yml",
    title: `Fiche : ${placeName()} (${draft.annee})`,
    annee: draft.annee,
    lieu: parcel.ready.renamed ? `${draft.lieu}, même lieu` : draft.lieu,
  };
  for (const [key, value] of Object.entries(told)) if (value) address.searchParams.set(key, value);
  const whole = new URL(address);
  whole.searchParams.set("fiche", parcel.ready.text);
  return whole.href.length <= PREFILLED_URL ? whole.href : address.href;
};
export const prepareForge = () => {
  if (!find("ouvrir-git")) return;
  const folder = `data/places/${parcel.ready.lieu}`;
  find("chemin-fichier").textContent = `${folder}/${draft.annee}.yaml`;
  const { name, text, upload } = donnees.depot;
  const fresh = new URL(donnees.depot.fresh);
  fresh.searchParams.set(name, `${folder}/${draft.annee}.yaml`);
  // Une forge qui ne remplit pas le texte n’a que le nom ; une autre le prend, s’il tient dans une adresse.
  const elsewhere = upload ? `${upload}/${folder}` : fresh.href;
  if (text) fresh.searchParams.set(text, parcel.ready.text);
  const short = Boolean(text) && fresh.href.length <= PREFILLED_URL && !parcel.ready.photos;
  find("ouvrir-git").href = short ? fresh.href : elsewhere;
  find("deposer-git").hidden = short;
  say("telecharger-git", `Télécharger ${draft.annee}.yaml`);
  find("photos-git").hidden = !parcel.ready.photos;
};
export const prepareMail = () => {
  const link = find("courriel");
  if (!link) return;
  if (isProtected()) {
    // Un objet de courriel se lit partout où le message passe.
    const told = `Bonjour,\n\nVoici une fiche à publier, jointe : ${parcel.ready.file.name}.\nSon empreinte : ${find("empreinte").textContent}\n\nBien à vous,\n`;
    link.href = `mailto:${donnees.contact.adresse}?subject=${encodeURIComponent("Une fiche à publier")}&body=${encodeURIComponent(told)}`;
    return;
  }
  const subject = `Fiche ${ofPlace(placeName())} (${draft.annee})`;
  const body = `Bonjour,\n\nVoici la fiche de notre lieu, ${placeName()}, pour ${draft.annee}. Le fichier ${parcel.ready.file.name} est joint.\nSon empreinte : ${find("empreinte").textContent}\n${parcel.ready.about ? `C’est ${parcel.ready.about}.\n` : ""}${parcel.ready.renamed ? `Le lieu a changé de nom ou de commune ; son adresse reste ${draft.lieu}.\n` : ""}\nBien à vous,\n`;
  link.href = `mailto:${donnees.contact.adresse}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
};
/** @param {Happening} event */
export const openTicket = async (event) => {
  sayUnder("envoi-etat", event);
  download(parcel.ready.file.name, parcel.ready.file);
  let copied = true;
  try {
    await navigator.clipboard.writeText(parcel.ready.text);
  } catch {
    copied = false;
  }
  window.open(ticketAddress(), "_blank", "noopener");
  const apart = parcel.ready.photos ? ` Vos photos n’y sont pas : envoyez à part ${parcel.ready.file.name}.` : "";
  say(
    "envoi-etat",
    copied
      ? `Une copie est téléchargée et vos réponses sont dans le presse-papiers. La page de dépôt s’ouvre dans un autre onglet.${apart}`
      : `Une copie est téléchargée. La page de dépôt s’ouvre dans un autre onglet : ouvrez le fichier téléchargé, copiez son texte et collez-le dans le grand cadre.${apart}`,
  );
};
/** @param {Happening} event */
export const share = async (event) => {
  sayUnder("envoi-etat", event);
  try {
    await navigator.share({
      files: parcel.ready.shared,
      title: isProtected() ? "Une fiche à publier" : `Fiche ${ofPlace(placeName())}`,
    });
    say("envoi-etat", "Le fichier est confié à l’application que vous avez choisie.");
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError"))
      say("envoi-etat", "Cet appareil n’a pas pu partager le fichier : téléchargez-le, puis joignez-le à un message.");
  }
};
