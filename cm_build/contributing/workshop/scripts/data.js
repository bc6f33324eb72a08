// Ce que la page porte du questionnaire (view.py).

import { find } from "../../../pages/shell/scripts/dom.js";
import { donnees as told } from "../../form/scripts/data.js";

const page = JSON.parse(find("atelier-donnees").textContent);
// Les groupes, dans l’ordre du questionnaire.
export const donnees = /** @type {Workshop.Told} */ ({ ...page, colleges: Object.fromEntries(page.colleges) });
// Les règles du formulaire sur les textes disent leurs messages d’ici.
Object.assign(told, { messages: donnees.messages, petit_college: donnees.petit_college });
export const [PRESENCE, DIRECTION] = donnees.scrutins;
