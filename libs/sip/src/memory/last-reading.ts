/**
 * The reading of the text that was read last, kept: texts that come in runs, as one URI stands in From and To of a
 * REGISTER and one Request-URI in those of all phones of a domain, are read once a run. Holds on to one text and its
 * reading, which must be immutable.
 */
export const lastReading = <T>(read: (text: string) => T): ((text: string) => T) => {
  let last: { readonly text: string; readonly reading: T } | undefined;
  return (text) => {
    if (last === undefined || last.text !== text) last = { text, reading: read(text) };
    return last.reading;
  };
};
