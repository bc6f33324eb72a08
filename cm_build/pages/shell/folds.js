// Les plis d’une page qui n’a pas d’autre script.
import { watchFolds } from "./scripts/folding.js";

watchFolds();
