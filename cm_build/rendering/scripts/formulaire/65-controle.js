// Les fautes de frappe se disent en quittant l’écran ; la vérification entière est celle de l’aperçu, la même qu’à l’arrivée.
const message = (code, values) => {
  const said = donnees.messages[code];
  const fill = (text) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "…");
  return `${fill(said.message)} ${fill(said.remede)}`;
};
// Une unité qui n’est pas celle de la question n’est jamais laissée de côté : 250 € par mois ne font pas 250 € par an.
const NUMBER_TYPED = /^-?\d[\d \u00a0\u202f]*(?:[.,]\d+)?/;
const SAME_UNIT = { euro: "€", euros: "€", eur: "€", m2: "m²" };
const otherUnit = (text, unit) => {
  const number = NUMBER_TYPED.exec(text)?.[0];
  const typed = number ? text.slice(number.length).trim().toLowerCase() : "";
  if (/[\d_]/.test(typed.replace(/m[23]/g, "m"))) return "";
  return typed && (SAME_UNIT[typed] ?? typed) !== unit ? typed : "";
};
const numberFault = (text, { min, max, decimals, unit, asked }) => {
  const plain = text.trim();
  if (!plain || plain === UNKNOWN_MARK) return null;
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) return message("CM-304", { lu: plain });
  const number = numberOf(plain);
  if (Number.isNaN(number) && unit && otherUnit(plain, unit)) return message("CM-342", { lu: plain, attendu: asked, proche: "" });
  if (Number.isNaN(number)) return message("CM-303", { lu: plain });
  if (decimals !== undefined && (plain.split(/[.,]/)[1] ?? "").replace(/0+$/, "").length > decimals) return message("CM-307", { lu: plain, attendu: decimals });
  if (min !== undefined && number < min) return message("CM-305", { lu: plain, attendu: min });
  if (max !== undefined && number > max) return message("CM-306", { lu: plain, attendu: max });
  return null;
};
const limits = (data) => ({
  min: data.min === undefined ? undefined : Number(data.min),
  max: data.max === undefined ? undefined : Number(data.max),
  decimals: data.decimales === undefined ? undefined : Number(data.decimales),
  unit: data.unite, asked: "parAn" in data ? `${data.unite}, sur l’année` : data.unite,
});
// Les mêmes motifs que le programme (places/text.py) : une adresse ou un numéro ne part jamais dans un texte.
// « @atelier@exemple.fr » est un compte d’un réseau public ; « 02-03-2019 12 h », un jour et une heure.
const EMAIL = /(?<![\p{L}\p{N}_.+-])(?<!(?<![\p{L}\p{N}_.+-])@)[\p{L}\p{N}_.+-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.[A-Za-z]{2,}/u;
const PHONE = /(?<![\d.])(?:(?:\+|00)33[ \u00a0\u202f.-]?(?:\(0\)[ \u00a0\u202f.-]?)?|0)[1-9][ \u00a0\u202f.-]?\d\d([ \u00a0\u202f.-]?)\d\d(?:\1\d\d){2}(?!\d)/g;
// « Lots 01 02 03 04 05 » : des nombres qui se suivent ne sont pas un numéro.
const isList = (digits) => digits.match(/\d\d/g).every((pair, rank, all) => Number(pair) === Number(all[0]) + rank);
const personalFault = (text) => {
  const email = EMAIL.exec(text);
  const phone = [...text.matchAll(PHONE)].find((one) => !isList(one[0]));
  return email ? message("CM-321", { lu: email[0] }) : phone ? message("CM-322", { lu: phone[0] }) : null;
};
// Tout ce que la personne écrit à la main dans une question : textes, précisions, lignes de tableau.
const typedIn = (question) => [...question.box.querySelectorAll("input[type=text], textarea")]
  .filter((input) => !input.disabled && !/numeric|decimal/.test(input.inputMode)).map((input) => input.value);
const cellFault = (cell) => {
  const text = cell.querySelector("input, select").value.trim();
  if (!text) return null;
  switch (cell.dataset.type) {
    case "annee": return /^\d{4}$/.test(text) ? null : message("CM-309", { lu: text });
    case "nombre": case "montant": return numberFault(text, { min: 0 });
    case "date": return isDay(text) ? null : message("CM-308", { lu: text });
    case "url": return webFault(text);
    default: return null;
  }
};
const WEB = /^https?:\/\/[^\s/]+\.[^\s]+$/i;
// « www.exemple.fr » : on propose l’adresse entière, on ne l’écrit pas à la place de la personne.
const webFault = (text) => {
  const whole = `https://${text}`;
  const meant = !text.includes(":") && !text.includes("@") && WEB.test(whole) ? `Vouliez-vous écrire « ${whole} » ?` : "";
  return WEB.test(text) ? null : message("CM-315", { lu: text, proche: meant });
};

const faultOf = (question) => shapeFault(question) ?? lengthFaults(question.box)[0]?.text
  ?? ("contact" in question.box.dataset ? null : typedIn(question).map(personalFault).find(Boolean) ?? null);
// Pour un effet, un groupe ne compte pas plus de voix que de personnes.
const votesFault = ({ box, path }) => {
  const { college } = box.dataset;
  const people = college ? numberOf(valueAt(draft.document, `evaluation_collective.participants.${college}`)) : NaN;
  const cast = Object.values(valueAt(draft.document, path) ?? {}).reduce((sum, one) => sum + (numberOf(one) || 0), 0);
  const effect = box.closest(".cm-bulletin")?.querySelector("summary")?.textContent.trim();
  return people < cast ? message("CM-212", { lu: labelOf({ box }), attendu: people, cle: effect }) : null;
};
const communeFault = (text) => {
  if (doubtfulCode(text)) return `Ajoutez le nom de la commune : « ${text.trim()} » peut en désigner plusieurs, comme code postal ou comme code Insee.`;
  return text && !/\d{5}|\d[abAB]\d{3}|\b\d{2}[ \u00a0\u202f]\d{3}\b/.test(text) ? "Ajoutez le code postal devant le nom : plusieurs communes peuvent s’appeler ainsi." : null;
};
const shapeFault = (question) => {
  const { box, main } = question;
  const value = readQuestion(question);
  if ("obligatoire" in box.dataset && isEmpty(value)) return "Cette réponse est indispensable.";
  switch (question.kind) {
    case "nombre": case "montant": return numberFault(main.value, limits(main.dataset));
    case "repartition": case "comptes": return votesFault(question) ?? [...box.querySelectorAll("[data-part]")]
      .map((input) => numberFault(input.value, { ...limits(box.dataset), min: 0, decimals: Number(box.dataset.decimales ?? 0) })).find(Boolean) ?? null;
    case "annee": return main.value.trim() && !/^\d{4}$/.test(main.value.trim()) ? message("CM-309", { lu: main.value }) : null;
    case "date": return value && !isDay(value) ? `« ${value} » n’est pas une date du calendrier. Écrivez le jour, le mois et l’année en chiffres, ou l’année seule.` : null;
    case "commune": return communeFault(value ?? "");
    case "url": return value ? webFault(value) : null;
    case "tableau": return [...box.querySelectorAll(".cm-ligne [data-colonne]")].map(cellFault).find(Boolean) ?? null;
    case "liste": return value.length > Number(main.dataset.max) ? message("CM-320", { lu: value.length, attendu: main.dataset.max }) : null;
    case "choix_multiple": {
      const most = Number(box.dataset.max || Infinity);
      return Array.isArray(value) && value.length > most ? `${value.length} réponses sont cochées : gardez-en ${most} au plus.` : null;
    }
    default: return null;
  }
};
const isDay = (text) => {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return false;
  const made = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(made.getTime()) && made.toISOString().slice(0, 10) === text;
};

const clearErrors = () => {
  find("erreurs").hidden = true;
  for (const said of page.querySelectorAll(".cm-q__erreur")) said.remove();
  for (const box of page.querySelectorAll(".cm-q--erreur")) {
    box.classList.remove("cm-q--erreur");
    for (const input of box.querySelectorAll("[aria-invalid]")) {
      input.removeAttribute("aria-invalid");
      describe(input, "delete", `e-${box.dataset.q ?? ""}`);
    }
  }
  document.title = document.title.replace(/^Erreur : /, "");
};
const describe = (input, action, id) => {
  const ids = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  ids[action](id);
  if (ids.size) input.setAttribute("aria-describedby", [...ids].join(" "));
  else input.removeAttribute("aria-describedby");
};
const markFault = (question, text) => {
  const { box } = question;
  const id = `e-${question.name}`;
  box.classList.add("cm-q--erreur");
  const said = element("p", { class: "cm-q__erreur", id }, element("strong", { text: "Erreur : " }), text);
  const title = box.querySelector(".cm-q__aide") ?? box.querySelector(".cm-q__titre");
  if (title) title.after(said);
  else (box.querySelector("th") ?? box).append(said);
  const input = fieldToFocus(question);
  input?.setAttribute("aria-invalid", "true");
  if (input) describe(input, "add", id);
};
const showFaults = (faults) => {
  clearErrors();
  lastFaults = faults;
  if (!faults.length) return;
  for (const { question, text } of faults) markFault(question, text);
  const list = element("ul", {}, ...faults.map(({ question, text }) =>
    element("li", {}, element("a", { href: `#champ=${question.name}` }, element("strong", { text: question.title ?? labelOf(question) }), ` ${text}`))));
  const box = find("erreurs");
  box.replaceChildren(element("h2", { text: faults.length > 1 ? `${faults.length} réponses sont à revoir` : "Une réponse est à revoir" }), list);
  box.hidden = false;
  document.title = `Erreur : ${document.title}`;
  current.prepend(box);
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "start" });
};
// Une faute dite sur un autre écran se lit encore là où elle se corrige, tant qu’elle y est.
let lastFaults = [];
const keepFaultsOf = (view) => {
  for (const fault of lastFaults) if (fault.question.box.closest(".cm-ecran") === view && fault.still()) markFault(fault.question, fault.text);
  if (view.querySelector(".cm-q__erreur")) document.title = `Erreur : ${document.title}`;
};
const faultsIn = (screen) => inScreen(screen)
  .filter((one) => isShown(one) && !one.box.hidden)
  .map(faultAt).filter((one) => one.text);
const faultAt = (question) => ({ question, text: faultOf(question), still: () => Boolean(faultOf(question)) });
// Tout ce qui partirait : une faute se dit avant l’envoi, où qu’elle soit.
const faultsLeaving = (tree) => [...questions.values()].filter((one) => !isEmpty(valueAt(tree, one.path)))
  .map(faultAt).filter((one) => one.text);
const yearFault = () => (/^(19|20|21)\d{2}$/.test(draft.annee) ? null : "Écrivez l’année en quatre chiffres, par exemple 2025.");
