// Confier une section à une autre personne : un fichier qui n’a qu’elle, et de quoi reconnaître le lieu.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { estimates, pruneEstimates } from "./estimates.js";
import { download } from "./packing.js";
import { screens } from "./path.js";
import { questions } from "./questions.js";
import { fileStem, sheetText } from "./sheet.js";
import { copy, setAt, valueAt } from "./tree.js";

export const showHandOver = () => {
  const select = find("section-a-confier");
  select.replaceChildren(
    ...screens
      .filter((one) => one.dataset.racine)
      .map((one) => phrase("option", { value: one.id, text: one.dataset.titre })),
  );
};
export const handOver = () => {
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
