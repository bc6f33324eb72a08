// Le dossier à remettre : ce que le lieu y met en avant, puis la fiche elle-même, faite sur l’appareil.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { CHOSEN, chosenIn, UNWANTED } from "./file_effects.js";
import { keepHanded, printHanded } from "./keepsake.js";
import { keepingFocus } from "./page.js";
import { saveSoon } from "./store.js";
import { isEmpty, setAt, valueAt } from "./tree.js";

const MOST = 3;
export const showFile = () => {
  const told = donnees.effets.filter(({ chemin }) => !isEmpty(valueAt(draft.document, chemin)));
  const chosen = chosenIn(draft.document);
  find("fiche-effets").hidden = !told.length;
  const box = find("fiche-effets-liste");
  keepingFocus(box, () =>
    box.replaceChildren(
      ...told.map(({ id, titre }) => {
        const checked = chosen.includes(id);
        const disabled = !checked && chosen.length >= MOST;
        const input = phrase("input", { type: "checkbox", id: `fiche-effet-${id}`, checked, disabled });
        input.addEventListener("change", () => {
          const others = chosenIn(draft.document).filter((one) => one !== id);
          setAt(draft.document, CHOSEN, input.checked ? [...others, id] : others);
          saveSoon();
          showFile();
        });
        return phrase("div", { class: "cm-choix" }, input, phrase("label", { for: `fiche-effet-${id}`, text: titre }));
      }),
    ),
  );
  const unwanted = told.filter(({ non_voulu }) => valueAt(draft.document, non_voulu) === "oui");
  find("fiche-non-voulu").hidden = !unwanted.length;
  const select = find("fiche-non-voulu-choisi");
  select.replaceChildren(
    phrase("option", { value: "", text: "Aucun" }),
    ...unwanted.map(({ id, titre }) => phrase("option", { value: id, text: titre })),
  );
  select.value = valueAt(draft.document, UNWANTED) ?? "";
};
// Quelle fiche, et avec l’annexe ou non.
const asked = () => ({
  fiche: find("garder").querySelector("[name=fiche-lecteurs]:checked").value,
  prive: find("fiche-annexe").checked,
});

export const readyFile = () => {
  find("fiche-non-voulu-choisi")?.addEventListener("change", (event) => {
    setAt(draft.document, UNWANTED, event.target.value);
    saveSoon();
  });
  find("telecharger-fiche")?.addEventListener("click", (event) => {
    const given = asked();
    keepHanded(event, given, `fiche-${given.fiche}`);
  });
  find("imprimer-fiche")?.addEventListener("click", (event) => printHanded(event, asked()));
};
