import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A server's certificate and key, and the authority of tests that signed it. */
export interface Certificates {
  /** Paths of the server's own. */
  certificate: string;
  key: string;
  /** The authority, in PEM. */
  ca: string;
}

const made = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2'.split(' ');

/**
 * Makes an authority, and a server's certificate that it signs, with OpenSSL.
 *
 * @param alternativeName what the server is called: `IP:127.0.0.1`
 */
export function makeCertificates(folder: string, alternativeName: string): Certificates {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => void execFileSync('openssl', [...made, ...args], { stdio: 'pipe' });
  // Without the machine's own configuration, which says other things on each.
  writeFileSync(at('openssl.cnf'), '[req]\ndistinguished_name = name\n[name]\n');
  openssl(
    ...['-config', at('openssl.cnf'), '-subj', '/CN=Authority of tests', '-keyout', at('ca.key'), '-out', at('ca.pem')],
    ...['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'],
  );
  openssl(
    ...['-config', at('openssl.cnf'), '-subj', '/CN=Server of tests', '-keyout', at('server.key'), '-out', at('server.pem')],
    ...['-CA', at('ca.pem'), '-CAkey', at('ca.key')],
    ...['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', `subjectAltName=${alternativeName}`],
  );
  return { certificate: at('server.pem'), key: at('server.key'), ca: readFileSync(at('ca.pem'), 'utf8') };
}
