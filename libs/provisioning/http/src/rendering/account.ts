import type { AccountView } from '@tandem/provisioning';
import { accountUri } from './uri.ts';
import { escapeXml, xmlDocument, xmlElement } from './xml.ts';
import type { TextEntity } from './entity.ts';

/** One account: sid, friendly name, status, SIP domain, uri. */
export const accountEntity = ({ sid, friendlyName, status, sipDomain }: AccountView): TextEntity => ({
  json: () =>
    JSON.stringify({
      sid,
      friendly_name: friendlyName,
      status,
      sip_domain: sipDomain,
      uri: accountUri(sid, 'json'),
    }),
  xml: () =>
    xmlDocument(
      xmlElement(
        'Account',
        xmlElement('Sid', escapeXml(sid)) +
          xmlElement('FriendlyName', escapeXml(friendlyName)) +
          xmlElement('Status', status) +
          xmlElement('SipDomain', escapeXml(sipDomain)) +
          xmlElement('Uri', escapeXml(accountUri(sid, 'xml'))),
      ),
    ),
});
