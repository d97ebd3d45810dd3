import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeInCache, onPath } from './program-cache.ts';
import { firstKept, type Search, searchPathOf, spoken } from './program-search.ts';
import { runLimited } from './run-limited.ts';

/** A Java program that Maven's central repository has. */
export interface JavaProgram {
  /** Of the file that runs it, and of its folder in the cache, with the version. */
  name: string;
  version: string;
  group: string;
  artifact: string;
  mainClass: string;
  /** For people. */
  what: string;
  size: string;
}

const veraPdf: JavaProgram = {
  name: 'verapdf',
  version: '1.28.2',
  group: 'org.verapdf.apps',
  artifact: 'greenfield-apps',
  mainClass: 'org.verapdf.apps.GreenfieldCliWrapper',
  what: 'PDF checker veraPDF',
  size: 'some 20 MB',
};

/**
 * The path of veraPDF, which checks PDFs against their standard: the copy kept from before, else fetched with Maven. Only tests need it.
 * @throws ProgramMissing with one line that names these ways
 */
export function findVeraPdf(search: Search): Promise<string> {
  return firstKept(
    search,
    `veraPDF ${veraPdf.version}`,
    [keptJavaProgram(search.env.CACHE_DIR, veraPdf)],
    [{ name: 'Maven artifact with java', fetch: (asked) => fetchWithMaven(asked, veraPdf) }],
    `install a JRE (11 or later) and Maven, with which ${veraPdf.group}:${veraPdf.artifact}:${veraPdf.version} is fetched`,
  );
}

/** Where a Java program is kept once it was fetched. */
export function keptJavaProgram(cacheFolder: string, { name, version }: JavaProgram): string {
  return join(cacheFolder, `${name}-${version}`, name);
}

/** Fetches a program with what it needs, and puts a command beside it that runs it. Returns why that failed, or undefined. */
export async function fetchWithMaven(search: Search, program: JavaProgram): Promise<string | undefined> {
  const { env, say, signal } = search;
  const { name, version, what, size } = program;
  if (process.platform === 'win32') return 'not on Windows';
  const [java, maven] = [onPath('java', searchPathOf(search)), onPath('mvn', searchPathOf(search))];
  if (java === undefined || maven === undefined) return `${java === undefined ? 'java' : 'mvn'} is not installed`;
  say(`Fetching the ${what} ${version} with Maven: once, ${size}, limit 10 min …`);
  let failure: string | undefined;
  await makeInCache(env.CACHE_DIR, `${name}-${version}`, async (folder) => {
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'pom.xml'), projectOf(program));
    const goal = [
      '-q',
      '-B',
      '-f',
      join(folder, 'pom.xml'),
      'dependency:copy-dependencies',
      `-DoutputDirectory=${join(folder, 'lib')}`,
    ];
    const result = await runLimited(maven, goal, {
      limitSeconds: 600,
      onProgress: (seconds) => say(`… still fetching the ${what}, ${spoken(seconds)} so far (limit 10 min)`),
      signal,
    });
    if (!result.ok) failure = result.reason;
    else writeFileSync(join(folder, name), javaCommand(program), { mode: 0o755 });
    return result.ok;
  });
  say(failure === undefined ? `The ${what} is fetched and kept for the next time.` : `Maven failed (${failure}).`);
  return failure;
}

function projectOf({ name, group, artifact, version }: JavaProgram): string {
  const dependency = `<groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>`;
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    `<groupId>doleance</groupId><artifactId>${name}</artifactId><version>1</version><packaging>pom</packaging>`,
    `<dependencies><dependency>${dependency}</dependency></dependencies></project>`,
  ].join('\n');
}

/** The serial collector and the quick compiler alone: these programs live for a test, on few cores. */
function javaCommand({ mainClass }: JavaProgram): string {
  return `#!/bin/sh\nexec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/lib/*" ${mainClass} "$@"\n`;
}
