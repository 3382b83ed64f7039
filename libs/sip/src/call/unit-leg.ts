import type { Flow } from '../flow/flow.ts';
import { routesOf } from '../headers/accessors.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import type { Binding } from '../registrar/binding.ts';
import type { BindingStore } from '../registrar/ports.ts';
import type { UnitLeg } from '../uas/invite-service.ts';
import type { CallTarget } from './call-types.ts';
import type { UnitTokens } from './unit-token.ts';

/** A phone on a stream is reached by its connection alone; one that has closed it is not reached at all. */
export const targetOf = (
  { transport, remote, connection, contact }: Binding,
  { local }: Flow,
): CallTarget | undefined => {
  if (transport === 'udp') return { contact, flow: { transport, remote, local } };
  return connection === undefined ? undefined : { contact, flow: { transport, remote, local, connection } };
};

/** Who may ring phones that are held here without being asked who they are: units, by the token of their Route. */
export const unitLegs =
  (tokens: UnitTokens | undefined, bindings: BindingStore) =>
  (checked: CheckedRequest, flow: Flow, now: number): UnitLeg | undefined => {
    const routes = tokens === undefined ? undefined : routesOf(checked.request);
    const first = routes?.ok === true ? routes.value[0]?.uri : undefined;
    const token = first !== undefined && 'user' in first ? first.user : undefined;
    if (tokens === undefined || token === undefined) return undefined;
    const asked = tokens.check(token, { callId: checked.callId, now });
    if (asked === undefined) return undefined;
    const binding = bindings.list(asked.sid, now).find(({ key }) => key === asked.key);
    const target = binding === undefined ? undefined : targetOf(binding, flow);
    return target === undefined ? { kind: 'gone' } : { kind: 'leg', target };
  };
