import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildWorkflowBundle } from '../../../start/workflow-bundle.ts';
import { projectFile, root } from './compose-file.ts';

export interface Instruction {
  keyword: string;
  rest: string;
}

export interface Stage {
  base: string;
  name: string | undefined;
  instructions: Instruction[];
}

/** The instructions of a Dockerfile, continued lines joined, comments left out. */
export function instructionsOf(dockerfile: string): Instruction[] {
  const lines = dockerfile
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => ({ keyword: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1).trim() }));
}

export function stagesOf(dockerfile: string): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of instructionsOf(dockerfile)) {
    if (instruction.keyword === 'FROM') {
      const [base = '', , name] = instruction.rest.split(/\s+/);
      stages.push({ base, name, instructions: [] });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

/** What the last stage sets with ENV. */
export function imageEnvironment(dockerfile: string): Record<string, string> {
  const set = stagesOf(dockerfile)
    .at(-1)
    ?.instructions.filter(({ keyword }) => keyword === 'ENV');
  return Object.fromEntries(
    (set ?? []).flatMap(({ rest }) => rest.split(/\s+/).map((pair) => pair.split('=') as [string, string])),
  );
}

/** Whether .dockerignore, which leaves out all that it does not name, lets a path of the project in. */
export function isInContext(path: string): boolean {
  const lines = projectFile('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const within = (line: string) => path === line || path.startsWith(`${line}/`);
  const decided = lines.filter((line) => line === '*' || within(line.replace(/^!/, ''))).at(-1);
  return decided?.startsWith('!') === true;
}

/**
 * Makes what the image holds in a folder: the files that the last stage of the Dockerfile copies, the built workflow bundle, and the
 * packages (those of this machine, which are more).
 */
export async function makeImageTree(folder: string): Promise<void> {
  const copied = stagesOf(readFileSync(`${root}Dockerfile`, 'utf8'))
    .at(-1)
    ?.instructions.filter(({ keyword, rest }) => keyword === 'COPY' && !rest.startsWith('--from='));
  for (const { rest } of copied ?? []) {
    const [source = '', destination = ''] = rest.split(/\s+/);
    const target = join(folder, destination === './' ? source : destination);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(`${root}${source}`, target, {
      recursive: true,
      filter: (path) => isInContext(path.slice(root.length)),
    });
  }
  symlinkSync(`${root}node_modules`, join(folder, 'node_modules'), 'dir');
  await buildWorkflowBundle(join(folder, 'build', 'workflow-bundle.js'));
}
