/** Injection tokens: interfaces have no value at run time. */
export const PROVISIONING = Symbol('Provisioning');
export const RECEIPTS = Symbol('Receipts');
