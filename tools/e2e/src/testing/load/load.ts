import type { Random } from '@tandem/kernel';
import { statusOrLost } from '../management-api.ts';
import type { Answer, ClientJson, ManagementApi } from '../management-api.ts';
import type { Entry, Ledger } from './ledger.ts';

export interface LoadOptions {
  readonly writers: number;
  readonly random: Random;
  readonly ledger: Ledger;
  /** Part of the logins, so that loads over one ledger do not meet. */
  readonly name: string;
}

/** Writers that create, update and delete Clients, each its own, as fast as they are answered. */
export interface Load {
  /** Resolves when all writers have ended, at their first request without an answer or when asked. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const CREATED = 201;
const OK = 200;
const LOGINS_PER_WRITER = 6;

const oneOf = <T>(random: Random, choices: readonly T[]): T | undefined =>
  choices[Math.floor(random.float() * choices.length)];

/** Sends one request; false when it got no answer. Anything but the expected answer or none is an error. */
const send = async (
  { entry, ledger }: { readonly entry: Entry; readonly ledger: Ledger },
  request: {
    readonly undecided: NonNullable<Entry['undecided']>;
    readonly answer: Promise<Answer<ClientJson>>;
  },
  accept: (answer: Answer<ClientJson>) => void,
): Promise<boolean> => {
  entry.undecided = request.undecided;
  const status = await statusOrLost(request.answer);
  const expected = request.undecided.kind === 'create' ? CREATED : OK;
  if (status === undefined) {
    ledger.lost += 1;
    return false;
  }
  // 503: not confirmed, so it may have happened; this is what a dying process may say.
  if (status === 503) return false;
  if (status !== expected) throw new Error(`${request.undecided.kind} ${entry.login}: answered ${status}`);
  accept(await request.answer);
  entry.undecided = null;
  ledger.acknowledged += 1;
  return true;
};

const step = (api: ManagementApi, entry: Entry, { random, ledger }: LoadOptions): Promise<boolean> => {
  const { known, login } = entry;
  const at = { entry, ledger };
  if (known.kind !== 'live') {
    return send(at, { undecided: { kind: 'create' }, answer: api.create(login, 'secret') }, ({ body }) => {
      entry.known = { kind: 'live', sid: body.sid, name: body.friendly_name };
    });
  }
  const { sid } = known;
  if (random.float() < 0.25) {
    return send(at, { undecided: { kind: 'delete' }, answer: api.remove(sid) }, () => {
      entry.known = { kind: 'deleted', sid };
    });
  }
  const name = random.bytes(8).toString('hex');
  const answer = api.update(sid, { FriendlyName: name });
  return send(at, { undecided: { kind: 'update', name }, answer }, () => {
    entry.known = { kind: 'live', sid, name };
  });
};

/** Starts the writers. Rejects `ended` when an answer is not what the API promises. */
export const startLoad = (api: ManagementApi, options: LoadOptions): Load => {
  const { writers, random, ledger, name } = options;
  let asked = false;
  const writer = async (id: number): Promise<void> => {
    const entries = Array.from({ length: LOGINS_PER_WRITER }, (_, n) => ledger.add(`${name}-${id}-${n}`));
    for (let alive = true; alive && !asked;) {
      const entry = oneOf(random, entries);
      alive = entry !== undefined && (await step(api, entry, options));
    }
  };
  const ended = Promise.all(Array.from({ length: writers }, (_, id) => writer(id))).then(() => undefined);
  // Whoever waits for `ended` hears of a failure; until then it is no unhandled rejection.
  ended.catch(() => undefined);
  return {
    ended,
    stop: () => {
      asked = true;
      return ended;
    },
  };
};
