import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import nodemailer from 'nodemailer';
import { lowFreePorts } from '../../../start/free-port.ts';
import { type Certificates, makeCertificates } from '../../helpers/certificates.ts';
import { smtpServer } from '../../letters/mail-servers.ts';
import { postfixNotice } from '../returned-mail.ts';

/** A real mail server of a house: SMTP in front, Dovecot with IMAP behind. Every address of it has a mailbox of its own. */
export interface MailHouse {
  /** IMAP in the open, which offers STARTTLS; and over TLS from the first byte. */
  imapPort: number;
  imapsPort: number;
  /** The authority that signed its certificate, in PEM. It names 127.0.0.1 and nothing else. */
  ca: string;
  smtpPort: number;
  user(address: string): { user: string; password: string };
  /** Mails over SMTP as any server would. @param from '' for a notice that nobody can answer */
  send(mail: { from: string; to: string | string[]; raw: string | Buffer }): Promise<void>;
  /** From now on, what is sent to this address is taken and comes back, as from a server that finds out later that there is nobody. */
  returnsTo(address: string): void;
  /** What Dovecot has logged. */
  log(): string;
  /** A connection to a mailbox, as its owner has it. */
  asOwner<Made>(address: string, work: (client: ImapFlow) => Promise<Made>): Promise<Made>;
  /** Ends every IMAP connection, as a restart of the server does. */
  restart(): Promise<void>;
  /** Gives the mailbox another UIDVALIDITY, as a restore from a backup does. */
  giveNewUidValidity(address: string): Promise<void>;
  close(): Promise<void>;
}

const password = 'a-password-of-tests';

export async function startMailHouse(): Promise<MailHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'doleance-dovecot-'));
  chmodSync(folder, 0o755);
  const homes = join(folder, 'homes');
  mkdirSync(homes);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(homes, nobody, nobody);
  const [imapPort = 0, imapsPort = 0, lmtpPort = 0] = await lowFreePorts(3);
  const certificates = makeCertificates(folder, 'IP:127.0.0.1');
  const ports = { imapPort, imapsPort, lmtpPort };
  writeFileSync(join(folder, 'dovecot.conf'), configuration({ folder, homes, ports, certificates, isRoot }));
  let dovecot = await startDovecot(folder, imapPort);
  const lmtp = nodemailer.createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, secure: false, ignoreTLS: true });
  const returned = new Set<string>();
  const smtp = smtpServer(async ({ from, to }, raw) => {
    const taken = to.filter((address) => !returned.has(address));
    if (taken.length > 0) await lmtp.sendMail({ envelope: { from, to: taken }, raw });
    for (const recipient of to.filter((address) => returned.has(address) && from !== ''))
      await lmtp.sendMail({ envelope: { from: '', to: from }, raw: postfixNotice({ raw, sender: from, recipient }) });
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const smtpPort = (smtp.server.address() as AddressInfo).port;
  const sender = nodemailer.createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
  const credentials = (address: string) => ({ user: address, password });
  const asOwner = async <Made>(address: string, work: (client: ImapFlow) => Promise<Made>): Promise<Made> => {
    const auth = { user: address, pass: password };
    const open = { host: '127.0.0.1', port: imapPort, secure: false, doSTARTTLS: false } as const;
    const client = new ImapFlow({ ...open, auth, logger: false, disableAutoIdle: true });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.mailboxOpen('INBOX');
      return await work(client);
    } finally {
      await client.logout();
    }
  };
  const again = async (meanwhile: () => void = () => undefined) => {
    await stopDovecot(dovecot);
    meanwhile();
    dovecot = await startDovecot(folder, imapPort);
  };
  return {
    imapPort,
    imapsPort,
    ca: certificates.ca,
    smtpPort,
    user: credentials,
    returnsTo: (address) => void returned.add(address),
    log: () => logOf(folder),
    send: async ({ from, to, raw }) => {
      await sender.sendMail({ envelope: { from, to }, raw: typeof raw === 'string' ? raw.replace(/\r?\n/g, '\r\n') : raw });
    },
    asOwner,
    restart: () => again(),
    giveNewUidValidity: (address) =>
      again(() => {
        // Without its list of UIDs, Dovecot counts anew under another UIDVALIDITY.
        const maildir = join(homes, address, 'mail');
        for (const name of [
          'dovecot-uidlist',
          'dovecot.index',
          'dovecot.index.log',
          'dovecot.index.cache',
          'dovecot-uidvalidity',
        ])
          rmSync(join(maildir, name), { force: true });
      }),
    close: async () => {
      sender.close();
      lmtp.close();
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
      await stopDovecot(dovecot);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** The account `nobody` of Debian. */
const nobody = 65_534;

function configuration({
  folder,
  homes,
  ports,
  certificates,
  isRoot,
}: {
  folder: string;
  homes: string;
  ports: { imapPort: number; imapsPort: number; lmtpPort: number };
  certificates: Certificates;
  isRoot: boolean;
}): string {
  const { username, uid, gid } = userInfo();
  const owner = isRoot ? { uid: nobody, gid: nobody } : { uid, gid };
  const oneself = isRoot
    ? ''
    : `default_internal_user = ${username}\ndefault_login_user = ${username}\ndefault_internal_group =\n`;
  const chroot = isRoot ? '' : 'chroot =';
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
${oneself}
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <${certificates.certificate}
ssl_key = <${certificates.key}
disable_plaintext_auth = no
auth_mechanisms = plain
mail_location = maildir:~/mail
mail_fsync = never
mailbox_idle_check_interval = 1 s
auth_failure_delay = 0
first_valid_uid = 1
recipient_delimiter = +
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${homes}/%u allow_all_users=yes
}
service imap-login {
  ${chroot}
  inet_listener imap {
    port = ${ports.imapPort}
  }
  inet_listener imaps {
    port = ${ports.imapsPort}
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    port = ${ports.lmtpPort}
  }
}
service anvil {
  ${chroot}
  # A wrong password makes nobody else wait.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  ${chroot}
}
protocol lmtp {
  postmaster_address = postmaster@example.org
}
`;
}

async function startDovecot(folder: string, imapPort: number): Promise<ChildProcess> {
  const program = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find(existsSync) ?? 'dovecot';
  const child = spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<never>((_, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`Dovecot ended with ${code}: ${said}${logOf(folder)}`)));
  });
  ended.catch(() => undefined);
  await Promise.race([ended, untilItGreets(imapPort)]);
  return child;
}

function logOf(folder: string): string {
  const log = join(folder, 'log');
  return existsSync(log) ? readFileSync(log, 'utf8') : '';
}

async function untilItGreets(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const greeted = await new Promise<boolean>((told) => {
      const socket = connect(port, '127.0.0.1');
      const end = (answer: boolean) => {
        socket.destroy();
        told(answer);
      };
      socket.once('data', () => end(true));
      socket.once('error', () => end(false));
      socket.once('close', () => end(false));
    });
    if (greeted) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('Dovecot does not answer.');
}

/** Ends it with every process of its own at once; asked to stop, it would let connections stand for ten seconds. */
async function stopDovecot(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}
