/** The test files that are begun first where nothing is known of how long any takes. */
export const longest: string[];

export default class LongestFirst {
  constructor(options: { contexts: unknown[]; globalConfig: unknown });
  sort<Test extends { path: string }>(tests: Test[]): Test[];
}
