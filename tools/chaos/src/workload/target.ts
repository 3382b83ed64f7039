import type { ManagementApi, UnitPages } from '@tandem/e2e/testing';

/** What is written to and looked at. Processes may be down at any time. */
export interface Target {
  /** The API of each provisioning process, by its name. */
  readonly apis: readonly { readonly name: string; readonly api: ManagementApi }[];
  readonly units: readonly { readonly name: string; readonly pages: UnitPages }[];
}
