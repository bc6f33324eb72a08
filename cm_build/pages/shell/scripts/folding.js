// Un pli n’est rempli qu’une fois ouvert : la page ne tient que ce qu’on lit.
import { find } from "./dom.js";

/** @type {Map<Piece, () => void>} */
const waiting = new Map();
/** @type {Set<Piece>} */
const known = new Set();

/** @param {Piece} fold */
const fill = (fold) => {
  const act = waiting.get(fold);
  waiting.delete(fold);
  act?.();
};
/** @param {Piece} fold */
const open = (fold) => {
  fill(fold);
  fold.open = true;
};
/** @param {Piece} fold @param {() => void} act */
export const folded = (fold, act) => {
  waiting.set(fold, act);
  known.add(fold);
  fold.addEventListener("toggle", () => fold.open && fill(fold));
};
/** @param {boolean} [closed] */
const present = (closed) => [...known].filter((fold) => fold.isConnected && (!closed || !fold.open));

/** @param {Piece} fold */
const held = (fold) => fold.querySelector(":scope > noscript");
// Sans script, le <noscript> se lit tel quel ; avec, il n’est qu’un texte, qui entre dans la page à la demande.
/** @param {Piece} fold */
const unpacked = (fold) => {
  const source = held(fold);
  const read = new DOMParser().parseFromString(source.textContent ?? "", "text/html");
  source.replaceWith(...read.body.childNodes);
};

// Une adresse peut mener à un pli, dans un pli, ou à ce qui en contient ou en annonce un.
/** @param {Piece | null} piece @returns {Piece | undefined} */
const after = (piece) => {
  if (!piece || /^(H\d|SECTION)$/.test(piece.tagName)) return undefined;
  return known.has(piece) ? piece : after(piece.nextElementSibling);
};
/** @param {string} id */
const foldOf = (id) => {
  const target = find(id);
  if (!target) return present().find((fold) => held(fold)?.textContent?.includes(` id="${id}"`));
  return present().find((fold) => fold.contains(target) || target.contains(fold)) ?? after(target.nextElementSibling);
};
// Une adresse mal recopiée ne mène nulle part.
const aimed = () => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
};
const follow = () => {
  const id = aimed();
  const fold = id && id !== "contenu" && foldOf(id);
  if (!fold) return;
  open(fold);
  find(id).scrollIntoView();
};

// Tout ouvrir : pour chercher dans la page entière, ou la copier.
/** @param {Piece} line */
const offerAll = (line) => {
  const button = line.firstElementChild;
  line.hidden = false;
  button.addEventListener("click", () => {
    const opening = button.getAttribute("aria-pressed") === "false";
    button.setAttribute("aria-pressed", String(opening));
    for (const fold of present()) {
      if (opening) open(fold);
      else fold.open = false;
    }
  });
};

export const watchFolds = () => {
  for (const fold of document.querySelectorAll("details:has(> noscript)")) {
    fold.open = false;
    folded(fold, () => unpacked(fold));
  }
  const line = find("plis");
  if (line) offerAll(line);
  // Le papier porte tout ; ensuite, chaque pli reprend sa place.
  /** @type {Piece[]} */
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = present(true);
    unfolded.forEach(open);
  });
  addEventListener("afterprint", () => {
    for (const fold of unfolded) fold.open = false;
  });
  addEventListener("hashchange", follow);
  follow();
};
