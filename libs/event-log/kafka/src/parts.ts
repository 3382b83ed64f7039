import type { SharedAdmin } from './client/shared-admin.ts';
import type { Names } from './names.ts';
import type { KafkaSettings } from './options.ts';
import type { TopicDirectory } from './topics/topic-directory.ts';

/** What the publishers, writers and consumers of one log share. */
export interface KafkaParts {
  readonly settings: KafkaSettings;
  readonly names: Names;
  readonly admin: SharedAdmin;
  readonly directory: TopicDirectory;
}
