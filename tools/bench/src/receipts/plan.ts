/** How the receipts are measured. */
export interface Plan {
  readonly perSecond: number;
  readonly seconds: number;
  readonly warmUps: number;
  readonly rounds: number;
  readonly callers: number;
}

export const FULL: Plan = { perSecond: 100, seconds: 5, warmUps: 1, rounds: 5, callers: 5000 };
export const QUICK: Plan = { perSecond: 50, seconds: 1, warmUps: 1, rounds: 1, callers: 200 };
