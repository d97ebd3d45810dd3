import type { Environment } from './environment.ts';
import { BadEnvironment } from './environment.ts';

/** The variables that a program which runs apart from the others cannot do without. @throws BadEnvironment naming those that are missing */
export function needs<Name extends keyof Environment>(
  environment: Environment,
  names: readonly Name[],
): { [Key in Name]: NonNullable<Environment[Key]> } {
  const missing = names.filter((name) => environment[name] === undefined);
  if (missing.length > 0)
    throw new BadEnvironment(missing.map((name) => `${name} is not set; a program that runs apart from the others needs it.`));
  return environment as { [Key in Name]: NonNullable<Environment[Key]> };
}
