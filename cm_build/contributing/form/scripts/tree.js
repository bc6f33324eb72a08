// Le document : les mêmes clés que le fichier d’un lieu, et des textes pour toutes valeurs, comme le lecteur strict.
/** @param {Form.Value} value */
export const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
/** @param {Form.Value} value */
export const isEmpty = (value) =>
  value === undefined ||
  value === null ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.length === 0) ||
  (isMap(value) && Object.keys(value).length === 0);
/** @param {Form.Value} value */
export const copy = (value) => JSON.parse(JSON.stringify(value));
/** @param {Form.Value} map @param {string} key @returns {Form.Value} */
export const own = (map, key) => (isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined);
/** @param {string} path */
export const keysOf = (path) => (path ? path.split(".") : []);

/** @param {Form.Tree} tree @param {string} path @returns {Form.Value} */
export const valueAt = (tree, path) => keysOf(path).reduce((node, key) => own(node, key), tree);

// Pose une valeur, ou l’ôte si elle est vide, avec les branches que cela vide.
/** @param {Form.Tree} tree @param {string | string[]} path @param {Form.Value} value */
export const setAt = (tree, path, value) => {
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
/** @param {Form.Tree} tree @param {string} key @param {Form.Value} value */
export const define = (tree, key, value) =>
  Object.defineProperty(tree, key, { value, writable: true, enumerable: true, configurable: true });
export const RESERVED = ["ne_sait_pas", "sans_objet"];
// Ce qu’un fichier contient et que le champ ne sait pas montrer attend à côté, et revient dans la réponse.
/** @param {Form.Tree} told @param {Form.Value} [rest] */
export const withRest = (told, rest = {}) => {
  for (const [key, value] of Object.entries(rest)) if (own(told, key) === undefined) define(told, key, value);
  return told;
};
/** @param {Form.Value} value @param {string[]} shown */
export const restOf = (value, shown) =>
  Object.fromEntries(
    Object.entries(isMap(value) ? value : {}).filter(([key, one]) => typeof one !== "string" || !shown.includes(key)),
  );

/** @param {Form.Value} one @param {Form.Value} other */
export const same = (one, other) => JSON.stringify(sortedKeys(one)) === JSON.stringify(sortedKeys(other));
/** @param {Form.Value} value @returns {Form.Value} */
const sortedKeys = (value) =>
  Array.isArray(value)
    ? value.map(sortedKeys)
    : isMap(value)
      ? Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, one]) => [key, sortedKeys(one)])
      : value;
/** @param {Form.Value} value @returns {Form.Value} */
export const trimmed = (value) =>
  typeof value === "string"
    ? value.trim()
    : Array.isArray(value)
      ? value.map(trimmed)
      : isMap(value)
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, trimmed(one)]))
        : value;
/** @param {Form.Value} value @returns {Form.Value} */
export const textual = (value) => {
  if (Array.isArray(value)) return value.map(textual);
  if (isMap(value)) {
    const made = {};
    for (const [key, inner] of Object.entries(value)) define(made, key, textual(inner));
    return made;
  }
  return value === null || value === undefined ? "" : String(value);
};
