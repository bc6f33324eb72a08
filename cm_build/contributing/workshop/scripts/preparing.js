// Préparer : le lieu, qui est là, de quoi l’on parle.
import { element, find, phrase } from "../../../pages/shell/scripts/dom.js";
import { bare, counted, spaced } from "../../../pages/shell/scripts/french.js";
import { refusedIn } from "../../form/scripts/texts.js";
import { colleges, everyone, present, whole } from "./counts.js";
import { donnees } from "./data.js";
import { announce, stepper } from "./pieces.js";
import { save, session } from "./session.js";

const MOST_OWN = 5;
const SCALARS = ["lieu", "annee", "date"];

// Un petit groupe l’apprend avant de voter, pas en se cherchant dans les réponses.
const smallAdvice = () => {
  const { seuil, vers } = donnees.petit_college;
  const small = colleges().filter((one) => one !== vers && present(one) < seuil);
  const together = [vers, ...small].reduce((sum, one) => sum + present(one), 0);
  if (!together || (!small.length && together >= seuil)) return "";
  const named = (small.length ? small : [vers]).map((one) => donnees.colleges[one]).join(", ");
  return together < seuil
    ? `Moins de trois personnes : ${named}. Leurs votes ne pourront pas se montrer : dites-le avant de voter.`
    : `Moins de trois personnes : ${named}. Leurs voix se compteront avec « ${donnees.colleges[vers]} » : dites-le avant de voter.`;
};
const showAdvice = () => {
  const few = everyone() > 0 && colleges().every((one) => present(one) < donnees.petit_college.seuil);
  const told = few
    ? "Aucun groupe n’en a trois : les votes ne pourront pas se montrer. Mieux vaut en parler, et noter ce qui se dit."
    : smallAdvice();
  find("presents-avis").textContent = everyone()
    ? spaced(`${counted(everyone(), "personne vote", "personnes votent")}. ${told}`.trim())
    : "";
};
const showPresent = () => {
  find("presents").replaceChildren(
    ...Object.entries(donnees.colleges).map(([id, label]) =>
      stepper({
        id: `present--${id}`,
        label,
        count: present(id),
        set: (wanted) => {
          if (wanted) session.participants[id] = String(wanted);
          else delete session.participants[id];
          save();
          showAdvice();
          return wanted;
        },
      }),
    ),
  );
  showAdvice();
};
// L’ordre du questionnaire, puis les critères du lieu : c’est celui où l’on vote.
/** @param {string} id @param {boolean} wanted */
const choose = (id, wanted) => {
  const order = [...donnees.criteres, ...session.criteres_du_lieu].map((one) => one.id);
  const told = new Set(session.criteres);
  if (wanted) told.add(id);
  else told.delete(id);
  session.criteres = order.filter((one) => told.has(one));
  save();
};
// Un critère retiré garde ses votes : le choisir de nouveau les retrouve.
const showOwn = () => {
  find("propres").replaceChildren(
    ...session.criteres_du_lieu.map((one) => {
      const input = element("input", {
        type: "checkbox",
        id: `propre--${one.id}`,
        checked: session.criteres.includes(one.id),
      });
      input.addEventListener("change", () => choose(one.id, input.checked));
      return element(
        "div",
        { class: "cm-choix" },
        input,
        phrase("label", { for: input.id }, one.titre, phrase("small", { text: one.observer.join(" ; ") })),
      );
    }),
  );
  find("propre-ajouter").disabled = session.criteres_du_lieu.length >= MOST_OWN;
};
/** @param {string} title */
const idOf = (title) =>
  bare(title)
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 40);
const addOwn = () => {
  const [title, seen] = ["propre-titre", "propre-observer"].map((one) => find(one).value.trim());
  const id = idOf(title);
  const taken = [...donnees.criteres, ...session.criteres_du_lieu].some(
    (one) => one.id === id || bare(one.titre) === bare(title),
  );
  const fault = !id
    ? "Donnez-lui un titre, avec au moins une lettre."
    : taken
      ? "Ce critère est déjà dans la liste."
      : !seen
        ? "Dites ce que vous regardez pour en juger : sans cela, chacun vote sur autre chose."
        : refusedIn(`${title} ${seen}`)
            .map((one) => one.text)
            .join(" ");
  const box = find("propre-faute");
  box.hidden = !fault;
  box.textContent = fault;
  if (fault) {
    find(id && seen ? "propre-titre" : id ? "propre-observer" : "propre-titre").focus();
    return;
  }
  session.criteres_du_lieu.push({ id, titre: title, observer: [seen] });
  choose(id, true);
  showOwn();
  for (const one of ["propre-titre", "propre-observer"]) find(one).value = "";
  find("propre-titre").focus();
  announce(`« ${title} » est ajouté.`);
};
export const showPreparing = () => {
  for (const key of SCALARS) find(key).value = Reflect.get(session, key);
  for (const input of document.querySelectorAll("[name=format]")) input.checked = input.value === session.format;
  for (const input of document.querySelectorAll("[data-critere]"))
    input.checked = session.criteres.includes(input.dataset.critere);
  showPresent();
  showOwn();
};
export const watchPreparing = () => {
  for (const key of SCALARS)
    find(key).addEventListener("change", () => {
      const text = find(key).value.trim();
      Reflect.set(session, key, key === "annee" && !whole(text) ? "" : text);
      save();
    });
  for (const input of document.querySelectorAll("[name=format]"))
    input.addEventListener("change", () => {
      session.format = input.value;
      save();
    });
  for (const input of document.querySelectorAll("[data-critere]"))
    input.addEventListener("change", () => choose(input.dataset.critere, input.checked));
  find("propre-ajouter").addEventListener("click", addOwn);
};
