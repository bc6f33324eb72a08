// Cherche, filtre, trie et dessine l’annuaire. Sans script, la liste se lit page par page.
import { drawn, element, find } from "../shell/scripts/dom.js";
import { numberText, spaced } from "../shell/scripts/french.js";
import { offered, tally } from "../shell/scripts/tally.js";
import { charOf, loadPlaces, search, wordsOf } from "./places.js";

const PAGE = 30;
// Comme dots.py : des liens tant qu’on peut les viser, quelques tracés au-delà.
const [LINKED, RADII, SMALLEST, LARGEST, REACH] = [
  60,
  [
    [60, 12],
    [400, 8],
  ],
  5,
  4,
  46,
];
// Une région agrandie garde de l’air autour d’elle ; on ne s’approche pas plus que ce cadre.
const [MARGIN, CLOSEST] = [40, 160];
const ORDERS = {
  "": null,
  /** @param {Directory.File} data */
  commune: (data) => (a, b) => data.townOf[a] - data.townOf[b] || a - b,
  /** @param {Directory.File} data */
  annee: (data) => (a, b) => data.years[b] - data.years[a] || a - b,
};

const start = async () => {
  const form = find("filtres");
  if (!form) return;
  const [list, count, none, more, chips, pages] = ["cartes", "compte", "aucun", "suite", "choix", "pages"].map(find);
  const [svg, dots, aimed] = [find("france"), find("points"), find("commune-visee")];
  const selects = [...form.querySelectorAll("[data-facette]")];
  const whole = count.textContent;
  const hint = aimed.textContent;
  const fields = [form.q, ...selects, form.tri];

  let data;
  let town = "";
  let found = [];
  let shown = 0;
  let untouched = true;
  // Des centaines d’options ne servent qu’à qui filtre : elles viennent quand une main s’approche.
  let offering = false;
  let offers = () => {};

  // Les mêmes options servent toujours : seuls changent leur nombre, et celles qui sont là.
  /** @type {Map<Piece, Piece[]>} */
  const made = new Map();
  /** @param {Piece} select @returns {Piece[]} */
  const optionsOf = (select) => {
    if (!made.has(select)) {
      const { values } = data.facets[Number(select.dataset.facette)];
      made.set(
        select,
        values.map((value) => element("option", { value, text: value })),
      );
    }
    return made.get(select) ?? [];
  };

  /** @param {Piece[]} those */
  const read = (those) => {
    const query = new URLSearchParams(location.search);
    for (const field of those) {
      const value = query.get(field.name) ?? "";
      if (selects.includes(field) && ![...field.options].some((option) => option.value === value))
        field.append(...optionsOf(field).filter((option) => option.value === value));
      field.value = value;
      // Une valeur inconnue, d’une adresse ancienne ou mal recopiée, vaut « Tous ».
      if (field.selectedIndex === -1) field.value = "";
    }
    town = query.get("commune") ?? "";
  };

  const address = () => {
    const query = new URLSearchParams();
    for (const field of fields) if (field.value.trim()) query.set(field.name, field.value.trim());
    if (town) query.set("commune", town);
    return query.size ? `?${query}` : location.pathname;
  };

  // Chaque choix est une étape du retour en arrière ; chaque lettre tapée, non.
  // Le navigateur met du temps à noter une étape : il le prend une fois la liste à jour.
  /** @param {boolean} step @param {number} until */
  const remember = (step, until) => {
    const [state, url] = [{ shown: until }, address()];
    setTimeout(() => {
      if (step) history.pushState(state, "", url);
      else history.replaceState(state, "", url);
    });
  };

  const wanted = () => {
    const values = data.facets.map(() => "");
    for (const select of selects) {
      const index = Number(select.dataset.facette);
      const rank = data.facets[index].values.indexOf(select.value);
      if (rank >= 0) values[index] = charOf(rank);
    }
    return { words: wordsOf(form.q.value), values, town: data.towns.findIndex((one) => one.code === town) };
  };

  /** @param {number} place */
  const cardOf = (place) => {
    const where = data.towns[data.townOf[place]];
    const link = element("a", {}, data.names[place]);
    link.href = data.page(place, "");
    const types = element("p", { class: "cm-fiche-lieu__types" });
    if (data.isFictional(place))
      types.append(element("span", { class: "cm-etiquette cm-etiquette--fictif" }, "Fictif"), " ");
    if (data.isClosed(place)) types.append(element("span", { class: "cm-etiquette cm-etiquette--etat" }, "Fermé"), " ");
    types.append(data.typesOf(place).slice(0, 3).join(", "));
    const tagline = data.taglines[place];
    const network = data.network(place);
    return element(
      "li",
      { class: "cm-fiche-lieu" },
      element("p", { class: "cm-kicker" }, `${where.name} · ${where.where}`),
      element("h2", {}, link),
      ...(tagline ? [element("p", {}, spaced(tagline))] : []),
      ...(network
        ? [element("p", { class: "cm-fiche-lieu__reseau" }, spaced(`À lire chez son réseau : ${network}`))]
        : []),
      types,
    );
  };

  /** @param {number} until */
  const extend = (until) => {
    const added = found.slice(shown, until).map(cardOf);
    list.append(...added);
    shown += added.length;
    const left = found.length - shown;
    more.hidden = left <= 0;
    more.firstElementChild.textContent = `Montrer la suite (${numberText(left)})`;
    return added[0];
  };

  /** @param {Directory.Counts} counts @param {string[]} values */
  const offer = (counts, values) => {
    for (const select of selects) {
      const index = Number(select.dataset.facette);
      const facet = data.facets[index];
      const [real, fictional] = [counts.real[index], counts.fictional[index]];
      const kept = optionsOf(select).filter((option, rank) => {
        if (!real[rank] && !fictional[rank] && values[index] !== charOf(rank)) return false;
        const words = `${facet.values[rank]} (${offered(real[rank], fictional[rank], data.mixed)})`;
        if (option.firstChild.data !== words) option.firstChild.data = words;
        return true;
      });
      // Une liste qui offre les mêmes choix reste en place : le clavier peut y être.
      const here = [...select.options].slice(1);
      if (here.length === kept.length && here.every((option, rank) => option === kept[rank])) continue;
      const chosen = select.value;
      select.replaceChildren(select.options[0], ...kept);
      select.value = chosen;
    }
  };

  /** @param {Directory.Result} result @param {boolean} filtered */
  const tell = (result, filtered) => {
    let words = whole;
    if (filtered) {
      const all = tally(data.count - data.fictional - data.listed, data.fictional, data.listed);
      const alone = !data.mixed && !(data.listed && data.listed < data.count);
      words = result.found.length
        ? `${tally(result.telling, result.fictional, result.listed)} sur ${alone ? numberText(data.count) : all}`
        : "Aucun lieu ne correspond";
    }
    if (count.textContent !== words) count.textContent = words;
    none.hidden = result.found.length > 0;
  };

  // Ce qui est choisi, à retirer d’un geste.
  const told = () => {
    const made = [];
    /** @param {string} label @param {() => void} clear */
    const chip = (label, clear) => {
      const button = element("button", { class: "cm-choix-actif" }, label);
      button.type = "button";
      button.title = "Retirer";
      button.setAttribute("aria-label", `Retirer : ${label}`);
      button.addEventListener("click", () => {
        clear();
        change(true);
        (chips.querySelector("button") ?? form.q).focus();
      });
      made.push(button);
    };
    for (const select of selects)
      if (select.value)
        chip(`${data.facets[Number(select.dataset.facette)].label} : ${select.value}`, () => {
          select.value = "";
        });
    const place = data.towns.find((one) => one.code === town);
    if (place)
      chip(`Commune : ${place.name}`, () => {
        town = "";
      });
    find("actifs").textContent = made.length ? `(${made.length})` : "";
    if (made.length || form.q.value.trim()) {
      const clear = element("a", {}, "Tout effacer");
      clear.href = "./";
      made.push(clear);
    }
    chips.replaceChildren(...made);
    chips.hidden = !made.length;
  };

  /** @param {boolean} filtered */
  const draw = (filtered) => {
    const counts = new Uint16Array(data.towns.length);
    const real = new Uint8Array(data.towns.length);
    for (const place of found) {
      counts[data.townOf[place]] += 1;
      if (!data.isFictional(place)) real[data.townOf[place]] = 1;
    }
    const lit = data.towns.filter((one) => counts[one.rank] && one.x !== null);
    const zoom = frame(lit);
    const unit = (RADII.find(([most]) => lit.length <= most)?.[1] ?? SMALLEST) * zoom;
    /** @param {Directory.Town} one */
    const radius = (one) => Math.min(unit * Math.sqrt(counts[one.rank]), unit * LARGEST);
    const made = [];
    if (filtered) {
      const rest = data.towns.filter((one) => !counts[one.rank] && one.x !== null);
      made.push(
        drawn("path", {
          class: "cm-carte__points cm-carte__points--eteints",
          "stroke-width": SMALLEST * zoom * 1.4,
          d: pathOf(rest),
        }),
      );
    }
    made.push(...(lit.length <= LINKED ? linked(lit, real, radius, zoom) : grouped(lit, real, radius)));
    dots.replaceChildren(...made);
    svg.setAttribute("role", lit.length && lit.length <= LINKED ? "group" : "img");
  };

  /** @param {Directory.Town[]} towns */
  const pathOf = (towns) => towns.map((one) => `M${one.x} ${one.y}h0`).join("");

  /** @param {Directory.Town[]} lit @param {Uint8Array} real @param {(town: Directory.Town) => number} radius */
  const grouped = (lit, real, radius) => {
    const groups = new Map();
    for (const one of lit) {
      const key = `${real[one.rank]} ${radius(one).toFixed(1)}`;
      if (!groups.has(key)) groups.set(key, { real: real[one.rank], size: radius(one), towns: [] });
      groups.get(key).towns.push(one);
    }
    return [...groups.values()]
      .sort((a, b) => a.real - b.real || b.size - a.size)
      .map((group) =>
        drawn("path", {
          class: `cm-carte__points${group.real ? "" : " cm-carte__points--fictifs"}`,
          "stroke-width": (2 * group.size).toFixed(1),
          d: pathOf(group.towns),
        }),
      );
  };

  /** @param {Directory.Town[]} lit @param {Uint8Array} real @param {(town: Directory.Town) => number} radius @param {number} zoom */
  const linked = (lit, real, radius, zoom) =>
    lit.map((one) => {
      const words = wordsFor(one);
      const link = drawn("a", { href: `?commune=${one.code}`, "aria-label": words });
      link.append(
        drawn("title", {}, words),
        // Comme dots.py : ce qu’un doigt peut toucher est plus grand que ce qui se voit.
        drawn("circle", {
          class: "cm-carte__cible",
          cx: one.x,
          cy: one.y,
          r: Math.max(radius(one), (REACH / 2) * zoom).toFixed(1),
        }),
        drawn("circle", {
          class: `cm-carte__point${real[one.rank] ? "" : " cm-carte__point--fictif"}`,
          cx: one.x,
          cy: one.y,
          r: radius(one).toFixed(1),
        }),
      );
      link.dataset.commune = one.code;
      return link;
    });

  /** @param {Directory.Town} one */
  const wordsFor = (one) => {
    const here = found.filter((place) => data.townOf[place] === one.rank);
    const [fictional, listed] = [here.filter(data.isFictional).length, here.filter(data.isListed).length];
    return `${one.name} : ${tally(here.length - fictional - listed, fictional, listed)}`;
  };

  // Une région ou un département choisis emplissent le cadre ; sinon, tout le pays.
  /** @param {Directory.Town[]} lit */
  const frame = (lit) => {
    const territory = selects.some((select) => Number(select.dataset.facette) < 2 && select.value);
    let [left, top, side] = [0, 0, 1000];
    if ((territory || town) && lit.length) {
      const [xs, ys] = [lit.map((one) => one.x), lit.map((one) => one.y)];
      const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      side = Math.min(1000, Math.max(maxX - minX, maxY - minY, CLOSEST) + 2 * MARGIN);
      left = Math.max(0, Math.min(1000 - side, (minX + maxX - side) / 2));
      top = Math.max(0, Math.min(1000 - side, (minY + maxY - side) / 2));
    }
    svg.setAttribute("viewBox", [left, top, side, side].map(Math.round).join(" "));
    svg.style.setProperty("--cm-echelle", side / 1000);
    return side / 1000;
  };

  const apply = (until = PAGE) => {
    const asked = wanted();
    const result = search(data, asked);
    const filtered = asked.words.length > 0 || asked.town >= 0 || asked.values.some(Boolean);
    const order = ORDERS[form.tri.value]?.(data);
    found = order ? result.found.sort(order) : result.found;
    // À l’ouverture, la première page est déjà là : on n’y touche que s’il y a quelque chose à changer.
    if (untouched && !filtered && !order && until === PAGE) {
      shown = list.children.length;
      extend(shown);
    } else {
      list.replaceChildren();
      shown = 0;
      extend(until);
    }
    draw(filtered);
    untouched = false;
    offers = () => offer(result.counts, asked.values);
    offering ||= asked.values.some(Boolean);
    if (offering) offers();
    tell(result, filtered);
    told();
    aimed.textContent = hint;
  };

  /** @param {boolean} step */
  const change = (step) => {
    apply();
    remember(step, PAGE);
  };

  const clear = () => {
    for (const field of fields) field.value = "";
    town = "";
  };

  read([form.q, form.tri]);
  data = await loadPlaces();
  read(selects);
  // Sans le fichier, la liste reste celle des pages : c’est seulement ici qu’elle change de mains.
  pages?.remove();
  svg.classList.add("cm-carte--vive");
  apply(history.state?.shown ?? PAGE);
  // Préparés dès que rien ne presse, les textes ne retardent pas la première lettre tapée.
  (window.requestIdleCallback ?? setTimeout)(() => data.texts);

  const approach = () => {
    if (offering) return;
    offering = true;
    offers();
  };
  for (const sign of ["pointermove", "pointerdown", "keydown", "focusin"])
    document.addEventListener(sign, approach, { capture: true, once: true });

  form.q.addEventListener("input", () => change(false));
  for (const select of [...selects, form.tri]) select.addEventListener("change", () => change(true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    count.focus();
    count.scrollIntoView();
  });
  more.firstElementChild.addEventListener("click", () => {
    extend(shown + PAGE)
      ?.querySelector("a")
      .focus();
    remember(false, shown);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#choix a, #aucun a, #points a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.commune) town = link.dataset.commune;
    else clear();
    change(true);
    if (link.closest("#points")) find("choix").querySelector("button")?.focus();
    else form.q.focus();
  });
  window.addEventListener("popstate", (event) => {
    read(fields);
    apply(event.state?.shown ?? PAGE);
  });

  // Des milliers de points sont quelques tracés : la commune la plus proche du curseur répond pour eux.
  /** @param {Happening} event */
  const nearest = (event) => {
    const matrix = svg.getScreenCTM()?.inverse();
    if (!matrix) return null;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    const reach = 16 * matrix.a;
    let [best, closest] = [null, reach * reach];
    for (const place of found) {
      const one = data.towns[data.townOf[place]];
      const far = (one.x - point.x) ** 2 + (one.y - point.y) ** 2;
      if (one.x !== null && far < closest) [best, closest] = [one, far];
    }
    return best;
  };
  svg.addEventListener("pointermove", (event) => {
    const one = nearest(event);
    svg.classList.toggle("cm-carte--visee", Boolean(one));
    aimed.textContent = one ? wordsFor(one) : hint;
  });
  svg.addEventListener("pointerleave", () => {
    aimed.textContent = hint;
  });
  svg.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const one = nearest(event);
    if (!one) return;
    town = one.code;
    change(true);
  });
};

start();
