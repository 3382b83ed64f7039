import { integer, list, oneOf, optionalParsed, port, text } from '@tandem/config';
import type { ConfigOf } from '@tandem/config';
import { parseAdvertised } from './advertised.ts';

/** What a call-processing unit is configured with, besides `PROCESS_OPTIONS` and `UNIT_OPTIONS`. */
export const SIP_OPTIONS = {
  sipHost: text({ key: 'SIP_HOST', fallback: '127.0.0.1', doc: 'address of the SIP listeners' }),
  sipPort: port({ key: 'SIP_PORT', fallback: '5060', doc: 'port of the SIP listeners, UDP and TCP' }),
  sipAdvertise: optionalParsed({
    key: 'SIP_ADVERTISE',
    form: 'host or host:port',
    parse: parseAdvertised,
    doc: 'how phones and other units reach this unit; default: the address of the listener',
  }),
  sipDomain: text({ key: 'SIP_DOMAIN', fallback: 'tandem.local', doc: 'SIP domain and digest realm' }),
  sipDomainAliases: list({
    key: 'SIP_DOMAIN_ALIASES',
    fallback: '',
    form: 'name,…',
    doc: 'further names that select the SIP domain',
  }),
  sipDigest: oneOf({
    key: 'SIP_DIGEST',
    fallback: 'md5',
    values: ['md5', 'md5,sha256', 'sha256,md5', 'sha256'],
    doc: 'digest algorithms offered, in this order',
  }),
  strangersPerSecond: integer({
    key: 'SIP_CHALLENGES_PER_SECOND',
    fallback: '200',
    min: 1,
    max: 1_000_000,
    doc: 'answers a second to one address that has not proved itself, challenges among them; raise it for an SBC',
  }),
} as const;

export type SipConfig = ConfigOf<typeof SIP_OPTIONS>;
