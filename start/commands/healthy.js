// The health check of the containers, which have no curl: node start/commands/healthy.js /healthz|/readyz
// Asks the process beside it, at HEALTH_PORT where that is set (worker, relay), else at PORT (API). Exit code 0 means yes.
const port = process.env.HEALTH_PORT ?? process.env.PORT ?? 3000;
const page = `http://127.0.0.1:${port}${process.argv[2] ?? '/healthz'}`;

try {
  const answer = await fetch(page, { signal: AbortSignal.timeout(4_000) });
  process.stdout.write(await answer.text());
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.stderr.write(`${page} does not answer\n`);
  process.exitCode = 1;
}
