import { port } from '@tandem/config';
import { PROVISIONING_OPTIONS } from '@tandem/app-provisioning';
import { SIP_OPTIONS } from '@tandem/app-call-processing';
import { groupOption, propagationOption, ROLLOUT_OPTIONS, unitOptions } from '@tandem/unit-host';

const httpPort = (name: string, fallback: string) =>
  port({ key: `TANDEM_${name}_HTTP_PORT`, fallback, doc: 'port of this unit’s HTTP pages' });

const sipPort = (name: string, fallback: string) =>
  port({ key: `TANDEM_${name}_SIP_PORT`, fallback, doc: 'port of this unit’s SIP listeners, UDP and TCP' });

const { unitHttpHost, revocation } = unitOptions({ unit: '-', httpPort: '0' });
const { sipPort: _, ...sharedSip } = SIP_OPTIONS;

/** What the all-in-one process is configured with, besides `PROCESS_OPTIONS`: its parts, and each unit's own keys. */
export const TANDEM_OPTIONS = {
  ...PROVISIONING_OPTIONS,
  ...sharedSip,
  unitHttpHost,
  revocation,
  ...ROLLOUT_OPTIONS,
  cp1SipPort: sipPort('CP1', '5060'),
  cp1HttpPort: httpPort('CP1', '8181'),
  cp1Propagation: propagationOption('TANDEM_CP1_PROPAGATION', 'none'),
  cp1Group: groupOption('TANDEM_CP1_GROUP'),
  cp2SipPort: sipPort('CP2', '5160'),
  cp2HttpPort: httpPort('CP2', '8182'),
  cp2Propagation: propagationOption('TANDEM_CP2_PROPAGATION', 'uniform:0..3'),
  cp2Group: groupOption('TANDEM_CP2_GROUP'),
  sms1HttpPort: httpPort('SMS1', '8191'),
  sms1Propagation: propagationOption('TANDEM_SMS1_PROPAGATION', 'none'),
  sms1Group: groupOption('TANDEM_SMS1_GROUP'),
} as const;
