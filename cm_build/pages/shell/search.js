// Ce que toute page charge : le sommaire de celles qui en ont un, et de quoi éveiller la recherche.
import { followContents } from "./scripts/contents.js";

followContents();
// Rien d’autre ne se charge avant que la recherche serve. Sans script, le champ mène à la liste des lieux.
const field = document.querySelector(".cm-recherche input");
const wake = async () => (await import("./suggestions.js")).suggest(field);
if (field && field === document.activeElement) wake();
else field?.addEventListener("focus", wake, { once: true });
