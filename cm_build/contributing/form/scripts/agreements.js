// Un vote dit en mots : ce que tout un groupe a répondu, sans compter ses voix.
import { lowerFirst } from "../../../pages/shell/scripts/french.js";
import { isMap } from "./tree.js";

/** @type {Record<string, string>} */
const AGREEMENTS = {
  toutes_presentes: "Toutes les personnes du groupe",
  toutes_votantes: "Toutes les personnes qui ont voté",
  la_plupart: "La plupart",
  partage: "Avis partagés",
};
/** @param {Form.Value} value */
export const isAgreement = (value) =>
  isMap(value) &&
  Object.keys(value).every((key) => key === "accord" || key === "reponses") &&
  Object.hasOwn(AGREEMENTS, String(value.accord)) &&
  Array.isArray(value.reponses) &&
  value.reponses.length > 0 &&
  value.reponses.every((/** @type {Form.Value} */ one) => typeof one === "string");
// « La plupart : favorable ; aussi choisi : les deux ».
/** @param {Form.Tree} told @param {(option: string) => string} wordOf */
export const agreementText = ({ accord, reponses }, wordOf) => {
  const [first, ...others] = reponses.map((/** @type {string} */ one) => lowerFirst(wordOf(one)));
  const rest =
    accord === "partage"
      ? [first, ...others].join(" ; ")
      : first + (others.length ? ` ; aussi choisi : ${others.join(", ")}` : "");
  return `${AGREEMENTS[accord]} : ${rest}`;
};
