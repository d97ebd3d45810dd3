/** A mail as it stands in a mailbox: its head, and what follows. */
export interface MailParts {
  from?: string | undefined;
  to?: string;
  subject?: string;
  date?: string;
  messageId?: string | undefined;
  /** Further headers, as they are written. */
  headers?: readonly string[];
  text?: string;
  html?: string;
  files?: readonly { name: string; type?: string; content: Buffer | string }[];
}

export const complaintAddress = 'reclamations-rgpd@opticourtage.com';

/** Writes a mail as mail programs do. */
export function mail({
  from = 'Dominique Exemple <dominique@example.org>',
  to = complaintAddress,
  subject = 'Réclamation',
  date = 'Wed, 13 May 2026 11:00:00 +0200',
  messageId = '<one@example.org>',
  headers = [],
  text,
  html,
  files = [],
}: MailParts = {}): string {
  const bodies = [
    ...(text === undefined && html !== undefined
      ? []
      : [part('text/plain; charset=utf-8', text ?? 'Bonjour, mon contrat n’a pas été résilié.')]),
    ...(html === undefined ? [] : [part('text/html; charset=utf-8', html)]),
  ];
  const attached = files.map(({ name, type = 'application/octet-stream', content }) =>
    [
      `Content-Type: ${type}; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\n'),
    ].join('\n'),
  );
  const content =
    attached.length === 0 ? together('alternative', bodies) : together('mixed', [together('alternative', bodies), ...attached]);
  return [
    ...(from === '' ? [] : [`From: ${from}`]),
    `To: ${to}`,
    `Subject: ${subject}`,
    ...(date === '' ? [] : [`Date: ${date}`]),
    ...(messageId === '' ? [] : [`Message-ID: ${messageId}`]),
    ...headers,
    'MIME-Version: 1.0',
    content,
  ].join('\n');
}

function part(type: string, content: string): string {
  return `Content-Type: ${type}\nContent-Transfer-Encoding: 8bit\n\n${content}`;
}

function together(kind: string, parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] ?? '';
  const boundary = `=_${kind}`;
  return [
    `Content-Type: multipart/${kind}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((one) => [`--${boundary}`, one]),
    `--${boundary}--`,
    '',
  ].join('\n');
}

/** A notice of delivery as mail servers write it (RFC 3464). */
export function deliveryNotice({
  action = 'failed',
  status = '5.1.1',
  about = '<letter@opticourtage.com>',
  returned = 'message/rfc822',
  recipient = 'Final-Recipient: rfc822; dominique@example.org',
  from = 'Mail Delivery System <mailer-daemon@example.net>',
  type = 'multipart/report; report-type=delivery-status',
  headers = [],
}: {
  action?: string;
  status?: string;
  about?: string;
  returned?: string;
  /** As the notice names whom it did not reach. */
  recipient?: string;
  from?: string;
  type?: string;
  headers?: readonly string[];
} = {}): string {
  const received = headers.map((header) => `${header}\n`).join('');
  return `${received}From: ${from}
To: ${complaintAddress}
Subject: Undelivered Mail Returned to Sender
Message-ID: <notice-${action}@example.net>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: ${type}; boundary="=_report"

--=_report
Content-Type: text/plain; charset=utf-8

The mail could not be delivered to dominique@example.org.

--=_report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net
Arrival-Date: Wed, 13 May 2026 11:00:00 +0200

Final-Recipient: rfc822; other@example.org
Action: relayed
Status: 2.1.9

${recipient}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--=_report
Content-Type: ${returned}

From: OPTICOURTAGE <${complaintAddress}>
To: dominique@example.org
Message-ID: ${about}
Subject: OPT-2026-000001

La lettre.

--=_report--
`;
}
