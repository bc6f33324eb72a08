// Les photos : réduites et redessinées ici. Redessiner n’en garde que les pixels : ni lieu, ni heure, ni appareil.
import { phrase } from "../../../pages/shell/scripts/dom.js";
import { photoBlob, photoUrls } from "./photo_store.js";

const LONGEST = 2000;
/** @param {Blob} file */
export const reduced = async (file) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = phrase("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  // Une photo transparente est posée sur du blanc : le JPEG n’a pas de transparence.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("photo vide"))), "image/jpeg", 0.86);
  });
};
/** @param {string} name */
export const photoSize = async (name) => {
  const blob = await photoBlob(name);
  if (!blob) return null;
  try {
    const picture = await createImageBitmap(blob);
    const size = { width: picture.width, height: picture.height };
    picture.close();
    return size;
  } catch {
    return null;
  }
};
// Les copies que fera le site n’existent pas encore : la page montre la photo de l’appareil à leur place.
/** @param {string} name */
export const photoMark = (name) => String([...photoUrls.keys()].indexOf(name) + 1).padStart(16, "0");
/** @param {Blob} blob */
export const dataAddress = (blob) =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(blob);
  });
