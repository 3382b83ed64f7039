export { appliedOf } from './receipt.ts';
export type { Change, Receipt, ReceiptStatus, UnitReceipt, UnitReceiptStatus } from './receipt.ts';
export { Receipts } from './receipts.ts';
export type { ReceiptsOptions } from './receipts.ts';
