// Reprendre : un fichier gardé, un lieu publié, l’an dernier, la section remplie par une autre personne.
const NAME = /(?:^|_)(\d{4})(?=[_.])/;

// L’année telle que la personne l’a écrite, même si ce n’en est pas une : elle la corrigera.
const yearOf = (name, text) => NAME.exec(name)?.[1] ?? /^# .*, année (?!à préciser$)(.+)$/m.exec(text.split("\n", 1)[0])?.[1].trim() ?? "";

const textOf = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error("Ses accents sont écrits d’une autre façon : ouvrez-le dans un éditeur de texte, puis ré-enregistrez-le en « UTF-8 ».");
  }
};
// Ce qu’un ordinateur ajoute sans qu’on le demande n’est pas une fiche (places/leftovers.py).
const LEFTOVER = /^(?:\.DS_Store|\.localized|(?:eh)?Thumbs\.db|desktop\.ini|Icon\r|__MACOSX|\._.*)$/i;
const isLeftover = (path) => path.split("/").some((step) => LEFTOVER.test(step));
const openFile = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!/\.zip$/i.test(file.name)) {
    const text = textOf(bytes);
    return { tree: await readFileText(text), photos: [], lost: [], year: yearOf(file.name, text) };
  }
  const { content, heavy } = await unzipped(bytes);
  const names = Object.keys(content).filter((name) => !isLeftover(name));
  const sheets = names.filter((name) => /\.(ya?ml|txt)$/i.test(name));
  if (sheets.length !== 1) throw new Error(`Une archive contient une fiche et une seule ; celle-ci en contient ${sheets.length}.`);
  const text = textOf(content[sheets[0]]);
  const { photos, lost } = await photosIn(content, names);
  return { tree: await readFileText(text), photos, lost: [...heavy, ...lost], year: yearOf(sheets[0], text) };
};
const HEAVIEST_PHOTO = 20e6;
const unzipped = async (bytes) => {
  const zip = await library("fflate.js", "fflate");
  const heavy = [];
  const light = (one) => {
    if (one.originalSize >= HEAVIEST_PHOTO) heavy.push(one.name.split("/").pop());
    return one.originalSize < HEAVIEST_PHOTO;
  };
  try {
    return { content: zip.unzipSync(bytes, { filter: light }), heavy };
  } catch {
    throw new Error("L’archive est abîmée, ou protégée par un mot de passe.");
  }
};
// Une photo reprise d’un fichier est redessinée comme une photo choisie : rien de l’appareil ne la suit.
const photosIn = async (content, names) => {
  const [photos, lost] = [[], []];
  for (const name of names.filter((one) => /\.(jpe?g|png|webp)$/i.test(one))) {
    const bare = name.split("/").pop();
    try {
      photos.push({ name: bare, blob: await reduced(new Blob([content[name]])) });
    } catch {
      lost.push(bare);
    }
  }
  return { photos, lost };
};

const yearly = () => [...questions.values()].filter((one) => "annuel" in one.box.dataset);
const nextYear = (tree) => {
  const made = copy(tree);
  const emptied = yearly().filter((one) => !isEmpty(valueAt(made, one.path)));
  for (const question of emptied) {
    for (const end of ["", "_precision", "_details"]) setAt(made, question.path + end, "");
  }
  for (const key of ["evaluation_collective", "reponse", "licence_acceptee"]) delete made[key];
  pruneEstimates(made);
  return { made, emptied };
};

// Une année passée compte pour l’évolution, que son fichier ait été gardé ou publié.
const published = (tree) => fileText({ ...tree, publication: "publique", licence_acceptee: "oui" });

const proposeResume = ({ tree, year, lieu, photos = [], lost = [], anciens = {}, source }) => {
  const box = find("reprise");
  const name = valueAt(tree, questions.get(donnees.nom).path) ?? "ce lieu";
  const next = /^\d{4}$/.test(year) ? String(Number(year) + 1) : "";
  // Tout se voit dans le même geste : le stockage des photos, lui, peut attendre.
  const resume = (found, wanted, older) => {
    if (!replaceable()) return reveal(find("abri"));
    replacePhotos(photos);
    adopt({ document: withoutConsent(found), annee: wanted, lieu: lieu ?? "", anciens: older });
    saveNow();
    box.hidden = true;
    return goTo("#sommaire");
  };
  const same = element("button", { type: "button", class: "cm-bouton", text: year ? `Reprendre la fiche de ${year}` : "Reprendre cette fiche" });
  same.addEventListener("click", () => resume(tree, year, anciens));
  const later = element("button", { type: "button", class: "cm-bouton cm-bouton--clair", text: next ? `Préparer la fiche de ${next}` : "Préparer l’année suivante" });
  const { made, emptied } = nextYear(tree);
  later.addEventListener("click", () => {
    notice = `${plural(emptied.length, "réponse qui change chaque année a été vidée", "réponses qui changent chaque année ont été vidées")} ; les autres sont gardées.`;
    resume(made, next, next ? { ...anciens, [year]: published(tree) } : anciens);
    announce(`Les réponses de ${year || "l’an dernier"} sont reprises. ${plural(emptied.length, "chiffre qui change d’une année à l’autre a été vidé", "chiffres qui changent d’une année à l’autre ont été vidés")}.`);
  });
  box.replaceChildren(
    element("p", {}, element("strong", { text: `« ${name} »${year ? `, ${year}` : ""}` }), ` ${source}. Que voulez-vous faire ?`),
    element("p", {}, `Pour une nouvelle année, ${emptied.length ? `${plural(emptied.length, "réponse est vidée", "réponses sont vidées")} (les chiffres et les comptes de l’année) ; le reste est gardé.` : "tout est gardé."}`),
    ...(lost.length ? [element("p", { text: `Photos que cet appareil n’a pas su lire, à choisir à nouveau : ${lost.join(", ")}.` })] : []),
    element("p", { class: "cm-actions" }, same, " ", later),
    ...(hasDraft() ? [element("p", { text: "Attention : le brouillon en cours sur cet appareil sera remplacé." })] : []));
  reveal(box);
};
const withoutConsent = (tree) => {
  const made = copy(tree);
  for (const key of ["licence_acceptee", "publication", "questionnaire", "exemple_fictif"]) delete made[key];
  return made;
};
const hasDraft = () => !isEmpty(draft.document);
const failed = (box, error) => {
  const line = error.mark ? `Ligne ${error.mark.line + 1} : ` : "";
  const words = error instanceof TypeError ? NO_ANSWER : error.message;
  box.replaceChildren(element("p", {}, element("strong", { text: "Ces réponses n’ont pas pu être lues. " }),
    `${line}${error.reason ? "l’écriture du fichier n’est pas celle attendue." : words}`));
  reveal(box);
};
const resumeFile = async (input) => {
  const [file] = input.files;
  if (!file) return;
  try {
    const opened = await openFile(file);
    proposeResume({ tree: opened.tree, photos: opened.photos, lost: opened.lost, year: opened.year, source: "vient de votre fichier" });
  } catch (error) {
    failed(find("reprise"), error);
  }
  input.value = "";
};

// Ce qu’un lieu a publié se relit dans les données ouvertes du site.
const fromPublished = (published) => {
  const tree = copy(published.entete ?? {});
  for (const [path, value] of Object.entries(published.reponses)) {
    const base = path.replace(/_(precision|details)$/, "");
    const question = questions.get(path) ?? questions.get(base);
    if (question) setAt(tree, question.path + (questions.has(path) ? "" : path.slice(base.length)), fileValue(value));
  }
  if (published.evaluation_collective) tree.evaluation_collective = textual(published.evaluation_collective);
  return tree;
};
const fileValue = (value) => {
  if (isMap(value) && "manque" in value) return RESERVED.includes(value.manque) ? value.manque : "";
  if (typeof value === "boolean") return value ? "oui" : "non";
  if (Array.isArray(value)) return value.map(fileValue);
  if (isMap(value)) {
    const made = {};
    for (const [key, inner] of Object.entries(value)) if (!(key === "complet" && inner === false)) define(made, key, fileValue(inner));
    return made;
  }
  return value === null ? "" : String(value);
};
const NO_ANSWER = "Le site n’a pas répondu : vérifiez la connexion, puis recommencez.";
const siteFile = async (path) => {
  const response = await fetch(new URL(path, new URL("../../", location.href)));
  if (!response.ok) throw new Error(NO_ANSWER);
  return response.json();
};
const listPublished = async () => {
  const select = find("publie");
  if (!select || select.options.length > 1) return;
  const places = await publishedPlaces();
  const box = select.closest(".cm-q");
  if (!places) keepingFocus(box, () => { box.hidden = true; });
  else for (const one of places) select.append(element("option", { value: one.lieu, text: `${one.nom} (${one.commune})` }));
};
// Un code Insee ne dit rien à personne : la commune revient avec son nom, que la liste réponde ou non.
const nameCommune = async (tree, commune) => {
  const { path } = questions.get(donnees.commune);
  if (valueAt(tree, path) !== commune?.code) return;
  const lines = (await communeLines(commune.code.slice(0, 2))).filter((line) => line.slice(6) === commune.nom);
  // Plusieurs codes postaux, ou une liste qui ne vient pas : le code de la commune et son nom se lisent aussi bien.
  setAt(tree, path, lines.length === 1 ? lines[0] : `${commune.code} ${commune.nom}`);
};
const resumePublished = async (lieu) => {
  if (!lieu) return;
  try {
    const { bilans, commune } = await siteFile(`api/v1/lieux/${encodeURIComponent(lieu)}.json`);
    if (bilans.length === 0) throw new Error("Ce lieu n’a pas encore de réponses publiées.");
    const latest = bilans.at(-1);
    const anciens = Object.fromEntries(bilans.slice(0, -1).map((one) => [one.annee, published({ ...fromPublished(one), questionnaire: String(one.questionnaire) })]));
    const tree = fromPublished(latest);
    await nameCommune(tree, commune);
    proposeResume({ tree, year: String(latest.annee), lieu, anciens, source: "vient des réponses publiées. Ce que le lieu n’a pas publié n’y est pas" });
  } catch (error) {
    failed(find("reprise"), error);
  }
};

const showHandOver = () => {
  const select = find("section-a-confier");
  select.replaceChildren(...screens.filter((one) => one.dataset.racine).map((one) => element("option", { value: one.id, text: one.dataset.titre })));
};
const handOver = () => {
  const screen = find(find("section-a-confier").value);
  const tree = {};
  const root = screen.dataset.racine;
  for (const name of [donnees.nom, donnees.commune]) {
    const { path } = questions.get(name);
    setAt(tree, path, valueAt(draft.document, path));
  }
  setAt(tree, root, copy(valueAt(draft.document, root) ?? {}));
  setAt(tree, "estimations", copy(estimates(draft.document)));
  pruneEstimates(tree);
  download(`${fileStem()}_${screen.id}.yml`, sheetText(tree));
};
