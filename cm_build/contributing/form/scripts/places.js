// Les lieux que le référentiel publie déjà.
import { assets, siteFile } from "./pieces.js";

/** @type {Form.Place[] | null} */
let listed = null;
export const publishedPlaces = async () => {
  if (!assets) return null;
  try {
    listed ??= (await siteFile("api/v1/lieux.json")).lieux;
  } catch {
    /* sans la liste, la réception dira la même chose */
  }
  return listed;
};
/** @param {Form.Place} place */
export const callPlace = (place) => `« ${place.nom} » (${place.commune})`;
