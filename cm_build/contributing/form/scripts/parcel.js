// Le fichier prêt à partir.
import { find } from "../../../pages/shell/scripts/dom.js";

export const parcel = { ready: null };
// Un fichier préparé avant un changement n’est plus celui à envoyer.
export const forgetReady = () => {
  parcel.ready = null;
  find("envoi").hidden = true;
  for (const id of ["texte-envoye", "reponses-envoyees", "retire", "envoi-etat", "empreinte"]) find(id).replaceChildren();
};
