export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

// XML 1.0 §2.2: Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]
const UNSAFE = /[&<>"\r]|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Escapes text for an element; what XML 1.0 cannot hold becomes U+FFFD, so that the document always parses. */
export const escapeXml = (text: string): string => text.replace(UNSAFE, (char) => ENTITIES[char] ?? '\ufffd');

/** An element of already escaped content. */
export const xmlElement = (name: string, content: string): string => `<${name}>${content}</${name}>`;

/** A whole document: declaration and the API's root element around already escaped content. */
export const xmlDocument = (content: string): string =>
  XML_DECLARATION + xmlElement('RestcommResponse', content);
