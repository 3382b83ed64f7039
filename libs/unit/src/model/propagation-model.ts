/**
 * How late a unit lets events become visible. It stands for the caches of real deployments, so that callers can be
 * built and tested against a change that is not everywhere at once. All numbers are seconds.
 */
export type PropagationModel =
  /** At once. */
  | { readonly kind: 'none' }
  /** Always the same. */
  | { readonly kind: 'fixed'; readonly seconds: number }
  /** Anything from `from` to `to`, all equally likely. */
  | { readonly kind: 'uniform'; readonly from: number; readonly to: number }
  /** At the next multiple of `seconds` of Unix time: a cache that refreshes every so often. */
  | { readonly kind: 'interval'; readonly seconds: number }
  /** Mostly about `p50`, one in a hundred later than `p99`. */
  | { readonly kind: 'lognormal'; readonly p50: number; readonly p99: number };

/** No model delays longer; the long tail of `lognormal` is cut here. */
export const MAX_DELAY_SECONDS = 86_400;

/** How long the model delays at most, milliseconds; of `lognormal`, which has no end, 99 in 100 are not later. */
export const expectedDelayMs = (model: PropagationModel): number => {
  switch (model.kind) {
    case 'none':
      return 0;
    case 'fixed':
    case 'interval':
      return Math.round(model.seconds * 1000);
    case 'uniform':
      return Math.round(model.to * 1000);
    case 'lognormal':
      return Math.round(model.p99 * 1000);
  }
};

/** The text that `parseModel` reads back to an equal model. */
export const printModel = (model: PropagationModel): string => {
  switch (model.kind) {
    case 'none':
      return 'none';
    case 'fixed':
    case 'interval':
      return `${model.kind}:${model.seconds}`;
    case 'uniform':
      return `uniform:${model.from}..${model.to}`;
    case 'lognormal':
      return `lognormal:p50=${model.p50},p99=${model.p99}`;
  }
};
