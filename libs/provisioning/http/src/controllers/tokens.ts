/** Injection tokens: interfaces have no value at run time. */
export const CLIENTS = Symbol('Clients');
export const RECEIPTS = Symbol('Receipts');
