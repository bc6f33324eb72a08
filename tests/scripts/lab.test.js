import assert from "node:assert/strict";
import { test } from "node:test";
import { quantile } from "../../cm_build/pages/lab/scripts/quantile.js";

test("quantiles are those of pandas", () => {
  assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5);
  assert.equal(quantile([1, 2, 3, 4], 0.25), 1.75);
  assert.equal(quantile([7], 0.9), 7);
});
