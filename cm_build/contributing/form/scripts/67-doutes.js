// Ce que seul le lieu peut dire : une répartition est-elle entière, une personne nommée est-elle d’accord ?
// On le demande une fois en quittant l’écran, puis à la relecture ; rien n’arrête, et une réponse donnée est retenue.
const settled = () => (Array.isArray(draft.regles) ? draft.regles : []);
const settle = ({ key }) => { draft.regles = [...new Set([...settled(), key])]; };
const askedOnce = new Set();
const isOpen = (doubt) => doubtsOf(doubt.question).some((one) => one.key === doubt.key);

const CLOSE_ENOUGH = 0.01;
const sumOf = (value) => Object.values(value).reduce((sum, one) => sum + (numberOf(one) || 0), 0);
const expectedTotal = ({ box }) => {
  const { total } = box.dataset;
  if (!total) return NaN;
  return /^\d+$/.test(total) ? Number(total) : numberOf(valueAt(draft.document, questions.get(total)?.path ?? ""));
};
// Commencée, pas cochée « J’ai tout indiqué », loin du total attendu, et il reste des lignes vides (places/partial.py).
const isBegun = (value, parts, whole) => {
  if (!isMap(value) || own(value, "complet") === "oui") return false;
  const given = parts.filter((part) => own(value, part) !== undefined);
  const reached = whole > 0 && Math.abs(sumOf(value) - whole) <= whole * CLOSE_ENOUGH;
  // Une ligne « ? » dit déjà que tout n’est pas connu.
  return given.length > 0 && given.length < parts.length && !reached && !Object.values(value).includes("ne_sait_pas");
};
const isPartial = (question) => question.kind === "repartition"
  && isBegun(valueAt(draft.document, question.path), namesIn(question.box, "part"), expectedTotal(question));
const wholeDoubts = (question) => {
  if (!isPartial(question)) return [];
  const all = question.box.querySelector("[data-complet]");
  return [{
    question,
    at: question.path,
    key: `complet:${question.name}`,
    text: "Est-ce tout ? Des lignes sont vides. Si vous avez tout indiqué, elles comptent pour zéro et le total se calcule. Sinon, votre portrait montre ce que vous avez indiqué, sans le donner pour un total.",
    answers: [
      { label: "Oui, j’ai tout indiqué", act: () => { all.checked = true; } },
      { label: "Non, il manque des lignes", keep: true },
    ],
  }];
};
const doubtsOf = (question) => (question.box.hidden ? [] : [...wholeDoubts(question), ...personDoubts(question)])
  .filter((one) => !settled().includes(one.key));
const doubtsIn = (screen) => inScreen(screen).filter(isShown).flatMap(doubtsOf);

// À la relecture, tout ce qui attend encore une réponse, d’un seul endroit.
const showDoubts = () => {
  const box = find("doutes");
  const found = screens.filter((screen) => screen.dataset.sujet !== "atelier").flatMap(doubtsIn);
  keepingFocus(box, () => {
    box.hidden = !found.length;
    box.replaceChildren(element("h3", { text: found.length > 1 ? `${found.length} questions avant de garder ou publier` : "Une question avant de garder ou publier" }),
      element("ul", {}, ...found.map((one) => entry(one, () => {
        announce("C’est noté.");
        showAnswers();
      }))));
  });
};
