// Les propositions sous le champ de recherche : une liste qui se parcourt aux flèches (modèle « combobox » de WAI-ARIA).
import { placesPage, prepare, propose } from "./proposals.js";
import { element } from "./scripts/dom.js";

/** @typedef {import("./proposals.js").Option} Option */

/**
 * @param {Option} option
 * @param {number} rank
 */
const optionElement = ({ label, hint }, rank) =>
  element(
    "div",
    { role: "option", id: `proposition-${rank}`, "aria-selected": "false" },
    label,
    ...(hint ? [element("small", {}, hint)] : []),
  );

/**
 * @param {import("./proposals.js").Proposed[]} groups
 * @returns {HTMLElement[]}
 */
const groupElements = (groups) => {
  let rank = 0;
  return groups.map(({ title, options }, index) =>
    element(
      "div",
      { role: "group", "aria-labelledby": `groupe-${index}` },
      element("p", { id: `groupe-${index}`, role: "presentation" }, title),
      ...options.map((option) => optionElement(option, rank++)),
    ),
  );
};

/** @param {Piece} input */
export const suggest = (input) => {
  const list = element("div", { id: "propositions", role: "listbox", "aria-label": "Propositions" });
  const status = element("p", { role: "status" });
  const panel = element("div", { class: "cm-propositions", hidden: "" }, list, status);
  const attributes = {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": "propositions",
    "aria-expanded": "false",
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  input.form.append(panel);
  /** @type {Option[]} */
  let options = [];
  /** @type {Piece[]} */
  let items = [];
  let active = -1;
  /** @type {{ text: string, url: URL } | undefined} */
  let answer;

  /** @param {number} rank */
  const activate = (rank) => {
    active = rank;
    for (const [index, item] of items.entries()) item.setAttribute("aria-selected", String(index === rank));
    const item = items[rank];
    if (item) {
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const close = () => {
    panel.hidden = true;
    activate(-1);
    input.setAttribute("aria-expanded", "false");
  };

  /** @param {import("./proposals.js").Proposals} proposals */
  const show = ({ groups, said }) => {
    options = groups.flatMap((group) => group.options);
    list.replaceChildren(...groupElements(groups));
    items = [...list.querySelectorAll("[role=option]")];
    list.hidden = !options.length;
    list.scrollTop = 0;
    status.textContent = said;
    panel.hidden = !said;
    activate(-1);
    input.setAttribute("aria-expanded", String(options.length > 0));
  };

  const refresh = async () => {
    const text = input.value;
    const proposals = await propose(text);
    // Une frappe plus récente a pris la suite pendant le chargement.
    if (input.value !== text || document.activeElement !== input) return;
    answer = { text, url: proposals.onEnter };
    show(proposals);
  };

  const submit = () => location.assign(answer?.text === input.value ? answer.url : placesPage(input.value));

  /** @param {Happening} event */
  const press = (event) => {
    const last = options.length - 1;
    const open = !panel.hidden && last >= 0;
    if (event.key === "Escape") {
      if (panel.hidden) input.value = "";
      close();
    } else if (event.key === "Enter" && open && active >= 0) location.assign(options[active].url);
    else if (event.key === "ArrowDown" && open) activate(active < last ? active + 1 : 0);
    else if (event.key === "ArrowUp" && open) activate(active > 0 ? active - 1 : last);
    else if (event.key === "ArrowDown") refresh();
    else return;
    event.preventDefault();
  };

  input.addEventListener("input", refresh);
  input.addEventListener("focus", refresh);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", press);
  // La politique de sécurité de certaines pages refuse l’envoi de formulaires : le script y mène sans eux.
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  // Le champ garde le curseur : sinon la liste se fermerait avant que le clic n’arrive.
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const rank = items.indexOf(event.target.closest("[role=option]"));
    if (rank >= 0) location.assign(options[rank].url);
  });
  prepare();
  refresh();
};
