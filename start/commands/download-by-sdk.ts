import { TestWorkflowEnvironment } from '@temporalio/testing';

// Fetches one of Temporal's programs into a folder by the SDK's own download, which also starts it once. In a process of its own,
// since the SDK sets no time limit. Arguments: `temporal-cli` or `temporal-test-server`, and the folder.
const [artifact, downloadDir] = process.argv.slice(2);
if (downloadDir === undefined) throw new Error('usage: download-by-sdk.ts temporal-cli|temporal-test-server FOLDER');
const server = { executable: { type: 'cached-download', downloadDir } } as const;

try {
  const started =
    artifact === 'temporal-cli'
      ? await TestWorkflowEnvironment.createLocal({ server })
      : await TestWorkflowEnvironment.createTimeSkipping({ server });
  await started.teardown();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
