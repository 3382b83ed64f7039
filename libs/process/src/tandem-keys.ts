/**
 * Every key with Tandem's own prefix, whichever process reads it: a shared environment may hold them all, anything else
 * with the prefix is a typing error. A test in apps/tandem compares the list with the options declared.
 */
export const TANDEM_KEYS: readonly string[] = [
  'TANDEM_API_HOST',
  'TANDEM_API_PORT',
  'TANDEM_CP1_GROUP',
  'TANDEM_CP1_HTTP_PORT',
  'TANDEM_CP1_PROPAGATION',
  'TANDEM_CP1_SIP_PORT',
  'TANDEM_CP2_GROUP',
  'TANDEM_CP2_HTTP_PORT',
  'TANDEM_CP2_PROPAGATION',
  'TANDEM_CP2_SIP_PORT',
  'TANDEM_DATA',
  'TANDEM_LOG_LEVEL',
  'TANDEM_PROPAGATION',
  'TANDEM_SMS1_GROUP',
  'TANDEM_SMS1_HTTP_PORT',
  'TANDEM_SMS1_PROPAGATION',
  'TANDEM_STACK_CACHE',
  'TANDEM_TEST_STACK',
  'TANDEM_UNIT_GROUP',
  'TANDEM_UNIT_HTTP_HOST',
  'TANDEM_UNIT_HTTP_PORT',
  'TANDEM_UNIT_ID',
];
