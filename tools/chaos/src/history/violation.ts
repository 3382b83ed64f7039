/** Something that a guarantee of the design rules out, and what shows it. */
export interface Violation {
  /** `G1` to `G7` of the design, or `receipt`. */
  readonly guarantee: string;
  readonly what: string;
}
