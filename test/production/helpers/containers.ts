import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll } from '@jest/globals';
import { composeFile, environmentOf, projectFile } from './compose-file.ts';
import { imageEnvironment } from './image.ts';

/** A service of docker-compose.yml that runs without a container engine, as a process on what the image holds. */
export interface Container {
  service: string;
  pid: number;
  /** When it was started; milliseconds that only go forward. */
  startedAt: number;
  ended: Promise<NodeJS.Signals | number>;
  /** Asks its health check until it says yes. @returns the seconds from its start */
  untilHealthy(): Promise<number>;
  /** SIGTERM, as `docker stop` sends it. @returns its exit code, or the signal that ended it */
  stop(): Promise<NodeJS.Signals | number>;
  /** kill -9 */
  kill(): Promise<void>;
  said(): string;
}

/** What stands in for an engine's network and its volume of files. */
export interface Engine {
  /** The folder that holds what the image holds. */
  tree: string;
  /** What `.env` would say. */
  variables: Readonly<Record<string, string>>;
  /** Where a place of the engine's network is on this machine: `temporal:7233` and so on. */
  places: Readonly<Record<string, string>>;
}

/** The longest wait for a health check, in milliseconds: far beyond what a loaded machine needs. */
const healthLimit = 120_000;

/** Starts services with the command, the environment and the health check that docker-compose.yml and the Dockerfile give them. */
export function containers(): (engine: Engine, service: string, ports?: Readonly<Record<string, string>>) => Container {
  const started: Container[] = [];
  afterAll(async () => {
    await Promise.all(started.map((one) => one.kill()));
  });
  return (engine, service, ports = {}) => {
    const one = startContainer(engine, service, ports);
    started.push(one);
    return one;
  };
}

function startContainer(engine: Engine, name: string, ports: Readonly<Record<string, string>>): Container {
  const service = composeFile().services[name];
  const [program = '', ...args] = service?.command ?? [];
  const environment = service === undefined ? {} : environmentOf(service, engine.variables);
  const env = { ...ofThisMachine(), ...ofImage(engine.tree), ...moved(environment, engine.places), ...ports };
  const startedAt = performance.now();
  const child = spawn(program, args, { cwd: engine.tree, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const ended = new Promise<NodeJS.Signals | number>((told) => child.once('exit', (code, signal) => told(signal ?? code ?? -1)));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    service: name,
    pid: child.pid ?? -1,
    startedAt,
    ended,
    async untilHealthy() {
      const [, ...check] = service?.healthcheck?.test ?? [];
      while (!(await succeeds(check, engine.tree, env))) {
        if (child.exitCode !== null || performance.now() - startedAt > healthLimit)
          throw new Error(`${name} is not healthy. It said: ${said.slice(-2_000)}`);
        await pause(1_000);
      }
      return (performance.now() - startedAt) / 1000;
    },
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    said: () => said,
  };
}

function succeeds([program = '', ...args]: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return new Promise((told) => {
    const child = spawn(program, args, { cwd, env, stdio: 'ignore' });
    child.once('error', () => told(false));
    child.once('exit', (code) => told(code === 0));
  });
}

/** Nothing of the variables around the test gets in but what a process needs at all. */
function ofThisMachine(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
}

function ofImage(tree: string): Record<string, string> {
  const set = Object.entries(imageEnvironment(projectFile('Dockerfile')));
  return Object.fromEntries(set.map(([name, value]) => [name, value.replace(/^\/doleance\//, `${tree}/`)]));
}

function moved(environment: Record<string, string>, places: Readonly<Record<string, string>>): Record<string, string> {
  const move = (value: string) => Object.entries(places).reduce((text, [place, here]) => text.replace(place, here), value);
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, move(value)]));
}
