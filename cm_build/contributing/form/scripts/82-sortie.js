// Ce qui sort du brouillon : la fiche complète, ou celle à publier. Ce qui ne concerne pas le lieu reste au brouillon.
const today = () => {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
};
const exported = ({ publier = false, tout = false } = {}) => {
  const tree = copy(draft.document);
  for (const question of questions.values()) {
    if (tout || isConcerned(question, draft.document)) continue;
    for (const end of ["", "_precision", "_details"]) setAt(tree, question.path + end, "");
  }
  setAt(tree, "questionnaire", String(donnees.version));
  setAt(tree, "etat", valueAt(tree, "etat") ?? "ouvert");
  setAt(tree, "reponse.date", valueAt(tree, "reponse.date") ?? today());
  setAt(tree, "publication", publier ? "publique" : "non_publiee");
  setAt(tree, "licence_acceptee", publier && find("licence").checked ? "oui" : "non");
  const withheld = publier ? withhold(tree) : keepChoices(tree);
  pruneEstimates(tree);
  return { tree, withheld };
};
// La fiche complète se souvient de ce que le lieu garde pour lui : la reprendre ne dévoile rien.
const keepChoices = (tree) => {
  for (const [key, list] of Object.entries(CHOICES)) {
    const kept = draft[list].filter((name) => !/^(fiche|atelier)\./.test(name) && !isEmpty(list === "retenues" ? heldValue(tree, name) : valueAt(tree, find(name)?.dataset.racine ?? "")));
    setAt(tree, key, [...kept, ...[valueAt(tree, key) ?? []].flat()]);
  }
  return [];
};
// Ôte de la copie à publier ce que le lieu garde pour lui, et ce qui désignerait quelqu’un.
const withhold = (tree) => {
  const [said, removed] = [[], []];
  for (const key of Object.keys(CHOICES)) setAt(tree, key, "");
  for (const screen of screens) {
    const root = screen.dataset.racine;
    if (!root || isEmpty(valueAt(tree, root))) continue;
    const own = screen.hasAttribute("data-prive");
    if (own && draft.devoilees.includes(screen.id)) continue;
    if (own || draft.masquees.includes(screen.id)) {
      // Une autre section redonnerait peut-être ce que celle-ci répondait.
      for (const question of questions.values()) {
        if (question.screen === screen && !isEmpty(valueAt(tree, question.path))) removed.push(question.name);
      }
      setAt(tree, root, "");
      said.push(`La section « ${screen.dataset.titre} » reste chez vous.`);
    }
  }
  withdraw(tree, [...draft.retenues, ...removed], said);
  const unveiled = draft.devoilees.filter((id) => !isEmpty(valueAt(tree, find(id)?.dataset.racine ?? "")));
  if (unveiled.length) setAt(tree, "sections_publiees", unveiled);
  return [...said, ...mergeColleges(tree), ...discretions(tree)];
};
// Ce qui redonnerait par le calcul ce que le lieu garde reste aussi chez lui : la règle est celle du site (places/concealment.py).
const within = (name, whole) => name === whole || name.startsWith(`${whole}.`);
const echoes = (because, given, known) => [
  ...donnees.recoupements.filter((rule) => rule.garder.some((one) => within(because, one) || within(one, because))).flatMap((rule) => rule.garde_aussi),
  ...donnees.totaux.filter(({ de, total }) => (within(because, de) ? !total || (given(total) && !known.has(total)) : because === total && ![...known.keys()].some((one) => within(one, de)))).map(({ de }) => de),
];
const keptTogether = (tree, names) => {
  const known = new Map(names.filter(heldAt).map((name) => [name, ""]));
  const given = (name) => !isEmpty(heldValue(tree, name));
  // La liste grandit pendant qu’on la parcourt : ce qui s’ajoute entraîne à son tour.
  for (const because of known.keys()) {
    for (const name of echoes(because, given, known)) if (!known.has(name)) known.set(name, because);
  }
  return known;
};
const heldLabel = (name) => {
  const { question, part } = heldAt(name);
  return part ? partLabel(question, part) : labelOf(question);
};
const withdraw = (tree, names, said) => {
  for (const [name, because] of keptTogether(tree, names)) {
    if (isEmpty(heldValue(tree, name))) continue;
    const { question, part } = heldAt(name);
    if (part) {
      // Sans cette ligne, le tout n’est plus complet : ce qui manque n’est pas zéro.
      const shares = copy(valueAt(tree, question.path));
      delete shares[part];
      delete shares.complet;
      setAt(tree, question.path, shares);
    } else {
      for (const end of ["", "_precision", "_details"]) setAt(tree, question.path + end, "");
    }
    said.push(because ? `« ${heldLabel(name)} » reste aussi chez vous : on y retrouverait « ${heldLabel(because)} ».` : `« ${heldLabel(name)} » reste chez vous.`);
  }
};
const mergeColleges = (tree) => {
  const { seuil, vers } = donnees.petit_college;
  const votes = valueAt(tree, "evaluation_collective.votes") ?? {};
  const people = valueAt(tree, "evaluation_collective.participants");
  const merged = new Set();
  for (const ballots of Object.values(votes)) {
    for (const [college, counts] of Object.entries(ballots)) {
      const total = Object.values(counts).reduce((sum, one) => sum + (numberOf(one) || 0), 0);
      if (college === vers || total === 0 || total >= seuil) continue;
      const others = ballots[vers] ?? (ballots[vers] = {});
      for (const [level, count] of Object.entries(counts)) others[level] = String((numberOf(others[level]) || 0) + (numberOf(count) || 0));
      delete ballots[college];
      merged.add(college);
    }
  }
  if (isMap(people)) {
    for (const college of merged) {
      if (people[college] === undefined) continue;
      people[vers] = String((numberOf(people[vers]) || 0) + (numberOf(people[college]) || 0));
      if (!Object.values(votes).some((ballots) => ballots[college])) delete people[college];
    }
  }
  return merged.size ? ["Des groupes de moins de trois votes ont rejoint « autres », pour que personne ne soit reconnu."] : [];
};
// Les règles de discrétion sont écrites dans le questionnaire : peu de personnes, donc des personnes reconnaissables.
const discretions = (tree) => donnees.discretion.flatMap((rule) => {
  if (holds(rule.si, draft.document) !== true) return [];
  const question = questions.get(rule.de);
  const shares = valueAt(tree, question.path);
  if (!isMap(shares)) return [];
  // Rien dans cette part ne désigne personne : zéro se dit.
  const found = rule.parts.filter((part) => numberOf(shares[part]) > 0);
  if (!found.length) return [];
  const others = numberOf(shares[rule.vers]);
  const total = found.reduce((sum, part) => sum + numberOf(shares[part]), others);
  for (const part of found) delete shares[part];
  // Sans rien à quoi se mêler, le montant se lirait toujours : il reste chez le lieu, et le tout n’est plus complet.
  if (others > 0) {
    shares[rule.vers] = String(Math.round(total * 1e6) / 1e6);
    return [rule.pourquoi];
  }
  delete shares.complet;
  const said = [rule.pourquoi];
  withdraw(tree, found.map((part) => `${rule.de}.${part}`), said);
  return said;
});

// L’adresse que le lieu aura si personne ne l’a prise : la même réduction que le programme (places/address.py).
const LETTERS = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "&": " et ", "@": "a" };
const LONGEST_ADDRESS = 60;
const slug = (text) => {
  const plain = text.toLowerCase().replace(/[œæßøł&@]/g, (one) => LETTERS[one]).normalize("NFKD").replace(/\p{M}/gu, "");
  const whole = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  if (whole.length <= LONGEST_ADDRESS) return whole;
  const cut = whole.slice(0, LONGEST_ADDRESS);
  return whole[LONGEST_ADDRESS] === "-" || !cut.includes("-") ? cut : cut.slice(0, cut.lastIndexOf("-"));
};

// « de Le Grenier » se dit « du Grenier ».
const ofPlace = (name) => (/^Le\s/.test(name) ? `du ${name.slice(3)}` : /^Les\s/.test(name) ? `des ${name.slice(4)}`
  : /^[aeiouyhàâéèêëîïôöùûœæ]/i.test(name) ? `d’${name}` : `de ${name}`);
const placeName = () => {
  const name = valueAt(draft.document, questions.get(donnees.nom).path);
  return typeof name === "string" ? name : "";
};
const fileStem = () => `commune-mesure_${draft.lieu || slug(placeName()) || "mon-lieu"}_${/^\d{4}$/.test(draft.annee) ? draft.annee : slug(draft.annee) || donnees.annee}`;
// L’année est aussi dans le fichier, comme ce qu’il est : une messagerie peut en changer le nom (contributing/envelope.py).
const sheetText = (tree) => {
  const name = placeName().replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  const kind = valueAt(tree, "publication") === "non_publiee" ? "Fichier complet" : "Fiche";
  return `# ${kind}${name ? ` ${ofPlace(name)}` : ""}, année ${draft.annee.replace(/[\p{C}\p{Z}]+/gu, " ").trim() || "à préciser"}\n${fileText(tree)}`;
};
const download = (name, content, type = "text/yaml;charset=utf-8") => {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = element("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
// Les photos que cite le texte d’une fiche, avec leurs octets, et celles que cet appareil n’a plus.
const photoFiles = async (text) => {
  const q = questions.get(donnees.photos);
  const wanted = q && text.includes("photos:") ? valueAt(draft.document, q.path) : [];
  const [photos, missing] = [[], []];
  for (const photo of Array.isArray(wanted) ? wanted.filter(isMap) : []) {
    const blob = await photoBlob(photo.fichier);
    if (blob) photos.push([photo.fichier, new Uint8Array(await blob.arrayBuffer())]);
    else missing.push(photo.fichier);
  }
  return { photos, missing };
};
// Avec des photos, la fiche voyage dans une archive ; ce qui n’a pas pu y entrer est nommé.
const packed = async (name, text) => {
  const { photos, missing } = await photoFiles(text);
  const alone = (left) => ({ file: new File([text], `${name}.yml`, { type: "text/yaml" }), photos: 0, left });
  if (!photos.length) return alone(missing);
  try {
    const zip = await library("fflate.js", "fflate");
    const content = { [`${name}.yml`]: zip.strToU8(text) };
    for (const [file, bytes] of photos) content[`photos/${file}`] = [bytes, { level: 0 }];
    const archive = zip.zipSync(content, { mtime: new Date(2000, 0, 1) });
    return { file: new File([archive], `${name}.zip`, { type: "application/zip" }), photos: photos.length, left: missing };
  } catch {
    return alone([...photos.map(([file]) => file), ...missing]);
  }
};
const leftBehind = (left) => (left.length ? `Ces photos n’y sont pas : ${left.join(", ")}.` : "");
const downloadSheet = async (name, tree) => {
  const { file, left } = await packed(name, sheetText(tree));
  download(file.name, file);
  return { name: file.name, left: leftBehind(left) };
};
