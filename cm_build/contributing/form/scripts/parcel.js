// Le fichier prêt à partir.
import { find } from "../../../pages/shell/scripts/dom.js";

// Les gestes qui s’en servent ne se montrent qu’une fois le fichier prêt.
export const parcel = /** @type {{ ready: Form.Parcel }} */ ({});
// Un fichier préparé avant un changement n’est plus celui à envoyer.
export const forgetReady = () => {
  Reflect.deleteProperty(parcel, "ready");
  find("envoi").hidden = true;
  for (const id of ["texte-envoye", "reponses-envoyees", "retire", "envoi-etat", "empreinte"])
    find(id).replaceChildren();
};
