// Quantile de type 7, comme pandas.
/** @param {number[]} sorted @param {number} share */
export const quantile = (sorted, share) => {
  const position = share * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (position - low);
};
