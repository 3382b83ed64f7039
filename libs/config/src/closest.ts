const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

const FAR = 4;

/** The candidate with the fewest edits from `text`; undefined if none is near. */
export const closest = (text: string, candidates: Iterable<string>): string | undefined => {
  const ranked = [...candidates]
    .map((candidate) => ({ candidate, edits: distance(text, candidate) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits < FAR ? best.candidate : undefined;
};
