import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';
import { BundleUnusable } from './bundle-unusable.ts';
import { writeDurably } from './durable-file.ts';

const workflows = fileURLToPath(new URL('../workflows', import.meta.url));

/** What stands in the bundle beside the workflows' own code. */
const bundledPackages = ['@temporalio/workflow', '@temporalio/common', '@temporalio/worker'];

/** Before the map that the SDK expects at the end. */
const sourceMapMark = '//# sourceMappingURL=';
const madeFrom = '// Made by Doléance from workflow code ';

/** Where `npm run build` puts the script. */
export const builtBundle = fileURLToPath(new URL('../build/workflow-bundle.js', import.meta.url));

/** The script that `npm run build` made, where it is there and made from the workflow code that is here. */
export function bundleBuiltAhead(): string | undefined {
  return existsSync(builtBundle) && hashIn(read(builtBundle)) === workflowCodeHash() ? builtBundle : undefined;
}

/** Bundles the workflow code into one script, which says what code it was made from. */
export async function buildWorkflowBundle(file: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(workflows, 'index.ts'),
    logger: new DefaultLogger('WARN'),
  });
  const mapAt = code.lastIndexOf(sourceMapMark);
  mkdirSync(dirname(file), { recursive: true });
  writeDurably(file, `${code.slice(0, mapAt)}${madeFrom}${workflowCodeHash()}\n${code.slice(mapAt)}`);
  // Nothing secret: in the image it is made by root and read by another user.
  chmodSync(file, 0o644);
}

/**
 * The workflow code for a worker: the script built ahead where one is named, else made now.
 * @throws BundleUnusable where the script was made from other code than what is here, since complaints would go on by rules that
 * nobody sees
 */
export async function workflowBundle(built: string | undefined): Promise<WorkflowBundleOption> {
  if (built === undefined)
    return bundleWorkflowCode({ workflowsPath: join(workflows, 'index.ts'), logger: new DefaultLogger('WARN') });
  const made = hashIn(read(built));
  if (made === undefined) throw new BundleUnusable(`${built} was not made by \`npm run build\`.`);
  if (made !== workflowCodeHash())
    throw new BundleUnusable(`${built} was made from other workflow code than what is here; run \`npm run build\` again.`);
  return { codePath: built };
}

function hashIn(script: string): string | undefined {
  const mark = script.lastIndexOf(madeFrom);
  return mark < 0 ? undefined : /^[0-9a-f]{64}/.exec(script.slice(mark + madeFrom.length))?.[0];
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new BundleUnusable(`${file} cannot be read; run \`npm run build\`.`);
  }
}

/** Of every workflow file with its path, and of the versions of the SDK's packages. */
function workflowCodeHash(): string {
  const hash = createHash('sha256');
  for (const file of workflowFiles()) {
    hash.update(`${relative(workflows, file).split(sep).join('/')}\0${readFileSync(file, 'utf8')}\0`);
  }
  const require = createRequire(import.meta.url);
  for (const name of bundledPackages) {
    hash.update(`${name}@${(require(`${name}/package.json`) as { version: string }).version}\0`);
  }
  return hash.digest('hex');
}

function workflowFiles(): string[] {
  return readdirSync(workflows, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
