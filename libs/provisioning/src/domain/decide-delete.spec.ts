import { describe, it } from '@jest/globals';
import { aliceCreated, aliceState, clients, deleted, NOW, updated } from '../testing/client-specification.ts';

const remove = (ifVersions?: readonly number[]) => ({ type: 'Delete', ifVersions }) as const;

describe('deleting a Client', () => {
  it('keeps its last state', () => {
    clients
      .given(aliceCreated())
      .when(remove())
      .then({
        kind: 'append',
        event: { type: 'ClientDeleted', change: 'deleted', at: NOW, state: aliceState },
      });
  });

  it('happens once', () => {
    clients.given(aliceCreated(), deleted).when(remove()).then({ kind: 'not-found' });
    clients.given().when(remove()).then({ kind: 'not-found' });
  });

  it('respects the versions that the caller accepts', () => {
    const history = [aliceCreated(), updated()];
    clients
      .given(...history)
      .when(remove([1]))
      .then({ kind: 'version-mismatch', version: 2 });
    clients
      .given(...history)
      .when(remove([2]))
      .thenMatches({ kind: 'append' });
  });

  it('of a deleted one is not found, whatever version is asked for', () => {
    clients
      .given(aliceCreated(), deleted)
      .when(remove([2]))
      .then({ kind: 'not-found' });
  });

  it('keeps time from running back when the clock does', () => {
    clients
      .given(aliceCreated())
      .when(remove(), { now: 0 })
      .thenMatches({ event: { at: NOW - 1000 } });
  });
});
