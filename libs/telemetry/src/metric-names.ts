/** How a metric is recorded. `gauge` values are observed when read. */
export type MetricKind = 'counter' | 'histogram' | 'gauge';

export interface MetricSpec {
  readonly name: string;
  readonly kind: MetricKind;
  readonly unit: string;
  readonly description: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, in `unit`. */
  readonly buckets?: readonly number[];
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** Every metric of Tandem; docs/operations.md lists them and a test compares the two. */
export const METRICS = {
  httpRequests: {
    name: 'tandem_http_requests',
    kind: 'counter',
    unit: '{request}',
    description: 'HTTP requests answered',
    labels: ['listener', 'route', 'method', 'status'],
  },
  httpDuration: {
    name: 'tandem_http_request_duration',
    kind: 'histogram',
    unit: 's',
    description: 'From a request’s head to the end of its answer',
    labels: ['listener', 'route', 'method'],
    buckets: SECONDS,
  },
  writes: {
    name: 'tandem_writes',
    kind: 'counter',
    unit: '{write}',
    description: 'Writes decided, by what became of them',
    labels: ['resource', 'command', 'outcome'],
  },
  importedRows: {
    name: 'tandem_imported_rows',
    kind: 'counter',
    unit: '{row}',
    description: 'Rows of bulk imports, by what became of them',
    labels: ['result'],
  },
  journalAppend: {
    name: 'tandem_journal_append_duration',
    kind: 'histogram',
    unit: 's',
    description: 'One group commit of the journal',
    labels: [],
    buckets: SECONDS,
  },
  journalHead: {
    name: 'tandem_journal_head_revision',
    kind: 'gauge',
    unit: '{revision}',
    description: 'The highest revision of the journal',
    labels: [],
  },
  receiptWaiters: {
    name: 'tandem_receipt_waiters',
    kind: 'gauge',
    unit: '{request}',
    description: 'Writes whose answer waits for the units',
    labels: [],
  },
  webhookMessages: {
    name: 'tandem_webhook_messages',
    kind: 'counter',
    unit: '{message}',
    description: 'Attempts to deliver messages to webhooks, by what became of them',
    labels: ['outcome'],
  },
  recordsRefused: {
    name: 'tandem_records_refused',
    kind: 'counter',
    unit: '{record}',
    description: 'Records of calls and messages that cannot be read and are passed by',
    labels: ['topic'],
  },
  unitStatusRefused: {
    name: 'tandem_unit_status_refused',
    kind: 'counter',
    unit: '{record}',
    description: 'Reports of units that cannot be read',
    labels: [],
  },
  revocation: {
    name: 'tandem_revocation',
    kind: 'histogram',
    unit: 's',
    description:
      'From the recording of a deletion, a disabling or a new password to its taking effect on the unit',
    labels: ['unit', 'kind'],
    buckets: SECONDS,
  },
  relayRevision: {
    name: 'tandem_relay_revision',
    kind: 'gauge',
    unit: '{revision}',
    description: 'Everything up to this revision is on the log',
    labels: [],
  },
  relayLag: {
    name: 'tandem_relay_lag',
    kind: 'gauge',
    unit: '{revision}',
    description: 'Revisions in the journal that are not on the log yet',
    labels: [],
  },
  relayLeader: {
    name: 'tandem_relay_leader',
    kind: 'gauge',
    unit: '1',
    description: '1 while this process is the relay leader',
    labels: [],
  },
  relayPublish: {
    name: 'tandem_relay_publish_duration',
    kind: 'histogram',
    unit: 's',
    description: 'One transaction of the relay',
    labels: [],
    buckets: SECONDS,
  },
  relayRepairs: {
    name: 'tandem_relay_repairs',
    kind: 'counter',
    unit: '{repair}',
    description: 'Read-model rows, gaps and claims that the relay put right',
    labels: ['what'],
  },
  propagation: {
    name: 'tandem_propagation',
    kind: 'histogram',
    unit: 's',
    description: 'From an event’s recording to its becoming visible on a unit',
    labels: ['unit', 'kind'],
    buckets: SECONDS,
  },
  unitEvents: {
    name: 'tandem_unit_events',
    kind: 'counter',
    unit: '{event}',
    description: 'Events received by a unit, by what it did with them',
    labels: ['unit', 'outcome'],
  },
  unitClients: {
    name: 'tandem_unit_clients',
    kind: 'gauge',
    unit: '{client}',
    description: 'Clients in the unit cache',
    labels: ['unit'],
  },
  unitHeld: {
    name: 'tandem_unit_held_events',
    kind: 'gauge',
    unit: '{event}',
    description: 'Events that the propagation model holds back',
    labels: ['unit'],
  },
  unitReady: {
    name: 'tandem_unit_ready',
    kind: 'gauge',
    unit: '1',
    description: '1 while the unit is READY',
    labels: ['unit', 'kind'],
  },
  calls: {
    name: 'tandem_calls',
    kind: 'gauge',
    unit: '{call}',
    description: 'Calls that ring or talk, legs for other units among them',
    labels: ['unit'],
  },
  registrations: {
    name: 'tandem_registrations',
    kind: 'gauge',
    unit: '{binding}',
    description: 'Bindings held by this unit',
    labels: ['unit'],
  },
  sipRequests: {
    name: 'tandem_sip_requests',
    kind: 'counter',
    unit: '{request}',
    description: 'SIP requests answered',
    labels: ['unit', 'method', 'status'],
  },
  sipRejected: {
    name: 'tandem_sip_rejected',
    kind: 'counter',
    unit: '{message}',
    description: 'Messages dropped without an answer, by reason',
    labels: ['unit', 'reason'],
  },
} as const satisfies Record<string, MetricSpec>;

export type MetricId = keyof typeof METRICS;
