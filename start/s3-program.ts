import { join } from 'node:path';
import { programFile } from './program-cache.ts';
import { firstKept, type Search } from './program-search.ts';
import { installWithGo } from './temporal-programs.ts';

const version = '1.8.0';
const folder = `versitygw-${version}`;

/**
 * The path of an S3-compatible server on a folder (Versity S3 Gateway): the copy kept from before, else built with Go. Only the tests of
 * attachments in a bucket need it.
 * @throws ProgramMissing
 */
export async function findS3Server(search: Search): Promise<string> {
  const packages = [`github.com/versity/versitygw/cmd/versitygw@v${version}`];
  return firstKept(
    search,
    `S3-compatible server (versitygw ${version})`,
    [join(search.env.CACHE_DIR, folder, programFile('versitygw'))],
    [
      {
        name: `go install of versitygw ${version}`,
        fetch: (asked) => installWithGo(asked, folder, packages, `S3-compatible server ${version}`, '70 seconds'),
      },
    ],
    `install Go (https://go.dev/dl), with which versitygw ${version} is built here`,
  );
}
