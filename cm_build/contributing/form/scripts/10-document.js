// Le document : les mêmes clés que le fichier d’un lieu, et des textes pour toutes valeurs, comme le lecteur strict.
const page = document.getElementById("questionnaire");
const donnees = JSON.parse(document.getElementById("formulaire-donnees").textContent);

const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isEmpty = (value) =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "")
  || (Array.isArray(value) && value.length === 0) || (isMap(value) && Object.keys(value).length === 0);
const copy = (value) => JSON.parse(JSON.stringify(value));
const own = (map, key) => (isMap(map) && Object.prototype.hasOwnProperty.call(map, key) ? map[key] : undefined);
const keysOf = (path) => (path ? path.split(".") : []);

const valueAt = (tree, path) => keysOf(path).reduce((node, key) => own(node, key), tree);

// Pose une valeur, ou l’ôte si elle est vide, avec les branches que cela vide.
const setAt = (tree, path, value) => {
  const [key, ...rest] = Array.isArray(path) ? path : keysOf(path);
  if (rest.length) {
    if (!isMap(own(tree, key))) {
      if (isEmpty(value)) return;
      define(tree, key, {});
    }
    setAt(tree[key], rest, value);
    if (isEmpty(tree[key])) delete tree[key];
  } else if (isEmpty(value)) {
    delete tree[key];
  } else {
    define(tree, key, value);
  }
};

// Une clé comme « __proto__ » reste une clé parmi d’autres.
const define = (tree, key, value) =>
  Object.defineProperty(tree, key, { value, writable: true, enumerable: true, configurable: true });

// Les espaces de la typographie française : une ligne ne commence jamais par un signe.
const spaced = (text) => text.replace(/ ([;!?])/g, "\u202f$1").replace(/ ([:»])/g, "\u00a0$1").replace(/« /g, "«\u00a0");
const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "text") made.textContent = spaced(value);
    else if (value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.map((child) => (typeof child === "string" ? spaced(child) : child)));
  return made;
};
const find = (id) => document.getElementById(id);
const plural = (count, one, many) => `${count} ${count > 1 ? many : one}`;
// Ce qui vient d’apparaître est amené sous les yeux, et sous le clavier.
const reveal = (box) => {
  box.hidden = false;
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
};
// Ce qui change une boîte peut ôter ce qui avait le clavier : il va à la même chose redessinée, sinon à ce qui suit.
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
const canFocus = (one) => one.isConnected && !one.disabled && one.checkVisibility() && !one.closest("[inert]");
const following = (box) => [...page.querySelectorAll(FOCUSABLE)]
  .find((one) => canFocus(one) && !box.contains(one) && (box.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING));
const keepingFocus = (box, change, next = () => [...box.querySelectorAll(FOCUSABLE)].find(canFocus) ?? following(box)) => {
  const held = box.contains(document.activeElement) ? document.activeElement : null;
  const same = held?.id ? `#${CSS.escape(held.id)}` : held?.hasAttribute("href") ? `a[href="${CSS.escape(held.getAttribute("href"))}"]` : "";
  change();
  if (!held || (canFocus(held) && document.activeElement === held)) return;
  const again = same ? box.querySelector(same) : null;
  (again && canFocus(again) ? again : next())?.focus();
};
const say = (id, text) => { find(id).textContent = spaced(text); };
// Un même geste peut avoir plusieurs choses à dire : la dernière ne fait pas taire les autres.
const toAnnounce = new Set();
const announce = (text) => {
  if (!toAnnounce.size) setTimeout(() => toAnnounce.clear());
  toAnnounce.add(text);
  say("annonce", [...toAnnounce].join(" "));
};
