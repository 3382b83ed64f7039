import { addProbes } from '@tandem/http';
import type { FastifyInstance } from 'fastify';
import type { UnitHttpOptions } from './options.ts';

/**
 * Adds `/health/live`, `/health/ready` and `/metrics`. Ready is a unit that takes work: READY, also with the condition
 * STALE or STALLED, when it does so on its last good state (G4). The answer says which.
 */
export const addUnitProbes = (
  server: FastifyInstance,
  { unit, metrics, operatorToken }: UnitHttpOptions,
): void =>
  addProbes(server, {
    metrics,
    operatorToken,
    ready: () => {
      const { ready, state, conditions, serving } = unit.health();
      return { ready, detail: { state, conditions, serving } };
    },
  });
