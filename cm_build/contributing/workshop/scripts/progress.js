// Où en est l’atelier : les pas d’un effet, les votes clos, et ce qui reste à faire quand on le reprend.
import { chosen, isClosed, total, votesOf } from "./counts.js";
import { donnees } from "./data.js";
import { session } from "./session.js";

export const DEBATE = "debat";
export const KEEP = "garder";
// Les pas d’un effet, dans l’ordre.
export const steps = () => [
  ...donnees.scrutins.map((one) => ({ id: one.cle, mot: one.titre })),
  { id: DEBATE, mot: "Débat" },
  { id: KEEP, mot: "Ce qu’on garde" },
];
// Un vote montré pèserait sur l’autre : les deux se clôturent avant que rien ne se montre.
/** @param {string} criterion */
export const openVote = (criterion) => donnees.scrutins.find(({ cle }) => !isClosed(cle, criterion));

/** @param {string} criterion */
const isBegun = (criterion) =>
  donnees.scrutins.some(
    ({ cle }) =>
      isClosed(cle, criterion) || Object.values(votesOf(cle)[criterion] ?? {}).some((counts) => total(counts)),
  );
// Choisir « nous ne tranchons pas », c’est aussi avoir répondu.
/** @param {string} criterion */
const isSettled = (criterion) => {
  const { preuves = [], ...answers } = session.gardes[criterion] ?? {};
  return (
    Object.keys(answers).length > 0 ||
    preuves.length > 0 ||
    (session.reserves[criterion] ?? []).length > 0 ||
    Boolean(session.decisions[criterion])
  );
};
// Le dernier effet commencé, tant qu’il n’est pas fini ; sinon le premier où un vote reste ouvert.
/** @returns {{ criterion: Workshop.Criterion | undefined, step: string }} */
export const leftAt = () => {
  const every = chosen();
  const current = every.findLast((one) => isBegun(one.id));
  if (current && !openVote(current.id) && !isSettled(current.id))
    return { criterion: current, step: session.desaccords[current.id] ? KEEP : DEBATE };
  const criterion =
    (current && openVote(current.id) ? current : every.find((one) => openVote(one.id))) ?? current ?? every[0];
  return { criterion, step: (criterion && openVote(criterion.id)?.cle) ?? KEEP };
};
