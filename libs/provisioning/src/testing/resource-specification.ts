import type { ResourceKind } from '@tandem/contracts';
import { decide } from '../domain/decide.ts';
import type { CreateMeta, Decision, ResourceCommand } from '../domain/decisions.ts';
import type { Definition } from '../domain/definition.ts';
import { evolve } from '../domain/evolve.ts';
import { noResource } from '../domain/resource.ts';
import type { Created, Resource, ResourceDomainEvent } from '../domain/resource.ts';
import { APPLICATION, DOMAIN, NOW, OWNER } from './client-specification.ts';
import { deciderSpecification } from './decider-specification.ts';

const meta: CreateMeta = {
  now: NOW,
  domain: DOMAIN,
  accountSid: OWNER,
  applicationExists: (sid) => sid === APPLICATION,
};

export const create = (fields: Readonly<Record<string, string>>) =>
  ({ type: 'Create', fields, requestHmac: null }) as const;

export const update = (fields: Readonly<Record<string, string>>) => ({ type: 'Update', fields }) as const;

/** A kind's rules, to be given events and commands. */
export const resourceSpecification = <K extends ResourceKind>(definition: Definition<K>) => {
  const specification = deciderSpecification<
    Resource<K>,
    ResourceCommand,
    CreateMeta,
    ResourceDomainEvent<K>,
    Decision<K>
  >({ initial: noResource, decide: decide(definition), evolve }, meta);
  return {
    ...specification,
    /** The creation that these fields make. */
    created: (fields: Readonly<Record<string, string>>): Created<K> => {
      const { decision } = specification.given().when(create(fields));
      if (decision.kind !== 'append') throw new Error(`not created but ${JSON.stringify(decision)}`);
      return decision.event as Created<K>;
    },
  };
};
