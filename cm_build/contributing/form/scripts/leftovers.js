// Ce qu’un ordinateur ajoute sans qu’on le demande n’est pas une fiche (places/leftovers.py).
const LEFTOVER = /^(?:\.DS_Store|\.localized|(?:eh)?Thumbs\.db|desktop\.ini|Icon\r|__MACOSX|\._.*)$/i;
/** @param {string} path */
export const isLeftover = (path) => path.split("/").some((step) => LEFTOVER.test(step));
