/** One constraint of Nx's `enforce-module-boundaries`. */
export interface DepConstraint {
  readonly sourceTag: string;
  readonly onlyDependOnLibsWithTags: readonly string[];
  readonly allowedExternalImports?: readonly string[];
}

export const depConstraints: readonly DepConstraint[];
export const pureLayers: readonly string[];
export const builtinsBan: object;
