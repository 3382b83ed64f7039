import type { ShownAlias } from '../rendering/domain-alias.ts';
import type { AccountKey, AccountView, HistoryEntry, ResourceView } from '@tandem/provisioning';
import type { Receipt } from '@tandem/receipts';

const ACCOUNT_SID = 'ACae6e420f425248d6a26948c17a9e2acf';
const AT = '2013-11-04T16:33:39.000Z';

/** The Client of the published samples; the document's examples are rendered from it as answers are. */
export const EXAMPLE_CLIENT: ResourceView<'Client'> = {
  sid: 'CL3003328d0de04ba68f38de85b732ed56',
  accountSid: ACCOUNT_SID,
  version: 1,
  revision: 7,
  password: 'i-1c8468a2',
  state: {
    login: 'bob',
    friendlyName: 'bob',
    status: 1,
    voiceUrl: null,
    voiceMethod: 'POST',
    voiceFallbackUrl: null,
    voiceFallbackMethod: 'POST',
    voiceApplicationSid: null,
    apiVersion: '2012-04-24',
    dateCreated: AT,
    dateUpdated: AT,
  },
};

export const EXAMPLE_ACCOUNT: AccountView = {
  sid: ACCOUNT_SID,
  friendlyName: 'Tandem',
  emailAddress: 'ops@example.com',
  type: 'Full',
  status: 'active',
  role: 'administrator',
  parentSid: null,
  effectiveStatus: 'active',
  sipDomain: 'tandem.local',
  sipDomainAliases: [],
  domainOwnerSid: ACCOUNT_SID,
  level: 1,
  version: 1,
  dateCreated: AT,
  dateUpdated: AT,
};

export const EXAMPLE_KEY: AccountKey = {
  sid: 'KY2e19a0b6bd5c4b0e8a3f4d1c5b7a9e60',
  friendlyName: 'Dashboard',
  role: 'viewer',
  createdAt: Date.parse(AT),
  expiresAt: Date.parse(AT) + 86_400_000,
};

export const EXAMPLE_ALIAS: ShownAlias = {
  accountSid: ACCOUNT_SID,
  name: 'sip.example.com',
  sipDomain: 'tandem.local',
};

export const EXAMPLE_TOKEN = 'Zk9xwG1h0vJ2bq8mC4Yt6NfR3sLpUeD7aKiOoXjHcQw';

export const EXAMPLE_EVENT: HistoryEntry<'Client'> = {
  version: 2,
  revision: 9,
  type: 'ClientUpdated',
  recordedAt: Date.parse(AT),
  changed: ['status', 'password'],
  state: { ...EXAMPLE_CLIENT.state, status: 0 },
};

export const EXAMPLE_RECEIPT: Receipt = {
  sid: EXAMPLE_CLIENT.sid,
  revision: EXAMPLE_CLIENT.revision,
  status: 'PENDING',
  insyncAt: null,
  units: [
    {
      unit: 'cp-1',
      kind: 'call-processing',
      status: 'INSYNC',
      revision: 7,
      appliedAt: Date.parse(AT) + 12,
      revokedAt: null,
      expectedBy: null,
      lagMs: 12,
      lastHeard: Date.parse(AT) + 40,
    },
    {
      unit: 'cp-2',
      kind: 'call-processing',
      status: 'PENDING',
      revision: 6,
      appliedAt: null,
      revokedAt: null,
      expectedBy: Date.parse(AT) + 3000,
      lagMs: 50,
      lastHeard: Date.parse(AT) + 40,
    },
  ],
};

export const EXAMPLE_IMPORT = `{"row":1,"result":"created","login":"bob","sid":"${EXAMPLE_CLIENT.sid}","revision":7}
{"row":2,"result":"exists","login":"alice"}
{"row":3,"result":"invalid","problems":[{"field":"Password","code":21304,"message":"Password is missing."}]}
{"import":"2013-11","complete":true,"created":1,"exists":1,"invalid":1,"revision":7,"status":"PENDING","propagation":"/api/2012-04-24/Accounts/${ACCOUNT_SID}/Clients/Propagation.json?Revision=7"}
`;
