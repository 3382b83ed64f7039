/** Injection tokens: interfaces have no value at run time. */
export const PROVISIONING = Symbol('Provisioning');
export const MESSAGING = Symbol('Messaging');
export const RECORDS = Symbol('Records');
export const RECEIPTS = Symbol('Receipts');
