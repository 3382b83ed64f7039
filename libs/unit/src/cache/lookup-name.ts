import type { AccountEvent, ClientEvent, NumberEvent, ResourceEvent } from '@tandem/contracts';

export const isClient = (event: ResourceEvent): event is ClientEvent => 'login' in event.state;

export const isNumber = (event: ResourceEvent): event is NumberEvent => 'phoneNumber' in event.state;

export const isAccount = (event: ResourceEvent): event is AccountEvent => 'parentSid' in event.state;

/** The name under which a number is looked up: no login has a colon. */
export const numberName = (phoneNumber: string): string => `number:${phoneNumber}`;

/** The name under which a resource is looked up in its domain; empty for what is asked for by its sid alone. */
export const lookupName = (event: ResourceEvent): string => {
  if (isClient(event)) return event.state.login;
  return isNumber(event) ? numberName(event.state.phoneNumber) : '';
};
