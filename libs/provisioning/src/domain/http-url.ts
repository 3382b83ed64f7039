/** Scheme and something that can be a host; `URL` alone takes `http:example.com` and `http:///x` too. */
const ABSOLUTE = /^https?:\/\/[^/?#\\]/i;

/** Blanks and backslashes, which `URL` repairs silently: what is stored must be what will be fetched. */
const REPAIRED = /[\s\\]/;

/** Whether the text is an absolute http or https URL, as it stands (WHATWG URL, without its repairs). */
export const isHttpUrl = (text: string): boolean =>
  ABSOLUTE.test(text) && !REPAIRED.test(text) && URL.canParse(text);
