import { tsImport } from 'tsx/esm/api';

// jest loads its set-up without the transformation that test files get, so tsx does it here.
export default async function setUp() {
  const { startSharedServers } = await tsImport('./jest-shared-servers.ts', import.meta.url);
  globalThis.sharedServers = await startSharedServers();
}
