// La page du formulaire : où l’on y est, et comment elle parle à la personne, à l’œil, au clavier et à l’oreille.
import { find } from "../../../pages/shell/scripts/dom.js";
import { spaced } from "../../../pages/shell/scripts/french.js";

export const page = document.getElementById("questionnaire");
// L’écran où l’on est, celui d’où l’on venait corriger une réponse et par quel lien ; ce qui vient d’arriver à tout le brouillon.
/** @type {{ current: Piece, backTo: string, linkTaken: string, notice: string }} */
export const route = { current: find("debut"), backTo: "", linkTaken: "", notice: "" };
// Ce qui vient d’apparaître est amené sous les yeux, et sous le clavier.
/** @param {Piece} box */
export const reveal = (box) => {
  box.hidden = false;
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
};
// Ce qui change une boîte peut ôter ce qui avait le clavier : il va à la même chose redessinée, sinon à ce qui suit.
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
/** @param {Piece} one */
export const canFocus = (one) => one.isConnected && !one.disabled && one.checkVisibility() && !one.closest("[inert]");
/** @param {Piece} box */
const following = (box) =>
  [...page.querySelectorAll(FOCUSABLE)].find(
    (one) => canFocus(one) && !box.contains(one) && box.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
/** @param {Piece} box @param {() => void} change @param {() => Piece | undefined} [next] */
export const keepingFocus = (
  box,
  change,
  next = () => [...box.querySelectorAll(FOCUSABLE)].find(canFocus) ?? following(box),
) => {
  const held = box.contains(document.activeElement) ? /** @type {Piece} */ (document.activeElement) : null;
  const same = held?.id
    ? `#${CSS.escape(held.id)}`
    : held?.hasAttribute("href")
      ? `a[href="${CSS.escape(held.getAttribute("href"))}"]`
      : "";
  change();
  if (!held || (canFocus(held) && document.activeElement === held)) return;
  const again = same ? box.querySelector(same) : null;
  (again && canFocus(again) ? again : next())?.focus();
};
/** @param {string} id @param {string} text */
export const say = (id, text) => {
  find(id).textContent = spaced(text);
};
// Un même geste peut avoir plusieurs choses à dire : la dernière ne fait pas taire les autres.
const toAnnounce = new Set();
/** @param {string} text */
export const announce = (text) => {
  if (!toAnnounce.size) setTimeout(() => toAnnounce.clear());
  toAnnounce.add(text);
  say("annonce", [...toAnnounce].join(" "));
};
/** @param {Piece} input */
export const describedBy = (input) => (input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
/** @param {Piece} input @param {"add" | "delete"} action @param {string} id */
export const describe = (input, action, id) => {
  const ids = new Set(describedBy(input));
  ids[action](id);
  if (ids.size) input.setAttribute("aria-describedby", [...ids].join(" "));
  else input.removeAttribute("aria-describedby");
};

// Ce qui vient d’arriver se dit sous le bouton que l’on a pressé.
/** @param {string} id @param {Happening | undefined} event */
export const sayUnder = (id, event) => {
  const line = event?.target.closest?.("p");
  if (line && find(id).closest(".cm-ecran") === line.closest(".cm-ecran")) line.after(find(id));
};
