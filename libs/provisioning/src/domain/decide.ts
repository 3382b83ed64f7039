import type { ResourceKind } from '@tandem/contracts';
import { assertNever } from '@tandem/kernel';
import { decideCreate } from './decide-create.ts';
import { decideDelete } from './decide-delete.ts';
import { decideUpdate } from './decide-update.ts';
import type { CreateMeta, Decision, ResourceCommand } from './decisions.ts';
import type { Definition } from './definition.ts';
import type { Resource } from './resource.ts';

/** Every rule of a resource's life: what a command means for a resource as it is now. Pure. */
export const decide =
  <K extends ResourceKind>(definition: Definition<K>) =>
  (resource: Resource<K>, command: ResourceCommand, meta: CreateMeta): Decision<K> => {
    switch (command.type) {
      case 'Create':
        return decideCreate(definition, resource, command, meta);
      case 'Update':
        return decideUpdate(definition, resource, command, meta);
      case 'Delete':
        return decideDelete(definition, resource, command, meta);
      default:
        return assertNever(command);
    }
  };
