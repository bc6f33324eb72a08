// Écrire le fichier : les textes toujours entre guillemets, pour que « 01004 », « no » ou « 12:30 » restent ce qu’ils sont.
const WORD = /^(?:[a-z][a-z0-9_]*|-?\d+(?:\.\d+)?|\d{4}-\d{2}-\d{2})$/;
const SAID = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"]);
const ESCAPED = /[\\"\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]/gu;
const SHORT = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r" };
const quoted = (text) => `"${text.replace(ESCAPED, (one) => SHORT[one] ?? `\\u${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`)}"`;
const scalar = (text) => (WORD.test(text) && !SAID.has(text) && !/^-?0\d/.test(text) ? text : quoted(text));
const keyText = (key) => (/^[a-z][a-z0-9_]*$/.test(key) && !SAID.has(key) ? key : quoted(key));

const inline = (value) => {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (isMap(value)) return `{${Object.entries(value).map(([key, one]) => `${keyText(key)}: ${inline(one)}`).join(", ")}}`;
  return scalar(String(value ?? ""));
};
const lines = (tree, depth = 0) => Object.entries(tree).flatMap(([key, value]) => {
  const margin = "  ".repeat(depth);
  return isMap(value) && Object.keys(value).length
    ? [`${margin}${keyText(key)}:`, ...lines(value, depth + 1)]
    : [`${margin}${keyText(key)}: ${inline(value)}`];
});

const HEADER = ["questionnaire", "publication", "licence_acceptee", "etat", "date_fermeture", "identifiants", "reponse", "afficher_reperes", "estimations", "sections_masquees", "reponses_masquees", "sections_publiees"];
// Dans l’ordre du questionnaire, ce qui n’y est pas à la fin : deux fichiers se comparent ligne à ligne.
const ordered = (tree) => {
  const result = {};
  const place = (path) => {
    const value = valueAt(tree, path);
    if (!isEmpty(value)) setAt(result, path, value);
  };
  HEADER.forEach(place);
  for (const question of questions.values()) {
    if (HEADER.includes(keysOf(question.path)[0])) continue;
    for (const end of ["", "_precision", "_details"]) place(question.path + end);
  }
  return complete(result, tree);
};
const complete = (result, tree) => {
  for (const [key, value] of Object.entries(tree)) {
    const known = own(result, key);
    if (known === undefined) define(result, key, value);
    else if (isMap(known) && isMap(value)) complete(known, value);
  }
  return result;
};
const fileText = (tree) => `${lines(ordered(tree)).join("\n")}\n`;

// Lire un fichier : une bibliothèque découpe, et rend chaque valeur comme un texte.
// Comme le lecteur du site : un fichier plus lourd, ou qui se répète par des renvois, n’est pas une fiche.
const HEAVIEST = 256 * 1024;
const readFileText = async (text) => {
  if (text.length > HEAVIEST) throw new Error("Il est trop lourd pour être une fiche.");
  const yaml = await library("js-yaml.js", "jsyaml");
  const tree = yaml.load(text, { schema: yaml.FAILSAFE_SCHEMA, maxAliases: 0 });
  if (!isMap(tree)) throw new Error("Ce fichier ne contient pas de réponses.");
  return textual(tree);
};
const textual = (value) => {
  if (Array.isArray(value)) return value.map(textual);
  if (isMap(value)) {
    const made = {};
    for (const [key, inner] of Object.entries(value)) define(made, key, textual(inner));
    return made;
  }
  return value === null || value === undefined ? "" : String(value);
};

const assets = document.querySelector("script[src$='assets/formulaire.js']")?.src.replace(/formulaire\.js$/, "");
const library = (file, name) => new Promise((resolve, reject) => {
  if (window[name]) return resolve(window[name]);
  if (!assets) return reject(new Error("Il manque une pièce à cette copie du formulaire."));
  const script = element("script", { src: assets + file });
  script.addEventListener("load", () => resolve(window[name]));
  script.addEventListener("error", () => reject(new Error("Le chargement a échoué : vérifiez la connexion, puis recommencez.")));
  document.head.append(script);
});
