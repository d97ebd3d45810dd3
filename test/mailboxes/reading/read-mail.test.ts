import { describe, expect, test } from '@jest/globals';
import { readMail } from '../../../mailboxes/reading/read-mail.ts';
import { mail } from '../mails.ts';

const read = (raw: string | Buffer) => readMail(Buffer.from(raw));

/** So long that whatever takes the square of it would never end. */
const long = 2_000_000;

describe('the text of a mail', () => {
  test.each([
    { what: 'the plain part where there are two', parts: { text: 'plain', html: '<p>not this</p>' }, text: 'plain' },
    {
      what: 'made from the HTML where there is no plain part',
      parts: { html: '<p>Bonjour,</p><p>mon contrat</p>' },
      text: 'Bonjour,\n\nmon contrat',
    },
    { what: 'made from the HTML where the plain part is empty', parts: { text: ' \n', html: '<b>Bonjour</b>' }, text: 'Bonjour' },
    { what: 'without what no reader sees', parts: { text: 'mon\u200b con\u202etrat\u0007' }, text: 'mon contrat' },
    { what: 'with one kind of line end', parts: { text: 'un\r\n\r\n\r\n\r\n\r\ndeux  \nfin\n' }, text: 'un\n\n\ndeux\nfin' },
  ])('is $what', async ({ parts, text }) => {
    expect((await read(mail(parts))).text).toBe(text);
  });

  test.each([
    { html: '<style>p{color:red}</style><script>alert(1)</script>Bonjour', text: 'Bonjour' },
    { html: '<ul><li>un<li>deux</ul>', text: '- un\n- deux' },
    { html: 'un<br>deux<br><br>trois', text: 'un\ndeux\n\ntrois' },
    {
      html: '<table><tr><td>Contrat</td><td>123</td></tr><tr><td>Date</td><td>2 mai</td></tr></table>',
      text: 'Contrat 123\nDate 2 mai',
    },
    {
      html: 'Oui.<blockquote>Est-ce&nbsp;vrai&nbsp;?<blockquote>Non</blockquote></blockquote>',
      text: 'Oui.\n\n> Est-ce vrai ?\n\n> > Non',
    },
    { html: '<pre>un\n  deux</pre>', text: 'un\ndeux' },
    { html: '<p>a &lt;b&gt; &amp; c</p><img src=x onerror=y>', text: 'a <b> & c' },
  ])('made of $html is text and nothing else', async ({ html, text }) => {
    expect((await read(mail({ html }))).text).toBe(text);
  });

  test.each([
    { charset: 'iso-8859-1', bytes: Buffer.from('r\xe9siliation', 'latin1'), text: 'résiliation' },
    { charset: 'windows-1252', bytes: Buffer.from('l\x92assureur', 'latin1'), text: 'l’assureur' },
    { charset: 'utf-8', bytes: Buffer.from('r\xe9siliation', 'latin1'), text: 'r\ufffdsiliation' },
    { charset: 'no-such-charset', bytes: Buffer.from('plain'), text: 'plain' },
    { charset: 'utf-16le', bytes: Buffer.from('é', 'utf16le'), text: 'é' },
  ])('in $charset is read as far as it can be', async ({ charset, bytes, text }) => {
    const head = Buffer.from(`From: a@example.org\r\nContent-Type: text/plain; charset=${charset}\r\n\r\n`);
    expect((await read(Buffer.concat([head, bytes]))).text).toBe(text);
  });
});

test('names, subject and files are read as they were meant, not as they were encoded', async () => {
  const read1 = await read(
    mail({
      from: '=?utf-8?q?Dominique_Exempl=C3=A9?= <Dominique@Example.org>',
      subject: '=?iso-8859-1?q?R=E9clamation?=',
      files: [{ name: 'contrat.pdf', type: 'application/pdf', content: '%PDF-1.7' }],
    }),
  );
  expect(read1).toMatchObject({
    from: [{ name: 'Dominique Exemplé', address: 'dominique@example.org' }],
    subject: 'Réclamation',
    messageId: '<one@example.org>',
    files: [{ name: 'contrat.pdf', content: Buffer.from('%PDF-1.7') }],
  });
});

test.each(['\n\n', '\r\n\r\n', '\n\r\n', '\r\n\n'])(
  'a head ends with the first empty line, however lines end: %j',
  async (end) => {
    const { headers, from } = await read(`From: a@example.org${end}From: b@example.org\r\n\r\nBonjour`);
    expect(headers.all('from')).toEqual(['a@example.org']);
    expect(from).toEqual([{ address: 'a@example.org' }]);
  },
);

test('a mail that was passed on as a file stays a file, with its own name', async () => {
  const inner = mail({ text: 'intérieur' });
  const { text, files } = await read(mail({ text: 'voir', files: [{ name: '', type: 'message/rfc822', content: inner }] }));
  expect(text).toBe('voir');
  expect(files.map(({ name }) => name)).toEqual(['file-1.eml']);
});

describe('whatever comes', () => {
  const nested = (depth: number) => {
    const begins = Array.from(
      { length: depth },
      (_, level) => `Content-Type: multipart/mixed; boundary="b${level}"\n\n--b${level}\n`,
    );
    return `From: a@example.org\nSubject: deep\n${begins.join('')}Content-Type: text/plain\n\nAu fond\n`;
  };
  const many = (count: number) =>
    `From: a@example.org\nContent-Type: multipart/mixed; boundary="b"\n\n${'--b\nContent-Type: application/pdf\n\nx\n'.repeat(count)}--b--\n`;

  test.each([
    { what: 'a mail with a thousand parts', raw: many(1_000) },
    { what: 'a mail with more files than anybody sends', raw: many(100) },
    { what: 'parts within parts within parts', raw: nested(1_000) },
    { what: 'a head without end', raw: `From: a@example.org\nX: ${'x'.repeat(long)}\n\nBonjour` },
  ])('$what is malformed, and its beginning is there to read', async ({ raw }) => {
    const { fault, files, text } = await read(raw);
    expect({ fault, files }).toEqual({ fault: 'malformed', files: [] });
    expect(text.length).toBeLessThanOrEqual(100_000);
  });

  test.each([
    { what: 'nothing at all', raw: '' },
    { what: 'bytes that are no mail', raw: Buffer.from([0, 255, 1, 254, 13, 10, 0]) },
    { what: 'a head alone', raw: 'From: a@example.org\nSubject: x' },
    { what: 'a boundary that never comes', raw: 'Content-Type: multipart/mixed; boundary="b"\n\nBonjour' },
    { what: 'a multipart without a boundary', raw: 'Content-Type: multipart/mixed\n\nBonjour' },
    { what: 'broken base64', raw: 'Content-Transfer-Encoding: base64\n\n====not*base64' },
    { what: 'broken quoted-printable', raw: 'Content-Transfer-Encoding: quoted-printable\n\n=ZZ=' },
    { what: 'a date that is none', raw: 'Date: tomorrow perhaps\n\nBonjour' },
    { what: 'an encoded word that is none', raw: 'Subject: =?utf-8?q?=E9=?= =?x?y?z?=\n\nBonjour' },
    { what: 'a group of nobody', raw: 'From: undisclosed-recipients:;\n\nBonjour' },
    { what: 'a hundred thousand recipients', raw: `To: ${'a@example.org,'.repeat(100_000)}\n\nBonjour` },
    { what: 'a line of brackets', raw: `References: ${'<'.repeat(100_000)}\nFrom: ${'<'.repeat(20_000)}\n\nBonjour` },
    { what: 'a text of nothing but blanks', raw: `From: a@example.org\n\n${' '.repeat(long)}x` },
    { what: 'HTML of nothing but open tags', raw: `Content-Type: text/html\n\n${'<div><b>'.repeat(50_000)}` },
    { what: 'HTML of nothing but angle brackets', raw: `Content-Type: text/html\n\n${'<'.repeat(long)}` },
    { what: 'a text that looks like addresses throughout', raw: `From: a@example.org\n\n${'a.'.repeat(long / 2)}` },
  ])('$what is read without a fault of ours', async ({ raw }) => {
    const { text, from } = await read(raw);
    expect(text.length).toBeLessThanOrEqual(190_000);
    expect(Array.isArray(from)).toBe(true);
  });
});
