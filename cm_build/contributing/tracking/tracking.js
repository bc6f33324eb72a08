// Mon suivi : les fichiers restent dans la page, le programme les lit dans un fil à part, rien ne part ni ne se garde.
import { find, phrase } from "../../pages/shell/scripts/dom.js";
import { counted } from "../../pages/shell/scripts/french.js";
import { library } from "../../pages/shell/scripts/loading.js";

const assets = document.querySelector("script[src$='assets/suivi.js']").src.replace(/suivi\.js$/, "");
const box = find("suivi-ouvrir");
/** @type {Map<string, string>} */
const opened = new Map();
/** @type {Worker | null} */
let worker = null;
let asked = 0;

/** @param {string} text */
const say = (text) => find("suivi-etat").replaceChildren(phrase("span", { text }));

const HEAVIEST = 256 * 1024;
/** @param {Uint8Array<ArrayBuffer>} bytes */
const textOf = (bytes) => new TextDecoder("utf-8").decode(bytes);
/** @param {File} file @returns {Promise<[string, string][]>} */
const sheetsIn = async (file) => {
  if (!/\.zip$/i.test(file.name)) return file.size > HEAVIEST ? [] : [[file.name, await file.text()]];
  const zip = await library(`${assets}fflate.js`, "fflate");
  /** @param {{ name: string, originalSize: number }} one */
  const filter = (one) => /\.(ya?ml|txt)$/i.test(one.name) && one.originalSize <= HEAVIEST;
  /** @type {Record<string, Uint8Array<ArrayBuffer>>} */
  const found = zip.unzipSync(new Uint8Array(await file.arrayBuffer()), { filter });
  return Object.entries(found).map(([name, bytes]) => [name.slice(name.lastIndexOf("/") + 1), textOf(bytes)]);
};

const stop = () => {
  worker?.terminate();
  worker = null;
};
/** @param {{ nom: string, texte: string }[]} files @returns {Promise<any>} */
const ask = (files) =>
  new Promise((resolve) => {
    worker ??= new Worker(`${assets}apercu.js`, { type: "module" });
    asked += 1;
    const id = asked;
    worker.onmessage = ({ data }) => {
      if (data.etape) {
        find("suivi-avance").value = data.avance;
        say(data.etape);
      } else if (data.id === id) resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      stop();
      resolve({ echec: true });
    };
    /** @param {string} path */
    const at = (path) => new URL(path, assets).href;
    const moteur = {
      python: at(box.dataset.python),
      programme: at(box.dataset.programme),
      voisins: at("voisins.json"),
    };
    worker.postMessage({ suivi: files, id, moteur });
  });

const show = async () => {
  const files = [...opened].map(([nom, texte]) => ({ nom, texte }));
  find("suivi-avance").hidden = false;
  say("Lecture de vos fiches…");
  const answer = await ask(files);
  find("suivi-avance").hidden = true;
  // Effacé pendant que le programme se chargeait : rien ne reparaît.
  if (!opened.size) return;
  if (answer.echec) {
    say(
      "Le programme n’a pas pu se lancer sur cet appareil : la connexion a pu manquer, ou ce navigateur est trop ancien. Choisissez à nouveau vos fichiers pour réessayer.",
    );
    return;
  }
  const inside = new DOMParser().parseFromString(answer.html, "text/html");
  find("suivi").replaceChildren(...inside.body.childNodes);
  find("suivi-imprimer").hidden = false;
  say(`${counted(files.length, "fichier ouvert", "fichiers ouverts")}, sur cet appareil seulement.`);
  find("suivi").focus();
};
const erase = () => {
  opened.clear();
  find("suivi").replaceChildren();
  for (const id of ["suivi-imprimer", "suivi-effacer"]) find(id).hidden = true;
  find("suivi-fichiers").value = "";
  // Le fil a lu les fichiers : il s’arrête avec ce qu’il en sait.
  stop();
  say("C’est effacé de cette page.");
  find("suivi-fichiers").focus();
};

box.hidden = false;
find("suivi-fichiers").addEventListener("change", async (event) => {
  /** @type {string[]} */
  const lost = [];
  for (const file of event.target.files) {
    try {
      const sheets = await sheetsIn(file);
      if (!sheets.length) lost.push(file.name);
      for (const [name, text] of sheets) opened.set(name, text);
    } catch {
      lost.push(file.name);
    }
  }
  event.target.value = "";
  if (opened.size) {
    find("suivi-effacer").hidden = false;
    await show();
  }
  if (lost.length) say(`Ces fichiers n’ont pas pu être lus : ${lost.join(", ")}.`);
});
find("suivi-effacer").addEventListener("click", erase);
find("suivi-imprimer").addEventListener("click", () => print());
// « Précédent » rendrait la page telle qu’elle était : sur un appareil partagé, rien n’y reste.
window.addEventListener("pagehide", () => {
  if (opened.size) erase();
});
