/** What is wrong, in the order in which a reader needs it. */
export interface Problem {
  /** The setting to change, as it stands in the user's code: `memorySize`, `endpoint.stageName`. */
  readonly setting: string;

  /** What was given, ready to be shown. */
  readonly given: string;

  /** What is possible, and why where that is not plain. */
  readonly expected: string;

  /** The stable id of the rule that found it; unset where no rule did. */
  readonly rule?: string;
}
