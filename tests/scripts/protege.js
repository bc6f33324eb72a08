// Ce que le formulaire ferait d’une fiche complète : son fichier public, sur la sortie (tests/test_protected_place.py).
import { readFileSync } from "node:fs";
import { described, giveaways } from "../../cm_build/contributing/form/scripts/protecting.js";
import { lines } from "../../cm_build/contributing/form/scripts/yaml.js";

const { tree, protection } = JSON.parse(readFileSync(0, "utf-8"));
const file = `${lines(described(tree, protection)).join("\n")}\n`;
process.stdout.write(JSON.stringify({ file, giveaways: giveaways(tree, protection) }));
