// Les photos pèsent trop pour le stockage des textes : elles ont le leur, qui peut manquer, refuser ou ne jamais répondre.
import { device, unstored } from "./draft.js";
import { happened } from "./moments.js";

const SLOWEST_STORE = 5000;
const PHOTO_KEYS = `${location.pathname}|`;
export const photoUrls = new Map();
// Ce qui n’est pas encore rangé, ou que l’appareil ne veut pas garder, vit le temps de la page.
const kept = new Map();

const photoStore = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("commune-mesure", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("photos");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
/** @param {Promise<any>} work */
const inTime = (work) =>
  Promise.race([
    work,
    new Promise((_, reject) => {
      setTimeout(() => reject(new Error("le stockage ne répond pas")), SLOWEST_STORE);
    }),
  ]);
/** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} action */
const transacted = async (mode, action) => {
  const base = await photoStore();
  return new Promise((resolve, reject) => {
    const work = base.transaction("photos", mode);
    const request = action(work.objectStore("photos"));
    work.oncomplete = () => {
      base.close();
      resolve(request.result);
    };
    work.onabort = () => {
      base.close();
      reject(work.error);
    };
  });
};
/** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} action */
const inStore = (mode, action) => inTime(transacted(mode, action));

// La photo se voit tout de suite ; elle est rangée ensuite.
/** @param {string} name @param {Blob} blob */
const showPhoto = (name, blob) => {
  if (photoUrls.has(name)) URL.revokeObjectURL(photoUrls.get(name));
  photoUrls.set(name, URL.createObjectURL(blob));
  kept.set(name, blob);
};
/** @param {string} name */
const storePhoto = async (name) => {
  const blob = kept.get(name);
  if (!blob) return;
  try {
    // Safari, en navigation privée, refuse de ranger un Blob ; il accepte ses octets.
    const bytes = await blob.arrayBuffer();
    await inStore("readwrite", (store) => store.put(bytes, PHOTO_KEYS + name));
    if (kept.get(name) === blob) kept.delete(name);
    unstored.delete(name);
  } catch {
    unstored.add(name);
    device.sheltered = false;
  }
  happened("enregistrement");
};
/** @param {string} name @param {Blob} blob */
export const keepPhoto = (name, blob) => {
  showPhoto(name, blob);
  return storePhoto(name);
};
/** @param {string} name */
export const photoBlob = async (name) => {
  if (kept.has(name)) return kept.get(name);
  try {
    // Une photo rangée avant que chaque formulaire ait sa place l’est sous son seul nom.
    const found =
      (await inStore("readonly", (store) => store.get(PHOTO_KEYS + name))) ??
      (await inStore("readonly", (store) => store.get(name)));
    return found instanceof ArrayBuffer ? new Blob([found], { type: "image/jpeg" }) : found;
  } catch {
    return undefined;
  }
};
/** @param {string} name */
export const forgetPhoto = async (name) => {
  dropPhoto(name);
  try {
    await inStore("readwrite", (store) => {
      store.delete(name);
      return store.delete(PHOTO_KEYS + name);
    });
  } catch {
    /* rien n’y était */
  }
};
/** @param {string} name */
const dropPhoto = (name) => {
  URL.revokeObjectURL(photoUrls.get(name));
  for (const held of [photoUrls, kept, unstored]) held.delete(name);
  happened("enregistrement");
};
// Seulement celles de ce formulaire : un autre, à la même adresse, garde les siennes.
export const forgetPhotos = async () => {
  const names = [...photoUrls.keys()];
  for (const name of names) dropPhoto(name);
  try {
    await inStore("readwrite", (store) => {
      for (const name of names) store.delete(name);
      return store.delete(IDBKeyRange.bound(PHOTO_KEYS, `${PHOTO_KEYS}\uffff`));
    });
  } catch {
    /* rien n’y était */
  }
};
// Un autre brouillon arrive avec ses photos : on les voit aussitôt, et les anciennes s’effacent derrière.
/** @param {Form.Photo[]} photos */
export const replacePhotos = (photos) => {
  const emptied = forgetPhotos();
  for (const { name, blob } of photos) showPhoto(name, blob);
  return emptied.then(() => Promise.all(photos.map(({ name }) => storePhoto(name))));
};
