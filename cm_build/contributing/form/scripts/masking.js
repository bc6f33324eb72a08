// Ce qu’une fiche dit d’un atelier sans redonner le vote de personne. La règle est celle du site (places/ballot.py) ;
// tests/data/cas-atelier.json les tient toutes deux.
import { numberOf } from "./numbers.js";
import { isEmpty, isMap } from "./tree.js";

export const MERGED = "Des groupes de moins de trois votes ont rejoint « autres », pour que personne ne soit reconnu.";
export const WORDED =
  "Un groupe a répondu tout entier de la même façon : cela se saura. Toutes ses réponses se disent en mots, et le nombre de ses personnes ne se publie pas.";
const BALLOTS = ["votes", "sens"];
const BY_CRITERION = [...BALLOTS, "desaccords", "reserves", "decisions"];
/** @param {Form.Value} count */
const many = (count) => numberOf(String(count)) || 0;
/** @param {Form.Tree} counts */
export const votersOf = (counts) => Object.values(counts).reduce((sum, one) => sum + many(one), 0);
// Un vote qui n’est pas compté, parce qu’il est dit en mots ou mal écrit, reste comme il est.
/** @param {Form.Value} ballot */
const inWords = (ballot) => !isMap(ballot) || "accord" in ballot || "reponses" in ballot;
/** @param {Form.Tree} workshop @returns {Form.Tree[]} */
const ballotsOf = (workshop) =>
  BALLOTS.flatMap((key) => Object.values(isMap(workshop[key]) ? workshop[key] : {})).filter(isMap);

// Un atelier dit-il quelque chose de cet effet, en votes ou en mots ?
/** @param {Form.Tree} workshop @param {string} criterion */
export const tellsOf = (workshop, criterion) =>
  BY_CRITERION.some((key) => isMap(workshop[key]) && !isEmpty(workshop[key][criterion]));
/** @param {Form.Tree} workshop @param {string[]} hidden */
const forget = (workshop, hidden) => {
  for (const key of BY_CRITERION) for (const one of hidden) if (isMap(workshop[key])) delete workshop[key][one];
};
/** @param {Form.Tree} counts @param {Form.Tree} others */
const pour = (counts, others) => {
  for (const [option, count] of Object.entries(counts)) others[option] = String(many(others[option]) + many(count));
};
// Un groupe de moins de trois votes rejoint « autres » ; ses personnes aussi, si rien ne reste à son nom.
/** @param {Form.Tree} workshop @param {Form.Small} small */
const mergeSmall = (workshop, { seuil, vers }) => {
  const merged = new Set();
  for (const ballots of ballotsOf(workshop)) {
    for (const [college, counts] of Object.entries(ballots)) {
      const voters = votersOf(counts);
      if (college === vers || inWords(counts) || voters >= seuil) continue;
      if (voters) {
        ballots[vers] ??= {};
        pour(counts, ballots[vers]);
        merged.add(college);
      }
      delete ballots[college];
    }
  }
  const people = workshop.participants;
  for (const college of merged) {
    if (!isMap(people) || people[college] === undefined || ballotsOf(workshop).some((one) => one[college])) continue;
    people[vers] = String(many(people[vers]) + many(people[college]));
    delete people[college];
  }
  return merged.size > 0;
};
/** @param {Form.Tree} workshop @param {Form.Small} small */
const dropFew = (workshop, { seuil }) => {
  let dropped = false;
  for (const ballots of ballotsOf(workshop))
    for (const [college, counts] of Object.entries(ballots)) {
      if (inWords(counts) || votersOf(counts) >= seuil) continue;
      dropped ||= votersOf(counts) > 0;
      delete ballots[college];
    }
  return dropped;
};
/** @param {Form.Tree} counts */
const chosenIn = (counts) =>
  Object.keys(counts)
    .filter((option) => many(counts[option]))
    .sort();
/** @param {Form.Tree} counts @param {Form.Value} present */
export const wordsOf = (counts, present) => {
  const [chosen, voters] = [chosenIn(counts), votersOf(counts)];
  if (chosen.length === 1)
    return {
      accord: present !== undefined && many(present) === voters ? "toutes_presentes" : "toutes_votantes",
      reponses: chosen,
    };
  const most = chosen.filter((option) => 2 * many(counts[option]) > voters);
  return {
    accord: most.length ? "la_plupart" : "partage",
    reponses: [...most, ...chosen.filter((option) => !most.includes(option))],
  };
};
// Où tout un groupe s’accorde, ses mots disent déjà le vote de chacune de ses personnes ; au moins, rien de lui ne se
// compte plus : on ne sait pas combien elles étaient.
/** @param {Form.Tree} workshop */
const tellInWords = (workshop) => {
  const people = isMap(workshop.participants) ? workshop.participants : {};
  const agreeing = new Set(
    ballotsOf(workshop).flatMap((ballots) =>
      Object.keys(ballots).filter((one) => inWords(ballots[one]) || chosenIn(ballots[one]).length === 1),
    ),
  );
  let said = false;
  for (const ballots of ballotsOf(workshop))
    for (const college of agreeing) {
      if (!ballots[college] || inWords(ballots[college])) continue;
      ballots[college] = wordsOf(ballots[college], people[college]);
      said = true;
    }
  for (const college of agreeing) delete people[college];
  return said;
};
/** @param {Form.Tree} workshop */
const tidy = (workshop) => {
  for (const key of BY_CRITERION) {
    const told = workshop[key];
    if (isMap(told)) for (const one of Object.keys(told)) if (isEmpty(told[one])) delete told[one];
    if (isEmpty(told)) delete workshop[key];
  }
  if (isEmpty(workshop.participants)) delete workshop.participants;
};
// Le nombre de personnes d’un atelier, moins les groupes comptés, donnerait celui d’un groupe dit en mots.
/** @param {Form.Tree} tree @returns {string[]} */
export const forgetPeople = (tree) => {
  const [workshop, told] = [tree.evaluation_collective, tree.reponse];
  const worded =
    isMap(workshop) && ballotsOf(workshop).some((ballots) => Object.values(ballots).some((one) => inWords(one)));
  if (!worded || !isMap(told) || told.mode !== "atelier" || isEmpty(told.personnes)) return [];
  delete told.personnes;
  return [
    "Le nombre de personnes de l’atelier reste chez vous : il donnerait celui d’un groupe dont l’avis est dit en mots.",
  ];
};
// Masque une copie de « evaluation_collective », et dit ce qui a été fait. D’abord ce que le lieu garde pour lui.
/** @param {Form.Tree} workshop @param {Form.Small} small @param {string[]} [hidden] */
export const mask = (workshop, small, hidden = []) => {
  forget(workshop, hidden);
  const merged = mergeSmall(workshop, small);
  const dropped = dropFew(workshop, small);
  const worded = tellInWords(workshop);
  tidy(workshop);
  return [
    ...(merged ? [MERGED] : []),
    ...(dropped
      ? [
          "Même réunis, certains votes viennent de moins de trois personnes : ils restent chez vous. Une réserve écrite avec l’accord de qui l’a reste, elle, dans la fiche.",
        ]
      : []),
    ...(worded ? [WORDED] : []),
  ];
};
