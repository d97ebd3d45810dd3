import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { BundleUnusable } from '../../start/bundle-unusable.ts';
import { buildWorkflowBundle, workflowBundle } from '../../start/workflow-bundle.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';

const folder = temporaryFolders()();
const built = join(folder, 'build', 'workflow-bundle.js');

beforeAll(() => buildWorkflowBundle(built));

async function refusalOf(file: string): Promise<string> {
  const fault: unknown = await workflowBundle(file).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(BundleUnusable);
  return (fault as BundleUnusable).message;
}

describe('a workflow bundle that was built ahead', () => {
  test('is used as it is where it was made from the code that is here', async () => {
    expect(await workflowBundle(built)).toEqual({ codePath: built });
  });

  test('may be read by another user than the one who built it', () => {
    expect(statSync(built).mode & 0o777).toBe(0o644);
  });

  test('keeps the map that the SDK expects at its end', () => {
    const script = readFileSync(built, 'utf8');
    expect(script.lastIndexOf('// Made by Doléance from workflow code ')).toBeLessThan(
      script.lastIndexOf('//# sourceMappingURL=data:'),
    );
    expect(script.slice(script.lastIndexOf('//# sourceMappingURL='))).not.toContain('Made by');
  });

  test('is refused where it was made from other workflow code', async () => {
    const other = join(folder, 'other.js');
    writeFileSync(other, readFileSync(built, 'utf8').replace(/(from workflow code )[0-9a-f]{8}/, '$100000000'));
    expect(await refusalOf(other)).toBe(
      `${other} was made from other workflow code than what is here; run \`npm run build\` again.`,
    );
  });

  test('is refused where somebody else made it', async () => {
    const foreign = join(folder, 'foreign.js');
    appendFileSync(foreign, 'module.exports = {};\n');
    expect(await refusalOf(foreign)).toBe(`${foreign} was not made by \`npm run build\`.`);
  });

  test('that is missing is an error, and is not built in silence', async () => {
    const missing = join(folder, 'missing.js');
    expect(await refusalOf(missing)).toBe(`${missing} cannot be read; run \`npm run build\`.`);
  });
});

test('without one, the bundle is made at the start', async () => {
  const bundle = (await workflowBundle(undefined)) as { code: string };
  expect(bundle.code).toContain('complaintWorkflow');
});
