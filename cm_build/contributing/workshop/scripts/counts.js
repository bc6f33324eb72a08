// Compter : les voix d’un groupe, les personnes présentes, les effets choisis.
import { donnees } from "./data.js";
import { session } from "./session.js";

/** @param {string | undefined} text */
export const whole = (text) => (/^\d{1,4}$/.test(text ?? "") ? Number(text) : 0);
/** @param {Record<string, string>} [counts] */
export const total = (counts) => Object.values(counts ?? {}).reduce((sum, one) => sum + whole(one), 0);
/** @param {string} college */
export const present = (college) => whole(session.participants[college]);
// Les groupes qui ont quelqu’un dans la salle, dans l’ordre du questionnaire.
export const colleges = () => Object.keys(donnees.colleges).filter((one) => present(one) > 0);
export const everyone = () => total(session.participants);

/** @param {string} key @returns {Workshop.Votes} */
export const votesOf = (key) => Reflect.get(session, key);
/** @param {string} key @param {string} criterion @param {string} college */
export const counts = (key, criterion, college) => votesOf(key)[criterion]?.[college] ?? {};
/** @param {string} key @param {string} criterion @param {string} college @param {string} option @param {number} count */
export const setCount = (key, criterion, college, option, count) => {
  const votes = votesOf(key);
  votes[criterion] ??= {};
  const told = votes[criterion];
  told[college] ??= {};
  if (count > 0) told[college][option] = String(count);
  else delete told[college][option];
  if (!Object.keys(told[college]).length) delete told[college];
  if (!Object.keys(told).length) delete votes[criterion];
};
/** @param {string} key @param {string} criterion */
export const isClosed = (key, criterion) => session.clos.includes(`${key}.${criterion}`);
/** @param {string} key @param {string} criterion @param {boolean} closed */
export const setClosed = (key, criterion, closed) => {
  const name = `${key}.${criterion}`;
  session.clos = session.clos.filter((one) => one !== name);
  if (closed) session.clos.push(name);
};
/** @returns {Workshop.Criterion[]} */
export const chosen = () => {
  const known = new Map(donnees.criteres.map((one) => [one.id, one]));
  const own = new Map(
    session.criteres_du_lieu.map((one) => [
      one.id,
      { ...one, question: "", definition: "", ancres: {}, chemins: {}, propre: true },
    ]),
  );
  return session.criteres.flatMap((id) => known.get(id) ?? own.get(id) ?? []);
};
