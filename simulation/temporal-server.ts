import proto from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { searchAttributes } from '../workflows/search-attributes.ts';

/** Starts Temporal's test server, which skips from timer to timer, and makes the complaint's search attributes known to it. */
export async function startSkippingServer(program: string): Promise<TestWorkflowEnvironment> {
  onlyErrorsAreLogged();
  const server = { executable: { type: 'existing-path' as const, path: program } };
  const env = await begun(() => TestWorkflowEnvironment.createTimeSkipping({ server }));
  await addSearchAttributes(env);
  return env;
}

/** The SDK gives the server five seconds to begin, which a busy machine may need for Java alone. */
const attempts = 4;

async function begun(begin: () => Promise<TestWorkflowEnvironment>): Promise<TestWorkflowEnvironment> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await begin();
    } catch (fault) {
      const isSlow = fault instanceof Error && fault.message.includes('did not start within');
      if (!isSlow || attempt === attempts) throw fault;
    }
  }
}

let installed = false;

/** Temporal's own lines, errors alone, go to the standard error output. */
export function onlyErrorsAreLogged(): void {
  if (installed) return;
  installed = true;
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter, forward: {} } },
    shutdownSignals: [],
  });
}

/** The time-skipping server cannot list search attributes, and needs no waiting until it knows them. */
async function addSearchAttributes({ connection, namespace = 'default' }: TestWorkflowEnvironment): Promise<void> {
  const { INDEXED_VALUE_TYPE_KEYWORD: keyword, INDEXED_VALUE_TYPE_DATETIME: datetime } =
    proto.temporal.api.enums.v1.IndexedValueType;
  const types = Object.values(searchAttributes).map((key) => [key.name, key.type === 'DATETIME' ? datetime : keyword] as const);
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(types) });
}
