// Ce que la page demande au site, et ce qu’elle donne à garder.
import { element } from "./dom.js";

// Chaque fichier n’est demandé qu’une fois ; un échec peut être retenté.
const known = new Map();
/** @param {string} address @param {() => Promise<any>} ask */
const once = (address, ask) => {
  if (!known.has(address)) {
    const asked = ask();
    asked.catch(() => known.delete(address));
    known.set(address, asked);
  }
  return known.get(address);
};

/** @param {string} address */
export const load = (address) =>
  once(address, async () => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer.json();
  });

// Une bibliothèque d’ailleurs se range sous un nom de la page : elle n’arrive qu’au moment de servir.
/** @param {string} address @param {string} name */
export const library = (address, name) =>
  once(
    address,
    () =>
      new Promise((resolve, reject) => {
        const script = element("script", { src: address });
        script.addEventListener("load", () => resolve(Reflect.get(globalThis, name)));
        script.addEventListener("error", () => {
          script.remove();
          reject(new Error(`${name} n’a pas répondu`));
        });
        document.head.append(script);
      }),
  );

// L’adresse du fichier reste bonne le temps qu’un navigateur lent le demande.
const SLOWEST_SAVE = 60_000;
/** @param {Blob} blob @param {string} name */
export const save = (blob, name) => {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), SLOWEST_SAVE);
};
