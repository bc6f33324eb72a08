// Pourquoi une valeur manque, pour un lieu et pour plusieurs.
/** @type {Record<string, [string, string]>} */
export const ABSENCES = {
  non_repondu: ["sans réponse", "sans réponse"],
  ne_sait_pas: ["ne sait pas", "ne savent pas"],
  sans_objet: ["sans objet", "sans objet"],
  prealable_inconnu: ["on ne sait pas si cela se pose", "on ne sait pas si cela se pose"],
  non_publie: ["non publié", "non publiés"],
};
