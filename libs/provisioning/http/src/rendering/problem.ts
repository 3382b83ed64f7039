import { errorPagePath } from '../errors/catalogue.ts';
import type { Problem } from '../errors/problem.ts';
import { escapeXml, xmlDocument, xmlElement } from './xml.ts';
import type { TextEntity } from './entity.ts';

/** A refusal: `{code, message, status, more_info}`, or `<RestcommResponse><RestException>`. */
export const problemEntity = ({ code, message, status }: Problem): TextEntity => ({
  json: () => JSON.stringify({ code, message, status, more_info: errorPagePath(code) }),
  xml: () =>
    xmlDocument(
      xmlElement(
        'RestException',
        xmlElement('Status', String(status)) +
          xmlElement('Code', String(code)) +
          xmlElement('Message', escapeXml(message)) +
          xmlElement('MoreInfo', errorPagePath(code)),
      ),
    ),
});
