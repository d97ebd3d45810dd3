import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { cpuBetween, cpuTimes, residentBytes, threadTimes } from '../../bench/measure/cpu.ts';

const burn = (milliseconds: number) =>
  `const end = process.cpuUsage().user + ${milliseconds}e3; while (process.cpuUsage().user < end);`;

test('the CPU time of a process counts with that of its children, also after they have ended, and this process is counted alone', async () => {
  const script = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(burn(150))}]);
    ${burn(100)} process.stdout.write('done'); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const pid = child.pid ?? -1;
    const before = { parent: 0 };
    await once(child.stdout, 'data');
    const spent = cpuBetween(before, cpuTimes({ parent: pid }));
    expect(spent['parent']).toBeGreaterThanOrEqual(240);
    expect(Object.keys(spent).toSorted()).toEqual(['bench client', 'parent']);
    expect(Object.values(threadTimes(pid)).length).toBeGreaterThan(1);
    expect(residentBytes(pid)).toBeGreaterThan(10_000_000);
  } finally {
    child.kill('SIGKILL');
  }
});

test('a process that is not there has taken nothing', () => {
  expect(cpuTimes({ nobody: 0x7fff_fff0 })['nobody']).toBe(0);
});

test('between two readings, what appeared in between counts whole', () => {
  expect(cpuBetween({ worker: 100 }, { worker: 150, relay: 20 })).toEqual({ worker: 50, relay: 20 });
});
